import { describe, expect, test } from 'vitest';
import {
  checkOfValues,
  checkWords,
  hexadecimal,
  loadCommand,
} from '../../../src/core/keepalived/check-command.js';
import type { VirtualValues } from '../../../src/core/lvscf/virtual.js';
import { type Check, successesNeeded } from '../../../src/core/nanny/check.js';

describe('A real server is checked', () => {
  const web = { kind: 'tcp', mode: 'prefix', send: 'GET / HTTP/1.0\r\n\r\n', expect: 'HTTP' };

  test.each<[string, VirtualValues, object]>([
    ['as a web server on port 80 when nothing else is said', {}, web],
    ['as a web server also when send and expect are empty', { send: '""', expect: '""' }, web],
    ['by a connection on another port', { port: 81 }, { kind: 'tcp', mode: 'none', send: '' }],
    ['by a connection when only send is given', { send: '"QUIT"' }, { mode: 'none', send: 'QUIT' }],
    ['by one byte over UDP, also on port 80', { protocol: 'udp' }, { kind: 'udp', mode: 'none' }],
    ['by any answer', { expect: '"*"' }, { mode: 'any', expect: '' }],
    ['by any answer, whatever the box says', { expect: '"*"', use_regex: true }, { mode: 'any' }],
    ['by the beginning of the answer', { expect: '"220 "' }, { mode: 'prefix', expect: '220 ' }],
    ['by an expression', { expect: '"^2"', use_regex: true }, { mode: 'regex', expect: '^2' }],
    [
      'by a program and its output',
      { send_program: '"/bin/x %h"', send: '"QUIT"', expect: '"OK"' },
      { kind: 'program', mode: 'equal', command: '/bin/x %h', expect: 'OK' },
    ],
    ['by a program alone', { send_program: '"/bin/x"' }, { kind: 'program', mode: 'none', expect: '' }],
    [
      'as if an empty program were none',
      { send_program: '""', expect: '"a"' },
      { kind: 'tcp', mode: 'prefix' },
    ],
    ['with escapes turned', { send: '"a\\r\\n\\t\\\\n\\"\\\'"' }, { send: 'a\r\n\t\\n"\'' }],
    ['with 254 bytes of what is expected', { expect: `"${'x'.repeat(255)}"` }, { expect: 'x'.repeat(254) }],
  ])('%s', (_title, values, check) => {
    expect(checkOfValues(values)).toMatchObject(check);
  });
});

test.each([
  [15, 6, 2],
  [180, 10, 18],
  [5, 6, 1],
  [6, 6, 1],
  [12, 6, 2],
  [0, 6, 1],
])('After a failure, re-entry %i with timeout %i needs %i good checks', (reentry, timeout, needed) => {
  expect(successesNeeded(reentry, timeout)).toBe(needed);
});

describe('The words of the checker', () => {
  const check: Check = { kind: 'tcp', mode: 'prefix', send: 'a b\r\n', expect: '\xff"$' };
  const command = {
    checker: '/x/lvs-check',
    check,
    address: '10.0.0.1',
    port: 80,
    timeoutSeconds: 6,
    needed: 2,
    id: 'a-b_80',
    weight: 1,
    load: undefined,
    account: undefined,
  } as const;

  test('stand in the order that its head explains', () => {
    expect(checkWords(command).join(' ')).toBe(
      '/x/lvs-check tcp 10.0.0.1 80 6 prefix 6120620d0a ff2224 2 a-b_80 1',
    );
    expect(checkWords({ ...command, weight: undefined }).at(-1)).toBe('-');
    expect(checkWords({ ...command, load: 'rup x' }).slice(-2)).toEqual(['1', '7275702078']);
    expect(checkWords({ ...command, account: 'me' }).slice(-3)).toEqual(['1', '-', 'me']);
    const program: Check = { kind: 'program', mode: 'none', command: 'x %h', expect: '' };
    expect(checkWords({ ...command, check: program }).slice(5, 8)).toEqual(['none', '78202568', '-']);
  });

  test('hold every byte in two digits', () => {
    expect(hexadecimal('')).toBe('-');
    expect(hexadecimal('\x01\x0f\x10\xff')).toBe('010f10ff');
  });

  test.each([
    [undefined, undefined],
    ['none', undefined],
    ['rup', 'rup 10.0.0.1'],
    ['ruptime', 'ruptime 10.0.0.1'],
    ['uptime', 'ssh 10.0.0.1 uptime'],
  ])('ask for the load with load_monitor %s as %s', (monitor, load) => {
    expect(loadCommand(monitor, 'ssh', '10.0.0.1')).toBe(load);
  });
});
