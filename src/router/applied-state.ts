import type { RouterState } from '../core/router/answer.js';
import { appliedHere } from './applied.js';
import type { Router } from './router.js';

/** What was applied last, and when; null where nobody knows. */
export async function appliedState(router: Router): Promise<RouterState['applied']> {
  const applied = await unless(() => appliedHere(router));
  return applied === undefined ? null : { hash: applied.lvsCf, at: applied.at };
}

/** What the look gives; undefined where the file is missing or closed. */
export async function unless<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch {
    // The state of everything else is worth having; APPLY says what is wrong with the file.
    return undefined;
  }
}
