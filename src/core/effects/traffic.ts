/** Which connections a change is about, as far as the kernel tells. */

import { endpointOf, keyOf } from '../ipvs/compare.js';
import type { IpvsDestination, IpvsTable } from '../ipvs/table.js';
import type { Unknown } from '../machine/reading.js';

/**
 * What passes through the router that the effects are about.
 * - `standby`: the other router is active, so that nothing passes here, whatever the table says.
 * - `unknown`: nobody can tell, because the table could not be read (`because`) or is on another machine.
 */
export type Traffic =
  | { readonly kind: 'table'; readonly table: IpvsTable }
  | { readonly kind: 'standby' }
  | { readonly kind: 'unknown'; readonly because?: Unknown };

/** Connections as the kernel counts them, or that they are not known. */
export type Stake = Count | 'unknown';

/** Connections in the two columns of ipvsadm. */
export interface Count {
  readonly active: number;
  readonly inactive: number;
}

/** No connections. */
export const nobody: Count = { active: 0, inactive: 0 };

/** Whether it is certain that there are none. */
export function isNobody(stake: Stake): boolean {
  return stake !== 'unknown' && stake.active === 0 && stake.inactive === 0;
}

/** Several stakes as one. */
export function sumOf(stakes: readonly Stake[]): Stake {
  return stakes.reduce<Stake>((sum, one) => {
    return sum === 'unknown' || one === 'unknown' ? 'unknown' : added(sum, one);
  }, nobody);
}

/** Two counts as one. */
export function added(one: Count, other: Count): Count {
  return { active: one.active + other.active, inactive: one.inactive + other.inactive };
}

/** Looks up connections by the names of the kernel: `TCP 10.0.0.100:80`, `10.0.0.11:80`. */
export interface Stakes {
  ofService(service: string): Stake;
  ofDestination(service: string, destination: string): Stake;
  /** Of the destinations that get no new connections. */
  ofResting(service: string): Stake;
}

/** Opens what passes for looking up. What the table does not have has no connections that could break. */
export function stakesOf(traffic: Traffic): Stakes {
  if (traffic.kind !== 'table') {
    const stake = traffic.kind === 'standby' ? nobody : 'unknown';
    return { ofService: () => stake, ofDestination: () => stake, ofResting: () => stake };
  }
  const destinations = new Map(traffic.table.services.map((one) => [keyOf(one), one.destinations]));
  const count = (service: string, isMeant: (destination: IpvsDestination) => boolean) =>
    sumOf((destinations.get(service) ?? []).filter(isMeant).map(countOf));
  return {
    ofService: (service) => count(service, () => true),
    ofDestination: (service, destination) => count(service, (one) => endpointOf(one) === destination),
    ofResting: (service) => count(service, ({ weight }) => weight === 0),
  };
}

/** The connections to one destination. */
export function countOf({
  activeConnections: active,
  inactiveConnections: inactive,
}: IpvsDestination): Count {
  return { active, inactive };
}
