import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readConfig } from '../../../src/core/lvscf/config.js';
import {
  type Ask,
  askFaults,
  askKinds,
  askOptionNames,
  askOptions,
  askSeconds,
  hasOption,
  longestProgram,
  readReadyMade,
  readyMade,
  usualPorts,
} from '../../../src/core/nanny/ready-made.js';

/** What a kind cannot be without. */
const needed = (kind: string) => (kind === 'dns' ? { name: 'example.com' } : {});

const asks: fc.Arbitrary<Ask> = fc
  .record({
    kind: fc.constantFrom(...askKinds),
    port: fc.integer({ min: 1, max: 65_535 }),
    options: fc.record(
      Object.fromEntries(askOptionNames.map((name) => [name, fc.constantFrom(...askOptions[name].good)])),
      { requiredKeys: [] },
    ),
  })
  .map(({ kind, port, options }) => {
    const own = Object.entries(options).filter(([name]) => hasOption(kind, name as 'path'));
    return { kind, port, options: { ...needed(kind), ...Object.fromEntries(own) } };
  })
  .filter((ask) => askFaults(ask).length === 0);

describe('a ready-made check', () => {
  it('is written as a Sending Program with its Expect', () => {
    expect(
      readyMade('https', { port: 443, path: '/up', host: 'www.example.com', verify: true, days: 14 }),
    ).toEqual({
      send_program:
        '/usr/local/lib/lvs-console/lvs-ask https %h 443 path=/up host=www.example.com verify=yes days=14 exit=0',
      expect: 'OK',
    });
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(asks, (ask) => {
        const { send_program } = readyMade(ask.kind, { port: ask.port, ...ask.options });
        expect(readReadyMade(send_program)).toEqual(ask);
      }),
      { numRuns: 300 },
    );
  });

  it('is something that the file may hold, with nothing to say against it', () => {
    fc.assert(
      fc.property(asks, (ask) => {
        const { send_program, expect: awaited } = readyMade(ask.kind, { port: ask.port, ...ask.options });
        const { problems } = readConfig(
          `virtual web {\n     active = 0\n     send_program = "${send_program}"\n     expect = "${awaited}"\n}\n`,
        );
        expect(
          problems.filter(({ subject }) => ['send_program', 'expect'].includes(subject.keyword ?? '')),
        ).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test.each(askKinds)('of the kind %s can be written with nothing but its port', (kind) => {
    const { send_program } = readyMade(kind, { port: usualPorts[kind], ...needed(kind) });
    expect(readReadyMade(send_program)).toEqual({ kind, port: usualPorts[kind], options: needed(kind) });
  });

  test.each(askOptionNames)('has for its option %s values that are well and values that are not', (name) => {
    const kind = askKinds.find((one) => hasOption(one, name)) ?? 'http';
    const faultsOf = (value: string) =>
      askFaults({ kind, port: 80, options: { ...needed(kind), [name]: value } }).filter(
        ({ option, what }) => option === name && what === 'wrong',
      );
    for (const value of askOptions[name].good) expect([value, faultsOf(value)]).toEqual([value, []]);
    for (const value of askOptions[name].bad) expect([value, faultsOf(value)]).not.toEqual([value, []]);
  });

  it('says what is wrong with it', () => {
    expect(askFaults({ kind: 'dns', port: 0, options: { path: '/' } })).toEqual([
      { option: 'port', what: 'wrong' },
      { option: 'path', what: 'foreign' },
      { option: 'name', what: 'missing' },
    ]);
    expect(askFaults({ kind: 'http', port: 80, options: { status: '300-200' } })).toEqual([
      { option: 'status', what: 'wrong' },
    ]);
    expect(askFaults({ kind: 'smtp', port: 25, options: { days: '3' } })).toEqual([
      { option: 'days', what: 'foreign' },
    ]);
    expect(askFaults({ kind: 'https', port: 443, options: { verify: 'yes' } })).toEqual([
      { option: 'host', what: 'missing' },
    ]);
    const digests = { md5: 'a'.repeat(32), sha256: 'a'.repeat(64) };
    expect(askFaults({ kind: 'http', port: 80, options: digests })).toEqual([
      { option: 'sha256', what: 'both' },
    ]);
    expect(() => readyMade('http', { port: 80, path: 'up' })).toThrow(RangeError);
  });

  it('is not longer than nanny has room for', () => {
    const options = { path: `/${'a'.repeat(190)}`, md5: 'a'.repeat(32) };
    const [fault] = askFaults({ kind: 'http', port: 80, options });
    expect(fault).toMatchObject({ option: 'whole', what: 'long' });
    const { send_program } = readyMade('http', { port: 80, path: `/${'a'.repeat(180)}` });
    expect(send_program.length).toBeLessThanOrEqual(longestProgram);
  });

  test.each([
    '',
    '/bin/check %h',
    '/x/lvs-ask http 10.0.0.1 80',
    '/x/lvs-ask http %h %p',
    '/x/lvs-ask gopher %h 70',
    '/x/lvs-ask http %h 80 path=/ path=/b',
    '/x/lvs-ask http %h 80 colour=red',
    '/x/lvs-ask http %h 99999',
    '/x/not-lvs-ask-at-all http %h 80',
  ])('is not what %j is', (command) => {
    expect(readReadyMade(command)).toBeUndefined();
  });

  it('ends before nanny would end it', () => {
    expect([1, 2, 5, 6, 10].map(askSeconds)).toEqual([1, 1, 4, undefined, undefined]);
  });
});
