import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addedProblems } from '../../../src/core/lvscf/added-problems.js';
import { type Config, readConfig } from '../../../src/core/lvscf/config.js';
import type { Typed } from '../../../src/core/lvscf/form.js';
import { unquoted } from '../../../src/core/lvscf/kinds/strings.js';
import { readReadyMade } from '../../../src/core/nanny/ready-made.js';
import { markRules, marksOf } from '../../../src/core/packet-filter/filter.js';
import type { Answers, Wrong } from '../../../src/core/wizard/answers.js';
import { questionsOf, type WizardKind, wizardKinds } from '../../../src/core/wizard/kinds.js';
import { planOf, withPlan } from '../../../src/core/wizard/plan.js';
import { freeMark, freeName, readAnswers } from '../../../src/core/wizard/read.js';

const file = `serial_no = 7
primary = 10.0.0.2
service = lvs
network = nat
nat_router = 192.168.10.1 eth1:1
nat_nmask = 255.255.255.0
virtual shop {
     active = 1
     address = 10.0.0.100 eth0:1
     vip_nmask = 255.255.255.0
     port = 8080
     server node1 {
         address = 192.168.10.11
         active = 1
         weight = 1
     }
}
`;
const config = readConfig(file);

const usual: Typed = {
  name: 'web',
  address: '10.0.0.101',
  address_device: '',
  vip_nmask: '255.255.255.0',
  servers: '192.168.10.11, 192.168.10.12',
  active: '1',
  check: 'protocol',
};
const typedFor: Readonly<Record<WizardKind, Typed>> = {
  web: usual,
  'web-tls': { ...usual, way: 'mark', fwmark: '80', rules: '1', persistent: '300' },
  ftp: {
    ...usual,
    name: 'ftp',
    fwmark: '21',
    rules: '1',
    'ftp-data-ports': '10000:20000',
    persistent: '300',
  },
  dns: { ...usual, name: 'dns', zone: 'example.com' },
  mail: { ...usual, name: 'mail', ports: '25, 587 993' },
  database: { ...usual, name: 'db', database: 'postgres' },
};

function answersTo(kind: WizardKind, typed: Typed = {}, at: Config = config): Answers {
  const reading = readAnswers(kind, { ...typedFor[kind], ...typed }, at);
  if ('wrong' in reading) throw new Error(JSON.stringify(reading.wrong));
  return reading.answers;
}

function wrongIn(kind: WizardKind, typed: Typed): readonly string[] {
  const reading = readAnswers(kind, { ...typedFor[kind], ...typed }, config);
  const said = (one: Wrong) => `${one.question} ${'fault' in one ? one.fault : one.problem.code}`;
  return 'wrong' in reading ? reading.wrong.map(said) : [];
}

/** What a case makes of the file. */
function made(kind: WizardKind, typed: Typed = {}): Config {
  return readConfig(withPlan(config, planOf(answersTo(kind, typed))));
}

const added = ({ virtualServers }: Config) => virtualServers.slice(config.virtualServers.length);

describe('Every case of the wizard', () => {
  test.each(wizardKinds)('%s, answered with what is offered, adds nothing that is wrong', (kind) => {
    const after = made(kind);
    expect(addedProblems(config, after)).toEqual([]);
    expect(after.problems.filter(({ severity }) => severity !== 'advice')).toEqual([]);
    expect(after.global.serial_no).toBe(8);
    expect(String(after.document)).toContain(file.slice(file.indexOf('virtual shop')));
    for (const { realServers, values } of added(after)) {
      expect(values).toMatchObject({ active: true, address: { address: '10.0.0.101', device: 'eth0:2' } });
      // A machine has one name everywhere.
      expect(realServers.map(({ name }) => name)[0]).toBe('node1');
      expect(realServers.map(({ values: { address, weight } }) => [address, weight])).toEqual([
        ['192.168.10.11', 1],
        ['192.168.10.12', 1],
      ]);
    }
  });

  test.each(wizardKinds)('%s says what is wrong with an empty form, and with nonsense', (kind) => {
    const empty = Object.fromEntries(questionsOf(kind).map((question) => [question, '']));
    expect(wrongIn(kind, empty)).toEqual(
      expect.arrayContaining(['address address_missing', 'servers servers_missing', 'name name_empty']),
    );
    const odd = Object.fromEntries(questionsOf(kind).map((question) => [question, '"{;%é']));
    expect(wrongIn(kind, odd).length).toBeGreaterThan(3);
  });

  test.each(wizardKinds)('%s offers a name and a mark that are free', (kind) => {
    const after = made(kind, { name: freeName(kind, config) });
    const again = readAnswers(
      kind,
      {
        ...typedFor[kind],
        name: freeName(kind, after),
        fwmark: `${freeMark(kind, after)}`,
        address: '10.0.0.102',
      },
      after,
    );
    expect('answers' in again).toBe(true);
  });
});

