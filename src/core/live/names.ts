import type { Config, VirtualServer } from '../lvscf/config.js';
import { effective } from '../lvscf/stanza.js';
import { virtualStanza } from '../lvscf/virtual.js';
import type { ConnectionNames } from './connections.js';

/**
 * The names that a file has for the two ends of a connection. A connection of a mark has the address that the client
 * used; it is that of the virtual server with the mark, too.
 */
export function connectionNames({ virtualServers }: Pick<Config, 'virtualServers'>): ConnectionNames {
  const known = new Map<string, VirtualServer>();
  for (const virtualServer of virtualServers) {
    const { active, address } = virtualServer.values;
    if (active !== true || address === undefined) continue;
    const port = effective(virtualStanza, virtualServer.values, 'port');
    const protocol = effective(virtualStanza, virtualServer.values, 'protocol').toUpperCase();
    const key = `${protocol} ${address.address}:${port}`;
    if (!known.has(key)) known.set(key, virtualServer);
  }
  const found = (protocol: string, virtual: string) => known.get(`${protocol} ${virtual}`);
  return {
    virtualServer: (protocol, virtual) => found(protocol, virtual)?.name ?? '',
    realServer(protocol, virtual, destination) {
      const address = destination.slice(0, destination.lastIndexOf(':'));
      const servers = found(protocol, virtual)?.realServers.filter(
        ({ values }) => values.active === true && values.address === address,
      );
      // Several of one address differ in their ports; under a mark the port says nothing.
      const exact = servers?.find(({ port }) => destination === `${address}:${port}`);
      return (exact ?? servers?.[0])?.name ?? '';
    },
  };
}
