import { readable, visible } from '../core/lvscf/bytes.js';
import { type ComparedLine, compared } from '../core/lvscf/line-diff.js';

/** One row of a comparison, ready for `pre.comparison`; with its line end. */
export interface ComparisonRow {
  readonly where: ComparedLine['where'];
  readonly text: string;
}

/** Two texts compared. */
export interface Comparison {
  /** What differs, with a little around it; none when the texts are the same. */
  readonly rows: readonly ComparisonRow[];
  /** There is more than a page can show. */
  readonly isCut: boolean;
}

const signs = { both: ' ', old: '-', new: '+' } as const;

/** How many rows a page shows. */
const mostRows = 400;

/**
 * Compares two texts line by line. The texts are byte strings.
 * @param markOf what to say beside a line of the new text, if anything
 */
export function comparisonOf(
  old: string,
  now: string,
  markOf: (line: string) => string | undefined,
): Comparison {
  return shownRows(compared(old.split('\n'), now.split('\n')), markOf);
}

/** What came of a comparison, as a page shows it. Nothing stands for lines that are left out. */
export function shownRows(
  rows: readonly (ComparedLine | undefined)[],
  markOf: (line: string) => string | undefined = () => undefined,
): Comparison {
  return { rows: rows.slice(0, mostRows).map((row) => rowOf(row, markOf)), isCut: rows.length > mostRows };
}

function rowOf(row: ComparedLine | undefined, markOf: (line: string) => string | undefined): ComparisonRow {
  if (row === undefined) return { where: 'both', text: '  …\n' };
  const mark = row.where === 'new' ? markOf(row.text) : undefined;
  const beside = mark === undefined ? '' : `    ◀ ${mark}`;
  return { where: row.where, text: `${signs[row.where]} ${visible(readable(row.text))}${beside}\n` };
}
