/** What the kernel is to balance once an `lvs.cf` runs. */

import type { WantedService } from '../ipvs/wanted.js';
import type { Config, RealServer } from '../lvscf/config.js';
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
  const running = services(config).services.filter(isInKernel);
  return running.map((service) => ({ ...wantedService(service), forwarding }));
}

/** Whether a service is in the kernel: one without any server is not. */
export function isInKernel(service: Service): boolean {
  return service.realServers.length > 0 || sorryServerOf(service) !== undefined;
}

/** A service as the kernel names it: `TCP 10.0.0.100:80`, or `FWM 80`. */
export function serviceKey({ mark, on, port, protocol }: Service): string {
  return mark > 0 ? `FWM ${mark}` : `${protocol.toUpperCase()} ${on.address}:${port}`;
}

/** A real server of a service as the kernel names it: `10.0.0.11:80`. */
export function destinationKey(service: Service, { port, values }: RealServer): string {
  return `${values.address ?? unspecified}:${kernelPort(service, port)}`;
}

/** What answers where no real server can, as the kernel names it. */
export function sorryKey(service: Service): string | undefined {
  const sorry = sorryServerOf(service);
  return sorry && `${sorry}:${kernelPort(service, service.port)}`;
}

function wantedService(service: Service): Omit<WantedService, 'forwarding'> {
  const { virtualServer, realServers } = service;
  const { name: virtual, values } = virtualServer;
  return {
    virtual,
    key: serviceKey(service),
    scheduler: effective(virtualStanza, values, 'scheduler'),
    persistenceSeconds: persistenceOf(service),
    netmask: persistenceMaskOf(service) ?? '255.255.255.255',
    quiesce: values.quiesce_server === true,
    sorry: sorryKey(service),
    destinations: realServers.map((realServer) => ({
      server: realServer.name,
      key: destinationKey(service, realServer),
      weight: effective(serverStanza, realServer.values, 'weight'),
    })),
  };
}
