import { type AuditFilter, endOfMoment, parseMoment } from '../../../core/audit/filter.js';
import type { AuditOutcome } from '../../../core/audit/record.js';

/** The search form as it was sent; blank where nothing is asked. */
export interface AskedFields {
  readonly user: string;
  readonly object: string;
  readonly result?: AuditOutcome | undefined;
  readonly from: string;
  readonly to: string;
}

/** What is looked for. */
export interface Asked {
  readonly fields: AskedFields;
  readonly filter: AuditFilter;
  /** The inputs with a date that is none; they do not count. */
  readonly wrong: readonly ('from' | 'to')[];
}

/** Reads the search form. @param now milliseconds since 1970 */
export function readAsked(fields: AskedFields, now: number): Asked {
  const { from, object, result, to, user } = fields;
  const since = parseMoment(from, now);
  const until = endOfMoment(to, now);
  return {
    fields,
    filter: {
      ...(user !== '' && { user }),
      ...(object !== '' && { object }),
      ...(result !== undefined && { outcome: result }),
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
export function askedHref({ from, object, result, to, user }: AskedFields, before?: number): string {
  const given = Object.entries({ user, object, result, from, to, before: before?.toString() });
  const parameters = given.filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '',
  );
  const query = new URLSearchParams(parameters).toString();
  return query === '' ? '/secure/audit' : `/secure/audit?${query}`;
}
