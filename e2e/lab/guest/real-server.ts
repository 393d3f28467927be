/** The program of a real server: answers on its ports with the name of its machine, until it is killed. */

import { createServer } from 'node:http';
import type { Offer } from '../scenario.js';

const [name = '', offers = '[]'] = process.argv.slice(2);

/** Closes each connection after its answer, so that each request is a connection of its own. */
function http(port: number): Promise<void> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain', Connection: 'close' });
    response.end(name);
  });
  return new Promise((resolve) => server.listen(port, '0.0.0.0', resolve));
}

const open: Partial<Record<Offer['kind'], (port: number) => Promise<void>>> = { http };
for (const { kind, port } of JSON.parse(offers) as readonly Offer[]) await open[kind]?.(port);
process.send?.('ready');
