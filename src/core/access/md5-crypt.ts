import { createHash } from 'node:crypto';
import { cryptText } from './crypt-text.js';

const rounds = 1000;

/** Which bytes of the digest make each group of four characters, the last one first. */
const groups = [
  [0, 6, 12],
  [1, 7, 13],
  [2, 8, 14],
  [3, 9, 15],
  [4, 10, 5],
] as const;

/**
 * The 22 characters behind `$1$SALT$` or, with the magic word of Apache's variant, behind `$apr1$SALT$`.
 * Source: Apache Portable Runtime, apr_md5_encode; crypt(5), md5crypt.
 * @param password the bytes as they are sent.
 * @param salt at most 8 characters.
 */
export function md5Crypt(password: Buffer, salt: string, magic: '$1$' | '$apr1$'): string {
  const salted = Buffer.from(salt);
  const inner = md5(password, salted, password);
  const parts = [password, Buffer.from(magic), salted];
  for (let left = password.length; left > 0; left -= 16) parts.push(inner.subarray(0, Math.min(16, left)));
  // The weird part of the original: a zero byte or the first character, bit by bit of the length.
  for (let bits = password.length; bits > 0; bits >>= 1) {
    parts.push(bits & 1 ? Buffer.alloc(1) : password.subarray(0, 1));
  }
  let digest = md5(...parts);
  for (let round = 0; round < rounds; round += 1) {
    const odd = round % 2 === 1;
    digest = md5(
      odd ? password : digest,
      round % 3 === 0 ? '' : salted,
      round % 7 === 0 ? '' : password,
      odd ? digest : password,
    );
  }
  return groups.map((group) => cryptText(digest, group, 4)).join('') + cryptText(digest, [11], 2);
}

function md5(...parts: readonly (Buffer | string)[]): Buffer {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
