/** Virtual servers and real servers by all that somebody may call them: names, addresses, ports and marks. */

import { readable } from './bytes.js';
import type { Model, RealServer, VirtualServer } from './config.js';
import { unspecified } from './kinds/addresses.js';
import { remembered } from './remembered.js';
import { effective } from './stanza.js';
import { virtualStanza } from './virtual.js';

/** A block of the file that can be looked for. */
export interface Thing {
  readonly virtualServer: VirtualServer;
  /** Nothing where it is the virtual server itself. */
  readonly realServer?: RealServer;
  /** Its own name; that of a real server behind the one of its virtual server, as `HTTP/web1`. */
  readonly path: string;
  /** What it is called by itself, each in full. */
  readonly names: readonly string[];
}

/** Every virtual server, each with its real servers behind it, in the order of the file. */
export const thingsOf = remembered(({ virtualServers }: Pick<Model, 'virtualServers'>): readonly Thing[] =>
  virtualServers.flatMap((virtualServer): Thing[] => [
    ofVirtual(virtualServer),
    ...virtualServer.realServers.map((realServer) => ofReal(virtualServer, realServer)),
  ]),
);

function ofVirtual(virtualServer: VirtualServer): Thing {
  const { name, ref, values } = virtualServer;
  const port = effective(virtualStanza, values, 'port');
  const mark = values.fwmark ?? 0;
  return {
    virtualServer,
    path: readable(ref),
    names: [
      ...new Set([readable(ref), readable(name)]),
      ...placed(values.address?.address, port),
      ...portNames(port),
      `${port}/${effective(virtualStanza, values, 'protocol')}`,
      ...(mark === 0 ? [] : [`${mark}`, `mark ${mark}`, `fwmark ${mark}`]),
    ],
  };
}

function ofReal(virtualServer: VirtualServer, realServer: RealServer): Thing {
  const { name, port, ref, values } = realServer;
  return {
    virtualServer,
    realServer,
    path: `${readable(virtualServer.ref)}/${readable(ref)}`,
    names: [
      ...new Set([readable(ref), readable(name)]),
      ...placed(values.address, port),
      // The port of all of them is looked for at the virtual server.
      ...portNames(values.port),
    ],
  };
}

/** Where something is: an address, alone and with its port. The address that means none is nowhere. */
function placed(address = unspecified, port = 0): string[] {
  if (address === unspecified) return [];
  const known = readable(address);
  return port === 0 ? [known] : [known, `${known}:${port}`];
}

function portNames(port = 0): string[] {
  return port === 0 ? [] : [`${port}`, `:${port}`];
}
