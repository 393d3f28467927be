import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { filterComment, readFilterComment } from '../../../src/core/packet-filter/comment.js';
import { marksOf, packetFilterOf } from '../../../src/core/packet-filter/filter.js';
import { type MarkRule, readRule, ruleLine } from '../../../src/core/packet-filter/rule.js';
import {
  isSameTable,
  nothingOfOurs,
  readTable,
  restoreInput,
  tableWith,
} from '../../../src/core/packet-filter/table.js';
import { validConfig } from '../../support/random-configs.js';

const on = '# lvs-console: mark-rules = yes\n';
const vip = '10.0.0.100';

interface Service {
  readonly port?: number;
  readonly mark?: number;
  readonly address?: string;
  readonly protocol?: string;
  readonly active?: number;
}

/** A file with these virtual servers. */
function file(services: readonly Service[], head = on): string {
  const blocks = services.map(
    ({ port = 80, mark = 0, address = vip, protocol = 'tcp', active = 1 }, index) => `virtual v${index} {
  active = ${active}
  address = ${address} eth0:1
  fwmark = ${mark}
  port = ${port}
  protocol = ${protocol}
}
`,
  );
  return head + blocks.join('');
}

/** What is done with packets: `tcp 80 -> 80`, in the order of the rules. */
function rulesOf(services: readonly Service[], head?: string): string[] {
  return packetFilterOf(readConfig(file(services, head))).rules.map(({ address, protocol, ports, mark }) =>
    [
      ...(address === vip ? [] : [address]),
      protocol,
      ports === undefined ? 'all' : ports.first === ports.last ? ports.first : `${ports.first}:${ports.last}`,
      '->',
      mark ?? 'none',
    ].join(' '),
  );
}

describe('The rules for firewall marks', () => {
  test('are made only where the file says so, and for active virtual servers with a mark', () => {
    const services = [{ mark: 80 }, { port: 81 }, { port: 82, mark: 82, active: 0 }];
    expect(rulesOf(services)).toEqual(['tcp 80 -> 80']);
    expect(rulesOf(services, '')).toEqual([]);
    expect(rulesOf(services, '# lvs-console: mark-rules = no\n')).toEqual([]);
  });

  test('give HTTP and HTTPS one mark, each from its own virtual server', () => {
    expect(rulesOf([{ mark: 80 }, { port: 443, mark: 80 }])).toEqual(['tcp 80 -> 80', 'tcp 443 -> 80']);
    expect(marksOf(readConfig(file([{ mark: 80 }, { port: 443, mark: 80 }])))).toEqual([80]);
  });

  test('are made once for the same packets: the first virtual server counts', () => {
    expect(rulesOf([{ mark: 1 }, { mark: 2 }, { mark: 2, protocol: 'udp' }])).toEqual([
      'tcp 80 -> 1',
      'udp 80 -> 2',
    ]);
  });

  test('mark every packet to an address whose port is 0, and single ports last, which so keep their own', () => {
    expect(
      rulesOf([
        { port: 443, mark: 4 },
        { port: 0, mark: 5 },
      ]),
    ).toEqual(['tcp all -> 5', 'tcp 443 -> 4']);
  });

  const ftp = `${on}# lvs-console: ftp-data-ports = 1024:65535\n`;

  test('give the data ports of FTP the mark of port 21, and only of it', () => {
    expect(rulesOf([{ port: 21, mark: 21 }, { mark: 80 }], ftp)).toEqual([
      'tcp 1024:65535 -> 21',
      'tcp 21 -> 21',
      'tcp 80 -> 80',
    ]);
    expect(
      rulesOf(
        [
          { port: 21, mark: 21, protocol: 'udp' },
          { port: 2121, mark: 3 },
        ],
        ftp,
      ),
    ).toEqual(['udp 21 -> 21', 'tcp 2121 -> 3']);
    expect(rulesOf([{ port: 21, mark: 21 }])).toEqual(['tcp 21 -> 21']);
  });

  test('leave a virtual server its port that lies among the data ports of FTP', () => {
    const services = [
      { port: 21, mark: 21 },
      { port: 8080 },
      { port: 8443, mark: 8 },
      { port: 3306, address: '10.0.0.101' },
      { port: 5353, protocol: 'udp' },
      { port: 90 },
    ];
    expect(rulesOf(services, ftp)).toEqual([
      'tcp 8080 -> none',
      'tcp 1024:65535 -> 21',
      'tcp 21 -> 21',
      'tcp 8443 -> 8',
    ]);
  });
});

const anyRule: fc.Arbitrary<MarkRule> = fc
  .record({
    address: fc.ipV4(),
    protocol: fc.constantFrom('tcp' as const, 'udp' as const),
    ports: fc.option(fc.tuple(fc.integer({ min: 1, max: 65535 }), fc.integer({ min: 0, max: 9 })), {
      nil: undefined,
    }),
    mark: fc.option(fc.integer({ min: 1, max: 2147483647 }), { nil: undefined }),
  })
  .map(({ ports, ...rule }) => ({
    ...rule,
    ports: ports && { first: ports[0], last: Math.min(65535, ports[0] + ports[1]) },
  }));

