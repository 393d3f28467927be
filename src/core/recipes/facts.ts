/** What the recipes take from a configuration: addresses and numbers, nothing that a shell could take for more. */

import type { Config, VirtualServer } from '../lvscf/config.js';
import { globalStanza } from '../lvscf/global.js';
import { dottedAddress, unspecified } from '../lvscf/kinds/addresses.js';
import { type PortRange, readPortRange } from '../lvscf/port-range.js';
import { effective } from '../lvscf/stanza.js';
import { virtualStanza } from '../lvscf/virtual.js';
import type { Machine } from './recipe.js';

/** What clients connect to. */
export interface Service {
  readonly vip: string;
  readonly protocol: 'tcp' | 'udp';
  /** Nothing: every port. */
  readonly ports: PortRange | undefined;
  readonly isFtp: boolean;
  readonly isMarked: boolean;
}

/** The port on which FTP is spoken. Source: guide, section 3.5. */
const ftpPort = 21;

/** The ports for passive FTP where the file says none. Source: guide, section 3.5.3.2. */
const usualDataPorts = '10000:20000';

/** The forwarding method. */
export function methodOf({ global }: Config): 'nat' | 'direct' | 'tunnel' {
  return effective(globalStanza, global, 'network');
}

/** The ports for passive FTP. */
export function dataPortsOf({ shared }: Config): PortRange | undefined {
  return readPortRange(shared['ftp-data-ports'] ?? usualDataPorts);
}

/** Active virtual servers with an address. */
export function activeOnes({ virtualServers }: Config): VirtualServer[] {
  return virtualServers.filter(({ values }) => values.active === true && vipOf(values) !== undefined);
}

/** What clients connect to at a virtual server; FTP under a mark also has its data connections. */
export function servicesOf(config: Config, servers = activeOnes(config)): Service[] {
  const all = servers.flatMap(({ values }): Service[] => {
    const vip = vipOf(values);
    if (vip === undefined) return [];
    const port = effective(virtualStanza, values, 'port');
    const protocol = effective(virtualStanza, values, 'protocol');
    const isFtp = protocol === 'tcp' && port === ftpPort;
    const isMarked = (values.fwmark ?? 0) > 0;
    const ports = port === 0 ? undefined : { first: port, last: port };
    const own = { vip, protocol, ports, isFtp, isMarked };
    const data = dataPortsOf(config);
    return isFtp && isMarked && data !== undefined ? [own, { ...own, ports: data }] : [own];
  });
  const found = new Map<string, Service>();
  for (const one of all) {
    const key = `${one.vip} ${one.protocol} ${one.ports?.first} ${one.ports?.last}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}

/** The floating addresses, each once. */
export function vipsOf(services: readonly Service[]): string[] {
  return [...new Set(services.map(({ vip }) => vip))];
}

/** The routers, and every real server of an active virtual server, each once. */
export function machinesOf(config: Config): Machine[] {
  const { backup, backup_active, primary } = config.global;
  const router = (role: 'primary' | 'backup', address: string | undefined): Machine => ({
    kind: 'router',
    role,
    address: usable(address) ?? '',
  });
  const names = new Map<string, Set<string>>();
  for (const { realServers } of activeOnes(config)) {
    for (const { name, values } of realServers) {
      const address = usable(values.address);
      if (address !== undefined) names.set(address, (names.get(address) ?? new Set()).add(name));
    }
  }
  return [
    router('primary', primary),
    ...(backup_active === true ? [router('backup', backup)] : []),
    ...[...names].map(([address, its]): Machine => ({ kind: 'real_server', address, names: [...its] })),
  ];
}

/** What clients connect to on a real server. */
export function servicesAt(config: Config, address: string): Service[] {
  const its = activeOnes(config).filter(({ realServers }) =>
    realServers.some(({ values }) => usable(values.address) === address),
  );
  return servicesOf(config, its);
}

/** The inside network of address translation. */
export interface InsideNetwork {
  /** The gateway of the real servers. */
  readonly gateway: string;
  readonly mask: string;
  /** Bits of the mask. */
  readonly bits: number;
  /** Its first address. */
  readonly network: string;
}

/** The inside network; nothing where the file names no NAT router. */
export function insideOf({ global }: Config): InsideNetwork | undefined {
  const gateway = usable(global.nat_router?.address);
  if (gateway === undefined) return undefined;
  const mask = dottedAddress(global.nat_nmask ?? '') ?? '255.255.255.0';
  const octets = mask.split('.').map(Number);
  const bits = octets.reduce((sum, octet) => sum + octet.toString(2).replaceAll('0', '').length, 0);
  const network = gateway
    .split('.')
    .map((octet, i) => Number(octet) & (octets[i] ?? 0))
    .join('.');
  return { gateway, mask, bits, network };
}

function vipOf(values: VirtualServer['values']): string | undefined {
  return usable(values.address?.address);
}

/** An address as four numbers; nothing for a host name, for none, and for 0.0.0.0. */
function usable(text: string | undefined): string | undefined {
  const address = dottedAddress(text ?? '');
  return address === unspecified ? undefined : address;
}
