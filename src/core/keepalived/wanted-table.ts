/** What the kernel is to balance once an `lvs.cf` runs. */

import type { WantedService } from '../ipvs/wanted.js';
import type { Config } from '../lvscf/config.js';
import { globalStanza } from '../lvscf/global.js';
import { unspecified } from '../lvscf/kinds/addresses.js';
import { serverStanza } from '../lvscf/server.js';
import { effective } from '../lvscf/stanza.js';
import { virtualStanza } from '../lvscf/virtual.js';
import { persistenceMaskOf, persistenceOf } from './virtual-server.js';
import { kernelPort, type Service, services, sorryServerOf } from './what-runs.js';

const methods = { nat: 'Masq', direct: 'Route', tunnel: 'Tunnel' } as const;

/** The services of a file that nothing stands in the way of; one without any server is not in the kernel. */
export function wantedTable(config: Config): WantedService[] {
  const forwarding = methods[effective(globalStanza, config.global, 'network')];
  return services(config).services.flatMap((service) => {
    const sorry = sorryServerOf(service);
    if (service.realServers.length === 0 && sorry === undefined) return [];
    return [{ ...wantedService(service, sorry), forwarding }];
  });
}

function wantedService(service: Service, sorry: string | undefined): Omit<WantedService, 'forwarding'> {
  const { virtualServer, mark, on, port, protocol, realServers } = service;
  const { name: virtual, values } = virtualServer;
  return {
    virtual,
    key: mark > 0 ? `FWM ${mark}` : `${protocol.toUpperCase()} ${on.address}:${port}`,
    scheduler: effective(virtualStanza, values, 'scheduler'),
    persistenceSeconds: persistenceOf(service),
    netmask: persistenceMaskOf(service) ?? '255.255.255.255',
    quiesce: values.quiesce_server === true,
    sorry: sorry && `${sorry}:${kernelPort(service, port)}`,
    destinations: realServers.map((realServer) => ({
      server: realServer.name,
      key: `${realServer.values.address ?? unspecified}:${kernelPort(service, realServer.port)}`,
      weight: effective(serverStanza, realServer.values, 'weight'),
    })),
  };
}
