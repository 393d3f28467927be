import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Piece, piecesOf } from '../../../src/core/push/pieces.js';
import { generateLines } from '../../support/generate.js';

const text = generateLines(4000);
const file = Buffer.from(text);

/** The file after, put together from its pieces; each must begin where the one before it ended. */
function assembled(before: Buffer, after: Buffer, pieces: readonly Piece[]): Buffer {
  let at = 0;
  const parts = pieces.map((piece) => {
    expect(piece.at).toBe(at);
    expect(piece.length).toBeGreaterThan(0);
    at += piece.length;
    const [source, start] = piece.from === undefined ? [after, piece.at] : [before, piece.from];
    expect(start + piece.length).toBeLessThanOrEqual(source.length);
    return source.subarray(start, start + piece.length);
  });
  return Buffer.concat(parts);
}

/** How many bytes are new; the pieces are put together on the way. */
function newBytes(before: Buffer, after: Buffer): number | undefined {
  const pieces = piecesOf(before, after);
  if (pieces === undefined) return undefined;
  expect(assembled(before, after, pieces).equals(after)).toBe(true);
  return pieces.reduce((sum, { from, length }) => sum + (from === undefined ? length : 0), 0);
}

describe('The pieces of a file', () => {
  test('are one where nothing changed', () => {
    expect(piecesOf(file, file)).toEqual([{ at: 0, length: file.length, from: 0 }]);
  });

  test('are none where there is nothing', () => {
    expect(piecesOf(file, Buffer.alloc(0))).toEqual([]);
    expect(piecesOf(Buffer.alloc(0), file)).toBeUndefined();
  });

  const blocks = text.split(/^(?=virtual )/m);
  const withBlocks = (change: (blocks: string[]) => void) => {
    const changed = [...blocks];
    change(changed);
    return Buffer.from(changed.join(''));
  };
  test.each<[string, Buffer]>([
    ['a longer serial number', Buffer.from(text.replace('serial_no = 1', 'serial_no = 1000'))],
    ['a virtual server less', withBlocks((all) => all.splice(20, 1))],
    ['thirty virtual servers less', withBlocks((all) => all.splice(20, 30))],
    ['a virtual server more', withBlocks((all) => all.splice(20, 0, 'virtual one {\n     active = 0\n}\n'))],
    ['one more at the end', withBlocks((all) => all.push('virtual one {\n     active = 0\n}\n'))],
    ['the last one gone', withBlocks((all) => all.pop())],
    [
      'some weights changed',
      withBlocks((all) => {
        for (const at of [1, 30, 31, 60]) all[at] = (all[at] ?? '').replaceAll('weight = 1', 'weight = 50');
      }),
    ],
  ])('hold hardly anything new after %s', (_what, after) => {
    expect(newBytes(file, after)).toBeLessThan(3000);
    const gained = Math.max(0, file.length - after.length);
    expect(newBytes(after, file)).toBeLessThan(2 * gained + 3000);
  });

  test('are not given where most of it is new', () => {
    expect(piecesOf(file, randomBytes(100_000))).toBeUndefined();
    expect(piecesOf(file, Buffer.from(text.replaceAll('weight', 'weiGht')))).toBeUndefined();
  });

  test('make the file whatever was cut out, put in, doubled or moved', () => {
    const cut = fc.record({ at: fc.nat(), length: fc.nat(5000), to: fc.nat(), junk: fc.string() });
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 6 }), (cuts) => {
        const after = cuts.reduce((bytes, { at, junk, length, to }) => {
          const start = at % (bytes.length + 1);
          const [head, taken, tail] = [
            bytes.subarray(0, start),
            bytes.subarray(start, start + length),
            bytes.subarray(start + length),
          ];
          const rest = Buffer.concat([head, tail]);
          const place = to % (rest.length + 1);
          return Buffer.concat([
            rest.subarray(0, place),
            Buffer.from(junk),
            to % 3 === 0 ? taken : Buffer.alloc(0),
            rest.subarray(place),
          ]);
        }, file);
        newBytes(file, after);
        newBytes(after, file);
      }),
      { numRuns: 200 },
    );
  });

  test('make any bytes out of any others', () => {
    const bytes = fc
      .array(fc.constantFrom('a\n', 'b\n', '\n', 'ab', 'a'.repeat(70), `${'b'.repeat(600)}\n`), {
        maxLength: 60,
      })
      .map((parts) => Buffer.from(parts.join('')));
    fc.assert(
      fc.property(bytes, bytes, (before, after) => {
        newBytes(before, after);
      }),
      { numRuns: 500 },
    );
  });
});
