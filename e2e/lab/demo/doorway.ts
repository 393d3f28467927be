/** The way in from a browser on this machine: an address that only this machine reaches. */

import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import type { Channels } from './channels.js';

/** An address that is taken. */
export interface Doorway {
  readonly port: number;
  /** Leads everybody who comes through these channels, also those who came before. */
  readonly lead: (channels: Channels) => void;
  readonly close: () => void;
}

/** `localhost` is either; a machine may lack one of them. */
const addresses = ['127.0.0.1', '::1'];
const lacking = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];

const otherPort = 'Another one: npm run demo -- --port NUMBER';

/** A browser that goes away is no failure. */
const ended = () => {};

/** Takes a port. @throws when it is taken already */
export async function openDoorway(port: number): Promise<Doorway> {
  const sockets = new Set<Socket>();
  const waiting: Socket[] = [];
  let channels: Channels | undefined;
  const lead = (socket: Socket, by: Channels) => {
    const channel = by.open();
    pipeline(socket, channel, socket, ended);
  };
  const servers: Server[] = [];
  const taken = () => (servers[0]?.address() as AddressInfo | undefined)?.port ?? port;
  for (const address of addresses) {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy()); // a browser that waited has gone
      sockets.add(socket.once('close', () => sockets.delete(socket)));
      if (channels === undefined) waiting.push(socket);
      else lead(socket, channels);
    });
    if (await listens(server, address, taken())) servers.push(server);
  }
  return {
    port: taken(),
    lead: (through) => {
      channels = through;
      for (const socket of waiting.splice(0)) lead(socket, through);
    },
    close: () => {
      for (const server of servers) server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function listens(server: Server, host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (lacking.includes(error.code ?? '')) resolve(false);
      else if (error.code === 'EADDRINUSE')
        reject(new Error(`Port ${port} is in use. ${otherPort}`, { cause: error }));
      else reject(error);
    });
    server.listen({ host, port }, () => resolve(true));
  });
}
