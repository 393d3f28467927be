/** Waiting for the deadline of a trial: whatever becomes of the console, of sudo and of every connection. */

import { setTimeout as pause } from 'node:timers/promises';
import { ConsoleError } from '../../core/problem.js';
import { StepFailure } from '../../core/router/details.js';
import { dueReturn } from '../../core/router/trial.js';
import { alone } from '../alone.js';
import { openRouter, type Router } from '../router.js';
import { runVerb } from '../run-verb.js';
import { readRouterSettings } from '../settings.js';
import { shippedChecker } from '../verb-program.js';
import { pendingTrial } from './arm.js';
import { makeMark, readClocks, readMark } from './clocks.js';
import { endWatcher } from './watcher.js';

/** Clocks may be set at any time. */
const lookEveryMs = 500;

/** What the disk refuses now it may allow later. */
const againMs = 5000;

/**
 * Waits until no trial is pending any more, and has one go back whose time is over.
 * @param file the settings file that was named, if one was
 * @returns the exit status
 */
export async function watchTrial(file: string | undefined): Promise<number> {
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  const settings = await readRouterSettings(file);
  const open = () => openRouter(settings, shippedChecker);
  const router = open();
  for (;;) {
    const look = await looked(router);
    if (look === 'over' && (await ended(router))) return 0;
    if (look === 'due') await expired(open());
    await pause(look === 'unknown' || look === 'due' ? againMs : lookEveryMs);
  }
}

/** How it is with the trial now; `unknown` where nobody can tell. */
async function looked(router: Router): Promise<'over' | 'pending' | 'due' | 'unknown'> {
  try {
    const pending = await pendingTrial(router);
    if (pending === undefined) return 'over';
    if (dueReturn(pending, await readClocks(router)) !== undefined) return 'due';
    const mark = await readMark(router);
    if (!mark.isWatched) await makeMark(router, { ...mark, isWatched: true });
    return 'pending';
  } catch (error) {
    return trouble(error);
  }
}

/** Ends the waiting, unless a new trial is armed just now. @returns whether nobody needs to wait any more */
async function ended(router: Router): Promise<boolean> {
  try {
    return await alone(router, async () => {
      if ((await pendingTrial(router)) !== undefined) return false;
      await endWatcher(router);
      return true;
    });
  } catch (error) {
    trouble(error);
    return false;
  }
}

async function expired(router: Router): Promise<void> {
  try {
    await runVerb(router, 'expire');
  } catch (error) {
    trouble(error);
  }
}

/** What a disk or a lock refuses is tried again; a fault of this program ends it, and systemd starts it anew. */
function trouble(error: unknown): 'unknown' {
  if (error instanceof ConsoleError || error instanceof StepFailure) return 'unknown';
  if (typeof (error as NodeJS.ErrnoException).code === 'string') return 'unknown';
  throw error;
}
