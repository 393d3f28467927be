/**
 * What each change of lvs.cf does to live traffic when a router that runs one file applies another. Every kind of
 * change was tried on a real keepalived 2.2.7 and a real kernel, with a connection that was open meanwhile.
 */

import type { Config } from '../lvscf/config.js';
import { type Difference, type LocatedDifference, locatedDifferences } from '../lvscf/diff.js';
import type { Effect } from './effect.js';
import { headEffects } from './head.js';
import { serverEffects } from './real-server.js';
import { runningOf } from './running.js';
import { openTelling, type Telling } from './telling.js';
import type { Traffic } from './traffic.js';
import { virtualServerEffects } from './virtual-server.js';

/** A change and what it does; at least one effect, the gravest first. */
export interface Consequence {
  readonly difference: Difference;
  readonly effects: readonly Effect[];
}

/** What it does that a router which runs one file applies another, change by change, in the order of the changes. */
export function effectsOf(before: Config, after: Config, traffic: Traffic): Consequence[] {
  const telling = openTelling(runningOf(before), runningOf(after), traffic);
  const found = locatedDifferences(before, after).map((one) => ({ ...one, effects: told(telling, one) }));
  const leftOver = telling.leftOver();
  return found.map(({ difference, effects }, index) => {
    const isLast = index === found.length - 1;
    return { difference, effects: sorted(isLast ? [...effects, ...leftOver] : effects) };
  });
}

function told(telling: Telling, { difference, server, virtual }: LocatedDifference): Effect[] {
  const { scope, what } = difference;
  if (what === 'comments') return [telling.effect('only_text')];
  if (scope === 'failover') return [telling.effect('not_used')];
  if (virtual === undefined) return headEffects(telling, difference);
  if (server === undefined) return virtualServerEffects(telling, difference, virtual);
  return serverEffects(telling, difference, virtual, server);
}

const ranks = { breaks: 0, smooth: 1, none: 2 } as const;

/** Where something happens, what does not happen is not worth a word. */
function sorted(effects: readonly Effect[]): Effect[] {
  const happening = effects.filter(({ gravity }) => gravity !== 'none');
  if (happening.length === 0) return effects.slice(0, 1);
  return happening.sort((a, b) => ranks[a.gravity] - ranks[b.gravity]);
}
