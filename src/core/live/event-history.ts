/** The events of one router as a console has gathered them, in bounded room. */

import type { ConsoleError } from '../problem.js';
import {
  type DownServer,
  type EngineEvent,
  type EngineEvents,
  type EventNumbers,
  noEvents,
} from '../router/events.js';

/** One router's events, by the clock of the console. */
export interface EventHistory {
  readonly vrrp: readonly EngineEvent[];
  readonly checks: readonly EngineEvent[];
  readonly told: EventNumbers;
  /** Whether that router has more to tell at once. */
  readonly more: boolean;
  /** The real servers whose checks did not pass, when they were told last. */
  readonly down: readonly DownServer[];
  /** When that was; nothing when nobody told anything yet. */
  readonly at: number | undefined;
  /** Why the last look saw nothing, and since when every look does. */
  readonly trouble: ConsoleError | undefined;
  readonly since: number | undefined;
  /** How far the clock of that router is ahead of the console's, in milliseconds; a small difference is none. */
  readonly aheadMs: number;
}

/** Nobody has asked yet. */
export const noHistory: EventHistory = {
  vrrp: [],
  checks: [],
  told: noEvents,
  more: false,
  down: [],
  at: undefined,
  trouble: undefined,
  since: undefined,
  aheadMs: 0,
};

/** So many events of each half of an engine are kept; older ones are forgotten. */
export const mostKept = 6000;

/** Clocks that differ by less are taken as equal: the answer was on its way, too. */
const smallestMs = 2000;

/** The history after an answer. @param at of the console's clock */
export function historyAfter(answer: EngineEvents, at: number, before: EventHistory): EventHistory {
  const ahead = answer.at - at;
  // What was told once is not moved about by a clock that wavers.
  const aheadMs =
    Math.abs(ahead - before.aheadMs) < smallestMs ? before.aheadMs : Math.abs(ahead) < smallestMs ? 0 : ahead;
  const fresh = answer.events.map((event) => ({ ...event, at: event.at - aheadMs }));
  const eventsOf = (file: 'vrrp' | 'checks') => {
    const news = fresh.filter((event) => event.file === file);
    return news.length === 0 ? before[file] : [...before[file], ...news].slice(-mostKept);
  };
  return {
    vrrp: eventsOf('vrrp'),
    checks: eventsOf('checks'),
    told: answer.told,
    more: answer.more,
    down: answer.down,
    at,
    trouble: undefined,
    since: undefined,
    aheadMs,
  };
}

/** The history after a look that saw nothing. */
export function historyMissed(trouble: ConsoleError, at: number, before: EventHistory): EventHistory {
  return { ...before, more: false, trouble, since: before.since ?? at };
}

/** Why a real server is out, where its check said it; what was told long ago says nothing of now. */
export function wordFor(
  { at, down }: EventHistory,
  service: string,
  destination: string,
  now: number,
): DownServer['word'] | undefined {
  if (at === undefined || now - at > oldMs || now < at) return undefined;
  return down.find((one) => one.service === service && one.destination === destination)?.word;
}

/** In milliseconds: three rounds of looks without an answer. */
const oldMs = 30_000;
