/** Carrying a scenario out anew: only when it was measured that the machine under the guest was too busy for it. */

import type { Report, Scenario } from '../scenario.js';

/** A stall of so many milliseconds is a quarter of a client's patience. */
const longStall = 500;

/** A guest that waits for its processor for such a share of a second is half as fast as the machine. */
const largeShare = 0.5;

/** A machine that is this often too busy is not one to judge by. */
const mostTimes = 3;

/** What carries a scenario out, and what judges it. */
export interface Trial {
  readonly carryOut: (scenario: Scenario) => Promise<Report>;
  /** @throws when something was not as expected */
  readonly judge: (scenario: Scenario, report: Report) => void;
  readonly say: (sentence: string) => void;
}

/** @throws what the judge throws, unless the machine was too busy: then the scenario is carried out anew */
export async function judged(scenario: Scenario, { carryOut, judge, say }: Trial): Promise<void> {
  for (let time = 1; ; time++) {
    const report = await carryOut(scenario);
    try {
      judge(scenario, report);
      return;
    } catch (failure) {
      const why = excuse(report);
      if (why === undefined || time === mostTimes) throw failure;
      say(`Once more, because ${why}: ${scenario.title}\n${String(failure)}`);
    }
  }
}

/** What was measured of the machine, if it was too busy for the guest; nothing when it was not. */
export function excuse({ stalls, waited = 0 }: Report): string | undefined {
  const stall = Math.max(0, ...stalls.map(({ from, until }) => until - from));
  if (stall >= longStall) return `the machine stood still for ${(stall / 1000).toFixed(1)} s`;
  if (waited < largeShare) return undefined;
  return `the guest waited for its processor for ${Math.round(waited * 100)} % of a second`;
}
