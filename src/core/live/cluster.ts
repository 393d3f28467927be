/** The cluster as it is: what lvs.cf names, with what the kernel does with it and what each router has. */

import type { Config, RealServer, VirtualServer } from '../lvscf/config.js';
import { unspecified } from '../lvscf/kinds/addresses.js';
import { effective } from '../lvscf/stanza.js';
import { virtualStanza } from '../lvscf/virtual.js';
import { activityOf, type RouterSeen, type RoutersSeen, unseen } from './routers.js';
import type { Snapshot } from './snapshot.js';
import type { LiveNumbers, LiveServer, LiveService, LiveState } from './table.js';

/**
 * What something in the drawing is, beside what the live table says:
 * - `inactive`: lvs.cf has it switched off.
 * - `unknown`: nobody can tell now.
 * - `not_run`: active in lvs.cf, but not wanted in the kernel: it has no server, or something stands in the way.
 * - `shared`: the kernel serves its address by another virtual server of lvs.cf.
 * - `silent`: a service none of whose servers takes new clients.
 */
export type DrawnState = LiveState | 'inactive' | 'unknown' | 'not_run' | 'shared' | 'silent';

/** A real server, or what else the kernel has in a service. */
export interface DrawnServer {
  /** Blank where lvs.cf does not know it. */
  readonly name: string;
  /** How its panel is addressed; blank where it has none. */
  readonly ref: string;
  /** Address and port. */
  readonly at: string;
  readonly state: DrawnState;
  readonly live: LiveNumbers | undefined;
}

/** A virtual server, or a service that only the kernel knows. */
export interface DrawnService {
  readonly name: string;
  readonly ref: string;
  /** As the kernel names it: `TCP 10.0.0.100:80`, or `FWM 80`. */
  readonly key: string;
  /** Its address; blank where only the kernel knows it. */
  readonly vip: string;
  readonly state: DrawnState;
  readonly live: LiveService | undefined;
  readonly servers: readonly DrawnServer[];
}

/** One of the two routers. */
export interface DrawnRouter {
  readonly role: 'primary' | 'backup';
  readonly address: string;
  readonly isHere: boolean;
  /** By what its engine says; what addresses it has proves nothing. */
  readonly state: 'active' | 'standby' | 'stopped' | 'unknown';
}

/** A floating address. */
export interface DrawnAddress {
  readonly address: string;
  readonly device: string;
  /** The routers that really have it; nothing where nobody can tell. */
  readonly holders: readonly DrawnRouter['role'][];
  /** `two`: both routers have it. `missing`: neither has it. */
  readonly state: 'held' | 'two' | 'missing' | 'inactive' | 'unknown';
}

/** The whole cluster. */
export interface Cluster {
  readonly routers: readonly DrawnRouter[];
  readonly addresses: readonly DrawnAddress[];
  /** In the order of lvs.cf, then what only the kernel has. */
  readonly services: readonly DrawnService[];
}

