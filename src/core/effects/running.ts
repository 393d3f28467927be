/** What runs of a file, looked up the way its effects are worked out. */

import { type Floating, floatingAddresses } from '../keepalived/addresses.js';
import { isInKernel } from '../keepalived/wanted-table.js';
import { type Service, services } from '../keepalived/what-runs.js';
import type { Config, VirtualServer } from '../lvscf/config.js';

/** What runs of a file. */
export interface Running {
  readonly config: Config;
  /** The services that the kernel has, by what identifies them on the routers. */
  readonly services: ReadonlyMap<string, Service>;
  /** The service that a virtual server is made into; nothing for one that does not run. */
  readonly serviceOf: (virtualServer: VirtualServer | undefined) => Service | undefined;
  readonly addresses: ReadonlyMap<string, Floating>;
}

/** What runs of a file once it was applied. */
export function runningOf(config: Config): Running {
  const inKernel = services(config).services.filter(isInKernel);
  const byVirtual = new Map(inKernel.map((service) => [service.virtualServer, service]));
  return {
    config,
    services: new Map(inKernel.map((service) => [service.id, service])),
    serviceOf: (virtualServer) => virtualServer && byVirtual.get(virtualServer),
    addresses: new Map(floatingAddresses(config).addresses.map((one) => [one.address, one])),
  };
}
