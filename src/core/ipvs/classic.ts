/** Writes the table as the text that `ipvsadm -Ln` prints, which every administrator of LVS knows by heart. */

import type { IpvsDestination, IpvsService, IpvsTable, Persistence } from './table.js';

/** Width that ipvsadm gives to `RemoteAddress:Port`; a longer IPv6 address widens the column for all. */
const ADDRESS_WIDTH = 28;

const ALL_CLIENTS_APART = { netmask: '255.255.255.255', prefixLength: 128 };

/**
 * The table as text: addresses as people write them, marks in decimal, columns aligned.
 *
 * @param ticksPerSecond the kernel's `CONFIG_HZ`, when known; without it persistence is given in jiffies.
 */
export function classicText(table: IpvsTable, ticksPerSecond?: number): string {
  const addresses = table.services.flatMap((service) => service.destinations).map(endpoint);
  const width = addresses.reduce((widest, address) => Math.max(widest, address.length), ADDRESS_WIDTH);
  const lines = [
    `IP Virtual Server version ${table.version} (size=${table.connectionTableSize})`,
    'Prot LocalAddress:Port Scheduler Flags',
    `  -> ${'RemoteAddress:Port'.padEnd(width)} Forward Weight ActiveConn InActConn`,
  ];
  for (const service of table.services) {
    lines.push(serviceLine(service, ticksPerSecond));
    for (const destination of service.destinations) lines.push(destinationLine(destination, width));
  }
  return `${lines.join('\n')}\n`;
}

function serviceLine(service: IpvsService, ticksPerSecond: number | undefined): string {
  const words = [target(service), service.scheduler];
  if (service.onePacket) words.push('ops');
  if (service.persistence !== null) words.push(...persistent(service.persistence, ticksPerSecond));
  return words.join(' ');
}

function target(service: IpvsService): string {
  if (service.kind === 'address') return `${service.protocol.padEnd(4)} ${endpoint(service)}`;
  return service.family === 'inet6' ? `FWM  ${service.mark} IPv6` : `FWM  ${service.mark}`;
}

function persistent({ jiffies, mask }: Persistence, ticksPerSecond: number | undefined): string[] {
  const time =
    ticksPerSecond === undefined ? `${jiffies} jiffies` : `${Math.floor(jiffies / ticksPerSecond)}`;
  const words = ['persistent', time];
  if (mask.family === 'unknown') words.push('mask', `0x${mask.hex}`);
  if (mask.family === 'inet' && mask.netmask !== ALL_CLIENTS_APART.netmask) words.push('mask', mask.netmask);
  if (mask.family === 'inet6' && mask.prefixLength !== ALL_CLIENTS_APART.prefixLength) {
    words.push('mask', String(mask.prefixLength));
  }
  return words;
}

function destinationLine(destination: IpvsDestination, width: number): string {
  const columns = [
    endpoint(destination).padEnd(width),
    destination.forwarding.padEnd(7),
    String(destination.weight).padEnd(6),
    String(destination.activeConnections).padEnd(10),
    String(destination.inactiveConnections),
  ];
  return `  -> ${columns.join(' ')}`;
}

function endpoint({ family, address, port }: Pick<IpvsDestination, 'family' | 'address' | 'port'>): string {
  return family === 'inet6' ? `[${address}]:${port}` : `${address}:${port}`;
}
