import type { Verification } from '../../../core/audit/verify.js';
import { ConsoleError } from '../../../core/problem.js';

/** What was found when the whole log was read, or why it could not be. */
export interface Look {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly found: Verification | ConsoleError;
}

/** Reads the whole log as seldom as makes sense: it may be long, and the page is opened often. */
export interface Looks {
  /** The last look. An old one is shown once more, while a new one is taken. */
  latest(): Promise<Look>;
  now(): Promise<Look>;
}

const goodForMs = 60_000;

/** @param verify reads the whole log @param clock milliseconds since 1970 */
export function createLooks(verify: () => Promise<Verification>, clock: () => number): Looks {
  let last: Look | undefined;
  let running: Promise<Look> | undefined;

  function now(): Promise<Look> {
    running ??= look().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function look(): Promise<Look> {
    const at = clock();
    try {
      last = { at, found: await verify() };
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error;
      last = { at, found: error };
    }
    return last;
  }

  return {
    now,
    async latest() {
      if (last === undefined) return now();
      // A look that nobody waits for fails only by a fault of ours, which the next one waited for tells.
      if (clock() - last.at > goodForMs) now().catch(() => undefined);
      return last;
    },
  };
}
