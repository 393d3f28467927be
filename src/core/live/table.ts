/** The kernel's table as it is watched: each line with its numbers, and with what lvs.cf wants of it. */

import {
  type ComparedLine,
  compareTables,
  endpointOf,
  keyOf,
  type TableDifference,
} from '../ipvs/compare.js';
import type { Forwarding, IpvsDestination, IpvsTable, Persistence } from '../ipvs/table.js';
import type { WantedService } from '../ipvs/wanted.js';

/**
 * What a line is beside what is wanted.
 * - `equal`: as lvs.cf says.
 * - `weight`: another weight than in lvs.cf, after the load or an operator's hand.
 * - `drained`: weight 0 though lvs.cf wants more: no new clients, and those that are there may finish.
 * - `quiesced`: the same, because its check has not passed and lvs.cf says to quiesce.
 * - `out`: a real server that is not in the kernel, because its check has not passed.
 * - `stuck`: the same, though our own probe found it up, and it should have come back by now.
 * - `differs`: another scheduler, persistence or forwarding than lvs.cf says.
 * - `missing`: a service of lvs.cf that the kernel does not have.
 * - `extra`: the kernel has it, and lvs.cf does not.
 * - `sorry`: the sorry server, which answers while no real server does.
 */
export type LiveState =
  | 'equal'
  | 'weight'
  | 'drained'
  | 'quiesced'
  | 'out'
  | 'stuck'
  | 'differs'
  | 'missing'
  | 'extra'
  | 'sorry';

/** One server of a service. */
export interface LiveServer {
  /** Its name in lvs.cf; blank where the file does not know it. */
  readonly server: string;
  /** As the kernel names it: `10.0.0.11:80`. */
  readonly destination: string;
  readonly state: LiveState;
  readonly differences: readonly TableDifference[];
  /** Nothing where lvs.cf does not know the server. */
  readonly wantedWeight: number | undefined;
  /** Nothing where the kernel does not have it. */
  readonly live: LiveNumbers | undefined;
}

/** What the kernel says of a server. */
export interface LiveNumbers {
  readonly forwarding: Forwarding;
  readonly weight: number;
  readonly activeConnections: number;
  readonly inactiveConnections: number;
}

/** One service with its servers. */
export interface LiveService {
  /** Name of its virtual server in lvs.cf; blank where the file does not know it. */
  readonly virtual: string;
  /** As the kernel names it: `TCP 10.0.0.100:80`, or `FWM 80`. */
  readonly key: string;
  readonly state: LiveState;
  readonly differences: readonly TableDifference[];
  /** The kernel's; where it does not have the service, the one that is wanted. */
  readonly scheduler: string;
  /** For how long a client stays with its server; 0: it does not. Nothing where the kernel's clock is not known. */
  readonly persistenceSeconds: number | undefined;
  /** Of all its servers together. */
  readonly activeConnections: number;
  readonly inactiveConnections: number;
  readonly servers: readonly LiveServer[];
}

/** The services that are wanted, in the order of lvs.cf, then what else the kernel has. */
export function liveServices(
  wanted: readonly WantedService[],
  table: IpvsTable,
  ticksPerSecond: number | undefined,
): LiveService[] {
  const wantedOnes = new Map(wanted.map((service) => [service.key, service]));
  const liveOnes = new Map(table.services.map((service) => [keyOf(service), service]));
  return grouped(compareTables(wanted, table, ticksPerSecond)).map(({ own, servers }) => {
    const service = wantedOnes.get(own.service);
    const live = liveOnes.get(own.service);
    const destinations = live?.destinations ?? [];
    return {
      virtual: own.virtual,
      key: own.service,
      state: stateOf(own),
      differences: own.differences,
      scheduler: live?.scheduler ?? service?.scheduler ?? '',
      persistenceSeconds: live ? secondsOf(live.persistence, ticksPerSecond) : service?.persistenceSeconds,
      activeConnections: sum(destinations.map(({ activeConnections }) => activeConnections)),
      inactiveConnections: sum(destinations.map(({ inactiveConnections }) => inactiveConnections)),
      servers: serversOf(service, servers, destinations),
    };
  });
}

function secondsOf(persistence: Persistence | null, ticksPerSecond: number | undefined): number | undefined {
  if (persistence === null) return 0;
  return ticksPerSecond === undefined ? undefined : Math.floor(persistence.jiffies / ticksPerSecond);
}

/** The line of each service with the lines of its servers. */
function grouped(lines: readonly ComparedLine[]) {
  const groups: { readonly own: ComparedLine; readonly servers: ComparedLine[] }[] = [];
  for (const line of lines) {
    if (line.destination === '') groups.push({ own: line, servers: [] });
    else groups.at(-1)?.servers.push(line);
  }
  return groups;
}

function serversOf(
  wanted: WantedService | undefined,
  lines: readonly ComparedLine[],
  destinations: readonly IpvsDestination[],
): LiveServer[] {
  const numbers = new Map(destinations.map((destination) => [endpointOf(destination), destination]));
  const weights = new Map(wanted?.destinations.map(({ key, weight }) => [key, weight]));
  const told = new Set(lines.map(({ destination }) => destination));
  // Of a missing service no server has a line, and of one that nobody asked for neither.
  const untold = [...weights.keys(), ...numbers.keys()].filter((key) => !told.has(key));
  const server = (destination: string, name: string, state: LiveState): LiveServer => ({
    server: name,
    destination,
    state,
    differences: [],
    wantedWeight: weights.get(destination),
    live: numbers.get(destination),
  });
  return [
    ...lines.map((line) => ({
      ...server(line.destination, line.server, stateOf(line, numbers.get(line.destination))),
      differences: line.differences,
    })),
    ...[...new Set(untold)].map((destination) => {
      if (destination === wanted?.sorry) return server(destination, '', 'sorry');
      const name = wanted?.destinations.find(({ key }) => key === destination)?.server;
      return server(destination, name ?? '', name === undefined ? 'extra' : 'out');
    }),
  ];
}

function stateOf({ outcome, differences }: ComparedLine, live?: IpvsDestination): LiveState {
  switch (outcome) {
    case 'applied':
      return 'equal';
    case 'out':
      return live === undefined ? 'out' : 'quiesced';
    case 'differs':
      if (differences.some(({ what }) => what !== 'weight')) return 'differs';
      return live?.weight === 0 ? 'drained' : 'weight';
    default:
      return outcome;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
