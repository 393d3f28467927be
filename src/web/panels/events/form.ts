import { z } from 'zod';
import { parseMoment } from '../../../core/audit/filter.js';
import { type EntryFilter, entryKinds } from '../../../core/live/timeline.js';

const text = z.string().trim().max(200).catch('');
const moment = z.coerce.number().int().min(1).max(8_640_000_000_000_000).optional().catch(undefined);

/** The search form as it was sent; blank where nothing is asked. */
export const askedShape = z.object({
  kind: z.enum(entryKinds).optional().catch(undefined),
  router: z.enum(['here', 'there']).optional().catch(undefined),
  virtual: text,
  around: text,
  /** In milliseconds since 1970, as a page before said. */
  before: moment,
});

/** What was sent. */
export type AskedFields = Readonly<z.output<typeof askedShape>>;

/** What is looked for. */
export interface Asked {
  readonly fields: AskedFields;
  readonly filter: EntryFilter;
  /** The moment around which to look, in milliseconds since 1970. */
  readonly around: number | undefined;
  /** Whether something was given for it that is no moment. */
  readonly isWrong: boolean;
}

/** Reads the search. @param now milliseconds since 1970 */
export function readAsked(query: unknown, now: number): Asked {
  const fields = askedShape.parse(query);
  const { kind, router, virtual } = fields;
  const around = readMoment(fields.around, now);
  return {
    fields,
    filter: {
      ...(kind !== undefined && { kind }),
      ...(router !== undefined && { side: router }),
      ...(virtual !== '' && { virtual }),
    },
    around,
    isWrong: fields.around !== '' && around === undefined,
  };
}

/** As a person writes it, or as a page links to it: milliseconds since 1970, or ISO 8601. */
function readMoment(given: string, now: number): number | undefined {
  if (/^\d{12,14}$/.test(given)) return Number(given);
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(given)) {
    const at = Date.parse(given);
    return Number.isNaN(at) ? undefined : at;
  }
  return parseMoment(given, now);
}

/** The address of a search. */
export function askedHref(fields: Partial<AskedFields>, path = '/secure/events'): string {
  const { around, before, kind, router, virtual } = fields;
  const given = Object.entries({ kind, router, virtual, around, before: before?.toString() });
  const parameters = given.filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '',
  );
  const query = new URLSearchParams(parameters).toString();
  return query === '' ? path : `${path}?${query}`;
}
