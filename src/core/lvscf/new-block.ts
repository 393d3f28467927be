/** What a new block begins with, and which names are taken. */

import { freeAliases } from './aliases.js';
import { readable } from './bytes.js';
import type { Config, RealServer, VirtualServer } from './config.js';
import type { Finding } from './kind.js';
import { initialValues } from './stanza.js';
import { type VirtualValues, virtualStanza } from './virtual.js';

/** What ADD writes: the original's values, on an alias that no other address of the file has. */
export function initialVirtualServer(config: Config): VirtualValues {
  const values: VirtualValues = initialValues(virtualStanza);
  const { address, device } = virtualStanza.address.initial;
  return { ...values, address: { address, device: freeAliases(config, [])[0] ?? device } };
}

/** What is wrong with a name that another virtual server has. */
export function takenVirtualName({ virtualServers }: Config, itself?: VirtualServer) {
  return (name: string): Finding | undefined => {
    const other = virtualServers.find((one) => one.name === name && one !== itself);
    if (other === undefined) return undefined;
    const params = { scope: 'virtual', name, line: other.block.open + 1 } as const;
    return { code: 'duplicate_virtual_name', severity: 'advice', params };
  };
}

/** What is wrong with a name that another real server of a virtual server has. */
export function takenServerName({ name: virtual, realServers }: VirtualServer, itself?: RealServer) {
  return (name: string): Finding | undefined => {
    const other = realServers.find((one) => one.name === name && one !== itself);
    if (other === undefined) return undefined;
    const params = { name, virtual: readable(virtual), line: other.block.open + 1 };
    return { code: 'duplicate_server_name', severity: 'advice', params };
  };
}
