/** What the kernel balances, compared line by line with what is wanted. */

import type { IpvsDestination, IpvsService, IpvsTable, Persistence } from './table.js';
import type { WantedDestination, WantedService } from './wanted.js';

/** A setting that is another one in the kernel. */
export interface TableDifference {
  readonly what: 'scheduler' | 'persistence' | 'mask' | 'forwarding' | 'weight';
  readonly wanted: string;
  readonly live: string;
}

/**
 * One line of the comparison: of a service, or of a server in it.
 * - `missing`: a service that the kernel does not have.
 * - `extra`: what nobody asked for.
 * - `out`: a real server that is not used now, because its check has not passed.
 */
export interface ComparedLine {
  readonly outcome: 'applied' | 'missing' | 'extra' | 'differs' | 'out';
  /** Names in lvs.cf; blank where the file does not know it. */
  readonly virtual: string;
  readonly server: string;
  /** In the kernel's words; the destination is blank on the line of a service itself. */
  readonly service: string;
  readonly destination: string;
  readonly differences: readonly TableDifference[];
}

/** Compares a table with what is wanted; first in the order wanted, then what nobody asked for. */
export function compareTables(
  wanted: readonly WantedService[],
  live: IpvsTable,
  ticksPerSecond: number | undefined,
): ComparedLine[] {
  const liveServices = new Map(live.services.map((service) => [keyOf(service), service]));
  const lines = wanted.flatMap((service) => {
    const found = liveServices.get(service.key);
    liveServices.delete(service.key);
    return found === undefined
      ? [lineOf('missing', service)]
      : comparedService(service, found, ticksPerSecond);
  });
  const extra = [...liveServices.keys()].map((key) => lineOf('extra', { virtual: '', key }));
  return [...lines, ...extra];
}

/** Whether a line says that what was applied does not run. A weight may follow the load, or an operator's hand. */
export function isFault({ outcome, differences }: ComparedLine): boolean {
  if (outcome === 'differs') return differences.some(({ what }) => what !== 'weight');
  return outcome === 'missing' || outcome === 'extra';
}

/** A service as `TCP 10.0.0.100:80`, `FWM 80`, or `FWM 6 IPv6`: one mark may serve both families. */
export function keyOf(service: IpvsService): string {
  if (service.kind === 'address') return `${service.protocol} ${endpointOf(service)}`;
  return service.family === 'inet6' ? `FWM ${service.mark} IPv6` : `FWM ${service.mark}`;
}

/** An address with its port: `10.0.0.11:80`. */
export function endpointOf({
  family,
  address,
  port,
}: Pick<IpvsDestination, 'family' | 'address' | 'port'>): string {
  return family === 'inet6' ? `[${address}]:${port}` : `${address}:${port}`;
}

type Named = Pick<WantedService, 'virtual' | 'key'>;

function lineOf(
  outcome: ComparedLine['outcome'],
  { virtual, key }: Named,
  { server = '', destination = '', differences = [] }: Partial<ComparedLine> = {},
): ComparedLine {
  return { outcome, virtual, server, service: key, destination, differences };
}

function comparedService(
  wanted: WantedService,
  live: IpvsService,
  ticksPerSecond: number | undefined,
): ComparedLine[] {
  const differences = serviceDifferences(wanted, live, ticksPerSecond);
  const own = lineOf(differences.length === 0 ? 'applied' : 'differs', wanted, { differences });
  const liveOnes = new Map(live.destinations.map((destination) => [endpointOf(destination), destination]));
  const servers = wanted.destinations.map((destination) => {
    const found = liveOnes.get(destination.key);
    liveOnes.delete(destination.key);
    return comparedServer(wanted, destination, found);
  });
  if (wanted.sorry !== undefined) liveOnes.delete(wanted.sorry);
  const extra = [...liveOnes.keys()].map((destination) => lineOf('extra', wanted, { destination }));
  return [own, ...servers, ...extra];
}

function serviceDifferences(
  wanted: WantedService,
  live: IpvsService,
  ticksPerSecond: number | undefined,
): TableDifference[] {
  const found = [
    differs('scheduler', wanted.scheduler, live.scheduler),
    ...persistenceDifferences(wanted, live.persistence, ticksPerSecond),
  ];
  return found.flat();
}

function persistenceDifferences(
  { persistenceSeconds, netmask }: WantedService,
  live: Persistence | null,
  ticksPerSecond: number | undefined,
): TableDifference[] {
  if (persistenceSeconds === 0 || live === null) {
    const seconds = live === null ? 0 : secondsOf(live, ticksPerSecond);
    return differs('persistence', String(persistenceSeconds), String(seconds ?? `${live?.jiffies} jiffies`));
  }
  const seconds = secondsOf(live, ticksPerSecond);
  const liveMask = live.mask.family === 'inet' ? live.mask.netmask : netmask;
  return [
    // Without the kernel's clock nobody can tell how long its jiffies are.
    ...(seconds === undefined ? [] : differs('persistence', String(persistenceSeconds), String(seconds))),
    ...differs('mask', netmask, liveMask),
  ];
}

function secondsOf({ jiffies }: Persistence, ticksPerSecond: number | undefined): number | undefined {
  return ticksPerSecond === undefined ? undefined : Math.floor(jiffies / ticksPerSecond);
}

function comparedServer(
  service: WantedService,
  { server, key: destination, weight }: WantedDestination,
  live: IpvsDestination | undefined,
): ComparedLine {
  const about = { server, destination };
  if (live === undefined) return lineOf('out', service, about);
  if (service.quiesce && live.weight === 0 && weight !== 0) return lineOf('out', service, about);
  const differences = [
    // The kernel says Local of its own addresses, however they were added.
    ...(live.forwarding === 'Local' ? [] : differs('forwarding', service.forwarding, live.forwarding)),
    ...differs('weight', String(weight), String(live.weight)),
  ];
  return lineOf(differences.length === 0 ? 'applied' : 'differs', service, { ...about, differences });
}

function differs(what: TableDifference['what'], wanted: string, live: string): TableDifference[] {
  return wanted === live ? [] : [{ what, wanted, live }];
}
