/** How fast counters grow: what passes in a second, from two looks at them. */

import type { CountedService, Counters, Totals } from './parse-stats.js';

/** One look at the counters. */
export interface CounterSample {
  /** When they were read, in milliseconds since 1970, by the clock of the router they are from. */
  readonly at: number;
  readonly counters: Counters;
}

/** What passes in a second, on average between two looks. */
export interface Rate {
  readonly connectionsPerSecond: number;
  readonly incomingPacketsPerSecond: number;
  readonly outgoingPacketsPerSecond: number;
  readonly incomingBytesPerSecond: number;
  readonly outgoingBytesPerSecond: number;
}

/**
 * Why there is no rate for this time.
 * - `first`: there was one look only.
 * - `time`: the looks lie too far apart, or the clock was set back between them.
 * - `new`: it was not there before.
 * - `went_back`: a counter is lower than before: set to zero, counted in a line that was made anew, or gone over the
 *   32 bits that kernels before 4.1 have for connections and packets. Nobody can tell these apart.
 */
export type NoRate = 'first' | 'time' | 'new' | 'went_back';

/** The rate of one service, and those of its destinations by `10.0.0.11:80`. */
export interface ServiceRate {
  readonly rate: Rate | NoRate;
  readonly destinations: ReadonlyMap<string, Rate | NoRate>;
}

/** The rates of a table by service, such as `TCP 10.0.0.100:80`. */
export type Rates = ReadonlyMap<string, ServiceRate>;

/** Over a longer time a mean hides what happened, and a counter of 32 bits may have come round unseen. */
const longestSeconds = 120;

/** The rates between two looks; a counter that went back gives none, never a negative one. */
export function ratesBetween(before: CounterSample | undefined, now: CounterSample): Rates {
  const seconds = before === undefined ? 0 : (now.at - before.at) / 1000;
  const isInTime = seconds > 0 && seconds <= longestSeconds;
  const none = before === undefined ? 'first' : isInTime ? undefined : 'time';
  const earlier = new Map(before?.counters.services.map((service) => [service.key, service]));
  return new Map(
    now.counters.services.map((service) => [
      service.key,
      none === undefined
        ? serviceRate(earlier.get(service.key), service, seconds)
        : withoutRate(service, none),
    ]),
  );
}

/** Whether there is a rate. */
export function isRate(rate: Rate | NoRate | undefined): rate is Rate {
  return typeof rate === 'object';
}

function serviceRate(before: CountedService | undefined, now: CountedService, seconds: number): ServiceRate {
  if (before === undefined) return withoutRate(now, 'new');
  const rate = rateOf(before.totals, now.totals, seconds);
  // A service that was made anew has destinations made anew, those that grew past their old numbers too.
  if (rate === 'went_back') return withoutRate(now, rate);
  const earlier = new Map(before.destinations.map(({ key, totals }) => [key, totals]));
  const destinations = now.destinations.map(({ key, totals }) => {
    return [key, rateOf(earlier.get(key), totals, seconds)] as const;
  });
  return { rate, destinations: new Map(destinations) };
}

function withoutRate({ destinations }: CountedService, why: NoRate): ServiceRate {
  return { rate: why, destinations: new Map(destinations.map(({ key }) => [key, why])) };
}

function rateOf(before: Totals | undefined, now: Totals, seconds: number): Rate | NoRate {
  if (before === undefined) return 'new';
  const kinds = Object.keys(now) as (keyof Totals)[];
  // One of them going back says that all began anew.
  if (kinds.some((kind) => now[kind] < before[kind])) return 'went_back';
  const perSecond = (kind: keyof Totals) => (now[kind] - before[kind]) / seconds;
  return {
    connectionsPerSecond: perSecond('connections'),
    incomingPacketsPerSecond: perSecond('incomingPackets'),
    outgoingPacketsPerSecond: perSecond('outgoingPackets'),
    incomingBytesPerSecond: perSecond('incomingBytes'),
    outgoingBytesPerSecond: perSecond('outgoingBytes'),
  };
}
