/** Both routers as they were seen last: what each of them told, when, and why it tells nothing newer. */

import type { CounterSample } from '../ipvs/rates.js';
import type { IpvsTable } from '../ipvs/table.js';
import { isKnown, type Reading } from '../machine/reading.js';
import type { ConsoleError } from '../problem.js';
import type { Observation, ObservedDetails } from '../router/observation.js';
import { type Limits, unpackedCounters, unpackedLimits, unpackedTable } from './packed.js';

/** One router. All times are of this console's clock, in milliseconds since 1970, unless it is said otherwise. */
export interface RouterSeen {
  /** When what it shows was told; nothing when nobody was told anything yet. */
  readonly at: number | undefined;
  readonly observation: Observation | undefined;
  /** Told last, which may be longer ago. */
  readonly details: ObservedDetails | undefined;
  readonly detailsAt: number | undefined;
  /** Why the last look saw nothing: then all that it shows is older. */
  readonly trouble: ConsoleError | undefined;
  /** Since when every look saw nothing. */
  readonly since: number | undefined;
  readonly table: Reading<IpvsTable> | undefined;
  /** By the clock of that router. */
  readonly counters: Reading<CounterSample> | undefined;
  readonly limits: Reading<Limits> | undefined;
}

/** Both of them. */
export interface RoutersSeen {
  readonly here: RouterSeen;
  /** Nothing while no connection to the other router is set up. */
  readonly there: RouterSeen | undefined;
}

/** Both of them as they are watched, for all who look at once. */
export interface WatchedRouters {
  /** What is known, however old; nobody is asked. */
  latest(): RoutersSeen;
  /** What is known after a look, or after so long: a router that does not answer is not waited for. */
  soon(ms: number): Promise<RoutersSeen>;
  /** Tells of each look from now on. @returns ends it */
  follow(see: (seen: RoutersSeen) => void): () => void;
}

/** A router at which nobody has looked. */
export const unseen: RouterSeen = {
  at: undefined,
  observation: undefined,
  details: undefined,
  detailsAt: undefined,
  trouble: undefined,
  since: undefined,
  table: undefined,
  counters: undefined,
  limits: undefined,
};

/** The router after a look that it answered. */
export function seenNow(observation: Observation, at: number, before: RouterSeen): RouterSeen {
  const { details } = observation;
  return {
    at,
    observation,
    details: details ?? before.details,
    detailsAt: details === null ? before.detailsAt : at,
    trouble: undefined,
    since: undefined,
    table: unpackedTable(observation.table),
    counters: unpackedCounters(observation.counters),
    limits: details === null ? before.limits : unpackedLimits(details.limits),
  };
}

/** The router after a look that saw nothing. */
export function missedNow(trouble: ConsoleError, at: number, before: RouterSeen): RouterSeen {
  return { ...before, trouble, since: before.since ?? at };
}

/** For so long the details of a router count, in milliseconds, when its lvs.cf stays the same. */
const detailsMs = 60_000;

/** Whether the next look at a router is to ask for its details. */
export function wantsDetailsOf({ details, detailsAt, observation }: RouterSeen, now: number): boolean {
  if (details === undefined || detailsAt === undefined || observation === undefined) return true;
  return observation.file !== details.file || now < detailsAt || now - detailsAt >= detailsMs;
}

/**
 * What a router does. `idle`: it knows that it is not the one, whatever addresses it has. A router that does not
 * answer, or whose engine does not tell, is `unknown`: its addresses prove nothing.
 */
export type Activity = 'active' | 'idle' | 'unknown';

/** What a router does, by what its engine says. */
export function activityOf({ details, observation, trouble }: RouterSeen): Activity {
  if (observation === undefined || trouble !== undefined) return 'unknown';
  const { engine, vrrp } = observation;
  if (engine.name === null) return 'idle';
  if (engine.status === 'stopped' || engine.status === 'failed') return 'idle';
  if (engine.status !== 'running' || vrrp === 'unknown') return 'unknown';
  if (vrrp !== 'none') return vrrp.state === 'MASTER' ? 'active' : 'idle';
  // Without an instance nothing but lvs.cf says that it is alone, and therefore always active.
  const identity = details?.identity ?? null;
  return identity !== null && 'role' in identity && identity.role === 'single' ? 'active' : 'unknown';
}

/** An address that moves between the routers, on one of them. */
export interface Floating {
  readonly address: string;
  /** As lvs.cf says it. */
  readonly device: string;
  /** The devices that really have it; nothing where they cannot be seen. */
  readonly on: readonly string[] | undefined;
}

/** The floating addresses of a router by its own lvs.cf, and whether it has them. */
export function floatingOn({ details, observation }: RouterSeen): readonly Floating[] {
  const addresses = observation?.addresses;
  if (details === undefined || addresses === undefined) return [];
  const devices = 'held' in addresses ? devicesByAddress(addresses.held) : undefined;
  return details.floating.map(({ address, device }) => ({
    address,
    device,
    on: devices === undefined ? undefined : (devices.get(address) ?? []),
  }));
}

function devicesByAddress(held: readonly { readonly address: string; readonly device: string }[]) {
  const devices = new Map<string, string[]>();
  for (const { address, device } of held) devices.set(address, [...(devices.get(address) ?? []), device]);
  return devices;
}

/** The table of a router, where it is known and its engine is what makes it. */
export function knownTable({ observation, table, trouble }: RouterSeen): IpvsTable | undefined {
  if (trouble !== undefined || table === undefined || !isKnown(table)) return undefined;
  const { name, status } = observation?.engine ?? {};
  return name === 'keepalived' && status === 'running' ? table.value : undefined;
}
