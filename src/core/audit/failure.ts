/** What the audit log tells of a failure: a code, never a text that somebody typed. */

import { ConsoleError, errorStatus } from '../problem.js';
import type { AuditFacts } from './record.js';

/** Why an operation failed. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof ConsoleError)) return 'unexpected';
  const { params, reason } = error;
  return reason === 'request_refused' && 'why' in params ? params.why : reason;
}

/** How a command ended that threw this. */
export function failureOf(error: unknown): Pick<AuditFacts, 'outcome' | 'reason'> {
  const isRefused = error instanceof ConsoleError && errorStatus[error.code] < 500;
  return { outcome: isRefused ? 'refused' : 'failed', reason: reasonOf(error) };
}
