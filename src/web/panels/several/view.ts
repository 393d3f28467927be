import type { Config } from '../../../core/lvscf/config.js';
import type { Problem } from '../../../core/problem.js';
import type { Words } from '../../../text/index.js';
import { sentence } from '../../../text/sentence.js';
import type { SummaryLine } from '../../field.js';
import { columnsOf } from '../../list-row.js';
import { severalHref, virtualServersHref } from '../../panel-names.js';
import { allRows, shownRows } from './rows.js';

/** How many rows one page shows: that many boxes are read in one request. */
export const rowsListed = 3000;

/** How many names a sentence tells. */
export const namesListed = 12;

/** All that the list is made from. */
export interface ListParts {
  readonly config: Config;
  readonly filter: string;
  /** The values of the boxes that are ticked, or all that are shown. */
  readonly ticked: ReadonlySet<string> | 'all';
  readonly weight?: string;
  readonly refusal?: { readonly text: string; readonly problems?: readonly Problem[] };
  readonly words: Words;
}

/** What the list shows. */
export function listView({ config, filter, refusal, ticked, weight, words }: ListParts) {
  const rows = allRows(config)(words);
  const found = shownRows(rows, filter);
  const shown = found.slice(0, rowsListed);
  const count = found.filter(({ isHeading }) => !isHeading).length;
  const say = words.several;
  const { gloss } = words.lists;
  return {
    filter,
    action: severalHref(),
    allHref: filter === '' ? '' : severalHref(),
    isEmpty: rows.length === 0,
    remark: count === 0 ? say.none : say.shown(count, rows.length),
    cut: shown.length < found.length ? say.cut(shown.length) : '',
    columns: columnsOf(['status', 'name', 'address', 'port', 'weight'], words),
    rows: shown.map(({ isHeading, row }) => ({
      row,
      isHeading,
      isTicked: ticked === 'all' || ticked.has(row.tick),
    })),
    weight: weight ?? '',
    cancel: { label: 'CANCEL', gloss: gloss.cancel, href: virtualServersHref },
    ...(refusal && { refusal: { text: refusal.text, lines: (refusal.problems ?? []).map(lineOf(words)) } }),
    ...(config.readOnly && { readOnly: words.saving.readOnly[config.readOnly] }),
  };
}

function lineOf(words: Words): (problem: Problem) => SummaryLine {
  return (problem) => ({ severity: problem.severity, text: sentence(words, problem) });
}

/** The first names, and how many there are beyond them. */
export function someOf(names: readonly string[]): {
  readonly first: readonly string[];
  readonly more: number;
} {
  return { first: names.slice(0, namesListed), more: Math.max(0, names.length - namesListed) };
}
