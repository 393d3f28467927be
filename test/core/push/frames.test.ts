import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Frame, FrameFault, frameBytes, openFrameReader } from '../../../src/core/push/frames.js';

const limits = { head: 4096, payload: 4096 };
const head = fc.dictionary(
  fc.string({ maxLength: 8 }).filter((key) => key !== '__proto__'),
  fc.jsonValue({ maxDepth: 2 }),
);
const message = fc
  .record({ head, payload: fc.uint8Array({ maxLength: 300 }) })
  .filter((one) => JSON.stringify(one.head).length < 1000);

/** A stream cut into pieces of these lengths, over and over. */
function* pieces(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

const streamOf = (messages: readonly Frame[]) =>
  Buffer.concat(messages.flatMap(({ head: one, payload }) => [...frameBytes(one, payload)]));

describe('The messages between two routers', () => {
  test('come through in whatever pieces', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 5 }), lengths, (messages, cuts) => {
        const reader = openFrameReader(limits);
        const found = [...pieces(streamOf(messages), cuts)].flatMap((piece) => reader.take(piece));
        expect(found.map(({ head: one }) => one)).toEqual(
          messages.map(({ head: one }) => JSON.parse(JSON.stringify(one))),
        );
        expect(found.map(({ payload }) => [...payload])).toEqual(messages.map(({ payload }) => [...payload]));
        expect(reader.isBetween).toBe(true);
      }),
    );
  });

  test('are known to be cut off wherever they are', () => {
    fc.assert(
      fc.property(message, fc.nat(), (one, at) => {
        const bytes = streamOf([one]);
        const reader = openFrameReader(limits);
        const cut = 1 + (at % (bytes.length - 1));
        expect(reader.take(bytes.subarray(0, cut))).toEqual([]);
        expect(reader.isBetween).toBe(false);
      }),
    );
  });

  test('are never understood, and never too much, when somebody sends anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        const reader = openFrameReader(limits);
        try {
          for (const { head: one, payload } of reader.take(bytes)) {
            expect(typeof one).toBe('object');
            expect(payload.length).toBeLessThanOrEqual(limits.payload);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(FrameFault);
        }
      }),
    );
  });

  test.each([
    ['Welcome to router2!\n', 'garbled'],
    ['bash: no such command\n', 'garbled'],
    ['\x7f\xff\xff\xff\0\0\0\0{}', 'too_large'],
    ['\0\0\0\x02\x7f\xff\xff\xff{}', 'too_large'],
    ['\0\0\0\x02\0\0\0\0[]', 'garbled'],
    ['\0\0\0\x04\0\0\0\0null', 'garbled'],
    ['\0\0\0\x03\0\0\0\0"a"', 'garbled'],
    ['\0\0\0\0\0\0\0\0', 'garbled'],
    ['\0\0\0\x06\0\0\0\0{"a":\xff', 'garbled'],
  ])('are not %j, and that is said as %s', (text, why) => {
    const take = () => openFrameReader(limits).take(Buffer.from(text, 'latin1'));
    expect(take).toThrow(expect.objectContaining({ why }));
  });
});
