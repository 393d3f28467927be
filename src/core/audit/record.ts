/** What the audit log tells of one event: who, from where, when, what, and how it ended. Never a secret. */

import { z } from 'zod';
import { visible } from '../lvscf/bytes.js';
import type { Verb } from '../router/verbs.js';

/** What the engine is told to do, other than looks. */
export const engineActions = [
  'install',
  'apply',
  'adopt',
  'reload',
  'revert',
  'start',
  'stop',
  'hand-over',
  'enable',
  'disable',
  'arm',
  'confirm',
  'go-back',
  'override',
] as const satisfies readonly Exclude<Verb, 'state' | 'test'>[];

/**
 * What is recorded.
 * - `open`: a page that a role may not see was asked for.
 * - `engine`: a button of the engine that was refused before anybody read which one.
 * - `missed`: so many events could not be recorded before this line; `damage`: the log was not as it was
 *   left.
 */
export const auditActions = [
  'save',
  'create',
  'restore',
  'undo',
  'mark',
  'allowlist',
  'password',
  'remove-user',
  'login',
  'open',
  'engine',
  ...engineActions,
  'connection',
  'push',
  'certificate',
  'export',
  'rebuild',
  'missed',
  'damage',
] as const;

/** What was done, or tried. */
export type AuditAction = (typeof auditActions)[number];

/** How it ended. `refused`: not let, and nothing was tried; `failed`: it was tried. */
export const auditOutcomes = ['done', 'refused', 'failed'] as const;

/** How it ended. */
export type AuditOutcome = (typeof auditOutcomes)[number];

/** What somebody acts as. `nobody` is not logged in; `console` is the program itself. */
const auditRoles = ['admin', 'viewer', 'nobody', 'command line', 'console'] as const;

/** What somebody acts as. */
export type AuditRole = (typeof auditRoles)[number];

/** Longer texts, and more changes, are cut: a line must stay one that can be read and kept. */
const limits = { text: 512, changes: 100 } as const;

/** How many lines that a crash cut off a damage record names at most. */
export const mostTorn = 16;

const text = z.string();
const count = z.int().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const change = z.object({
  what: z.enum(['added', 'removed', 'renamed', 'changed', 'comments']),
  /** Where in `lvs.cf`; `site` and `secure` are the two allowlists. */
  scope: z.enum(['global', 'virtual', 'failover', 'server', 'site', 'secure']),
  virtual: text.exactOptional(),
  server: text.exactOptional(),
  keyword: text.exactOptional(),
  from: text.exactOptional(),
  to: text.exactOptional(),
  /** The values are not told: nobody knows what they mean. */
  hidden: z.literal(true).exactOptional(),
});

const entryShape = z.object({
  /** A user of the console, or of the operating system; empty where nobody is known. */
  user: text,
  /** Empty on the command line. */
  address: text,
  role: z.enum(auditRoles),
  /** Who called sudo, as sudo says; on the command line only. */
  sudo: text.exactOptional(),
  action: z.enum(auditActions),
  /** The panel that it was done on. */
  panel: text.exactOptional(),
  /** Whom or what it is about, where the changes do not tell: a user, a server. */
  object: text.exactOptional(),
  changes: z.array(change).exactOptional(),
  /** Number of the version of `lvs.cf` that was kept. */
  version: count.exactOptional(),
  /** The name that was typed, because the change takes much away. */
  confirmed: text.exactOptional(),
  outcome: z.enum(auditOutcomes),
  /** Why it was refused, or which step failed: a code. */
  reason: text.exactOptional(),
  /** How many events the line stands for. */
  count: count.exactOptional(),
});

const recordShape = entryShape.extend({
  /** Counts from 1. */
  number: count,
  /** ISO 8601, UTC. */
  time: z.string(),
  /** How many changes were left out here. */
  leftOut: count.exactOptional(),
  /** For `missed`: since when, ISO 8601, UTC. */
  since: text.exactOptional(),
  /** For `damage`: SHA-256 of each unreadable line before this one, cut off in the middle of a write. */
  torn: z.array(hash).max(mostTorn).exactOptional(),
});

/** One key, block or line that changed. */
export type AuditChange = z.output<typeof change>;

/** What is told of an event; the log adds number and time. */
export type AuditEntry = z.output<typeof entryShape>;

/** One line of the log. */
export type AuditRecord = z.output<typeof recordShape>;

/** Who acts, from where. */
export type AuditActor = Pick<AuditEntry, 'user' | 'address' | 'role' | 'sudo'>;

/** What is done, and how it ended. */
export type AuditFacts = Omit<AuditEntry, keyof AuditActor>;

/** What the log itself may tell beside an entry. */
export type AuditNote = AuditEntry & Pick<AuditRecord, 'since' | 'torn'>;

/** The record of an entry, cut to what a line may hold. @param time milliseconds since 1970 */
export function recordOf(entry: AuditNote, number: number, time: number): AuditRecord {
  const { changes = [], ...rest } = entry;
  const kept = changes.slice(0, limits.changes);
  const leftOut = changes.length - kept.length;
  return {
    number,
    time: new Date(time).toISOString(),
    ...withTexts(rest, short),
    ...(kept.length > 0 && { changes: kept.map((one) => withTexts(one, short)) }),
    ...(leftOut > 0 && { leftOut }),
  };
}

/** The record in a line's JSON; undefined when it is none. */
export function readRecord(json: unknown): AuditRecord | undefined {
  return recordShape.safeParse(json).data;
}

/** The record with nothing in its texts that acts on a terminal or looks like something else. */
export function visibleRecord({ changes, ...rest }: AuditRecord): AuditRecord {
  return {
    ...withTexts(rest, visible),
    ...(changes && { changes: changes.map((one) => withTexts(one, visible)) }),
  };
}

/** Every text in an object, told another way. */
function withTexts<T extends object>(object: T, tell: (text: string) => string): T {
  const entries = Object.entries(object).map(([key, value]) => [
    key,
    typeof value === 'string' ? tell(value) : value,
  ]);
  return Object.fromEntries(entries) as T;
}

function short(value: string): string {
  return value.length <= limits.text ? value : `${value.slice(0, limits.text - 1)}…`;
}
