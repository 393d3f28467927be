/** Rules about the address, mark and persistence of one virtual server. */

import type { Problem } from '../../problem.js';
import type { VirtualServer } from '../config.js';
import { unspecified } from '../kinds/addresses.js';
import { isGiven, isUnread, mayBeActive, problemOf, type Surroundings, whenActive } from './at.js';

/** An active virtual server without an address makes pulse use a missing device. Source: lvs-cf format, section 7. */
export function addressPlaceholder(virtualServer: VirtualServer): Problem[] {
  const { values, name, block } = virtualServer;
  if (isUnread(block, values, 'address')) return [];
  if ((values.address?.address ?? unspecified) !== unspecified) return [];
  const params = { scope: 'virtual', name } as const;
  const severity = whenActive(values.active);
  return [problemOf(virtualServer, { code: 'address_placeholder', severity, params }, 'address')];
}

/** Both routers would bring up an address that one of them has already, and take it down again. */
export function vipIsRouter(virtualServer: VirtualServer, { routers }: Surroundings): Problem[] {
  const { values } = virtualServer;
  const address = values.address?.address;
  const router = address === undefined ? undefined : routers.get(address);
  if (address === undefined || router === undefined) return [];
  const params = { address, router };
  return [
    problemOf(
      virtualServer,
      { code: 'vip_is_router', severity: whenActive(values.active), params },
      'address',
    ),
  ];
}

/** One floating address on two devices; on the same one it is only unusual. */
export function vipIsNatRouter(virtualServer: VirtualServer, { natRouter }: Surroundings): Problem[] {
  const { values } = virtualServer;
  const { address, device } = values.address ?? {};
  if (!isGiven(address) || address !== natRouter?.address) return [];
  const severity = whenActive(values.active && device !== natRouter.device);
  return [problemOf(virtualServer, { code: 'vip_is_nat_router', severity, params: { address } }, 'address')];
}

/** Advice: right for bundled ports only together with persistence. Source: guide, section 4.6.1. */
export function markWithoutPersistence(virtualServer: VirtualServer): Problem[] {
  const { values, block } = virtualServer;
  const { fwmark: mark = 0, persistent = 0 } = values;
  if (mark === 0 || persistent !== 0 || isUnread(block, values, 'persistent')) return [];
  const finding = { code: 'mark_without_persistence', severity: 'advice', params: { mark } } as const;
  return [problemOf(virtualServer, finding, 'persistent', ['persistent', 'fwmark'])];
}

const oneHost = '255.255.255.255';

/** Advice: the mask does nothing. Source: lvs-cf format, section 6.2. */
export function uselessMask(virtualServer: VirtualServer): Problem[] {
  const { values, block } = virtualServer;
  const { pmask = unspecified, persistent = 0 } = values;
  if (pmask === unspecified) return [];
  if (pmask === oneHost) {
    return [problemOf(virtualServer, { code: 'mask_of_one_host', severity: 'advice', params: {} }, 'pmask')];
  }
  if (persistent !== 0 || isUnread(block, values, 'persistent')) return [];
  const finding = { code: 'mask_without_persistence', severity: 'advice', params: {} } as const;
  return [problemOf(virtualServer, finding, 'pmask')];
}

/** Advice: with a sorry server, or during maintenance, it may be meant. */
export function noActiveServer(virtualServer: VirtualServer): Problem[] {
  const { values, realServers, name } = virtualServer;
  if (values.active !== true || realServers.some(mayBeActive)) return [];
  return [problemOf(virtualServer, { code: 'no_active_server', severity: 'advice', params: { name } })];
}

/** The sorry server must be a machine of its own. Advice where it is a real server: it fails with the others. */
export function sorryServer(virtualServer: VirtualServer, { vips }: Surroundings): Problem[] {
  const { values, realServers } = virtualServer;
  const { sorry_server: address } = values;
  if (!isGiven(address)) return [];
  if (vips.has(address)) {
    const severity = whenActive(values.active);
    const finding = { code: 'sorry_server_is_vip', severity, params: { address } } as const;
    return [problemOf(virtualServer, finding, 'sorry_server')];
  }
  const server = realServers.find((one) => one.values.address === address);
  if (server === undefined) return [];
  const params = { address, server: server.name };
  return [
    problemOf(virtualServer, { code: 'sorry_server_is_real', severity: 'advice', params }, 'sorry_server'),
  ];
}
