import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isIn, isLoopback, parseAddress, parseNetwork, parsePeer } from '../../../src/core/access/address.js';

describe('An address', () => {
  test('is taken when the system takes it as one, and nothing else is', () => {
    const nearly = fc.stringMatching(/^[0-9a-f:.]{1,20}$/);
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), nearly), (text) => {
        expect([text, parseAddress(text) !== undefined]).toEqual([text, isIPv4(text) || isIPv6(text)]);
      }),
      { numRuns: 2000 },
    );
  });

  test('written another way is the same address', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const host = new URL(`http://[${text}]/`).hostname.slice(1, -1);
        expect(parseAddress(host)).toEqual(parseAddress(text));
      }),
    );
  });

  test.each([
    '010.0.0.1',
    '0x7f.0.0.1',
    '127.1',
    '2130706433',
    '1.2.3.4::',
    '1:2:3:4:5:6:7:8::',
    ' 10.0.0.1',
    '10.0.0.1\n',
    '١٠.0.0.1',
    '',
  ])('in the form %j is none', (text) => expect(parseAddress(text)).toBeUndefined());

  test('of a peer is read without its zone', () => {
    expect(parsePeer('fe80::1%eth0')).toEqual(parseAddress('fe80::1'));
    expect(parsePeer('::ffff:10.0.0.1')).toEqual(parseAddress('10.0.0.1'));
    expect(parsePeer('%eth0')).toBeUndefined();
  });

  test.each([
    ['127.0.0.1', true],
    ['127.255.0.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['128.0.0.1', false],
    ['::127.0.0.1', false],
    ['0.0.0.0', false],
    ['::', false],
  ])('%s is of this machine alone: %s', (text, loopback) => {
    const address = parseAddress(text);
    expect(address && isLoopback(address)).toBe(loopback);
  });
});

test('An address is in each network of its own first bits', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
      const address = parseAddress(text);
      if (address === undefined) throw new Error(text);
      for (let prefix = 1; prefix <= (address.family === 4 ? 32 : 128); prefix += 7) {
        if (address.family === 4 && text.includes(':')) continue;
        const network = parseNetwork(`${text}/${prefix}`);
        expect(typeof network === 'object' && isIn(address, network)).toBe(true);
      }
    }),
  );
});
