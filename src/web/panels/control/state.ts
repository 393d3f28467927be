import { ConsoleError } from '../../../core/problem.js';
import type { RouterState } from '../../../core/router/answer.js';
import type { Engine } from '../../engine.js';

/** What the router program told of the router, or why it did not. */
export type Told =
  | { readonly state: RouterState | undefined }
  | {
      readonly failure: ConsoleError /** When it was asked, in milliseconds since 1970. */;
      readonly at: number;
    };

/** Each time sudo says no it writes to the system's log: whoever looks at the panel must not fill that. */
const askedAgainAfterMs = 60_000;

/**
 * Asks the router program how the router is. A denial by sudo is remembered for a minute, for everybody who looks.
 * @param seen when the denial was given that somebody has before him, and wants another answer than
 */
export function stateAsker(engine: Engine): (seen?: number) => Promise<Told> {
  let denied: (Told & { readonly at: number }) | undefined;

  return async (seen) => {
    const now = Date.now();
    if (denied !== undefined && denied.at !== seen && now - denied.at < askedAgainAfterMs) return denied;
    denied = undefined;
    try {
      return { state: (await engine.run('state')).state ?? undefined };
    } catch (error) {
      // Looking at the panel must work where the rights to act are missing.
      if (!(error instanceof ConsoleError)) throw error;
      const told = { failure: error, at: now };
      if (error.reason === 'router_denied') denied = told;
      return told;
    }
  };
}
