/** The steps of a push, noted as they are done. */

import { lastLines } from '../core/machine/program.js';
import { ConsoleError } from '../core/problem.js';
import type { PushDetail, PushStep, PushStepName } from '../core/push/steps.js';

/** What a step found out. */
export interface StepResult {
  readonly detail: PushDetail;
  readonly outcome?: PushStep['outcome'];
  readonly said?: readonly string[];
}

/** Something stands in the way that is no failure of anything: nothing that follows is done. */
export class PushStop extends Error {
  readonly detail: PushDetail;

  constructor(detail: PushDetail) {
    super(detail.code);
    this.detail = detail;
  }
}

/** Thrown when a step failed, which is noted then. */
export class StepFailed extends Error {}

/** The steps of one run. */
export interface PushSteps {
  readonly list: readonly PushStep[];
  readonly ok: boolean;
  /** Notes a step that was done. */
  note(name: PushStepName, ms: number, result: StepResult): void;
  /** Does a step and notes it. @throws StepFailed, noted */
  take<T extends StepResult>(name: PushStepName, work: () => Promise<T>): Promise<T>;
  /**
   * Does several steps at once, of which the one that fails is noted.
   * @returns what was done, and how long it took, in milliseconds; whoever called notes the steps
   * @throws StepFailed, noted
   */
  attempt<T>(
    blamed: (error: unknown) => PushStepName,
    work: () => Promise<T>,
  ): Promise<{ done: T; ms: number }>;
}

/** @param onStep told each step as soon as it is noted */
export function openPushSteps(onStep: (step: PushStep) => void): PushSteps {
  const list: PushStep[] = [];

  function note(name: PushStepName, ms: number, { detail, outcome = 'done', said = [] }: StepResult): void {
    const step = { name, ms: Math.max(0, Math.round(ms)), outcome, detail, said };
    list.push(step);
    onStep(step);
  }

  async function attempt<T>(blamed: (error: unknown) => PushStepName, work: () => Promise<T>) {
    const from = performance.now();
    try {
      const done = await work();
      return { done, ms: performance.now() - from };
    } catch (error) {
      note(blamed(error), performance.now() - from, failure(error));
      throw new StepFailed('', { cause: error });
    }
  }

  return {
    list,
    get ok() {
      return list.every(({ outcome }) => outcome !== 'failed');
    },
    note,
    attempt,
    async take(name, work) {
      const { done, ms } = await attempt(() => name, work);
      note(name, ms, done);
      return done;
    },
  };
}

/** A fault of the program itself goes on: it is for the log, not for a receipt. */
function failure(error: unknown): StepResult {
  if (error instanceof PushStop) return { detail: error.detail, outcome: 'failed' };
  if (!(error instanceof ConsoleError)) throw error;
  const { params, reason } = error;
  const said = typeof error.cause === 'string' ? lastLines(error.cause, 10) : [];
  return { detail: { code: 'failed', params: { reason, params } }, outcome: 'failed', said };
}
