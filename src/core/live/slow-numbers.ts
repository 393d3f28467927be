/** What the kernel's file does not tell and ipvsadm has to be run for: how much passes in a second, and limits. */

import { type CounterSample, type Rates, ratesBetween } from '../ipvs/rates.js';
import { isKnown, type Unknown } from '../machine/reading.js';
import type { ConsoleError } from '../problem.js';
import type { Limits } from './packed.js';
import type { RouterSeen } from './routers.js';

/** What is known of it after the last look. */
export interface SlowNumbers {
  /** What passes in a second; nothing where no counters are known. */
  readonly rates: Rates | undefined;
  /** When the counters were told, in milliseconds since 1970 by the clock of this console. */
  readonly at: number | undefined;
  /** For how long they were compared with those before; nothing where there were none. */
  readonly seconds: number | undefined;
  readonly limits: Limits | undefined;
  /** Why the last look told no counters: those that are shown are older. */
  readonly trouble: ConsoleError | Unknown | undefined;
}

/** Makes rates of the looks at one router as they go by. */
export function slowNumbers(): (seen: RouterSeen) => SlowNumbers {
  let latest: { readonly sample: CounterSample; readonly numbers: SlowNumbers } | undefined;

  return (seen) => {
    const { at, counters, trouble } = seen;
    const limits = seen.limits !== undefined && isKnown(seen.limits) ? seen.limits.value : undefined;
    if (counters === undefined) {
      return { rates: undefined, at: undefined, seconds: undefined, limits, trouble };
    }
    if (!isKnown(counters)) {
      return { rates: undefined, at: undefined, seconds: undefined, limits, trouble: trouble ?? counters };
    }
    const { value: sample } = counters;
    if (latest?.sample.at !== sample.at) {
      const before = latest?.sample;
      const seconds = before && (sample.at - before.at) / 1000;
      const rates = ratesBetween(before, sample);
      latest = { sample, numbers: { rates, at, seconds, limits, trouble: undefined } };
    }
    return { ...latest.numbers, limits, trouble };
  };
}
