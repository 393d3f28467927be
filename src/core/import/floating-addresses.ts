/** Which address each service has: those that a source names beside its services are handed out here. */

import { unspecified } from '../lvscf/kinds/addresses.js';
import type { Draft, DraftAddress, DraftService } from './draft.js';
import { addressOf } from './values.js';

/**
 * The services in the order of their addresses' lines, where our own rendering says who owns them; with those
 * that have an address and no real server, of which the rendering has the address only.
 */
export function inOrder({ services, addresses }: Draft): DraftService[] {
  const known = new Set(services.flatMap(({ address }) => address ?? []));
  const ownerless = addresses.filter(({ owner, address }) => {
    if (owner === undefined || owner === '' || known.has(address)) return false;
    const marked = services.find(
      ({ mark, name, address: none }) => mark > 0 && name === owner && none === undefined,
    );
    if (marked !== undefined) marked.address = address;
    return marked === undefined;
  });
  const found = services.slice();
  for (const { owner, address, line } of ownerless) {
    const index = addresses.findIndex((one) => one.address === address);
    const after = new Set(addresses.slice(index + 1).map((later) => later.address));
    const at = found.findIndex((one) => after.has(one.address ?? ''));
    const empty: DraftService = {
      name: owner,
      mark: 0,
      address,
      port: 80,
      protocol: 'tcp',
      method: undefined,
      active: true,
      values: { timeout: 6 },
      servers: [],
      line,
    };
    found.splice(at === -1 ? found.length : at, 0, empty);
  }
  return found;
}

/** A mark has no address of its own: it gets the one that is free for it, or shares one on a port of its own. */
export function settleAddresses(addresses: readonly DraftAddress[], services: readonly DraftService[]): void {
  const listed = addresses.filter(({ address, owner }) => addressOf(address) !== undefined && owner !== '');
  for (const [index, service] of services.entries()) {
    if (service.mark === 0 || service.address !== undefined) continue;
    const isTaken = (address: string) => services.some((one) => one.address === address);
    const isFree = (address: string) => !services.some((one) => isSame(one, { ...service, address }));
    const strangers = listed.filter(({ owner }) => owner === undefined).map(({ address }) => address);
    const before = services.slice(0, index).flatMap(({ address }) => address ?? []);
    const shared = [...before, ...strangers].filter((address) => addressOf(address) !== undefined);
    const others = services
      .flatMap(({ address }) => address ?? [])
      .filter((address) => addressOf(address) !== undefined);
    service.address =
      strangers.find((address) => !isTaken(address)) ?? shared.find(isFree) ?? shared[0] ?? others[0];
    if (service.address === undefined) continue;
    service.line.say('changed', 'vip_guessed', { address: service.address });
  }
  for (const service of services) if (service.mark > 0) settlePort(service, services);
  for (const service of services) {
    if (service.address !== undefined && addressOf(service.address) !== undefined) continue;
    const found = service.address ?? '';
    if (found === '') service.line.say('changed', 'vip_missing', {});
    else service.line.say('changed', 'placeholder', { found });
    service.address = unspecified;
    service.active = false;
  }
}

type Served = Pick<DraftService, 'address' | 'port' | 'protocol'>;

function isSame(one: Served, other: Served): boolean {
  return one.address === other.address && one.port === other.port && one.protocol === other.protocol;
}

/** Under a mark the port is only that of the check: of two services with one address and port, lvsd sees one. */
function settlePort(service: DraftService, services: readonly DraftService[]): void {
  const { port } = service;
  while (services.some((one) => one !== service && isSame(one, service)))
    service.port = (service.port + 1) % 65536;
  if (service.port !== port) {
    for (const server of service.servers) server.port ??= port;
    service.line.say('changed', 'port_assumed', { port: service.port });
  }
}
