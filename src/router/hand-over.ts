/**
 * Giving the floating addresses away. The engine goes on meanwhile: were it stopped, its table would be gone a moment
 * before its addresses, and whoever comes in between would be refused.
 */

import { unlink, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { priorities } from '../core/keepalived/vrrp.js';
import type { VrrpState } from '../core/machine/vrrp-state.js';
import { StepFailure } from '../core/router/details.js';
import { pidOf } from './read-back.js';
import type { Router } from './router.js';

/** keepalived hears of the file at once, and a busy one tells its state some seconds later. */
const obeysMs = 5000;

/** The other router takes over within a second; without one, this router is active again after its deadtime. */
const decidedMs = 100_000;

const lookEveryMs = 250;

/**
 * Has the other router take over, and stands by.
 * @throws StepFailure, noted: not active, or the addresses are here again because nobody took them
 */
export async function handOver(router: Router): Promise<void> {
  const { steps } = router;
  const { before } = await steps.take('engine', async () => {
    const active = await activeState(router);
    // Only the one with the higher priority takes the service from a living router.
    if (active.preempts && active.priority >= priorities.primary) {
      throw new StepFailure({ code: 'takes_back', params: {} });
    }
    return { detail: { code: 'vrrp_state', params: { state: active.state } }, before: active };
  });
  await steps.take('hand_over', async () => {
    if (!(await giveAway(router))) throw ignored(router);
    await endHandOver(router);
    return whoIsActive(router, before);
  });
}

/** Gives the addresses away for good, if they are here: the engine is about to be stopped. */
export async function leave(router: Router): Promise<void> {
  const { status, pid } = await router.control.status();
  if (status !== 'running' || pid === null) return;
  const state = await router.keepalived.vrrpState(pid);
  if (state?.state !== 'MASTER') return;
  await router.steps.take('hand_over', async () => {
    if (await giveAway(router)) return { detail: { code: 'given_away', params: {} } };
    // That is no reason to go on running: the other router still hears the farewell of the engine.
    return { detail: ignored(router).detail, unknown: true };
  });
}

/** Takes the wish away, also the one that a run which was ended in the middle has left. */
export async function endHandOver({ settings }: Router): Promise<void> {
  try {
    await unlink(settings.handOverFile);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

async function activeState(router: Router): Promise<VrrpState> {
  const state = await router.keepalived.vrrpState(await pidOf(router));
  if (state?.state === 'MASTER') return state;
  throw new StepFailure({ code: 'router_not_active', params: { state: state?.state ?? '' } });
}

/** Writes the wish. @returns whether the engine has obeyed */
async function giveAway(router: Router): Promise<boolean> {
  const { keepalived, settings } = router;
  await writeFile(settings.handOverFile, '1\n', { flag: 'wx', mode: 0o644 });
  const giveUpAt = performance.now() + obeysMs;
  while (performance.now() < giveUpAt) {
    const state = await keepalived.vrrpState(await pidOf(router));
    if (state != null && state.state !== 'MASTER') return true;
    await pause(lookEveryMs);
  }
  return false;
}

/** What was installed by an older version of ours does not know the file. */
function ignored({ settings: { configuration: path } }: Router): StepFailure {
  return new StepFailure({ code: 'addresses_kept', params: { path } });
}

/**
 * Waits until the other router speaks.
 * @throws StepFailure: this one is active again because nobody did, or nobody can tell for too long
 */
async function whoIsActive(router: Router, before: VrrpState) {
  const giveUpAt = performance.now() + decidedMs;
  let state: VrrpState | null | undefined;
  while (performance.now() < giveUpAt) {
    state = await router.keepalived.vrrpState(await pidOf(router));
    if (state?.state === 'MASTER') throw new StepFailure({ code: 'came_back', params: {} });
    if (state?.state === 'BACKUP' && state.adverts > before.adverts) {
      return { detail: { code: 'handed_over', params: {} } } as const;
    }
    await pause(lookEveryMs);
  }
  if (state == null) throw new StepFailure({ code: 'vrrp_unreadable', params: {} });
  throw new StepFailure({ code: 'vrrp_state', params: { state: state.state } });
}
