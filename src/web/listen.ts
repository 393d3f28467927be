import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Limits of one connection, in milliseconds; the interval is how often they are looked at. */
export const limits = {
  headersTimeout: 5_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
} as const;

/** Connections at a time, on each address; further ones are closed unheard. */
const maxConnections = 500;

/** Errors that mean: this machine has no such address. */
const absent = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/**
 * Opens the port and returns the addresses to visit. `localhost` stands for 127.0.0.1 and, where the machine
 * has it, ::1, whatever the hosts file says. Port 0 takes a free one.
 */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<readonly string[]> {
  app.server.maxConnections = maxConnections;
  if (host !== 'localhost') return [await app.listen({ host, port })];
  await app.listen({ host: '127.0.0.1', port });
  const { port: taken } = app.server.address() as AddressInfo;
  await listenBeside(app, '::1', taken);
  return [`http://localhost:${taken}`];
}

/** A second listener for the same application, closed together with it. */
async function listenBeside(app: FastifyInstance, host: string, port: number): Promise<void> {
  const server = createServer(limits, app.routing);
  server.maxConnections = maxConnections;
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