describe('Web with TLS', () => {
  test('is two virtual servers under one mark, and one persistence', () => {
    const after = made('web-tls');
    expect(
      added(after).map(({ name, values }) => [name, values.port, values.fwmark, values.persistent]),
    ).toEqual([
      ['web-http', 80, 80, 300],
      ['web-https', 443, 80, 300],
    ]);
    expect(after.shared['mark-rules']).toBe('yes');
    expect(markRules(after).map(({ ports, mark }) => [ports?.first, mark])).toEqual([
      [80, 80],
      [443, 80],
    ]);
  });

  test('or two that know nothing of each other', () => {
    const after = made('web-tls', { way: 'apart', persistent: '', fwmark: '80' });
    expect(marksOf(after)).toEqual([]);
    expect(after.shared['mark-rules']).toBeUndefined();
  });

  test('checks HTTPS by the checking program, or by a connection alone', () => {
    const check = (typed: Typed) => added(made('web-tls', typed))[1]?.values;
    expect(readReadyMade(unquoted(check({ host: 'www.example.com' })?.send_program ?? ''))).toEqual({
      kind: 'https',
      port: 443,
      options: { host: 'www.example.com', status: '100-599' },
    });
    expect(check({})?.expect).toBe('"OK"');
    const plain = check({ check: 'connect' });
    expect([plain?.send_program, plain?.expect, plain?.send]).toEqual([undefined, undefined, undefined]);
  });

  test('wants a mark that nobody else has, and persistence with it', () => {
    expect(wrongIn('web-tls', { persistent: '' })).toEqual(['persistent persistence_short']);
    expect(wrongIn('web-tls', { fwmark: '' })).toEqual(['fwmark mark_missing']);
    expect(wrongIn('web-tls', { way: 'apart', fwmark: 'x', persistent: '' })).toEqual([]);
  });
});

describe('FTP', () => {
  test('has a mark, its data ports, and persistence of five minutes at least', () => {
    const after = made('ftp');
    const [ftp] = added(after);
    expect(ftp?.values).toMatchObject({ fwmark: 21, port: 21, persistent: 300, expect: '"220"' });
    expect(after.shared).toMatchObject({ 'mark-rules': 'yes', 'ftp-data-ports': '10000:20000' });
    expect(markRules(after)).toHaveLength(2);
    expect(wrongIn('ftp', { persistent: '299' })).toEqual(['persistent persistence_short']);
    expect(wrongIn('ftp', { 'ftp-data-ports': '20000:10000' })).toEqual(['ftp-data-ports port_range_form']);
  });
});

describe('DNS', () => {
  test('is asked for the zone over UDP and over TCP', () => {
    const after = added(made('dns'));
    expect(after.map(({ name, values }) => [name, values.protocol, values.port])).toEqual([
      ['dns-udp', 'udp', 53],
      ['dns-tcp', 'tcp', 53],
    ]);
    expect(after.map(({ values }) => readReadyMade(unquoted(values.send_program ?? ''))?.options)).toEqual([
      { name: 'example.com', over: 'udp' },
      { name: 'example.com', over: 'tcp' },
    ]);
    expect(wrongIn('dns', { zone: '' })).toEqual(['zone zone_form']);
  });
});

describe('Mail', () => {
  test('is one virtual server for each port, checked in its own words', () => {
    const after = added(made('mail'));
    expect(
      after.map(({ name, values }) => [name, readReadyMade(unquoted(values.send_program ?? ''))?.kind]),
    ).toEqual([
      ['mail-smtp', 'smtp'],
      ['mail-submission', 'smtp'],
      ['mail-imaps', 'imaps'],
    ]);
    expect(wrongIn('mail', { ports: '' })).toEqual(['ports ports_missing']);
    expect(wrongIn('mail', { ports: '25 26' })).toEqual(['ports port_unknown']);
  });
});

