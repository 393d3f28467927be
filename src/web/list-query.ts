/** How a list is looked at: which of its rows, in which order. It stands in the address, for every page of the list. */

import { z } from 'zod';
import type { ListColumn, ListRow } from './list-row.js';
import { filterLength, passing, textToFilter } from './row-filter.js';

/** A column, from its lowest value or from its highest. */
export interface Sorting {
  readonly column: string;
  readonly isDown: boolean;
}

/** What an address asks of a list. */
export interface ListQuery {
  readonly selected?: string | undefined;
  readonly filter: string;
  /** Without it, the order of the file. */
  readonly sort?: Sorting | undefined;
}

/** A caption with the link that sorts by its column. */
export interface ListHead extends ListColumn {
  readonly href: string;
  /** As `aria-sort` says it; empty for the other columns. */
  readonly sorted: 'ascending' | 'descending' | '';
}

const query = z.object({
  selected: z.string().optional().catch(undefined),
  filter: z.string().trim().max(filterLength).catch(''),
  sort: z
    .string()
    .regex(/^-?[a-zA-Z]{1,20}$/)
    .transform((text) => ({ column: text.replace('-', ''), isDown: text.startsWith('-') }))
    .optional()
    .catch(undefined),
});

/** Reads the part of an address behind its question mark. */
export function readListQuery(asked: unknown): ListQuery {
  return query.parse(asked);
}

/** The address of a list that is looked at in this way. */
export function listAddress(list: string, { filter, selected, sort }: ListQuery): string {
  const parts = [
    ...(filter === '' ? [] : [`filter=${encodeURIComponent(filter)}`]),
    ...(sort === undefined ? [] : [`sort=${sort.isDown ? '-' : ''}${sort.column}`]),
    ...(selected === undefined ? [] : [`selected=${encodeURIComponent(selected)}`]),
  ];
  return parts.length === 0 ? list : `${list}?${parts.join('&')}`;
}

/** The rows that are asked for, in the order that is asked for. */
export function arranged(
  rows: readonly ListRow[],
  columns: readonly ListColumn[],
  { filter, sort }: ListQuery,
): readonly ListRow[] {
  const passes = passing(filter);
  const found = filter === '' ? rows : rows.filter((row) => passes(textOf(row)));
  const place = sort === undefined ? -1 : columns.findIndex(({ name }) => name === sort.column);
  if (place === -1) return found;
  const keyed = found.map((row) => ({ row, key: textsOf(row)[place] ?? '' }));
  keyed.sort((a, b) => order.compare(a.key, b.key) * (sort?.isDown ? -1 : 1));
  return keyed.map(({ row }) => row);
}

/** The captions of a list; the one that sorts now turns the order around. */
export function headsOf(columns: readonly ListColumn[], list: string, now: ListQuery): readonly ListHead[] {
  return columns.map((column) => {
    const isNow = now.sort?.column === column.name;
    const isDown = isNow && now.sort?.isDown === false;
    const sorted = isNow ? (now.sort?.isDown ? 'descending' : 'ascending') : '';
    const href = listAddress(list, { filter: now.filter, sort: { column: column.name, isDown } });
    return { ...column, href, sorted };
  });
}

/** Numbers in texts by their value: so are addresses, part by part. */
const order = new Intl.Collator('en', { numeric: true });

/** What stands in the columns of a row. */
function textsOf({ cells, name, statusText }: ListRow): readonly string[] {
  return [statusText, name, ...cells.map(({ text }) => text)];
}

function textOf(row: ListRow): string {
  return textToFilter([...textsOf(row), row.statusGloss, ...row.cells.map(({ note }) => note)]);
}
