/** What is known of both routers, as numbers for Prometheus. What is not known has no line: never 0. */

import type { Totals } from '../ipvs/parse-stats.js';
import type { CounterSample } from '../ipvs/rates.js';
import { readable } from '../lvscf/bytes.js';
import { isKnown, type Reading } from '../machine/reading.js';
import type { Labels, MetricFamily, MetricLine } from './exposition.js';
import { activityOf, type RouterSeen } from './routers.js';
import type { LiveServer, LiveService, LiveState } from './table.js';

/** One router, as it was seen last. */
export interface MeasuredRouter {
  /** `primary` or `backup`; `here` or `other` where nobody knows which is which. */
  readonly name: string;
  readonly seen: RouterSeen;
  /** Its kernel's table beside what lvs.cf wants; nothing where it is not known. */
  readonly services: readonly LiveService[] | undefined;
  /** False: lvs.cf could not be read, so that nobody can say what is as it should be. */
  readonly isWantedKnown: boolean;
  /** When that was read, in milliseconds since 1970 by the clock of this console. */
  readonly tableAt: number | undefined;
}

/** What the numbers are made of. */
export interface Measured {
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly routers: readonly MeasuredRouter[];
}

/** All families, in the order in which they are told. */
export function metricFamilies({ now, routers, version }: Measured): MetricFamily[] {
  const ofRouters = (value: (router: MeasuredRouter) => number | undefined) =>
    routers.flatMap((router) => lineOf({ router: router.name }, value(router)));
  return [
    gauge('lvs_console_build_info', 'This console: always 1, with its version.', [
      { labels: { version }, value: 1 },
    ]),
    gauge(
      'lvs_router_reachable',
      'Whether the last look at the router was answered.',
      ofRouters(({ seen }) =>
        seen.observation === undefined && !seen.trouble ? undefined : flag(!seen.trouble),
      ),
    ),
    gauge(
      'lvs_router_age_seconds',
      'How long ago the router told what is known of it.',
      ofRouters(({ seen }) => ageOf(seen.at, now)),
    ),
    gauge(
      'lvs_router_active',
      'Whether the engine of the router says that it is the active one; absent where it does not tell.',
      ofRouters(({ seen }) =>
        activityOf(seen) === 'unknown' ? undefined : flag(activityOf(seen) === 'active'),
      ),
    ),
    gauge(
      'lvs_engine_running',
      'Whether the engine of the router runs; absent where nobody can tell.',
      ofRouters(({ seen }) => engineRuns(seen)),
    ),
    gauge(
      'lvs_table_age_seconds',
      'How long ago the routing table of the kernel was read.',
      ofRouters(({ tableAt }) => ageOf(tableAt, now)),
    ),
    gauge(
      'lvs_counters_age_seconds',
      'How long ago the counters of the kernel were read.',
      ofRouters(({ seen }) => (countersOf(seen.counters) === undefined ? undefined : ageOf(seen.at, now))),
    ),
    ...tableFamilies(routers),
    ...counterFamilies(routers),
  ];
}

function tableFamilies(routers: readonly MeasuredRouter[]): MetricFamily[] {
  const services = routers.flatMap(({ isWantedKnown, name, services: known = [] }) =>
    known.map((service) => ({ service, isWantedKnown, labels: serviceLabels(name, service) })),
  );
  const servers = services.flatMap(({ isWantedKnown, labels, service }) =>
    service.servers.map((server) => {
      return { server, isWantedKnown, labels: { ...labels, ...serverLabels(server) } };
    }),
  );
  const stateLine = (labels: Labels, state: LiveState) => ({ labels: { ...labels, state }, value: 1 });
  const ofServers = (value: (server: LiveServer) => number | undefined) =>
    servers.flatMap(({ labels, server }) => lineOf(labels, value(server)));
  return [
    gauge(
      'lvs_service_state',
      'Always 1, with what the service is beside lvs.cf as state.',
      services
        .filter(({ isWantedKnown }) => isWantedKnown)
        .map(({ labels, service }) => stateLine(labels, service.state)),
    ),
    gauge(
      'lvs_server_state',
      'Always 1, with what the real server is beside lvs.cf as state.',
      servers
        .filter(({ isWantedKnown }) => isWantedKnown)
        .map(({ labels, server }) => stateLine(labels, server.state)),
    ),
    gauge(
      'lvs_server_weight',
      'Weight in the kernel; absent where the kernel does not have the server.',
      ofServers(({ live }) => live?.weight),
    ),
    gauge(
      'lvs_server_wanted_weight',
      'Weight in lvs.cf.',
      ofServers(({ wantedWeight }) => wantedWeight),
    ),
    gauge(
      'lvs_server_active_connections',
      'Connections that carry traffic.',
      ofServers(({ live }) => live?.activeConnections),
    ),
    gauge(
      'lvs_server_inactive_connections',
      'Connections that are ending or about to be forgotten.',
      ofServers(({ live }) => live?.inactiveConnections),
    ),
  ];
}

