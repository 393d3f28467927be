/** Giving a real server another weight for the time being, and putting it back. */

import { checkedServer } from '../../core/keepalived/checked-server.js';
import { readable, visible } from '../../core/lvscf/bytes.js';
import { type Config, readConfig } from '../../core/lvscf/config.js';
import { largestReportedWeight } from '../../core/router/check-weight.js';
import { type Detail, StepFailure } from '../../core/router/details.js';
import {
  isInForce,
  mostOverrides,
  type Override,
  type OverrideOrder,
  overrideOf,
  readOverrideOrder,
  withOverride,
} from '../../core/router/override.js';
import { appliedHere } from '../applied.js';
import { putChecker } from '../install.js';
import { isOurs, textIn } from '../prepare.js';
import type { Router } from '../router.js';
import { failureOf } from '../steps.js';
import { keepOverrides, keptOverrides } from './kept.js';
import { lay, takeAway } from './laid.js';

/** Does what `override` was told. @throws StepFailure, noted; then everything is as it was */
export async function override(router: Router, line: string): Promise<void> {
  await router.steps.take('override', async () => {
    const order = readOverrideOrder(line);
    if (order === undefined) throw new StepFailure({ code: 'line_refused', params: {} });
    const kept = await withoutEnded(router);
    const { weight } = order;
    const detail =
      weight === null ? await putBack(router, kept, order) : await give(router, kept, { ...order, weight });
    return { detail };
  });
}

/**
 * Lays out all that are in force, as the checks of this file look for them: after a restart, and where the file or
 * the account of the checks is another one. What goes wrong is a step, and stops nothing.
 */
export async function layOverrides(router: Router, config?: Config): Promise<void> {
  const now = Date.now();
  const kept = await keptOverrides(router).catch(() => []);
  const inForce = kept.filter((one) => isInForce(one, now));
  if (inForce.length === 0) return;
  await router.steps.take('override', async () => {
    try {
      const runs = config ?? (await whatRuns(router)).config;
      const laid: Override[] = [];
      for (const one of inForce) {
        const next = { ...one, id: checkedServer(runs, one)?.id ?? one.id };
        if (next.id !== one.id) await takeAway(router, one);
        await lay(router, runs, next);
        laid.push(next);
      }
      await keepOverrides(router, laid);
      return { detail: { code: 'overrides_laid', params: { count: laid.length } } };
    } catch (error) {
      const { detail } = failureOf(error);
      return { detail, unknown: true };
    }
  });
}

/** Those that go on; of the others nothing stays. */
async function withoutEnded(router: Router): Promise<readonly Override[]> {
  const now = Date.now();
  const kept = await keptOverrides(router);
  for (const one of kept.filter((each) => !isInForce(each, now))) await takeAway(router, one);
  return kept.filter((one) => isInForce(one, now));
}

async function putBack(
  router: Router,
  kept: readonly Override[],
  { destination, service }: OverrideOrder,
): Promise<Detail> {
  const known = overrideOf(kept, { destination, service });
  // Also where a server is not in lvs.cf any more, or what runs is nobody's.
  const runs = await whatRuns(router).catch(() => undefined);
  const checked = runs && checkedServer(runs.config, { destination, service });
  const about = { service, destination };
  if (checked !== undefined) await takeAway(router, checked);
  if (known === undefined) return { code: 'override_none', params: about };
  await takeAway(router, known);
  await keepOverrides(router, withOverride(kept, known, undefined));
  return { code: 'override_ended', params: { ...about, seconds: checked?.everySeconds ?? 0 } };
}

async function give(
  router: Router,
  kept: readonly Override[],
  order: OverrideOrder & { readonly weight: Override['weight'] },
): Promise<Detail> {
  const { destination, service, until, weight } = order;
  const about = { service, destination };
  const since = Date.now();
  if (!isInForce(order, since)) throw new StepFailure({ code: 'override_over', params: {} });
  const { config, text } = await whatRuns(router);
  const checked = checkedServer(config, order);
  // What was saved and not applied is not checked yet.
  if (checked === undefined || !text.includes(` ${checked.id} `)) {
    throw new StepFailure({ code: 'override_unknown', params: about });
  }
  const { everySeconds: seconds, id, realServer } = checked;
  if (checked.weight > largestReportedWeight) {
    const params = { ...about, weight: checked.weight, most: largestReportedWeight };
    throw new StepFailure({ code: 'override_limited', params });
  }
  const names = { virtual: shown(checked.service.virtualServer.name), server: shown(realServer.name) };
  const next: Override = { ...order, since, id, ...names };
  const all = withOverride(kept, next, next);
  if (all.length > mostOverrides) {
    throw new StepFailure({ code: 'override_many', params: { most: mostOverrides } });
  }
  // One that was installed by an older version of ours knows of no end.
  await putChecker(router);
  // Nothing counts that no page would tell of: it is written down before.
  await keepOverrides(router, all);
  try {
    await lay(router, config, next);
    const before = overrideOf(kept, next);
    if (before !== undefined && before.id !== id) await takeAway(router, before);
  } catch (error) {
    await keepOverrides(router, kept);
    throw error;
  }
  return { code: 'override_given', params: { ...about, weight: String(weight), seconds, until: until ?? 0 } };
}

/**
 * What the checks were made of, where somebody knows it; else the file as it is.
 * @throws StepFailure: nothing_installed, file_foreign; file_unavailable
 */
async function whatRuns(router: Router): Promise<{ readonly config: Config; readonly text: string }> {
  const { installed, lvsCf, settings } = router;
  const { configuration: path } = settings;
  const text = await textIn(installed);
  if (text === undefined) throw new StepFailure({ code: 'nothing_installed', params: { path } });
  if (!isOurs(text)) throw new StepFailure({ code: 'file_foreign', params: { path } });
  const applied = await appliedHere(router);
  return { config: applied === undefined ? (await lvsCf.read()).parsed : readConfig(applied.text), text };
}

function shown(name: string): string {
  return visible(readable(name)).slice(0, 1000);
}