describe('A database', () => {
  test('is checked in its own words where there are any', () => {
    const values = (typed: Typed) => added(made('database', typed))[0]?.values;
    expect(readReadyMade(unquoted(values({})?.send_program ?? ''))?.kind).toBe('postgres');
    expect(values({ database: 'mysql' })).toMatchObject({ port: 3306, expect: '"*"' });
    expect(values({ database: 'other', port: '1521' })).toMatchObject({ port: 1521 });
    expect(wrongIn('database', { database: 'other' })).toEqual(['port port_missing']);
  });
});

describe('The real servers', () => {
  test('are addresses, with a name before and a port behind where somebody wants', () => {
    const { servers } = answersTo('web', { servers: 'a=192.168.10.31:8080;192.168.10.32 192.168.10.33' });
    expect(servers.map(({ name, values }) => [name, values.address, values.port])).toEqual([
      ['a', '192.168.10.31', 8080],
      ['web1', '192.168.10.32', undefined],
      ['web2', '192.168.10.33', undefined],
    ]);
  });

  test.each([
    ['192.168.10.31 192.168.10.31', 'servers server_twice'],
    ['a=192.168.10.31 a=192.168.10.32', 'servers server_twice'],
    ['a=', 'servers server_form'],
    ['=192.168.10.31', 'servers server_form'],
    ['0.0.0.0', 'servers server_form'],
    ['192.168.10.300', 'servers address_expected'],
    ['1:2:3', 'servers server_form'],
  ])('are not %s', (servers, wrong) => {
    expect(wrongIn('web', { servers })).toContain(wrong);
  });

  test('have one port where the checking program is told one', () => {
    const servers = '192.168.10.31:8080 192.168.10.32';
    expect(wrongIn('web', { servers })).toEqual([]);
    expect(wrongIn('web', { servers, path: '/check' })).toEqual(['servers ports_differ']);
    expect(wrongIn('ftp', { servers })).toEqual(['servers server_port']);
    const { send_program } = planOf(answersTo('web', { servers: '192.168.10.31:8080', path: '/check' }))
      .virtualServers[0]?.values ?? { send_program: '' };
    expect(readReadyMade(unquoted(send_program ?? ''))?.port).toBe(8080);
  });
});

describe('An address', () => {
  test('is on the device that it has already, or on a free one', () => {
    expect(answersTo('web', { address: '10.0.0.100' }).address.device).toBe('eth0:1');
    expect(answersTo('web').address.device).toBe('eth0:2');
    expect(answersTo('web', { address_device: 'eth5:9' }).address.device).toBe('eth5:9');
    expect(wrongIn('web', { address_device: 'eth 5' })).toEqual(['address_device device_form']);
    expect(wrongIn('web', { address: 'www' })).toEqual(['address host_name']);
  });
});

test('A name that is taken is refused for each of the virtual servers', () => {
  const after = made('web-tls');
  const reading = readAnswers('web-tls', { ...typedFor['web-tls'], fwmark: '81' }, after);
  expect('wrong' in reading && reading.wrong.map(({ question }) => question)).toEqual(['name', 'name']);
});

describe('Whatever is typed', () => {
  const texts = (kind: WizardKind) => {
    const odd = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.constantFrom('/', '.', '0', ':', 'a=1', '%', '"', '{', '\\'),
    );
    const one = (question: string) => fc.oneof(fc.constant(typedFor[kind][question] ?? ''), odd);
    return fc.record(Object.fromEntries(questionsOf(kind).map((question) => [question, one(question)])));
  };

  test.each(wizardKinds)('into %s is refused in words, or adds what the file takes', (kind) => {
    fc.assert(
      fc.property(texts(kind), (typed) => {
        const reading = readAnswers(kind, typed, config);
        if ('wrong' in reading) {
          expect(reading.wrong.length).toBeGreaterThan(0);
          return;
        }
        const after = readConfig(withPlan(config, planOf(reading.answers)));
        const worst = addedProblems(config, after).filter(({ severity }) => severity === 'refused');
        expect([worst, after.readOnly]).toEqual([[], undefined]);
        expect(after.virtualServers[0]?.realServers).toHaveLength(1);
        expect(after.virtualServers.length).toBeGreaterThan(1);
      }),
      { numRuns: 150 },
    );
  });

  test('a check that is too long for the daemons is refused', () => {
    expect(wrongIn('web', { path: `/${'a'.repeat(150)}`, host: 'b'.repeat(120) })).toEqual([
      'path check_long',
    ]);
    const zone = `${`${'a'.repeat(60)}.`.repeat(4)}fr`;
    expect(wrongIn('dns', { zone })).toEqual(['zone check_long']);
  });
});
