/** The services and real servers that run, found by what people call them. */

import { readable, visible } from '../lvscf/bytes.js';
import type { Model, RealServer, VirtualServer } from '../lvscf/config.js';
import { destinationKey, serviceKey } from './wanted-table.js';
import { type Service, services } from './what-runs.js';

/**
 * The service of an active virtual server; undefined where there is none.
 * @param called its name, its reference (`NAME~2`), or the kernel's words: `TCP 10.0.0.100:80`, `FWM 80`
 */
export function namedService(config: Pick<Model, 'virtualServers'>, called: string): Service | undefined {
  return services(config).services.find(
    (service) => isCalled(service.virtualServer, called) || serviceKey(service) === called,
  );
}

/** The active real server of a service. @param called its name, its reference, or the kernel's words */
export function namedServer(service: Service, called: string): RealServer | undefined {
  return service.realServers.find(
    (server) => isCalled(server, called) || destinationKey(service, server) === called,
  );
}

function isCalled({ name, ref }: VirtualServer | RealServer, called: string): boolean {
  return [name, ref].some((one) => one === called || visible(readable(one)) === called);
}
