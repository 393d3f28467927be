/** What each of both routers sees of itself, watched while somebody wants to know. */

import { missedNow, type RouterSeen, seenNow, unseen, wantsDetailsOf } from '../core/live/routers.js';
import { ConsoleError } from '../core/problem.js';
import type { Observation } from '../core/router/observation.js';
import { type BothSides, type LookNeeds, openBothSides } from './both-sides.js';

/** Asks one router what it sees. @param line what the look is told @throws ConsoleError where it does not answer */
export type Observe = (line: string) => Promise<Observation>;

/** What the looks need. */
export interface RoutersNeeds extends LookNeeds {
  readonly here: Observe;
  readonly there: Observe;
}

/** Both routers as they are watched. */
export type Routers = BothSides<RouterSeen>;

/** Opens the watch; nobody is asked before somebody wants to know. */
export function openRouters(needs: RoutersNeeds): Routers {
  const { clock } = needs;
  return openBothSides({
    ...needs,
    unseen,
    look: (side, before) => oneLook(needs[side], before, clock),
  });
}

async function oneLook(observe: Observe, before: RouterSeen, clock: () => number): Promise<RouterSeen> {
  try {
    const line = JSON.stringify({ details: wantsDetailsOf(before, clock()) });
    return Object.freeze(seenNow(await observe(line), clock(), before));
  } catch (error) {
    if (!(error instanceof ConsoleError)) throw error;
    return Object.freeze(missedNow(error, clock(), before));
  }
}
