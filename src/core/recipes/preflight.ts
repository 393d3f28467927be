/** Which of the things to be done on a router are done on it already, as far as can be seen without root. */

import type { Mentions } from '../machine/mentions.js';
import { isKnown, type Reading, type Unknown } from '../machine/reading.js';
import type { RecipeId } from './recipe.js';

/** What was seen of a router. */
export interface RouterSeen {
  readonly ipForward: Reading<boolean>;
  /** The kernel's table, which only IPVS has. */
  readonly routingTable: Reading<unknown>;
  /** Where files of the system name a floating address. */
  readonly mentions: Mentions;
}

/** How one thing stands. */
export interface Verdict {
  readonly state: 'done' | 'open' | 'unknown';
  /** What is in the way, or could not be read. */
  readonly found: readonly string[];
}

/** How the things that can be seen stand. */
export function preflight({ ipForward, mentions, routingTable }: RouterSeen): ReadonlyMap<RecipeId, Verdict> {
  return new Map<RecipeId, Verdict>([
    ['modules', ofTable(routingTable)],
    ['forwarding', isKnown(ipForward) ? plain(ipForward.value) : unknown(ipForward)],
    ['static-vip', ofMentions(mentions)],
  ]);
}

/** A kernel without IPVS has no table. */
function ofTable(table: Reading<unknown>): Verdict {
  if (isKnown(table)) return plain(true);
  return table.reason === 'absent' ? plain(false) : unknown(table);
}

function plain(isDone: boolean): Verdict {
  return { state: isDone ? 'done' : 'open', found: [] };
}

function unknown({ path }: Unknown): Verdict {
  return { state: 'unknown', found: [path] };
}

function ofMentions({ found, unread }: Mentions): Verdict {
  if (found.length > 0) {
    return { state: 'open', found: found.map(({ line, path, text }) => `${path}:${line}: ${text}`) };
  }
  return unread.length > 0 ? { state: 'unknown', found: unread } : { state: 'done', found: [] };
}
