import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { isLoopback, parsePeer } from '../core/access/address.js';
import { limits } from './limits.js';
import { type TlsIdentity, TlsServer } from './tls-server.js';

/** Connections at a time, on each address; further ones are closed unheard. */
const maxConnections = 500;

/** Errors that mean: this machine has no such address. */
const absent = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** What answers at a port: over TLS where there is a certificate, and only then. */
export function createListener(answer: RequestListener, tls: TlsIdentity | undefined): Server {
  const server = tls === undefined ? createServer(limits, answer) : new TlsServer(answer, tls);
  server.maxConnections = maxConnections;
  return server;
}

/** Where to listen, and with which certificate. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  readonly tls: TlsIdentity | undefined;
}

/**
 * Opens the port and returns the addresses to visit. `localhost` stands for 127.0.0.1 and, where the machine
 * has it, ::1, whatever the hosts file says. Port 0 takes a free one.
 */
export async function listen(app: FastifyInstance, listening: Listening): Promise<readonly string[]> {
  const { host, port, tls } = listening;
  const scheme = tls === undefined ? 'http' : 'https';
  const isLocal = host === 'localhost';
  const first = await app.listen({ host: isLocal ? '127.0.0.1' : host, port });
  if (!isLocal) return [first.replace(/^http:/, `${scheme}:`)];
  const { port: taken } = app.server.address() as AddressInfo;
  await listenBeside(app, { host: '::1', port: taken, tls });
  return [`${scheme}://localhost:${taken}`];
}

/** Whether other machines can reach the port, as far as the console decides it. */
export function listensBeyondLoopback({ server }: FastifyInstance): boolean {
  const address = server.address();
  if (typeof address !== 'object' || address === null) return false;
  const own = parsePeer(address.address);
  return own === undefined || !isLoopback(own);
}

/** A second listener for the same application, closed together with it. */
async function listenBeside(app: FastifyInstance, { host, port, tls }: Listening): Promise<void> {
  const server = createListener(app.routing, tls);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port }, resolve);
    });
  } catch (error) {
    if (absent.has((error as NodeJS.ErrnoException).code ?? '')) return;
    await app.close();
    throw error;
  }
  app.server.once('close', () => {
    server.close();
    server.closeAllConnections();
  });
}
