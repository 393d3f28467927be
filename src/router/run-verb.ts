/** What each verb does, step by step. */

import { readConfig } from '../core/lvscf/config.js';
import type { VrrpState } from '../core/machine/vrrp-state.js';
import type { Answer, TableLine } from '../core/router/answer.js';
import type { Applied } from '../core/router/applied.js';
import { StepFailure } from '../core/router/details.js';
import type { Verb } from '../core/router/verbs.js';
import { alone } from './alone.js';
import { appliedHere, keepApplied } from './applied.js';
import { type Fates, rememberTable } from './fates.js';
import { endHandOver, handOver, leave } from './hand-over.js';
import { exchange, install } from './install.js';
import { runOnPulse } from './on-pulse.js';
import { layOverrides, override } from './override/override.js';
import { restoreFilter } from './packet-filter.js';
import { type Prepared, prepare, textIn } from './prepare.js';
import { pidOf, readBack } from './read-back.js';
import { reload, reloadIfRunning, start } from './reload.js';
import type { Router } from './router.js';
import { stateOf } from './state.js';
import { failureOf } from './steps.js';
import { arm } from './trial/arm.js';
import { beginTrial, confirm, endAtBoot, expire, goBackNow, respectTrial } from './trial/end.js';

/** What a verb found out about the kernel beside its steps. */
interface Found {
  readonly table?: readonly TableLine[];
  readonly fates?: Fates;
}

/** Takes what was found, as soon as it is. */
type Tell = (found: Found) => void;

/** @param line what the verb was told */
type Work = (router: Router, tell: Tell, line: string) => Promise<void>;

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
  revert: (router, tell) => revert(router, tell),
  async reload(router, tell) {
    const { vrrp } = await before(router);
    const prepared = await prepare(router, 'anything');
    await reload(router);
    await readBack(router, prepared.config, vrrp, (table) => tell({ table }));
    if (prepared.text === (await textIn(router.installed))) await remember(router, prepared, undefined);
  },
  async start(router) {
    await layOverrides(router);
    await start(router);
  },
  stop: (router) => stop(router),
  'hand-over': (router) => handOver(router),
  enable: (router) => setBoot(router, true),
  disable: (router) => setBoot(router, false),
  arm: (router, _, line) => arm(router, line),
  confirm: (router, _, line) => confirm(router, line),
  'go-back': (router, _, line) => goBackNow(router, line),
  expire: (router) => expire(router),
  async boot(router) {
    try {
      await endAtBoot(router);
    } finally {
      // As the installed file says, whichever that is now.
      await restoreFilter(router);
      await layOverrides(router);
    }
  },
  override: (router, _, line) => override(router, line),
};

/** Verbs that change nothing need not wait for others. */
const looks: readonly Verb[] = ['state', 'test'];

/** Does what a verb says and tells how it went. @param line what the verb was told; most are told nothing */
export async function runVerb(router: Router, verb: Verb, line = ''): Promise<Answer> {
  const { steps } = router;
  let found: Found = {};
  if (verb !== 'state') {
    try {
      const tell = (more: Found) => {
        found = { ...found, ...more };
      };
      const { engine } = router.settings;
      const doIt = () => (engine === 'pulse' ? runOnPulse(router, verb) : work[verb](router, tell, line));
      await (looks.includes(verb) ? doIt() : inTurn(router, verb, doIt));
    } catch (error) {
      // A failed step is in the list already.
      if (!(error instanceof StepFailure)) throw error;
    }
  }
  const { list, ok } = steps;
  const { fates, table = [] } = found;
  const answer = { verb, ok, steps: [...list], table: [...table], state: await stateOf(router) };
  return { format: 1, ...answer, ...(fates && { fates }) };
}

/** Does it once nobody else is at it, and leaves no wish behind that a run before has left. */
async function inTurn(router: Router, verb: Verb, doIt: () => Promise<void>): Promise<void> {
  await alone(router, async () => {
    await endHandOver(router);
    try {
      await respectTrial(router, verb);
      await doIt();
    } finally {
      await endHandOver(router);
    }
  });
}

async function apply(router: Router, over: 'ours' | 'anything', tell: Tell): Promise<void> {
  const prepared = await prepare(router, over);
  await beginTrial(router, prepared.hash);
  const { isRunning, vrrp } = await before(router);
  // Where nobody knows what ran before, there is only nothing to keep of it.
  const ran = await appliedHere(router).catch(() => undefined);
  const putBack = await install(router, prepared.text);
  await layOverrides(router, prepared.config);
  const fates = await rememberTable(router, ran && readConfig(ran.text));
  try {
    if (isRunning) {
      await reload(router);
      await readBack(router, prepared.config, vrrp, (table) => tell({ table }));
      tell({ fates: await fates(prepared.config) });
    } else {
      await router.steps.take('reload', async () => ({ detail: { code: 'left_stopped', params: {} } }));
    }
  } catch (error) {
    await putBack();
    await runAgain(router);
    throw error;
  }
  await remember(router, prepared, ran);
}

/** Goes back to the file before; one that does not work any more is taken away again. */
async function revert(router: Router, tell: Tell): Promise<void> {
  const { isRunning, vrrp } = await before(router);
  const putBack = await exchange(router);
  try {
    await reloadIfRunning(router);
    if (isRunning) await readBackApplied(router, vrrp, tell);
  } catch (error) {
    await putBack();
    await runAgain(router);
    throw error;
  }
}

/** Compares what runs with the lvs.cf that the installed file was made of, where somebody knows it. */
async function readBackApplied(
  router: Router,
  vrrp: VrrpState | null | undefined,
  tell: Tell,
): Promise<void> {
  const applied = await appliedHere(router).catch(() => undefined);
  if (applied !== undefined) {
    await readBack(router, readConfig(applied.text), vrrp, (table) => tell({ table }));
    return;
  }
  await router.steps.take('table', async () => {
    await pidOf(router);
    const { configuration: path } = router.settings;
    return { detail: { code: 'source_unknown', params: { path } }, unknown: true };
  });
}

/** What was applied is applied, also where no room is left to write down what it was made of. */
async function remember(router: Router, prepared: Prepared, ran: Applied | undefined): Promise<void> {
  try {
    await keepApplied(router, prepared, ran);
  } catch (cause) {
    await router.steps.take('remember', async () => {
      const { detail } = failureOf(cause);
      return { detail, unknown: true };
    });
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
