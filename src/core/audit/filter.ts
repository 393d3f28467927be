/** Which records somebody wants to see. */

import type { AuditAction, AuditChange, AuditOutcome, AuditRecord } from './record.js';

/** All that is given must fit. */
export interface AuditFilter {
  /** Part of a user's name, in small or capital letters. */
  readonly user?: string;
  /** Part of what it is about: an action, a panel, a server, a key, an address. */
  readonly object?: string;
  readonly outcome?: AuditOutcome;
  /** One of these. */
  readonly actions?: ReadonlySet<AuditAction>;
  /** From this moment on, in milliseconds since 1970. */
  readonly since?: number;
  /** Before this moment. */
  readonly until?: number;
}

/** Whether a record is wanted. */
export function fits(record: AuditRecord, filter: AuditFilter): boolean {
  const { actions, object, outcome, since, until, user } = filter;
  if (actions !== undefined && !actions.has(record.action)) return false;
  const at = Date.parse(record.time);
  if (since !== undefined && at < since) return false;
  if (until !== undefined && at >= until) return false;
  if (outcome !== undefined && record.outcome !== outcome) return false;
  if (user !== undefined && !holds([record.user, record.sudo], user)) return false;
  return object === undefined || holds(textsOf(record), object);
}

function textsOf({ action, address, changes = [], object, panel }: AuditRecord): (string | undefined)[] {
  return [action, address, object, panel, ...changes.flatMap(namesOf)];
}

function namesOf({ keyword, scope, server, virtual }: AuditChange): (string | undefined)[] {
  return [keyword, server, virtual, scope];
}

function holds(texts: readonly (string | undefined)[], part: string): boolean {
  const wanted = part.toLowerCase();
  return texts.some((text) => text?.toLowerCase().includes(wanted));
}

/** A clock that was set back may have written later lines with earlier times. */
const clockSlackMs = 24 * 60 * 60 * 1000;

/** Whether no older record can be wanted. */
export function isBefore(record: AuditRecord, { since }: AuditFilter): boolean {
  return since !== undefined && Date.parse(record.time) < since - clockSlackMs;
}

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * A moment as a person writes it: `2026-11-20`, `2026-11-20 14:30` (the time of this machine), or how long
 * ago: `30m`, `12h`, `7d`. Undefined for anything else.
 * @param now milliseconds since 1970
 */
export function parseMoment(text: string, now: number): number | undefined {
  const [, amount, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  if (amount !== undefined) return now - Number(amount) * unitMs[unit as keyof typeof unitMs];
  const [, date, time = '00:00'] = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?$/.exec(text) ?? [];
  if (date === undefined) return undefined;
  const moment = new Date(`${date}T${time}`);
  // The 31st of a month without one would count as the first of the next.
  const isThatDay = moment.getDate() === Number(date.slice(-2));
  return isThatDay ? moment.getTime() : undefined;
}

/** The moment until which somebody wants to see: until a day is until its end. @param now milliseconds since 1970 */
export function endOfMoment(text: string, now: number): number | undefined {
  const begin = parseMoment(text, now);
  if (begin === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return begin;
  const day = new Date(begin);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
}
