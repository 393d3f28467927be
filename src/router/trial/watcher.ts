/** Whoever waits for the deadline: a unit of systemd, or a process of its own that nothing ends with its caller. */

import { setTimeout as pause } from 'node:timers/promises';
import { leaveRunning } from '../../adapters/programs/leave-running.js';
import { lastLines } from '../../core/machine/program.js';
import { StepFailure } from '../../core/router/details.js';
import type { Router } from '../router.js';
import { readMark } from './clocks.js';

/** The word by which this program waits. */
export const watchWord = 'watch';

/** The unit that starts it, and starts it again if it should end too early. */
export const timerUnit = 'lvs-console-trial.timer';

/** A busy machine takes its time to start a program. */
const beginsMs = 20_000;

const lookEveryMs = 50;

const limits = { seconds: 30 };

/**
 * Starts whoever waits, and waits until it says that it does.
 * @throws StepFailure: command_failed, trial_unwatched
 */
export async function startWatcher(router: Router, trial: string): Promise<void> {
  await beginWatching(router);
  const giveUpAt = performance.now() + beginsMs;
  while (performance.now() < giveUpAt) {
    const { armed, isWatched } = await readMark(router);
    if (armed === trial && isWatched) return;
    await pause(lookEveryMs);
  }
  throw new StepFailure({ code: 'trial_unwatched', params: {} });
}

/** Starts whoever waits, or tries again to go back. @throws StepFailure: command_failed */
export async function beginWatching(router: Router): Promise<void> {
  if (router.settings.control === 'systemd') await systemctl(router, 'restart');
  else await startProcess();
}

/** Nobody needs to wait any more; a process of its own has seen that for itself. */
export async function endWatcher(router: Router): Promise<void> {
  if (router.settings.control === 'systemd') await systemctl(router, 'stop');
}

async function systemctl({ run }: Router, verb: 'restart' | 'stop'): Promise<void> {
  const { output, status, because } = await run('systemctl', ['--no-ask-password', verb, timerUnit], limits);
  if (status === 0) return;
  const params = { command: `systemctl ${verb} ${timerUnit}`, status: String(status ?? because) };
  throw new StepFailure({ code: 'command_failed', params }, lastLines(output));
}

/** The verb is the last word that this program was called with; before it only the settings are named. */
async function startProcess(): Promise<void> {
  const [node = process.execPath, program = '', ...words] = process.argv;
  await leaveRunning(node, [...process.execArgv, program, ...words.slice(0, -1), watchWord]);
}
