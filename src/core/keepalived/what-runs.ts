/** The services that run: those of active virtual servers, each one once, with the real servers that are in it. */

import type { Model, RealServer, VirtualServer } from '../lvscf/config.js';
import { type AddressOnDevice, unspecified } from '../lvscf/kinds/addresses.js';
import { effective } from '../lvscf/stanza.js';
import { virtualStanza } from '../lvscf/virtual.js';
import type { Note } from './note.js';

/** A service of the kernel, out of one virtual server. */
export interface Service {
  readonly virtualServer: VirtualServer;
  /** Names it on the routers: its mark, or its address, port and protocol. */
  readonly id: string;
  /** 0 for a service that is known by its address. */
  readonly mark: number;
  readonly on: AddressOnDevice;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** The active ones, no two of them the same for the kernel. */
  readonly realServers: readonly RealServer[];
}

/** The port of a real server in the kernel's table: under a mark 0, which leaves the packet's own. */
export function kernelPort({ mark }: Pick<Service, 'mark'>, port: number): number {
  return mark > 0 ? 0 : port;
}

/** What takes the place of the real servers, if anything does. */
export function sorryServerOf({ virtualServer: { values } }: Service): string | undefined {
  return values.sorry_server === unspecified ? undefined : values.sorry_server;
}

/**
 * The services of a file that nothing stands in the way of, and what is said about those that are left out: the
 * daemon uses the first of several virtual servers with one mark, or with one address, port and protocol.
 * Source: guide, section 4.6.1; run-time description, part 1, lvsd.
 */
export function services({ virtualServers }: Pick<Model, 'virtualServers'>): {
  readonly services: readonly Service[];
  readonly notes: readonly Note[];
} {
  const found = new Map<string, Service>();
  const notes: Note[] = [];
  for (const virtualServer of virtualServers) {
    const { name: virtual, values } = virtualServer;
    const { address: on, fwmark: mark = 0 } = values;
    if (values.active !== true || on === undefined) continue;
    const port = effective(virtualStanza, values, 'port');
    const protocol = effective(virtualStanza, values, 'protocol');
    const id = mark > 0 ? `fwm${mark}` : `${on.address}_${port}_${protocol}`;
    const first = found.get(id)?.virtualServer.name;
    if (first === undefined) {
      const { realServers, notes: remarks } = distinct(virtualServer, mark);
      found.set(id, { virtualServer, id, mark, on, port, protocol, realServers });
      notes.push(...remarks);
    } else if (mark > 0) notes.push({ code: 'mark_once', params: { virtual, first, mark } });
    else notes.push({ code: 'service_once', params: { virtual, first } });
  }
  return { services: [...found.values()], notes };
}

/** The active real servers. Under a mark two ports of one machine are one entry of the kernel. */
function distinct({ name: virtual, realServers }: VirtualServer, mark: number) {
  const firsts = new Map<string, RealServer>();
  const notes: Note[] = [];
  for (const realServer of realServers) {
    if (realServer.values.active !== true) continue;
    const key = `${realServer.values.address} ${kernelPort({ mark }, realServer.port)}`;
    const first = firsts.get(key)?.name;
    if (first === undefined) firsts.set(key, realServer);
    else notes.push({ code: 'server_once', params: { virtual, server: realServer.name, first } });
  }
  return { realServers: [...firsts.values()], notes };
}
