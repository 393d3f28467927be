import { randomBytes } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packed, unpacked } from '../../../src/core/push/packed.js';
import { generateLines } from '../../support/generate.js';

const file = Buffer.from(generateLines(2000));

async function packedFile(bytes = file): Promise<Uint8Array> {
  const made = await packed(bytes);
  if (made === undefined) throw new Error('it was not packed');
  return made;
}

describe('A packed file', () => {
  test('is much smaller, and every byte comes back', async () => {
    const made = await packedFile();
    expect(made.length).toBeLessThan(file.length / 10);
    expect(await unpacked(made, file.length)).toEqual(file);
  });

  test('is not made of few bytes, nor of such as do not become fewer', async () => {
    expect(await packed(file.subarray(0, 1000))).toBeUndefined();
    expect(await packed(randomBytes(100_000))).toBeUndefined();
  });

  test('that is cut off at any byte is none', async () => {
    const made = await packedFile();
    for (let length = 0; length < made.length; length++) {
      expect(await unpacked(made.subarray(0, length), file.length), String(length)).toBeUndefined();
    }
  });

  test('that has more or fewer bytes than was said is none', async () => {
    const made = await packedFile();
    for (const size of [0, 1, file.length - 1, file.length + 1, file.length * 2]) {
      expect(await unpacked(made, size), String(size)).toBeUndefined();
    }
  });

  test('with something behind it is none', async () => {
    const made = Buffer.concat([await packedFile(), Buffer.from('x')]);
    expect(await unpacked(made, file.length)).toBeUndefined();
  });

  test('of a thousand times the bytes that were said takes no more room than those', async () => {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 4 };
    const bomb = brotliCompressSync(Buffer.alloc(100_000_000), { params });
    expect(bomb.length).toBeLessThan(1000);
    const before = process.memoryUsage().rss;
    for (let times = 0; times < 20; times++) expect(await unpacked(bomb, 100_000)).toBeUndefined();
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
  });

  test('that is anything else is none, and never breaks whoever unpacks it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.nat(1000), async (bytes, size) => {
        const made = await unpacked(bytes, size);
        expect(made === undefined || made.length === size).toBe(true);
      }),
    );
  });
});
