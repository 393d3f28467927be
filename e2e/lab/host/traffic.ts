/** Figures of a visit: how many requests were lost, and for how long nobody answered. */

import type { Request, Stall } from '../scenario.js';

/** What a visit suffered. */
export interface Measured {
  readonly sent: number;
  /** Found no server. */
  readonly lost: number;
  /** The connection was open, but brought no answer. */
  readonly cut: number;
  /** The longest time without an answer, from the first request to the end of the last one. */
  readonly gapSeconds: number;
}

/** Counts and measures. Time in which the guest stood still is no gap. */
export function measured(requests: readonly Request[], stalls: readonly Stall[]): Measured {
  const ends = requests.map(({ sentAt, took }) => sentAt + took);
  const answered = ends.filter((_end, index) => requests[index]?.answer !== undefined);
  const moments = [requests[0]?.sentAt ?? 0, ...answered.sort((a, b) => a - b), Math.max(0, ...ends)];
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
