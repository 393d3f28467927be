/** The overrides of this router as root keeps them: after a restart they are laid out anew. */

import type { Override } from '../../core/router/override.js';
import { isInForce, printOverrides, readOverrides } from '../../core/router/override.js';
import { ownFile } from '../own-folder.js';
import type { Router } from '../router.js';

/** Where they are written down. A console reads the file, too. */
export const overridesName = 'overrides.json';

type Room = Pick<Router, 'files' | 'settings'>;

/** All that were given and not put back, also those whose end has come. @throws file_unavailable */
export async function keptOverrides(router: Room): Promise<readonly Override[]> {
  const text = await ownFile(router, overridesName).read();
  if (text === undefined) return [];
  // A list that nobody can read holds nothing: the next one takes its place.
  return readOverrides(Buffer.from(text, 'latin1').toString('utf8')) ?? [];
}

/** Replaces the list in one step. @throws file_unavailable */
export async function keepOverrides(router: Room, overrides: readonly Override[]): Promise<void> {
  const text = Buffer.from(printOverrides(overrides), 'utf8').toString('latin1');
  await ownFile(router, overridesName).write(text);
}

/** What the look `overrides` sees. @throws file_unavailable */
export async function overridesInForce(
  router: Room,
): Promise<{ readonly at: number; readonly overrides: Override[] }> {
  const at = Date.now();
  return { at, overrides: (await keptOverrides(router)).filter((one) => isInForce(one, at)) };
}
