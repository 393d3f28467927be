/** Figures of a visit: how many requests were lost, and for how long nobody answered. */

import type { Report, Request, Scenario, Stall, Step } from '../scenario.js';

/** What a visit suffered. */
export interface Measured {
  readonly sent: number;
  /** Found no server. */
  readonly lost: number;
  /** The connection was open, but brought no answer. */
  readonly cut: number;
  /** The longest time without an answer, from when the first was asked for to the last answer, or until it was asked for. */
  readonly gapSeconds: number;
}

/** Counts and measures. Time in which the guest stood still is no gap. */
export function measured(requests: readonly Request[], stalls: readonly Stall[]): Measured {
  const ends = requests.map(({ sentAt, took }) => sentAt + took);
  const answered = ends.filter((_end, index) => requests[index]?.answer !== undefined);
  const asked = requests.map(({ sentAt }) => sentAt);
  const moments = [asked[0] ?? 0, ...answered, Math.max(0, ...answered, ...asked)].sort((a, b) => a - b);
  const gaps = moments.slice(1).map((until, index) => {
    const from = moments[index] ?? until;
    return until - from - stoodStill(from, until, stalls);
  });
  const cut = requests.filter((request) => request.cut).length;
  return {
    sent: requests.length,
    lost: requests.length - answered.length - cut,
    cut,
    gapSeconds: Math.max(...gaps) / 1000,
  };
}

/** A time in which connections may break, in milliseconds since the start of the scenario. */
export interface Disturbance {
  readonly from: number;
  readonly until: number;
}

/** What takes a router or a server away from connections that are open. */
const losses: ReadonlySet<Step['do']> = new Set([
  ...(['kill', 'switch off', 'unplug', 'cut off', 'kill server'] as const),
]);

/** Milliseconds by which a look at the routers may be behind what it sees, when the guest does not stand still. */
const lateness = 200;

/** When a router or a server was lost in a scenario, and when this address moved. */
export function disturbances(
  { steps }: Scenario,
  { outcomes, sights, stalls }: Report,
  address: string,
): Disturbance[] {
  const lost = outcomes.flatMap(({ at, took }, index) =>
    losses.has(steps[index]?.do ?? 'wait') ? [{ from: at, until: at + took }] : [],
  );
  const holds = new Map<string, boolean>();
  const moved = sights.flatMap(({ at, router, addresses = [] }) => {
    const held = holds.get(router) ?? false;
    const isHeld = addresses.includes(address);
    holds.set(router, isHeld);
    return held === isHeld ? [] : [{ from: at, until: at }];
  });
  return [...lost, ...moved].map(({ from, until }) => ({
    from: from - lateness - stoodStill(from - 2 * lateness, from, stalls),
    until,
  }));
}

/** The requests that broke in the middle although nothing was lost and nothing moved while they were open. */
export function brokenForNothing(
  requests: readonly Request[],
  disturbed: readonly Disturbance[],
): readonly Request[] {
  const isExcused = ({ sentAt, took }: Request) =>
    disturbed.some(({ from, until }) => sentAt <= until && sentAt + took >= from);
  return requests.filter((request) => request.cut && !isExcused(request));
}

function stoodStill(from: number, until: number, stalls: readonly Stall[]): number {
  const parts = stalls.map((stall) => Math.min(until, stall.until) - Math.max(from, stall.from));
  return parts.reduce((sum, part) => sum + Math.max(0, part), 0);
}

/** How often each server answered, and how often nobody did, by reason. */
export function answerCounts(requests: readonly Request[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { answer, failure } of requests) {
    const who = answer ?? `nobody: ${failure}`;
    counts[who] = (counts[who] ?? 0) + 1;
  }
  return counts;
}
