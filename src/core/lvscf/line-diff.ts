/** Which lines of two texts are the same, and which are not. */

/** A run of lines that differ; between two runs all lines are the same. */
export interface Hunk {
  /** Index of the first line taken out of the old text, and how many. */
  readonly from: number;
  readonly removed: number;
  /** Index of the first line put into the new text, and how many. */
  readonly to: number;
  readonly added: number;
}

/** Texts that differ in more lines than this are not taken apart further: the search grows with the square. */
const mostDifferences = 600;

/**
 * The fewest runs of lines to take out and put in that make one text the other.
 * Source: E. W. Myers, An O(ND) Difference Algorithm and Its Variations, section 4.
 */
export function lineHunks(old: readonly string[], now: readonly string[]): Hunk[] {
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let oldEnd = old.length;
  let nowEnd = now.length;
  while (oldEnd > head && nowEnd > head && old[oldEnd - 1] === now[nowEnd - 1]) {
    oldEnd--;
    nowEnd--;
  }
  if (head === oldEnd && head === nowEnd) return [];
  const hunks = shortestHunks(old.slice(head, oldEnd), now.slice(head, nowEnd));
  return hunks.map((hunk) => ({ ...hunk, from: hunk.from + head, to: hunk.to + head }));
}

/** For each line of the new text, the index of the same line in the old one. */
export function unchangedLines(hunks: readonly Hunk[], nowLength: number): (number | undefined)[] {
  const result: (number | undefined)[] = [];
  let shift = 0;
  let next = 0;
  for (const hunk of [...hunks, { from: 0, removed: 0, to: nowLength, added: 0 }]) {
    for (; next < hunk.to; next++) result.push(next + shift);
    for (; next < hunk.to + hunk.added; next++) result.push(undefined);
    shift += hunk.removed - hunk.added;
  }
  return result;
}

/** One line of a comparison: in both texts, in the old one only, or in the new one only. */
export interface ComparedLine {
  readonly where: 'both' | 'old' | 'new';
  readonly text: string;
}

/** What differs, with some lines around it; nothing stands for lines that are left out. */
export function compared(
  old: readonly string[],
  now: readonly string[],
  around = 2,
): readonly (ComparedLine | undefined)[] {
  const rows: (ComparedLine | undefined)[] = [];
  const add = (where: ComparedLine['where'], lines: readonly string[]) =>
    rows.push(...lines.map((text) => ({ where, text })));
  let next = 0;
  for (const { from, removed, to, added } of lineHunks(old, now)) {
    addBetween(old.slice(next, from), next > 0);
    add('old', old.slice(from, from + removed));
    add('new', now.slice(to, to + added));
    next = from + removed;
  }
  if (rows.length > 0) add('both', old.slice(next, next + around));
  if (rows.length > 0 && old.length > next + around) rows.push(undefined);
  return rows;

  function addBetween(same: readonly string[], behindOther: boolean): void {
    const before = behindOther ? same.slice(0, around) : [];
    const after = same.slice(Math.max(before.length, same.length - around));
    add('both', before);
    if (before.length + after.length < same.length) rows.push(undefined);
    add('both', after);
  }
}

/** How far each diagonal was reached, for one number of differences. */
type Reach = Int32Array;

function shortestHunks(old: readonly string[], now: readonly string[]): Hunk[] {
  const whole: Hunk = { from: 0, removed: old.length, to: 0, added: now.length };
  const most = Math.min(mostDifferences, old.length + now.length);
  const middle = most + 1;
  const reach: Reach = new Int32Array(2 * most + 3);
  const history: Reach[] = [];
  for (let differences = 0; differences <= most; differences++) {
    history.push(reach.slice(middle - differences - 1, middle + differences + 2));
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      let x = startOf(reach, middle, diagonal, putsIn(reach, middle, differences, diagonal));
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++;
      reach[middle + diagonal] = x;
      if (x >= old.length && x - diagonal >= now.length) return traced(history, old.length, now.length);
    }
  }
  return [whole];
}

/** Whether the furthest way onto a diagonal puts a line of the new text in, or takes one of the old out. */
function putsIn(reach: Reach, middle: number, differences: number, diagonal: number): boolean {
  if (diagonal === -differences) return true;
  const at = middle + diagonal;
  return diagonal !== differences && (reach[at - 1] ?? 0) < (reach[at + 1] ?? 0);
}

/** Where in the old text a diagonal is reached before the lines that are the same. */
function startOf(reach: Reach, middle: number, diagonal: number, putIn: boolean): number {
  const at = middle + diagonal;
  return putIn ? (reach[at + 1] ?? 0) : (reach[at - 1] ?? 0) + 1;
}

/** Walks back through the history and joins neighbouring differences into runs. */
function traced(history: readonly Reach[], oldLength: number, nowLength: number): Hunk[] {
  const hunks: Hunk[] = [];
  let x = oldLength;
  let y = nowLength;
  for (let differences = history.length - 1; differences > 0; differences--) {
    const reach = history[differences] ?? new Int32Array();
    const middle = differences + 1;
    const diagonal = x - y;
    const putIn = putsIn(reach, middle, differences, diagonal);
    const start = startOf(reach, middle, diagonal, putIn);
    x = putIn ? start : start - 1;
    y = putIn ? start - diagonal - 1 : start - diagonal;
    const step: Hunk = { from: x, removed: putIn ? 0 : 1, to: y, added: putIn ? 1 : 0 };
    const last = hunks.at(-1);
    if (last !== undefined && last.from === x + step.removed && last.to === y + step.added) {
      hunks[hunks.length - 1] = {
        ...step,
        removed: last.removed + step.removed,
        added: last.added + step.added,
      };
    } else hunks.push(step);
  }
  return hunks.reverse();
}
