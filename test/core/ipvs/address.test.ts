import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dotted, shortened } from '../../../src/core/ipvs/address.js';

it('writes IPv4 digits with dots', () => {
  expect(dotted('C0A8150A')).toBe('192.168.21.10');
  expect(dotted('00000000')).toBe('0.0.0.0');
  expect(dotted('FFFFFF00')).toBe('255.255.255.0');
});

it.each([
  ['fd00:0000:0000:0000:0000:0000:0000:0100', 'fd00::100'],
  ['0000:0000:0000:0000:0000:0000:0000:0000', '::'],
  ['0000:0000:0000:0000:0000:0000:0000:0001', '::1'],
  ['fe80:0000:0000:0000:0000:0000:0000:0000', 'fe80::'],
  ['2001:0db8:0000:0001:0001:0001:0001:0001', '2001:db8:0:1:1:1:1:1'],
  ['2001:0000:0000:0001:0000:0000:0000:0001', '2001:0:0:1::1'],
  ['2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1'],
])('shortens %s to %s', (groups, short) => {
  expect(shortened(groups)).toBe(short);
});

it('writes every IPv6 address the way URLs do', () => {
  const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
  fc.assert(
    fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
      const short = shortened(groups.map((value) => value.toString(16).padStart(4, '0')).join(':'));
      expect(isIPv6(short)).toBe(true);
      expect(new URL(`http://[${short}]/`).hostname).toBe(`[${short}]`);
    }),
  );
});
