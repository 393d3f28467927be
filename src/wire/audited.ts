/** What the command line changes, told to the audit log as done by the user of the operating system. */

import { userInfo } from 'node:os';
import { join } from 'node:path';
import { type AuditLog, openAuditLog } from '../adapters/files/audit-log.js';
import { failureOf } from '../core/audit/failure.js';
import type { AuditActor, AuditFacts } from '../core/audit/record.js';
import type { ConsoleError } from '../core/problem.js';
import { type Settings, sudoCaller } from '../settings.js';

const opened = new Map<string, AuditLog>();

/**
 * The audit log in a state folder, one for the whole program: what could not be written is told by the next
 * line.
 */
export function auditAt({ state }: Pick<Settings, 'state'>): AuditLog {
  const known = opened.get(state);
  if (known !== undefined) return known;
  const log = openAuditLog({ folder: join(state, 'audit') });
  opened.set(state, log);
  return log;
}

let untold: ConsoleError | undefined;

/** Why something that was done since this was asked last is not in the log; nothing when all is. */
export function auditTrouble(): ConsoleError | undefined {
  const error = untold;
  untold = undefined;
  return error;
}

/** What is told of something once it is done. */
type End = Pick<AuditFacts, 'outcome' | 'reason' | 'changes' | 'version'>;

/**
 * Does the work and records how it ended.
 * @param endOf says so of a result that is no success by itself
 */
export async function audited<T>(
  settings: Pick<Settings, 'state'>,
  facts: Omit<AuditFacts, 'outcome' | 'reason'>,
  work: () => Promise<T>,
  endOf: (result: T) => End = () => ({ outcome: 'done' }),
): Promise<T> {
  const log = auditAt(settings);
  const told = async (end: End) => {
    await log.record({ ...operator(), ...facts, ...end });
    untold = log.trouble()?.error ?? untold;
  };
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await told(failureOf(error));
    throw error;
  }
  await told(endOf(result));
  return result;
}

/** Who types the command. */
export function operator(): AuditActor {
  const sudo = sudoCaller();
  return { user: accountName(), address: '', role: 'command line', ...(sudo !== undefined && { sudo }) };
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // An account without an entry in the system's list has a number only.
    return String(process.geteuid?.() ?? '');
  }
}
