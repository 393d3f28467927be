/** The beginning of a trial: nothing may be applied before it is certain that what runs comes back. */

import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { StepFailure } from '../../core/router/details.js';
import { isPending, readArmOrder, type Trial } from '../../core/router/trial.js';
import { appliedHere } from '../applied.js';
import { textIn } from '../prepare.js';
import type { Router } from '../router.js';
import { makeMark, readClocks } from './clocks.js';
import { type Copies, keepCopies, keepTrial, lastTrial, recordName } from './record.js';
import { startWatcher } from './watcher.js';

/**
 * Arms a trial. @param line what `arm` was told
 * @throws StepFailure, noted: nothing is pending then that was not pending before
 */
export async function arm(router: Router, line: string): Promise<void> {
  await router.steps.take('trial', async () => {
    const order = readArmOrder(line);
    if (order === undefined) throw new StepFailure({ code: 'line_refused', params: {} });
    await refusePending(router);
    const copies = await whatRuns(router);
    // 1. The copies, read back.
    const before = await keepCopies(router, copies);
    // 2. The deadline.
    const { boot, now, uptime } = await readClocks(router);
    const { both, by, seconds, tries, trial: id } = order;
    const until = now + seconds * 1000;
    const times = { since: now, until, uptimeUntil: uptime + seconds, boot };
    await makeMark(router, { armed: id, isWatched: false });
    await keepTrial(router, { format: 1, id, by, both, ...times, tries, before, phase: { name: 'armed' } });
    // 3. Whoever waits for it.
    try {
      await startWatcher(router, id);
    } catch (error) {
      await unlink(join(router.settings.ownFolder, recordName));
      throw error;
    }
    return { detail: { code: 'trial_armed', params: { until } } };
  });
}

/** @throws StepFailure: trial_pending */
async function refusePending(router: Router): Promise<void> {
  const pending = await pendingTrial(router);
  if (pending !== undefined) throw pendingFailure(pending);
}

/** The trial that is neither confirmed nor gone back. @throws as `lastTrial` */
export async function pendingTrial(router: Pick<Router, 'files' | 'settings'>): Promise<Trial | undefined> {
  const last = await lastTrial(router);
  return last !== undefined && isPending(last) ? last : undefined;
}

/** That a trial is pending: who began it, and until when. */
export function pendingFailure({ by, since, until }: Trial): StepFailure {
  return new StepFailure({ code: 'trial_pending', params: { by, since, until } });
}

/** What the engine runs, with the lvs.cf it was made of. @throws StepFailure: engine_not_running, applied_unknown */
async function whatRuns(router: Router): Promise<Copies> {
  const { status } = await router.control.status();
  if (status !== 'running') throw new StepFailure({ code: 'engine_not_running', params: {} });
  const [applied, configuration] = await Promise.all([appliedHere(router), textIn(router.installed)]);
  if (applied === undefined || configuration === undefined) {
    const { configuration: path } = router.settings;
    throw new StepFailure({ code: 'applied_unknown', params: { path } });
  }
  return { lvsCf: applied.text, configuration };
}
