import { createHash } from 'node:crypto';
import { cryptText } from './crypt-text.js';

/** How the two kinds differ. */
interface Kind {
  readonly hash: 'sha256' | 'sha512';
  readonly bytes: number;
  /** Which bytes make the next group of four characters, from those of the group before. */
  readonly next: (group: Triple) => Triple;
  /** The bytes that are left, and how many characters they make. */
  readonly last: readonly [order: readonly number[], count: number];
}

type Triple = readonly [number, number, number];

const kinds: Readonly<Record<'5' | '6', Kind>> = {
  5: { hash: 'sha256', bytes: 32, next: ([a, b, c]) => [c + 1, a + 1, b + 1], last: [[31, 30], 3] },
  6: { hash: 'sha512', bytes: 64, next: ([a, b, c]) => [b + 1, c + 1, a + 1], last: [[63], 2] },
};

const usualRounds = 5000;
const saltCharacters = 16;

/**
 * The characters behind the last `$` of `$5$SALT$...` or `$6$rounds=N$SALT$...`.
 * Source: U. Drepper, Unix crypt using SHA-256 and SHA-512, the numbered steps.
 * @param password the bytes as they are sent.
 * @param rounds 5000 unless the hash names another number.
 */
export function shaCrypt(password: Buffer, salt: string, id: '5' | '6', rounds = usualRounds): string {
  const kind = kinds[id];
  const digestOf = (...parts: readonly Buffer[]) => {
    const hash = createHash(kind.hash);
    for (const part of parts) hash.update(part);
    return hash.digest();
  };
  const salted = Buffer.from(salt).subarray(0, saltCharacters);
  // Steps 1 to 12
  const inner = digestOf(password, salted, password);
  const parts = [password, salted, stretched(inner, password.length)];
  for (let bits = password.length; bits > 0; bits >>= 1) parts.push(bits & 1 ? inner : password);
  const first = digestOf(...parts);
  // Steps 13 to 20
  const p = stretched(digestOf(...new Array<Buffer>(password.length).fill(password)), password.length);
  const saltTimes = 16 + (first[0] ?? 0);
  const s = stretched(digestOf(...new Array<Buffer>(saltTimes).fill(salted)), salted.length);
  // Step 21
  const nothing = Buffer.alloc(0);
  let digest = first;
  for (let round = 0; round < rounds; round += 1) {
    const odd = round % 2 === 1;
    digest = digestOf(
      odd ? p : digest,
      round % 3 === 0 ? nothing : s,
      round % 7 === 0 ? nothing : p,
      odd ? digest : p,
    );
  }
  // Step 22
  let text = '';
  const third = Math.floor(kind.bytes / 3);
  let group: Triple = [0, third, 2 * third];
  for (let index = 0; index < third; index += 1) {
    text += cryptText(digest, group, 4);
    group = kind.next(group);
  }
  return text + cryptText(digest, ...kind.last);
}

/** The digest again and again, up to this length. */
function stretched(digest: Buffer, length: number): Buffer {
  return Buffer.alloc(length, digest);
}
