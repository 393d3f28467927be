/** Carrying a scenario out anew: only when it was measured that the machine under the guest had stood still. */

import type { Report, Scenario } from '../scenario.js';

/** A stall of so many milliseconds is a quarter of a client's patience. */
const longStall = 500;

/** A machine that stalls this often is not one to judge by. */
const mostTimes = 3;

/** What carries a scenario out, and what judges it. */
export interface Trial {
  readonly carryOut: (scenario: Scenario) => Promise<Report>;
  /** @throws when something was not as expected */
  readonly judge: (scenario: Scenario, report: Report) => void;
  readonly say: (sentence: string) => void;
}

/** @throws what the judge throws, unless the machine had stood still: then the scenario is carried out anew */
export async function judged(scenario: Scenario, { carryOut, judge, say }: Trial): Promise<void> {
  for (let time = 1; ; time++) {
    const report = await carryOut(scenario);
    try {
      judge(scenario, report);
      return;
    } catch (failure) {
      const milliseconds = longestStall(report);
      if (milliseconds < longStall || time === mostTimes) throw failure;
      say(`Once more, because the machine stood still for ${milliseconds} ms: ${scenario.title}`);
    }
  }
}

/** The longest time that the guest stood still, in milliseconds. */
export function longestStall({ stalls }: Report): number {
  return Math.max(0, ...stalls.map(({ from, until }) => until - from));
}
