import type { Step, StepName } from '../core/router/answer.js';
import { type Detail, StepFailure } from '../core/router/details.js';

/** What a step found out. */
export interface StepResult {
  readonly detail: Detail;
  /** Nobody can tell with what effect it was done. */
  readonly unknown?: boolean;
}

/** The steps of one run, in the order in which they are done. */
export interface Steps {
  /** What was done so far. */
  readonly list: readonly Step[];
  /** Whether everything was done. */
  readonly ok: boolean;
  /**
   * Does one step and notes it.
   * @returns whatever the work gives beside what it found out
   * @throws StepFailure, noted: nothing that follows may be done
   */
  take<Result extends StepResult>(name: StepName, work: () => Promise<Result>): Promise<Result>;
}

/** @param clock milliseconds, as `performance.now` */
export function openSteps(clock: () => number = () => performance.now()): Steps {
  const list: Step[] = [];
  return {
    list,
    get ok() {
      return list.every(({ outcome }) => outcome !== 'failed');
    },
    async take(name, work) {
      const from = clock();
      const ms = () => Math.round(clock() - from);
      try {
        const result = await work();
        const outcome = result.unknown === true ? 'unknown' : 'done';
        list.push({ name, ms: ms(), outcome, detail: result.detail, said: [] });
        return result;
      } catch (error) {
        const failure = failureOf(error);
        list.push({ name, ms: ms(), outcome: 'failed', detail: failure.detail, said: [...failure.said] });
        throw failure;
      }
    },
  };
}

/** What a disk says becomes a failure of a step; a fault of the program is thrown. */
export function failureOf(error: unknown): StepFailure {
  if (error instanceof StepFailure) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  const params = (error as { params?: { path?: string; system?: string; why?: string } }).params;
  if (params?.path !== undefined) {
    const system = params.system ?? params.why ?? (error as Error).message;
    return new StepFailure({ code: 'disk_failed', params: { path: params.path, system } }, [], error);
  }
  if (typeof code === 'string') {
    return new StepFailure({ code: 'disk_failed', params: { path: path ?? '', system: code } }, [], error);
  }
  throw error;
}
