/** Telling the engine to read its file, and starting it. */

import { setTimeout as pause } from 'node:timers/promises';
import { StepFailure } from '../core/router/details.js';
import { restoreFilter } from './packet-filter.js';
import { requireEngine, textIn } from './prepare.js';
import { pidOf } from './read-back.js';
import type { Router } from './router.js';

/** A start is one only when the daemon still runs after its first look at the file. */
const startMs = 500;

/** Has the engine read its file again, with what is set up beside it. @throws StepFailure, noted */
export async function reload(router: Router): Promise<void> {
  const { control, steps } = router;
  await restoreFilter(router);
  await steps.take('reload', async () => {
    await control.reload();
    return { detail: { code: 'reloaded', params: {} } };
  });
}

/** The same, where one runs. @throws StepFailure, noted */
export async function reloadIfRunning(router: Router): Promise<void> {
  const { status } = await router.control.status();
  if (status === 'running') return reload(router);
  await router.steps.take('reload', async () => ({ detail: { code: 'left_stopped', params: {} } }));
}

/** Starts the engine with its file. @throws StepFailure, noted */
export async function start(router: Router): Promise<void> {
  const { control, installed, settings, steps } = router;
  await restoreFilter(router);
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
