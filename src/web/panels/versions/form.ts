import { z } from 'zod';
import { endOfMoment, parseMoment } from '../../../core/audit/filter.js';
import type { PageStart, VersionFilter } from '../../../core/versions/filter.js';
import { versionsHref } from '../../versions.js';
import { panelsLike } from './panels.js';

const text = z.string().trim().max(100).catch('');
const number = z.coerce.number().int().min(0).max(999_999_999).optional().catch(undefined);

/** The search form as an address has it. */
export const listQuery = z.object({
  user: text,
  panel: text,
  object: text,
  note: text,
  from: text,
  to: text,
  before: number,
  after: number,
});

/** The search form as it was sent; blank where nothing is asked. */
export type AskedFields = Omit<z.output<typeof listQuery>, 'before' | 'after'>;

/** What is looked for. */
export interface Asked {
  readonly fields: AskedFields;
  readonly filter: VersionFilter;
  readonly start: PageStart;
  /** The inputs with a date that is none; they do not count. */
  readonly wrong: readonly ('from' | 'to')[];
}

/** Reads the search form. @param now milliseconds since 1970 */
export function readAsked(query: unknown, now: number): Asked {
  const { after, before, ...fields } = listQuery.parse(query);
  const { from, note, object, panel, to, user } = fields;
  const since = parseMoment(from, now);
  const until = endOfMoment(to, now);
  const start = before !== undefined ? { before } : after !== undefined ? { after } : undefined;
  return {
    fields,
    start,
    filter: {
      ...(user !== '' && { user }),
      ...(panel !== '' && { panels: panelsLike(panel) }),
      ...(object !== '' && { object }),
      ...(note !== '' && { note }),
      ...(since !== undefined && { since }),
      ...(until !== undefined && { until }),
    },
    wrong: [
      ...(from !== '' && since === undefined ? (['from'] as const) : []),
      ...(to !== '' && until === undefined ? (['to'] as const) : []),
    ],
  };
}

/** The address of a search. */
export function askedHref(fields: AskedFields, start?: PageStart): string {
  const given = Object.entries(fields).filter(([, value]) => value !== '');
  const place = Object.entries(start ?? {}).map(([name, value]): [string, string] => [name, String(value)]);
  const query = new URLSearchParams([...given, ...place]).toString();
  return query === '' ? versionsHref : `${versionsHref}?${query}`;
}
