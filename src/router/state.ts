/** How a router is at this moment; whatever nobody can tell is said to be unknown. */

import { identityOf } from '../core/keepalived/identity.js';
import type { RouterState } from '../core/router/answer.js';
import { appliedState, unless } from './applied-state.js';
import { engineState } from './engine-state.js';
import { isOurs, textIn } from './prepare.js';
import type { Router } from './router.js';
import { lastTrial } from './trial/record.js';
import { devicesOf, type Wanted, wantedOf } from './wanted.js';

/** Looks at everything once. */
export async function stateOf(router: Router): Promise<RouterState> {
  const { machine, settings } = router;
  const wanted = await unless(() => wantedOf(router.lvsCf, machine, settings));
  const engine = await engineState(router);
  const { pid } = engine;
  const vrrp = engine.name === 'keepalived' && pid !== null ? await router.keepalived.vrrpState(pid) : null;
  return {
    at: Date.now(),
    engine,
    identity: wanted === undefined ? null : identityOf(wanted.config.global, await devicesOf(machine)),
    file: { path: settings.file, hash: wanted?.hash ?? null },
    installed: await installedState(router, wanted),
    previous: (await unless(() => textIn(router.previous))) !== undefined,
    applied: await appliedState(router),
    trial: (await unless(() => lastTrial(router))) ?? null,
    vrrp: vrrp == null ? null : { state: vrrp.state, priority: vrrp.priority, since: vrrp.since },
  };
}

async function installedState(
  { installed, settings }: Router,
  wanted: Wanted | undefined,
): Promise<RouterState['installed']> {
  const path = settings.configuration;
  if (settings.engine === 'pulse') return { path: settings.file, whose: 'ours', current: null };
  try {
    const text = await textIn(installed);
    if (text === undefined) return { path, whose: 'nobodys', current: null };
    const wantedText = wanted?.rendering?.text;
    const current = wantedText === undefined ? null : wantedText === text;
    return { path, whose: isOurs(text) ? 'ours' : 'foreign', current };
  } catch {
    // Not for this account to read: nothing can be said of it.
    return { path, whose: 'unknown', current: null };
  }
}