const counted: readonly (readonly [kind: keyof Totals, name: string, what: string])[] = [
  ['connections', 'connections', 'Connections'],
  ['incomingPackets', 'incoming_packets', 'Packets from clients'],
  ['outgoingPackets', 'outgoing_packets', 'Packets to clients that pass this router'],
  ['incomingBytes', 'incoming_bytes', 'Bytes from clients'],
  ['outgoingBytes', 'outgoing_bytes', 'Bytes to clients that pass this router'],
];

function counterFamilies(routers: readonly MeasuredRouter[]): MetricFamily[] {
  const services = routers.flatMap(({ name, seen, services: known = [] }) => {
    const named = new Map(known.map((service) => [service.key, service]));
    const { services: counters = [] } = countersOf(seen.counters)?.counters ?? {};
    return counters.map((service) => {
      const live = named.get(service.key);
      const servers = new Map(live?.servers.map((server) => [server.destination, server]));
      const labels = serviceLabels(name, { virtual: live?.virtual ?? '', key: service.key });
      return {
        labels,
        totals: service.totals,
        servers: service.destinations.map(({ key, totals }) => ({
          labels: { ...labels, ...serverLabels(servers.get(key) ?? { server: '', destination: key }) },
          totals,
        })),
      };
    });
  });
  return counted.flatMap(([kind, name, what]) => [
    counter(
      `lvs_service_${name}_total`,
      `${what} of the service, as the kernel counts them.`,
      services.map(({ labels, totals }) => ({ labels, value: totals[kind] })),
    ),
    counter(
      `lvs_server_${name}_total`,
      `${what} of the real server in this service, as the kernel counts them.`,
      services.flatMap((service) =>
        service.servers.map(({ labels, totals }) => ({ labels, value: totals[kind] })),
      ),
    ),
  ]);
}

function serviceLabels(router: string, { key, virtual }: Pick<LiveService, 'key' | 'virtual'>): Labels {
  return { router, virtual_server: readable(virtual), service: key };
}

function serverLabels({ destination, server }: Pick<LiveServer, 'destination' | 'server'>): Labels {
  return { real_server: readable(server), destination };
}

function engineRuns({ observation, trouble }: RouterSeen): number | undefined {
  const status = trouble === undefined ? observation?.engine.status : undefined;
  return status === undefined || status === 'unknown' ? undefined : flag(status === 'running');
}

function countersOf(counters: Reading<CounterSample> | undefined): CounterSample | undefined {
  return counters !== undefined && isKnown(counters) ? counters.value : undefined;
}

function ageOf(at: number | undefined, now: number): number | undefined {
  // A clock that was set back makes nothing younger than now.
  return at === undefined ? undefined : Math.max(0, (now - at) / 1000);
}

function flag(isSo: boolean): number {
  return isSo ? 1 : 0;
}

function lineOf(labels: Labels, value: number | undefined): MetricLine[] {
  return value === undefined ? [] : [{ labels, value }];
}

function gauge(name: string, help: string, lines: readonly MetricLine[]): MetricFamily {
  return { name, help, type: 'gauge', lines };
}

function counter(name: string, help: string, lines: readonly MetricLine[]): MetricFamily {
  return { name, help, type: 'counter', lines };
}
