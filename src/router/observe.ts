/** What this router does at this moment; what nobody can tell is said to be unknown. */

import { lastLines } from '../core/machine/program.js';
import type { Observation } from '../core/router/observation.js';
import { engineState } from './engine-state.js';
import type { Router } from './router.js';

const versionLimits = { seconds: 5 };

/** Looks at everything once. */
export async function observe(router: Router): Promise<Observation> {
  const { name, pid, status } = await engineState(router);
  return { at: Date.now(), engine: { name, pid, status, version: await versionOf(router, name) } };
}

/** The first line of what the engine says of itself. */
async function versionOf({ run, settings }: Router, name: Observation['engine']['name']): Promise<string> {
  if (name !== 'keepalived') return '';
  const { output, status } = await run(settings.keepalived, ['--version'], versionLimits);
  return status === 0 ? (lastLines(output.split('\n')[0] ?? '', 1)[0] ?? '') : '';
}
