/** The steps after the file is there: APPLY on one router or both, in the order that keeps the service running. */

import type { OrderDecision } from '../core/push/order.js';
import type { PushDetail, PushStepName } from '../core/push/steps.js';
import { type Answer, isLeftStopped } from '../core/router/answer.js';
import type { Flow } from './flow.js';
import { StepFailed } from './steps.js';
import type { There } from './there.js';

/** Applies what was pushed, as far as it was asked for, and looks at the other router. @throws StepFailed, noted */
export async function applySteps(flow: Flow, there: There, decision: OrderDecision): Promise<void> {
  const { applyHere = false, applyThere } = flow.order;
  const here = () => applied(flow, 'apply_here', decision, () => flow.needs.engineHere('apply'));
  const far = () => applyOn(flow, there, decision);
  if (!applyHere) await far();
  else if (decision.order === 'together' && applyThere) await both(far, here);
  else if (await isStandby(flow)) {
    await here();
    await far();
  } else {
    await far();
    await here();
  }
  await stateStep(flow, there);
}

/** One that fails does not keep the other from being waited for. */
async function both(...works: readonly (() => Promise<void>)[]): Promise<void> {
  const ended = await Promise.allSettled(works.map((work) => work()));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
}

async function applyOn(flow: Flow, there: There, decision: OrderDecision): Promise<void> {
  const { order, steps } = flow;
  if (!order.applyThere) steps.note('apply', 0, { detail: { code: 'not_asked', params: {} } });
  else if (there.kind === 'files') {
    steps.note('apply', 0, { detail: { code: 'not_possible', params: {} }, outcome: 'unknown' });
  } else await applied(flow, 'apply', decision, () => there.program.engine('apply'));
}

async function applied(
  { facts, steps }: Flow,
  name: Extract<PushStepName, 'apply' | 'apply_here'>,
  { because, order }: OrderDecision,
  work: () => Promise<Answer>,
): Promise<void> {
  const { done: answer, ms } = await steps.attempt(() => name, work);
  facts.answers[name === 'apply' ? 'there' : 'here'] = answer;
  if (answer.ok) {
    const detail: PushDetail = isLeftStopped(answer)
      ? { code: 'left_stopped', params: {} }
      : { code: 'applied', params: { order, because } };
    steps.note(name, ms, { detail });
    return;
  }
  const failed = answer.steps.find(({ outcome }) => outcome === 'failed');
  const detail: PushDetail =
    failed === undefined
      ? { code: 'failed', params: { reason: 'router_garbled', params: { status: 'ok: false' } } }
      : { code: 'not_applied', params: { step: failed.name, why: failed.detail } };
  steps.note(name, ms, { detail, outcome: 'failed', said: failed?.said ?? [] });
  throw new StepFailed(name);
}

/** Whether the other router serves now. Where nobody can tell, this one does: it is the one people work on. */
async function isStandby({ needs, steps }: Flow): Promise<boolean> {
  const { done } = await steps.attempt(
    () => 'apply_here',
    () => needs.engineHere('state'),
  );
  return done.state?.vrrp?.state === 'BACKUP';
}

async function stateStep({ facts, steps }: Flow, there: There): Promise<void> {
  await steps.take('state', async () => {
    if (there.kind === 'files') return unknownState;
    const answer = facts.answers.there ?? (await there.program.engine('state').catch(() => undefined));
    const state = answer?.state;
    if (state === undefined || state === null) return unknownState;
    const { engine, identity, vrrp } = state;
    const role = identity !== null && 'role' in identity ? identity.role : '';
    const params = { engine: engine.status, role, vrrp: vrrp?.state ?? '' };
    return { detail: { code: 'state_told', params } };
  });
}

const unknownState = { detail: { code: 'state_unknown', params: {} }, outcome: 'unknown' } as const;