/** What is known of the two routers. */
export interface Routers {
  /** Which of them this machine is; nothing where nobody can tell. */
  readonly here: DrawnRouter['role'] | undefined;
  readonly seen: RoutersSeen;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What was told longer ago is not what is. */
const freshMs = 30_000;

/** Puts together what is known. */
export function clusterOf(
  { global, virtualServers }: Pick<Config, 'global' | 'virtualServers'>,
  snapshot: Snapshot,
  { here, now, seen }: Routers,
): Cluster {
  const known = new Map(snapshot.services.map((service) => [service.key, service]));
  const services = virtualServers.map((virtualServer) => drawnService(virtualServer, known, snapshot));
  const named = new Set(services.map(({ key }) => key));
  const extra =
    snapshot.trouble === undefined
      ? snapshot.services.filter(({ key, state }) => state === 'extra' && !named.has(key))
      : [];
  const look = (role: DrawnRouter['role']): RouterSeen => {
    const router = here === undefined ? undefined : role === here ? seen.here : seen.there;
    const isFresh = router?.at !== undefined && now - router.at < freshMs;
    return router !== undefined && isFresh && router.trouble === undefined ? router : unseen;
  };
  const router = (role: DrawnRouter['role'], address = ''): DrawnRouter => {
    return { role, address, isHere: role === here, state: routerState(look(role)) };
  };
  const hasBackup = global.backup_active === true || here === 'backup';
  const routers = [
    router('primary', global.primary),
    ...(hasBackup ? [router('backup', global.backup)] : []),
  ];
  const held = routers.map(({ role }) => ({ role, addresses: heldBy(look(role)) }));
  return {
    routers,
    addresses: floatingOf(virtualServers).map((one) => drawnAddress(one, held)),
    services: [...services, ...extra.map(extraService)],
  };
}

function routerState(router: RouterSeen): DrawnRouter['state'] {
  const { status } = router.observation?.engine ?? {};
  if (status === 'stopped' || status === 'failed' || status === 'not_installed') return 'stopped';
  const activity = activityOf(router);
  return activity === 'idle' ? 'standby' : activity;
}

/** All addresses that a router really has; nothing where nobody can tell. */
function heldBy({ observation }: RouterSeen): ReadonlySet<string> | undefined {
  const addresses = observation?.addresses;
  if (addresses === undefined || !('held' in addresses)) return undefined;
  return new Set(addresses.held.map(({ address }) => address));
}

interface Held {
  readonly role: DrawnRouter['role'];
  readonly addresses: ReadonlySet<string> | undefined;
}

interface Floating {
  readonly address: string;
  readonly device: string;
  readonly isActive: boolean;
}

/** Each address once, in the order of the file. */
function floatingOf(virtualServers: readonly VirtualServer[]): Floating[] {
  const found = new Map<string, Floating>();
  for (const { values } of virtualServers) {
    const { active, address } = values;
    if (address === undefined || address.address === unspecified) continue;
    const before = found.get(address.address);
    const isActive = active === true || before?.isActive === true;
    found.set(address.address, { ...(before ?? address), isActive });
  }
  return [...found.values()];
}

function drawnAddress({ address, device, isActive }: Floating, routers: readonly Held[]): DrawnAddress {
  const holders = routers.filter(({ addresses }) => addresses?.has(address)).map(({ role }) => role);
  const areAllKnown = routers.every(({ addresses }) => addresses !== undefined);
  const state = () => {
    if (holders.length > 1) return 'two';
    if (holders.length === 1) return 'held';
    if (!isActive) return 'inactive';
    return areAllKnown ? 'missing' : 'unknown';
  };
  return { address, device, holders, state: state() };
}

function drawnService(
  virtualServer: VirtualServer,
  known: ReadonlyMap<string, LiveService>,
  { trouble }: Snapshot,
): DrawnService {
  const { name, realServers, ref, values } = virtualServer;
  const key = keyOfVirtual(virtualServer);
  const found = trouble === undefined ? known.get(key) : undefined;
  const isOther = found !== undefined && found.virtual !== '' && found.virtual !== name;
  const live = isOther || values.active !== true ? undefined : found;
  const state = (): DrawnState => {
    if (values.active !== true) return 'inactive';
    if (trouble !== undefined) return 'unknown';
    if (isOther) return 'shared';
    if (live === undefined) return 'not_run';
    const answers = live.servers.some((server) => (server.live?.weight ?? 0) > 0);
    return answers || live.state === 'missing' ? live.state : 'silent';
  };
  const own = state();
  const left = [...(live?.servers ?? [])];
  const servers = realServers.map((realServer) => {
    const place = left.findIndex((server) => isSame(server, realServer));
    const [server] = place < 0 ? [] : left.splice(place, 1);
    return drawnServer(realServer, server, own);
  });
  return {
    name,
    ref,
    key,
    vip: values.address?.address ?? '',
    state: own,
    live,
    servers: [
      ...servers,
      ...left.filter(({ state: one }) => one === 'extra' || one === 'sorry').map(unnamedServer),
    ],
  };
}

/** As the kernel names the service of a virtual server. */
function keyOfVirtual({ values }: VirtualServer): string {
  const mark = effective(virtualStanza, values, 'fwmark');
  if (mark > 0) return `FWM ${mark}`;
  const protocol = effective(virtualStanza, values, 'protocol').toUpperCase();
  return `${protocol} ${values.address?.address ?? unspecified}:${effective(virtualStanza, values, 'port')}`;
}

function isSame({ destination, server }: LiveServer, { name, values }: RealServer): boolean {
  return server === name && destination.startsWith(`${values.address ?? unspecified}:`);
}

function drawnServer(
  { name, port, ref, values }: RealServer,
  server: LiveServer | undefined,
  service: DrawnState,
): DrawnServer {
  const state = (): DrawnState => {
    if (values.active !== true || service === 'inactive') return 'inactive';
    if (service === 'unknown' || service === 'shared' || service === 'not_run') return service;
    return server?.state ?? 'out';
  };
  const at = server?.destination ?? `${values.address ?? unspecified}:${port}`;
  return { name, ref, at, state: state(), live: server?.live };
}

function unnamedServer({ destination, live, server, state }: LiveServer): DrawnServer {
  return { name: server, ref: '', at: destination, state, live };
}

function extraService(live: LiveService): DrawnService {
  const servers = live.servers.map(unnamedServer);
  return { name: '', ref: '', key: live.key, vip: '', state: 'extra', live, servers };
}
