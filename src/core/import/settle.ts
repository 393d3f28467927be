/** From what the sources say together to one lvs.cf: what they left open is settled here, and said at their lines. */

import { addedProblems } from '../lvscf/added-problems.js';
import { lvscfText, type WrittenFile, type WrittenServer, type WrittenVirtual } from '../lvscf/canonical.js';
import { type Config, readConfig } from '../lvscf/config.js';
import { globalStanza } from '../lvscf/global.js';
import { unspecified } from '../lvscf/kinds/addresses.js';
import { initialValues } from '../lvscf/stanza.js';
import type { Problem } from '../problem.js';
import { checkedValues } from './checks.js';
import type { Draft, DraftAddress, DraftServer, DraftService, Method } from './draft.js';
import { inOrder, settleAddresses } from './floating-addresses.js';
import { ServerNames, virtualNames } from './names.js';
import { type Around, deviceWith, natRouterAmong, ownAddressBeside, Places } from './places.js';
import type { Remark } from './remark.js';
import { remark } from './remark.js';
import { addressOf } from './values.js';

/** What came of it. */
export interface Settled {
  readonly text: string;
  readonly config: Config;
  /** What is said of all sources together. */
  readonly remarks: readonly Remark[];
}

/** The most lines of comments that are taken over. */
const mostComments = 2000;

/** Makes the file. */
export function settle(draft: Draft, around: Around): Settled {
  const network = settleMethods(draft);
  const services = inOrder(draft);
  const places = new Places(draft, around);
  const natRouter = network === 'nat' ? natRouterOf(draft, services) : undefined;
  settleAddresses(
    draft.addresses.filter((one) => one !== natRouter),
    services,
  );
  const unused = draft.addresses.filter(({ address }) => !services.some((one) => one.address === address));
  for (const address of unused) if (address !== natRouter) noteAddress(address, draft);
  const names = virtualNames(services);
  const serverNames = new ServerNames(draft);
  const virtualServers = services.map((service) => {
    return written(service, names.get(service) ?? '', serverNames.of(service), network, places);
  });
  settleRouters(draft, services, around);
  const global: WrittenFile['global'] = {
    ...initialValues(globalStanza),
    ...draft.global,
    backup: draft.global.backup ?? unspecified,
    backup_active: draft.global.backup !== undefined,
    network,
    ...natRouterValues(natRouter, places),
  };
  const file = {
    comments: draft.comments.slice(0, mostComments),
    shared: draft.shared,
    global,
    virtualServers,
  };
  const { text, config } = withoutHindrances(file, services, draft);
  return { text, config, remarks: remarksOn(config, services) };
}

/** The one method of the file is that of the first service; what has another one cannot run as it did. */
function settleMethods({ services, addresses }: Draft): Method {
  const ownOf = (service: DraftService) =>
    service.method ?? service.servers.find(({ method }) => method !== undefined)?.method;
  // Nothing says it where there are no real servers: a floating gateway is there for NAT alone.
  const usual = addresses.some(({ owner }) => owner === '') ? 'nat' : 'direct';
  const network = services.map(ownOf).find((method) => method !== undefined) ?? usual;
  for (const service of services) {
    const method = ownOf(service) ?? network;
    if (method !== network) {
      service.active = false;
      service.line.say('changed', 'method_differs', { found: method, network });
    }
    for (const server of service.servers) {
      if ((server.method ?? method) === method) continue;
      server.active = false;
      server.line.say('changed', 'method_differs', { found: server.method ?? method, network });
    }
  }
  return network;
}

/** The gateway of the real servers, among the addresses that neither a service has nor a mark needs. */
function natRouterOf(draft: Draft, services: readonly DraftService[]): DraftAddress | undefined {
  const unused = draft.addresses.filter(({ address }) => !services.some((one) => one.address === address));
  const waiting = services.filter(({ address }) => address === undefined).length;
  return natRouterAmong(unused, draft, unused.length > waiting);
}

function noteAddress({ address, device, prefix, line }: DraftAddress, draft: Draft): void {
  if (addressOf(address) === undefined) return;
  line.say('noted', 'noted', {});
  const length = prefix === undefined ? '' : `/${prefix}`;
  draft.comments.push(`floating address without a virtual server: ${address}${length} ${device ?? ''}`);
}

function natRouterValues(natRouter: DraftAddress | undefined, places: Places): WrittenFile['global'] {
  if (natRouter === undefined) return {};
  const { address, device, mask } = places.place(natRouter.address, natRouter);
  return { nat_router: { address, device }, ...(mask === undefined ? {} : { nat_nmask: mask }) };
}

