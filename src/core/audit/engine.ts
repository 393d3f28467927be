/** What the audit log tells of a run of the router program. */

import type { Step } from '../router/answer.js';
import type { Verb } from '../router/verbs.js';
import { type AuditAction, type AuditFacts, auditActions } from './record.js';

/** Steps and how it ended. */
interface Run {
  readonly ok: boolean;
  readonly steps: readonly { readonly name: string; readonly outcome: Step['outcome'] }[];
}

/** The action of a verb; undefined for those that only look. */
export function actionOf(verb: Verb): AuditAction | undefined {
  return auditActions.find((action) => action === verb);
}

/** How a run ended, of the router program or of a push, with the step that failed. */
export function outcomeOf({ ok, steps }: Run): Pick<AuditFacts, 'outcome' | 'reason'> {
  if (ok) return { outcome: 'done' };
  const failed = steps.find(({ outcome }) => outcome === 'failed');
  return { outcome: 'failed', ...(failed && { reason: failed.name }) };
}
