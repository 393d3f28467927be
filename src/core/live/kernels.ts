/** The tables of both kernels beside each other: each router checks for itself, so that they may disagree. */

import { endpointOf, keyOf } from '../ipvs/compare.js';
import type { IpvsDestination, IpvsService, IpvsTable } from '../ipvs/table.js';

/** One line in which they disagree, or a service that one of them has not. */
export interface KernelDifference {
  /** `TCP 10.0.0.100:80` */
  readonly service: string;
  /** `10.0.0.11:80`; blank for the service itself. */
  readonly destination: string;
  readonly what: 'missing' | 'scheduler' | 'persistence' | 'forwarding' | 'weight';
  /** What each of them has; nothing where it has no such line. */
  readonly here: string | undefined;
  readonly there: string | undefined;
}

/** A kernel's table with what turns its jiffies into seconds, where that is known. */
export interface KernelTable {
  readonly table: IpvsTable;
  readonly ticksPerSecond: number | undefined;
}

/** Every line in which two tables disagree, in their order; connections are each router's own. */
export function kernelDifferences(here: KernelTable, there: KernelTable): KernelDifference[] {
  const theirs = new Map(there.table.services.map((service) => [keyOf(service), service]));
  const ours = new Set<string>();
  const found = here.table.services.flatMap((service) => {
    const key = keyOf(service);
    ours.add(key);
    const other = theirs.get(key);
    if (other === undefined) return [missing(key, '', service.scheduler, undefined)];
    return [...serviceDifferences(key, service, other, here, there), ...servers(key, service, other)];
  });
  const others = there.table.services.filter((service) => !ours.has(keyOf(service)));
  return [...found, ...others.map((service) => missing(keyOf(service), '', undefined, service.scheduler))];
}

function serviceDifferences(
  service: string,
  here: IpvsService,
  there: IpvsService,
  { ticksPerSecond: ticksHere }: KernelTable,
  { ticksPerSecond: ticksThere }: KernelTable,
): KernelDifference[] {
  const line = { service, destination: '' };
  const seconds = [secondsOf(here, ticksHere), secondsOf(there, ticksThere)];
  return [
    ...differs({ ...line, what: 'scheduler' }, here.scheduler, there.scheduler),
    // Without the clock of a kernel nobody can tell how long its jiffies are.
    ...(seconds.includes(undefined)
      ? []
      : differs({ ...line, what: 'persistence' }, String(seconds[0]), String(seconds[1]))),
  ];
}

function secondsOf({ persistence }: IpvsService, ticksPerSecond: number | undefined): number | undefined {
  if (persistence === null) return 0;
  return ticksPerSecond === undefined ? undefined : Math.floor(persistence.jiffies / ticksPerSecond);
}

function servers(service: string, here: IpvsService, there: IpvsService): KernelDifference[] {
  const theirs = new Map(there.destinations.map((destination) => [endpointOf(destination), destination]));
  const found = here.destinations.flatMap((one) => {
    const destination = endpointOf(one);
    const other = theirs.get(destination);
    theirs.delete(destination);
    if (other === undefined) return [missing(service, destination, String(one.weight), undefined)];
    return serverDifferences({ service, destination }, one, other);
  });
  return [
    ...found,
    ...[...theirs].map(([destination, { weight }]) =>
      missing(service, destination, undefined, String(weight)),
    ),
  ];
}

function serverDifferences(
  line: Pick<KernelDifference, 'service' | 'destination'>,
  here: IpvsDestination,
  there: IpvsDestination,
): KernelDifference[] {
  // The kernel says Local of its own addresses, however they were added.
  const isLocal = [here, there].some(({ forwarding }) => forwarding === 'Local');
  return [
    ...(isLocal ? [] : differs({ ...line, what: 'forwarding' }, here.forwarding, there.forwarding)),
    ...differs({ ...line, what: 'weight' }, String(here.weight), String(there.weight)),
  ];
}

function differs(
  line: Pick<KernelDifference, 'service' | 'destination' | 'what'>,
  here: string,
  there: string,
): KernelDifference[] {
  return here === there ? [] : [{ ...line, here, there }];
}

function missing(
  service: string,
  destination: string,
  here: string | undefined,
  there: string | undefined,
): KernelDifference {
  return { service, destination, what: 'missing', here, there };
}
