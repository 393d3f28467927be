/** The real server that a check of the engine is about, found by the words that the kernel has for it. */

import type { Model, RealServer } from '../lvscf/config.js';
import { unspecified } from '../lvscf/kinds/addresses.js';
import { serverStanza } from '../lvscf/server.js';
import { effective } from '../lvscf/stanza.js';
import { virtualStanza } from '../lvscf/virtual.js';
import { stateId } from './check-command.js';
import { destinationKey, serviceKey } from './wanted-table.js';
import { type Service, services } from './what-runs.js';

/** A real server with the service whose checks look at it. */
export interface CheckedServer {
  readonly service: Service;
  readonly realServer: RealServer;
  /** Names its files in the folder of the checks. */
  readonly id: string;
  /** Weight in lvs.cf. */
  readonly weight: number;
  /** From one check to the next. */
  readonly everySeconds: number;
}

/** The real server; undefined where nothing of this file checks it. @param named as the kernel names both */
export function checkedServer(
  config: Pick<Model, 'virtualServers'>,
  named: { readonly service: string; readonly destination: string },
): CheckedServer | undefined {
  for (const service of services(config).services) {
    if (serviceKey(service) !== named.service) continue;
    const realServer = service.realServers.find((one) => destinationKey(service, one) === named.destination);
    if (realServer === undefined) return undefined;
    const { port, values } = realServer;
    return {
      service,
      realServer,
      id: stateId(service.id, values.address ?? unspecified, port),
      weight: effective(serverStanza, values, 'weight'),
      everySeconds: effective(virtualStanza, service.virtualServer.values, 'timeout'),
    };
  }
  return undefined;
}
