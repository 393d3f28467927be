/** A kernel's table and its counters as one router tells them to the other: as few bytes as can be read by a person. */

import type { Counters, Totals } from '../ipvs/parse-stats.js';
import type { LimitedService, Thresholds } from '../ipvs/parse-thresholds.js';
import type { CounterSample } from '../ipvs/rates.js';
import type { IpvsDestination, IpvsTable } from '../ipvs/table.js';
import { isKnown, type Reading, type Unknown } from '../machine/reading.js';
import {
  mostDestinations,
  mostServices,
  type Observation,
  type ObservedDetails,
} from '../router/observation.js';
import type { UnknownThere } from '../router/unknown-shape.js';

/** The limits of destinations that have any, by service and destination. */
export type Limits = ReadonlyMap<string, ReadonlyMap<string, Thresholds>>;

/** What a limit of the system is called, where there is more than an answer has room for. */
const tooLarge = 'EFBIG';

/** The table to be told; why not, where it is larger than an answer. @param path where it was read */
export function packedTable(reading: Reading<IpvsTable>, path: string): Observation['table'] {
  if (!isKnown(reading)) return unknownThere(reading);
  const { at, value } = reading;
  if (!isTold(value.services)) return { at, reason: 'failed', path, system: tooLarge };
  const { connectionTableSize, services, version } = value;
  return {
    at,
    version,
    connectionTableSize,
    services: services.map(({ destinations, ...service }) => ({
      ...service,
      destinations: destinations.map((one) => [
        one.address,
        one.port,
        one.forwarding,
        one.weight,
        one.activeConnections,
        one.inactiveConnections,
      ]),
    })),
  };
}

/** The table that was told. */
export function unpackedTable(told: Observation['table']): Reading<IpvsTable> {
  if ('reason' in told) return reasonOf(told);
  const { at, connectionTableSize, services, version } = told;
  return {
    at,
    value: {
      version,
      connectionTableSize,
      services: services.map((service) => ({
        ...service,
        destinations: service.destinations.map(unpackedDestination),
      })),
    },
  };
}

function unpackedDestination(told: PackedDestination): IpvsDestination {
  const [address, port, forwarding, weight, activeConnections, inactiveConnections] = told;
  const family = address.includes(':') ? 'inet6' : 'inet';
  return { family, address, port, forwarding, weight, activeConnections, inactiveConnections };
}

type PackedDestination = Extract<
  Observation['table'],
  { services: unknown }
>['services'][number]['destinations'][number];

/** The counters to be told. @param path the command that printed them */
export function packedCounters(reading: Reading<Counters>, path: string): Observation['counters'] {
  if (!isKnown(reading)) return unknownThere(reading);
  const { at, value } = reading;
  if (!isTold(value.services)) return { at, reason: 'failed', path, system: tooLarge };
  return {
    at,
    services: value.services.map(({ destinations, key, totals }) => [
      key,
      packedTotals(totals),
      destinations.map((one) => [one.key, packedTotals(one.totals)]),
    ]),
  };
}

type PackedTotals = [number, number, number, number, number];

function packedTotals(totals: Totals): PackedTotals {
  const { connections, incomingBytes, incomingPackets, outgoingBytes, outgoingPackets } = totals;
  return [connections, incomingPackets, outgoingPackets, incomingBytes, outgoingBytes];
}

/** The counters that were told, with the time on the clock of their router. */
export function unpackedCounters(told: Observation['counters']): Reading<CounterSample> {
  if ('reason' in told) return reasonOf(told);
  const { at, services } = told;
  const counted = services.map(([key, totals, destinations]) => ({
    key,
    totals: unpackedTotals(totals),
    destinations: destinations.map(([of, its]) => ({ key: of, totals: unpackedTotals(its) })),
  }));
  return { at, value: { at, counters: { services: counted } } };
}

function unpackedTotals(told: PackedTotals): Totals {
  const [connections, incomingPackets, outgoingPackets, incomingBytes, outgoingBytes] = told;
  return { connections, incomingPackets, outgoingPackets, incomingBytes, outgoingBytes };
}

/** The limits to be told: those of destinations that have any. */
export function packedLimits(reading: Reading<readonly LimitedService[]>): ObservedDetails['limits'] {
  if (!isKnown(reading)) return unknownThere(reading);
  const destinations = reading.value.flatMap((service) =>
    service.destinations
      .filter(({ lower, upper }) => lower > 0 || upper > 0)
      .map(({ key, lower, upper }): [string, string, number, number] => [service.key, key, upper, lower]),
  );
  return { at: reading.at, destinations: destinations.slice(0, mostDestinations) };
}

/** The limits that were told. */
export function unpackedLimits(told: ObservedDetails['limits']): Reading<Limits> {
  if ('reason' in told) return reasonOf(told);
  const limits = new Map<string, Map<string, Thresholds>>();
  for (const [service, destination, upper, lower] of told.destinations) {
    const its = limits.get(service) ?? new Map<string, Thresholds>();
    limits.set(service, its.set(destination, { upper, lower }));
  }
  return { at: told.at, value: limits };
}

/** Whether an answer has room for so much. */
function isTold(services: readonly { readonly destinations: readonly unknown[] }[]): boolean {
  const destinations = services.reduce((sum, service) => sum + service.destinations.length, 0);
  return services.length <= mostServices && destinations <= mostDestinations;
}

/** A reason in texts of a length that an answer takes. */
export function unknownThere(reading: Unknown): UnknownThere {
  const path = reading.path.slice(0, 4096);
  if (reading.reason === 'malformed') return { ...reading, path, text: reading.text.slice(0, 1000) };
  if (reading.reason === 'failed') return { ...reading, path, system: reading.system.slice(0, 200) };
  return { ...reading, path };
}

/** The reason that was told. */
export function reasonOf(told: UnknownThere): Unknown {
  if (told.reason !== 'denied') return told;
  const { owner, ...rest } = told;
  return owner === undefined ? rest : { ...rest, owner };
}
