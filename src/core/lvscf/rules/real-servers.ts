/** Rules about the real servers of one virtual server. What is not used at all is only a reminder. */

import type { Problem } from '../../problem.js';
import type { RealServer, VirtualServer } from '../config.js';
import { unspecified } from '../kinds/addresses.js';
import { effective } from '../stanza.js';
import { virtualStanza } from '../virtual.js';
import { isGiven, isUnread, problemOf, type Surroundings, whenActive } from './at.js';

const isUsed = (virtualServer: VirtualServer, { values: { active } }: RealServer) =>
  virtualServer.values.active === true && active === true;

/** A real server without an address cannot be reached. */
export function serverPlaceholder(virtualServer: VirtualServer): Problem[] {
  return virtualServer.realServers
    .filter(({ values: { address = unspecified } }) => address === unspecified)
    .filter(({ values, block }) => !isUnread(block, values, 'address'))
    .map((server) => {
      const severity = whenActive(isUsed(virtualServer, server));
      const params = { scope: 'server', name: server.name } as const;
      return problemOf(server, { code: 'address_placeholder', severity, params }, 'address');
    });
}

/** The kernel has one entry for both: when one check fails, the other's entry goes too. */
export function duplicateServerAddress(virtualServer: VirtualServer): Problem[] {
  const firsts = new Map<string, RealServer>();
  return virtualServer.realServers.flatMap((server) => {
    const { values, port } = server;
    const { address } = values;
    if (!isGiven(address)) return [];
    const key = `${address} ${port}`;
    const first = firsts.get(key);
    if (first === undefined || (isUsed(virtualServer, server) && !isUsed(virtualServer, first))) {
      firsts.set(key, server);
    }
    if (first === undefined) return [];
    const severity = whenActive(isUsed(virtualServer, server) && isUsed(virtualServer, first));
    const params = { other: first.name, address, port };
    return [problemOf(server, { code: 'duplicate_server_address', severity, params }, 'address')];
  });
}

/**
 * A floating address is no machine of its own. A router's own address is advice: the kernel delivers to itself,
 * which works while that router is active.
 */
export function serverIsRouter(
  virtualServer: VirtualServer,
  { vips, routers, natRouter }: Surroundings,
): Problem[] {
  return virtualServer.realServers.flatMap((server): Problem[] => {
    const { address } = server.values;
    if (!isGiven(address)) return [];
    const floating = whenActive(isUsed(virtualServer, server));
    if (vips.has(address)) {
      const finding = { code: 'server_is_vip', severity: floating, params: { address } } as const;
      return [problemOf(server, finding, 'address')];
    }
    const own = routers.get(address);
    const router = address === natRouter?.address ? 'nat_router' : own;
    if (router === undefined) return [];
    const severity = router === 'nat_router' ? floating : 'advice';
    const params = { address, router } as const;
    return [problemOf(server, { code: 'server_is_router', severity, params }, 'address')];
  });
}

/** Only NAT changes the port of a packet. With a mark the port of the packet counts anyway. */
export function portChanged(virtualServer: VirtualServer, { network }: Surroundings): Problem[] {
  if (network === 'nat') return [];
  const virtualPort = effective(virtualStanza, virtualServer.values, 'port');
  const isMarked = (virtualServer.values.fwmark ?? 0) !== 0;
  return virtualServer.realServers
    .filter(({ values: { port = virtualPort } }) => port !== virtualPort)
    .map((server) => {
      const severity = whenActive(!isMarked && isUsed(virtualServer, server));
      const params = { network, port: server.port, virtualPort };
      return problemOf(server, { code: 'port_changed', severity, params }, 'port');
    });
}

/** The reader takes the virtual server's port as it is at that line. Source: lvs-cf format, section 6.3. */
export function serverBeforePort(virtualServer: VirtualServer): Problem[] {
  const virtualPort = effective(virtualStanza, virtualServer.values, 'port');
  return virtualServer.realServers
    .filter(({ values, port }) => values.port === undefined && port !== virtualPort)
    .map((server) => {
      const severity = whenActive(isUsed(virtualServer, server));
      const params = { name: server.name, port: server.port, virtualPort };
      return problemOf(server, { code: 'server_before_port', severity, params }, 'port');
    });
}
