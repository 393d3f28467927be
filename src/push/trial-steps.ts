/** The steps of a push that both routers only try: armed before anything changes, taken back when a step fails. */

import { ConsoleError } from '../core/problem.js';
import type { PushStepName } from '../core/push/steps.js';
import type { Answer } from '../core/router/answer.js';
import type { Flow } from './flow.js';
import { StepFailed } from './steps.js';
import type { There } from './there.js';
import { armLine, failedLine, newTrialId } from './trials.js';

/** A trial that a push begins. */
export interface TrialSteps {
  /** Arms it there, then here. @param tries SHA-256 of the lvs.cf that is to be tried @throws StepFailed, noted */
  arm(there: There, tries: string): Promise<void>;
  /** After a step that failed: both go back at once, or it is noted when they do so by themselves. */
  goBack(there: There): Promise<void>;
}

/** Opens them; nothing is done before it is asked. */
export function openTrialSteps({ needs, steps }: Flow, seconds: number): TrialSteps {
  const trial = newTrialId();
  const { user: by } = needs.sender;
  /** Until when it is armed there, and here. */
  const armed: { there?: number; here?: number } = {};

  async function armOne(name: 'arm' | 'arm_here', work: () => Promise<Answer>): Promise<number> {
    const { done: answer, ms } = await steps.attempt(() => name, work);
    for (const { detail, outcome, said } of answer.steps) {
      if (detail.code === 'trial_armed' && answer.ok) {
        const { until } = detail.params;
        steps.note(name, ms, { detail: { code: 'armed', params: { until } } });
        return until;
      }
      if (outcome === 'failed') {
        steps.note(name, ms, { detail: { code: 'not_armed', params: { why: detail } }, outcome, said });
        throw new StepFailed(name);
      }
    }
    const params = { reason: 'router_garbled', params: { status: 'ok: false' } } as const;
    steps.note(name, ms, { detail: { code: 'failed', params }, outcome: 'failed' });
    throw new StepFailed(name);
  }

  async function backOne(name: PushStepName, until: number, work: () => Promise<Answer>): Promise<void> {
    const from = performance.now();
    const isBack = await work().then(
      ({ ok }) => ok,
      (error: unknown) => {
        if (error instanceof ConsoleError) return false;
        throw error;
      },
    );
    const ms = performance.now() - from;
    if (isBack) steps.note(name, ms, { detail: { code: 'went_back', params: {} } });
    else steps.note(name, ms, { detail: { code: 'goes_back', params: { until } }, outcome: 'unknown' });
  }

  return {
    async arm(there, tries) {
      const line = armLine({ trial, seconds, by, tries, both: true });
      armed.there = await armOne('arm', async () => {
        if (there.kind === 'files') throw new ConsoleError('push_failed', 'push_copy_only', {});
        return there.program.engine('arm', line);
      });
      armed.here = await armOne('arm_here', () => needs.engineHere('arm', line));
    },
    async goBack(there) {
      if (armed.there !== undefined && there.kind === 'program') {
        const line = failedLine(trial, by, false);
        await backOne('go_back', armed.there, () => there.program.engine('go-back', line));
      }
      // Who works on lvs.cf here keeps his work.
      const line = failedLine(trial, by, true);
      if (armed.here !== undefined) {
        await backOne('go_back_here', armed.here, () => needs.engineHere('go-back', line));
      }
    },
  };
}