function written(
  service: DraftService,
  name: string,
  serverNames: readonly string[],
  network: Method,
  places: Places,
): WrittenVirtual {
  const { mark, port, protocol, active } = service;
  const { address, device, mask } = places.place(service.address ?? unspecified, service);
  const taken = new Map<string, DraftServer>();
  const realServers = service.servers.flatMap((server, index): WrittenServer[] => {
    const own = portOf(server, service, network);
    const key = `${server.address} ${mark > 0 ? '' : own}`;
    const first = taken.get(key);
    if (first !== undefined && addressOf(server.address) !== undefined) {
      server.line.say('changed', 'server_again', { first: first.line.line });
      return [];
    }
    taken.set(key, server);
    return [{ name: serverNames[index] ?? '', values: serverValues(server, own, port) }];
  });
  return {
    name,
    values: {
      active,
      address: { address, device },
      ...(mask === undefined ? {} : { vip_nmask: mask }),
      ...(mark > 0 ? { fwmark: mark } : {}),
      port,
      protocol,
      use_regex: false,
      load_monitor: 'none',
      scheduler: 'wlc',
      timeout: 6,
      reentry: 15,
      quiesce_server: false,
      ...checkedValues(service),
    },
    realServers,
  };
}

function serverValues(server: DraftServer, own: number, port: number): WrittenServer['values'] {
  const isAddress = addressOf(server.address) !== undefined;
  if (!isAddress) server.line.say('changed', 'placeholder', { found: server.address });
  return {
    address: isAddress ? server.address : unspecified,
    active: server.active && isAddress,
    ...(own === port ? {} : { port: own }),
    weight: server.weight,
  };
}

/** Only NAT changes the port of a packet. */
function portOf(
  { port, line }: DraftServer,
  { mark, port: virtualPort }: DraftService,
  network: Method,
): number {
  if (port === undefined || port === virtualPort) return virtualPort;
  if (network === 'nat' || mark > 0) return port;
  line.say('changed', 'port_kept', { found: port, port: virtualPort });
  return virtualPort;
}

/** Which routers there are: by their addresses, by heartbeat's names, or by this machine's own address. */
function settleRouters(draft: Draft, services: readonly DraftService[], { devices = [] }: Around): void {
  const preferred = draft.preferred ?? draft.nodes[0]?.name;
  for (const { name, line } of draft.nodes) {
    const keyword = name === preferred ? 'primary' : 'backup';
    const address = draft.hosts.get(name);
    if (address === undefined && draft.global[keyword] !== undefined) {
      line.say('kept', 'console_does', {});
    } else if (address === undefined) {
      line.say('noted', 'name_unresolved', { name });
      draft.comments.push(`node ${name} (${keyword})`);
    } else {
      line.say('changed', 'router_by_name', { name, keyword });
      draft.setGlobal(keyword, address, line);
    }
  }
  if (draft.global.primary !== undefined) return;
  const vips = services
    .map(({ address }) => address ?? '')
    .filter((address) => addressOf(address) !== undefined);
  const own = vips.map((vip) => ownAddressBeside(vip, devices)).find((address) => address !== undefined);
  if (own !== undefined && own !== draft.global.backup) draft.global = { ...draft.global, primary: own };
  if (own !== undefined) return;
  for (const { address = '', line } of services) {
    const device = deviceWith(address, devices);
    if (device !== undefined) line.say('changed', 'vip_own', { address, device });
  }
}

/** A file that can be saved: what would stop that is switched off or left out, and said. */
function withoutHindrances(
  file: WrittenFile,
  services: readonly DraftService[],
  draft: Draft,
): { text: string; config: Config } {
  const nothing = readConfig('');
  let current = file;
  for (let round = 0; ; round++) {
    const text = lvscfText(current);
    const config = readConfig(text);
    const problems = addedProblems(nothing, config);
    if (problems.length === 0 || round === 5) return { text, config };
    for (const problem of problems) current = mended(current, problem, services, draft);
  }
}

function mended(
  file: WrittenFile,
  problem: Problem,
  services: readonly DraftService[],
  draft: Draft,
): WrittenFile {
  const { block, server, keyword } = problem.subject;
  if (block === undefined) {
    if (keyword === undefined) return file;
    draft.lineOf(keyword)?.say('changed', 'problem', { problem });
    return { ...file, global: { ...file.global, [keyword]: undefined } };
  }
  const service = services[block];
  const line = server === undefined ? service?.line : (service?.servers[server]?.line ?? service?.line);
  line?.say('changed', 'problem', { problem });
  const virtualServers = file.virtualServers.map((virtual, index) => {
    if (index !== block) return virtual;
    if (server === undefined) return { ...virtual, values: { ...virtual.values, active: false } };
    const realServers = virtual.realServers.map((one, at) => {
      return at === server ? { ...one, values: { ...one.values, active: false } } : one;
    });
    return { ...virtual, realServers };
  });
  return { ...file, virtualServers };
}

function remarksOn({ global, virtualServers }: Config, services: readonly DraftService[]): Remark[] {
  const remarks: Remark[] = [];
  if (virtualServers.length === 0) return [remark('nothing_found', {})];
  if (global.primary === undefined) remarks.push(remark('routers_missing', { missing: 'primary' }));
  else if (global.backup_active !== true) remarks.push(remark('routers_missing', { missing: 'backup' }));
  if (global.network === 'nat' && global.nat_router === undefined)
    remarks.push(remark('nat_router_missing', {}));
  const unchecked = services.filter(({ values }) => values.timeout === undefined).length;
  if (unchecked > 0) remarks.push(remark('checks_begin', { count: unchecked }));
  return remarks;
}
