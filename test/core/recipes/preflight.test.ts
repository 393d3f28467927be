import { describe, expect, test } from 'vitest';
import { mentionsIn } from '../../../src/core/machine/mentions.js';
import { preflight, type RouterSeen } from '../../../src/core/recipes/preflight.js';

const done: RouterSeen = {
  ipForward: { at: 1, value: true },
  routingTable: { at: 1, value: {} },
  mentions: { found: [], unread: [] },
};
const denied = { at: 1, reason: 'denied', path: '/etc/netplan/x.yaml' } as const;

describe('What is done on a router already', () => {
  test('is all of it where all was seen', () => {
    const verdicts = [...preflight(done).values()];
    expect(verdicts.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  });

  test.each<[string, string, Partial<RouterSeen>, string, readonly string[]]>([
    ['forwarding is off', 'forwarding', { ipForward: { at: 1, value: false } }, 'open', []],
    ['forwarding cannot be read', 'forwarding', { ipForward: denied }, 'unknown', [denied.path]],
    ['the kernel has no IPVS', 'modules', { routingTable: { ...denied, reason: 'absent' } }, 'open', []],
    ['the table cannot be read', 'modules', { routingTable: denied }, 'unknown', [denied.path]],
    [
      'a file has an address, whatever could not be read',
      'static-vip',
      { mentions: { found: [{ path: '/etc/x', line: 2, text: 'address 10.0.0.1' }], unread: ['/etc/y'] } },
      'open',
      ['/etc/x:2: address 10.0.0.1'],
    ],
    [
      'a file cannot be read',
      'static-vip',
      { mentions: { found: [], unread: ['/etc/y'] } },
      'unknown',
      ['/etc/y'],
    ],
  ])('is not said of what is not: %s', (_what, id, seen, state, found) => {
    const verdicts = new Map<string, unknown>(preflight({ ...done, ...seen }));
    expect(verdicts.get(id)).toEqual({ state, found });
  });
});

describe('An address in a file of the system', () => {
  test('is found as a whole, and not in a comment', () => {
    const text = [
      'iface eth0:1 inet static',
      '    address 10.0.0.100/24',
      'IPADDR=10.0.0.100',
      'addresses: ["110.0.0.100/24"]',
      'addresses: [10.0.0.1005]',
      '# address 10.0.0.100',
      'up ip addr add 10.0.0.100/32 dev eth0 || true',
    ].join('\n');
    expect(mentionsIn('/x', text, ['10.0.0.100', '10.0.0.200']).map(({ line }) => line)).toEqual([2, 3, 7]);
  });
});