describe('A rule', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        expect(readRule(ruleLine(rule))).toEqual(rule);
      }),
    );
  });

  test('is read as iptables-save writes it', () => {
    const line =
      '-A LVS-CONSOLE -d 10.0.0.100/32 -p tcp -m tcp --dport 1024:65535 -j MARK --set-xmark 0x15/0xffffffff';
    expect(readRule(line)).toEqual({
      address: vip,
      protocol: 'tcp',
      ports: { first: 1024, last: 65535 },
      mark: 21,
    });
  });

  test.each([
    '-A PREROUTING -d 10.0.0.100 -p tcp -j RETURN',
    '-A LVS-CONSOLE -d 10.0.0.0/24 -p tcp -j RETURN',
    '-A LVS-CONSOLE -d 10.0.0.100 -p tcp -j ACCEPT',
    '-A LVS-CONSOLE -d 10.0.0.100 -p tcp -m tcp --dport 80 -j MARK --set-xmark 0x50/0xff',
    '-A LVS-CONSOLE -s 10.0.0.1 -d 10.0.0.100 -p tcp -j RETURN',
    '-A LVS-CONSOLE -d 10.0.0.100 -p tcp -j RETURN\n-F',
  ])('of another kind is none of ours: %j', (line) => {
    expect(readRule(line)).toBeUndefined();
  });
});

describe('The comment in keepalived.conf', () => {
  test('says all that the file asks for, and is read again', () => {
    fc.assert(
      fc.property(validConfig, (text) => {
        const filter = packetFilterOf(readConfig(text));
        expect(readFilterComment([...filterComment(filter), '', 'global_defs {'].join('\n'))).toEqual(filter);
      }),
    );
  });

  test('is absent where nothing is set up, and counts before the first statement only', () => {
    expect(filterComment({ rules: [], forwarding: false })).toEqual([]);
    const comment = filterComment(packetFilterOf(readConfig(file([{ mark: 80 }]))));
    expect(comment).toHaveLength(2);
    expect(readFilterComment(['vrrp_instance LVS {', ...comment].join('\n'))).toEqual({
      rules: [],
      forwarding: false,
    });
  });
});

const saved = (ours: readonly string[]) =>
  [
    '# Generated by iptables-save',
    '*mangle',
    ':PREROUTING ACCEPT [12:345]',
    ':LVS-CONSOLE-OLD - [0:0]',
    '-A PREROUTING -i eth9 -j LVS-CONSOLE-OLD',
    ...ours,
    'COMMIT',
    '',
  ].join('\n');

const [rule] = packetFilterOf(readConfig(file([{ mark: 80 }]))).rules as [MarkRule];

describe('The table mangle', () => {
  test('is searched for what is ours', () => {
    expect(readTable(saved([]))).toEqual(nothingOfOurs);
    expect(readTable('')).toEqual(nothingOfOurs);
    const ours = [
      ':LVS-CONSOLE - [0:0]',
      '-A PREROUTING -j LVS-CONSOLE',
      '-A LVS-CONSOLE -d 10.0.0.100/32 -p tcp -m tcp --dport 80 -j MARK --set-xmark 0x50/0xffffffff',
    ];
    expect(readTable(saved(ours))).toMatchObject({ lines: ours.slice(2), jumps: 1 });
    expect(isSameTable(readTable(saved(ours)), tableWith([rule]))).toBe(true);
  });

  test.each([
    ['another rule', { lines: ['-A LVS-CONSOLE -j LOG'], jumps: 1 }],
    ['a rule too many', { lines: [ruleLine(rule), '-A LVS-CONSOLE -j LOG'], jumps: 1 }],
    ['no jump', { lines: [ruleLine(rule)], jumps: 0 }],
    ['two jumps', { lines: [ruleLine(rule)], jumps: 2 }],
    ['no chain', nothingOfOurs],
  ])('with %s is not the one that was wanted', (_what, table) => {
    expect(isSameTable(table, tableWith([rule]))).toBe(false);
  });

  test('gets our chain as a whole, and a jump only where there is none', () => {
    const wanted = tableWith([rule]);
    const lines = ['*mangle', ':LVS-CONSOLE - [0:0]', ruleLine(rule)];
    expect(restoreInput(nothingOfOurs, wanted).split('\n')).toEqual([
      ...lines,
      '-A PREROUTING -j LVS-CONSOLE',
      'COMMIT',
      '',
    ]);
    expect(restoreInput({ lines: [], jumps: 1 }, wanted).split('\n')).toEqual([...lines, 'COMMIT', '']);
    expect(restoreInput({ lines: [], jumps: 3 }, wanted)).toMatch(
      /(-D PREROUTING -j LVS-CONSOLE\n){2}COMMIT/,
    );
  });

  test('loses all that is ours, and nothing else', () => {
    expect(restoreInput({ lines: [], jumps: 1 }, nothingOfOurs).split('\n')).toEqual([
      '*mangle',
      '-D PREROUTING -j LVS-CONSOLE',
      '-F LVS-CONSOLE',
      '-X LVS-CONSOLE',
      'COMMIT',
      '',
    ]);
    expect(restoreInput(nothingOfOurs, nothingOfOurs)).toBe('*mangle\nCOMMIT\n');
  });
});
