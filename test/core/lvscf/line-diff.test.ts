import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compared, type Hunk, lineHunks, unchangedLines } from '../../../src/core/lvscf/line-diff.js';

/** Does to the old lines what the hunks say. */
function patched(old: readonly string[], now: readonly string[], hunks: readonly Hunk[]): string[] {
  const result: string[] = [];
  let next = 0;
  for (const { from, removed, to, added } of hunks) {
    result.push(...old.slice(next, from), ...now.slice(to, to + added));
    next = from + removed;
  }
  return [...result, ...old.slice(next)];
}

const letters = (text: string) => text.split('');

describe('the lines that differ', () => {
  it.each([
    ['', '', []],
    ['abc', 'abc', []],
    ['abc', 'abXc', [{ from: 2, removed: 0, to: 2, added: 1 }]],
    ['abc', 'ac', [{ from: 1, removed: 1, to: 1, added: 0 }]],
    ['abc', 'aXc', [{ from: 1, removed: 1, to: 1, added: 1 }]],
    ['', 'ab', [{ from: 0, removed: 0, to: 0, added: 2 }]],
    [
      'abcdef',
      'Xbcdey',
      [
        { from: 0, removed: 1, to: 0, added: 1 },
        { from: 5, removed: 1, to: 5, added: 1 },
      ],
    ],
  ])('of %j and %j', (old, now, hunks) => {
    expect(lineHunks(letters(old), letters(now))).toEqual(hunks);
  });

  it('make one text the other, whatever the two are', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 });
    fc.assert(
      fc.property(lines, lines, (old, now) => {
        const hunks = lineHunks(old, now);
        expect(patched(old, now, hunks)).toEqual(now);
        const unchanged = unchangedLines(hunks, now.length);
        expect(unchanged).toHaveLength(now.length);
        unchanged.forEach((from, index) => {
          if (from !== undefined) expect(old[from]).toBe(now[index]);
        });
        const kept = unchanged.filter((from) => from !== undefined);
        expect(kept).toEqual(kept.toSorted((a, b) => a - b));
        expect(kept.length).toBe(longestCommon(old, now));
      }),
      { numRuns: 500 },
    );
  });

  it('are one run when nearly everything differs', () => {
    const old = Array.from({ length: 2000 }, (_, n) => `old ${n}`);
    const now = Array.from({ length: 1500 }, (_, n) => `now ${n}`);
    expect(lineHunks(['same', ...old], ['same', ...now])).toEqual([
      { from: 1, removed: 2000, to: 1, added: 1500 },
    ]);
  });
});

/** The length of the longest common subsequence, by the textbook's table. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const line of a) {
    const next = [0];
    b.forEach((other, index) => {
      const longer = Math.max(row[index + 1] ?? 0, next[index] ?? 0);
      next.push(line === other ? (row[index] ?? 0) + 1 : longer);
    });
    row = next;
  }
  return row.at(-1) ?? 0;
}

describe('a comparison', () => {
  /** The rows as a person sees them. */
  const shown = (old: string, now: string) =>
    compared(letters(old), letters(now), 1)
      .map((row) => (row === undefined ? '…' : { both: ' ', old: '-', new: '+' }[row.where] + row.text))
      .join('|');

  it.each([
    ['the same', 'abc', 'abc', ''],
    ['one line changed', 'abcde', 'abXde', '…| b|-c|+X| d|…'],
    ['a line at the head', 'abc', 'Xabc', '+X| a|…'],
    ['a line at the end', 'abc', 'abcX', '…| c|+X'],
    ['two changes with much between', 'abcdefg', 'XbcdefY', '-a|+X| b|…| f|-g|+Y'],
    ['two changes with little between', 'abcd', 'XbcY', '-a|+X| b| c|-d|+Y'],
    ['everything', 'ab', 'XY', '-a|-b|+X|+Y'],
  ])('%s', (_title, old, now, rows) => {
    expect(shown(old, now)).toBe(rows);
  });
});
