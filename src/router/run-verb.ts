/** What each verb does, step by step. */

import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { machineFiles } from '../adapters/files/files.js';
import { withLock } from '../adapters/files/lock.js';
import type { VrrpState } from '../core/machine/vrrp-state.js';
import type { Answer, TableLine } from '../core/router/answer.js';
import { StepFailure } from '../core/router/details.js';
import type { Verb } from '../core/router/verbs.js';
import { endHandOver, handOver, leave } from './hand-over.js';
import { exchange, install } from './install.js';
import { runOnPulse } from './on-pulse.js';
import { prepare, requireEngine, textIn } from './prepare.js';
import { pidOf, readBack } from './read-back.js';
import type { Router } from './router.js';
import { stateOf } from './state.js';

/** @param tell takes the comparison with the kernel */
type Work = (router: Router, tell: (table: readonly TableLine[]) => void) => Promise<void>;

/** A start is one only when the daemon still runs after its first look at the file. */
const startMs = 500;

const work: Readonly<Record<Exclude<Verb, 'state'>, Work>> = {
  async test(router) {
    await prepare(router, 'anything');
  },
  async install(router) {
    const { text } = await prepare(router, 'ours');
    await install(router, text);
  },
  apply: (router, tell) => apply(router, 'ours', tell),
  adopt: (router, tell) => apply(router, 'anything', tell),
  async revert(router) {
    await exchange(router);
    await reloadIfRunning(router);
  },
  async reload(router, tell) {
    const { vrrp } = await before(router);
    const { config } = await prepare(router, 'anything');
    await reload(router);
    await readBack(router, config, vrrp, tell);
  },
  start: (router) => start(router),
  stop: (router) => stop(router),
  'hand-over': (router) => handOver(router),
  enable: (router) => setBoot(router, true),
  disable: (router) => setBoot(router, false),
};

/** Verbs that change nothing need not wait for others. */
const looks: readonly Verb[] = ['state', 'test'];

/** Does what a verb says and tells how it went. */
export async function runVerb(router: Router, verb: Verb): Promise<Answer> {
  const { steps } = router;
  let table: readonly TableLine[] = [];
  if (verb !== 'state') {
    try {
      const tell = (lines: readonly TableLine[]) => {
        table = lines;
      };
      const { engine } = router.settings;
      const doIt = () => (engine === 'pulse' ? runOnPulse(router, verb) : work[verb](router, tell));
      await (looks.includes(verb) ? doIt() : alone(router, doIt));
    } catch (error) {
      // A failed step is in the list already.
      if (!(error instanceof StepFailure)) throw error;
    }
  }
  const { list, ok } = steps;
  return { format: 1, verb, ok, steps: [...list], table: [...table], state: await stateOf(router) };
}

/** One run at a time: two would take each other's files for the ones that were there before. */
async function alone(router: Router, doIt: () => Promise<void>): Promise<void> {
  const { pidFile: path } = router.settings;
  await withLock(machineFiles, { path, target: `${path}.lvs-console`, folder: dirname(path) }, async () => {
    await endHandOver(router);
    try {
      await doIt();
    } finally {
      await endHandOver(router);
    }
  });
}

async function apply(
  router: Router,
  over: 'ours' | 'anything',
  tell: (table: readonly TableLine[]) => void,
): Promise<void> {
  const prepared = await prepare(router, over);
  const { isRunning, vrrp } = await before(router);
  const putBack = await install(router, prepared.text);
  if (!isRunning) {
    await router.steps.take('reload', async () => ({ detail: { code: 'left_stopped', params: {} } }));
    return;
  }
  try {
    await reload(router);
    await readBack(router, prepared.config, vrrp, tell);
  } catch (error) {
    await putBack();
    await runAgain(router);
    throw error;
  }
}

/** With its old file the engine is told to read it again, and started if the new one ended it. */
async function runAgain(router: Router): Promise<void> {
  const { status } = await router.control.status();
  await (status === 'running' ? reload(router) : start(router));
}

async function before({ control, keepalived }: Router) {
  const { status, pid } = await control.status();
  const vrrp: VrrpState | null | undefined = pid === null ? null : await keepalived.vrrpState(pid);
  return { isRunning: status === 'running', vrrp };
}

async function reload({ control, steps }: Router): Promise<void> {
  await steps.take('reload', async () => {
    await control.reload();
    return { detail: { code: 'reloaded', params: {} } };
  });
}

async function reloadIfRunning(router: Router): Promise<void> {
  const { status } = await router.control.status();
  if (status === 'running') return reload(router);
  await router.steps.take('reload', async () => ({ detail: { code: 'left_stopped', params: {} } }));
}

async function start(router: Router): Promise<void> {
  const { control, installed, settings, steps } = router;
  await steps.take('start', async () => {
    const { configuration: path } = settings;
    await requireEngine(router);
    if (!(await textIn(installed))) throw new StepFailure({ code: 'nothing_installed', params: { path } });
    const { status, pid } = await control.status();
    if (status === 'running' && pid !== null) return { detail: { code: 'running_already', params: { pid } } };
    await control.start();
    await pause(startMs);
    return { detail: { code: 'started', params: { pid: await pidOf(router) } } };
  });
}

async function stop(router: Router): Promise<void> {
  const { control, steps } = router;
  await leave(router);
  await steps.take('stop', async () => {
    const { status } = await control.status();
    if (status === 'stopped') return { detail: { code: 'stopped_already', params: {} } };
    await control.stop();
    return { detail: { code: 'stopped', params: {} } };
  });
}

async function setBoot({ control, steps }: Router, enabled: boolean): Promise<void> {
  await steps.take('boot', async () => {
    await control.setBoot(enabled);
    const command = enabled ? 'enable' : 'disable';
    return { detail: { code: 'command_done', params: { command } } };
  });
}
