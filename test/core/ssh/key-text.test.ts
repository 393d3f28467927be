import { describe, expect, it } from 'vitest';
import { fingerprintOf, readPublicKey } from '../../../src/core/ssh/host-key.js';
import {
  authorizedKeysLine,
  ed25519PublicKey,
  privateKeyText,
  publicHalf,
  publicLine,
  withAuthorizedKey,
} from '../../../src/core/ssh/key-text.js';

const numbers = { seed: Buffer.alloc(32, 1), point: Buffer.alloc(32, 2) };
const key = ed25519PublicKey(numbers);

describe('a key of our own', () => {
  it('has its public half in its private half', () => {
    for (const comment of ['', 'a', 'lvs-console@lb1', 'x'.repeat(100)]) {
      expect(publicHalf(privateKeyText(numbers, 0xfffffff0, comment))).toEqual(key);
    }
  });

  it('has no public half in a text that is no key', () => {
    const text = privateKeyText(numbers, 1, 'c');
    expect(publicHalf('')).toBeUndefined();
    expect(publicHalf(text.replace('OPENSSH', 'RSA'))).toBeUndefined();
    expect(publicHalf(text.split('\n').with(1, 'AAAA').join('\n'))).toBeUndefined();
    const lines = text.split('\n');
    expect(publicHalf([lines[0], lines[1]?.slice(0, 40), ...lines.slice(-2)].join('\n'))).toBeUndefined();
  });

  it('is what it is called', () => {
    expect(publicLine(key, 'lvs-console@lb1 "x"')).toBe(`ssh-ed25519 ${key.base64} lvs-console@lb1-x-`);
    expect(readPublicKey(Buffer.from(key.base64, 'base64'))).toEqual(key);
    expect(readPublicKey(Buffer.from([0, 0, 0, 200, 1]))).toBeUndefined();
    expect(fingerprintOf(key)).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  });
});

describe('the line that lets it in', () => {
  it('allows one program, from some addresses', () => {
    expect(
      authorizedKeysLine(key, { from: ['192.0.2.1', '2001:db8::/64'], comment: 'lvs-console@lb1' }),
    ).toBe(
      `restrict,from="192.0.2.1,2001:db8::/64",command="lvs-console-router remote" ssh-ed25519 ${key.base64} lvs-console@lb1`,
    );
    expect(authorizedKeysLine(key, { from: [], comment: 'c' })).toBe(
      `restrict,command="lvs-console-router remote" ssh-ed25519 ${key.base64} c`,
    );
  });

  it('lets nothing through but addresses', () => {
    for (const from of ['*', 'lb1', '1.2.3.4"', '1.2.3.4,command="sh"', '']) {
      expect(() => authorizedKeysLine(key, { from: [from], comment: 'c' }), from).toThrow(RangeError);
    }
  });

  it('goes to the end, or in the place of the line of the same key', () => {
    const line = authorizedKeysLine(key, { from: [], comment: 'c' });
    expect(withAuthorizedKey('', key, line)).toBe(`${line}\n`);
    expect(withAuthorizedKey('ssh-rsa AAAA me', key, line)).toBe(`ssh-rsa AAAA me\n${line}\n`);
    const before = `# mine\n${publicLine(key, 'wide open')}\nssh-rsa AAAA me\n`;
    expect(withAuthorizedKey(before, key, line)).toBe(`# mine\n${line}\nssh-rsa AAAA me\n`);
    const twice = withAuthorizedKey(before, key, line);
    expect(withAuthorizedKey(twice, key, line)).toBe(twice);
    expect(withAuthorizedKey(`#${line}\n`, key, line), 'a comment lets nothing in').toBe(
      `#${line}\n${line}\n`,
    );
  });
});
