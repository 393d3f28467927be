/** What ends a trial: somebody, its time, or a restart of the router. */

import { StepFailure } from '../../core/router/details.js';
import {
  dueReturn,
  type EndOrder,
  isPending,
  readEndOrder,
  type Trial,
  type WentBack,
} from '../../core/router/trial.js';
import type { Verb } from '../../core/router/verbs.js';
import type { Router } from '../router.js';
import { pendingFailure, pendingTrial } from './arm.js';
import { readClocks } from './clocks.js';
import { goBack } from './go-back.js';
import { keepTrial, lastTrial } from './record.js';
import { beginWatching } from './watcher.js';

/** What touches files or engine in a way that a trial depends on. */
const kept: ReadonlySet<Verb> = new Set([
  'install',
  'apply',
  'adopt',
  'reload',
  'revert',
  'start',
  'stop',
] satisfies Verb[]);

/**
 * Before any verb: a trial whose time is over goes back first, and one that is pending refuses what would change it.
 * @throws StepFailure, noted
 */
export async function respectTrial(router: Router, verb: Verb): Promise<void> {
  if (verb === 'boot') return;
  const pending = await readNoted(router, pendingTrial);
  if (pending === undefined) return;
  const due = dueReturn(pending, await readClocks(router));
  if (due !== undefined) return goBack(router, pending, due);
  const isItsApply = verb === 'apply' && pending.phase.name === 'armed';
  if (kept.has(verb) && !isItsApply) {
    await router.steps.take('trial', async () => {
      throw pendingFailure(pending);
    });
  }
}

/**
 * Before an armed trial installs anything: it is the file that was announced, and from here on it is tried.
 * @param hash SHA-256 of the lvs.cf that is to be applied
 * @throws StepFailure, noted
 */
export async function beginTrial(router: Router, hash: string): Promise<void> {
  const pending = await readNoted(router, pendingTrial);
  if (pending === undefined) return;
  const { until } = pending;
  await router.steps.take('trial', async () => {
    if (pending.tries !== hash) {
      throw new StepFailure({ code: 'trial_other_file', params: { path: router.settings.file } });
    }
    await keepTrial(router, { ...pending, phase: { name: 'tried' } });
    return { detail: { code: 'trial_running', params: { until } } };
  });
}

/** Makes what is tried the thing that stays. @param line what `confirm` was told @throws StepFailure, noted */
export async function confirm(router: Router, line: string): Promise<void> {
  await router.steps.take('trial', async () => {
    const { order, trial } = await ordered(router, line);
    const { phase } = trial;
    if (phase.name === 'went_back') throw overFailure(phase);
    // A connection that was cut after the answer asks again.
    if (phase.name === 'armed') throw new StepFailure({ code: 'trial_not_applied', params: {} });
    if (phase.name === 'tried') {
      await keepTrial(router, { ...trial, phase: { name: 'confirmed', at: Date.now(), by: order.by } });
    }
    return { detail: { code: 'trial_confirmed', params: {} } };
  });
}

/** Goes back at once. @param line what `go-back` was told @throws StepFailure, noted */
export async function goBackNow(router: Router, line: string): Promise<void> {
  const { order, trial } = await router.steps.take('trial', async () => {
    const found = await ordered(router, line);
    if (found.trial.phase.name === 'confirmed') {
      throw new StepFailure({ code: 'trial_none', params: {} });
    }
    const { until } = found.trial;
    return { detail: { code: 'trial_running', params: { until } }, ...found };
  });
  // It may have gone back a moment ago, as was wished.
  if (isPending(trial)) await goBack(router, trial, order);
}

/** Does nothing before the deadline; a trial whose time is over has gone back already when this is asked. */
export async function expire(router: Router): Promise<void> {
  const pending = await pendingTrial(router);
  const detail =
    pending === undefined
      ? ({ code: 'trial_none', params: {} } as const)
      : ({ code: 'trial_running', params: { until: pending.until } } as const);
  await router.steps.take('trial', async () => ({ detail }));
}

/** Before the engine starts with the machine: a trial from before the restart goes back. @throws StepFailure, noted */
export async function endAtBoot(router: Router): Promise<void> {
  const pending = await readNoted(router, pendingTrial);
  const due = pending && dueReturn(pending, await readClocks(router));
  if (pending === undefined || due === undefined) return expire(router);
  try {
    await goBack(router, pending, due);
  } catch (error) {
    // Somebody must go on trying when this has ended. Whether he does, nobody can wait for.
    await beginWatching(router).catch(() => undefined);
    throw error;
  }
}

async function ordered(router: Router, line: string): Promise<{ order: EndOrder; trial: Trial }> {
  const order = readEndOrder(line);
  if (order === undefined) throw new StepFailure({ code: 'line_refused', params: {} });
  const trial = await lastTrial(router);
  if (trial === undefined) throw new StepFailure({ code: 'trial_none', params: {} });
  if (trial.id !== order.trial) throw new StepFailure({ code: 'trial_other', params: {} });
  return { order, trial };
}

function overFailure({ at, why }: WentBack): StepFailure {
  return new StepFailure({ code: 'trial_over', params: { at, why } });
}

/** A record that nobody can read stops everything that could depend on it, and says so. */
async function readNoted<T>(router: Router, read: (router: Router) => Promise<T>): Promise<T> {
  try {
    return await read(router);
  } catch (error) {
    await router.steps.take('trial', async () => {
      throw error;
    });
    throw error;
  }
}
