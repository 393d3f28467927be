/** What the audit log tells of a run of the router program. */

import type { Answer } from '../router/answer.js';
import type { Verb } from '../router/verbs.js';
import { type AuditAction, type AuditFacts, auditActions } from './record.js';

/** The action of a verb; undefined for those that only look. */
export function actionOf(verb: Verb): AuditAction | undefined {
  return auditActions.find((action) => action === verb);
}

/** How it ended, with the step that failed. */
export function outcomeOf({
  ok,
  steps,
}: Pick<Answer, 'ok' | 'steps'>): Pick<AuditFacts, 'outcome' | 'reason'> {
  if (ok) return { outcome: 'done' };
  const failed = steps.find(({ outcome }) => outcome === 'failed');
  return { outcome: 'failed', ...(failed && { reason: failed.name }) };
}
