/** The program of a real server: answers on its ports with the name of its machine, until it is killed. */

import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Server } from 'node:net';
import type { Offer } from '../scenario.js';
import { dnsServer } from './dns-server.js';
import { ftpServer } from './ftp-server.js';
import { eachLine } from './lines.js';
import { serverSide } from './pre-shared-key.js';

const [name = '', offers = '[]'] = process.argv.slice(2);

/** Closes each connection after its answer, so that each request is a connection of its own. */
const site =
  (pages: NonNullable<Offer['pages']>): RequestListener =>
  ({ url = '' }, response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain', Connection: 'close' });
    response.end(pages[url] ?? name);
  };

/** Sends each line back after the name. */
function echoServer(): Server {
  return createServer((socket) => {
    socket.on('error', () => socket.destroy()); // the client has gone: nothing is owed to it
    eachLine(socket, (line) => socket.write(`${name} ${line}\n`));
  });
}

type Open = (offer: Offer, ready: () => void) => void;

const open: Readonly<Record<Offer['kind'], Open>> = {
  http: ({ port, pages = {} }, ready) => createHttpServer(site(pages)).listen(port, '0.0.0.0', ready),
  https: ({ port, pages = {} }, ready) => {
    createHttpsServer(serverSide, site(pages)).listen(port, '0.0.0.0', ready);
  },
  echo: ({ port }, ready) => echoServer().listen(port, '0.0.0.0', ready),
  ftp: ({ port, announces = '' }, ready) => ftpServer(name, announces).listen(port, '0.0.0.0', ready),
  dns: ({ port }, ready) => dnsServer(name).bind(port, '0.0.0.0', ready),
};

for (const offer of JSON.parse(offers) as readonly Offer[]) {
  await new Promise<void>((resolve) => open[offer.kind](offer, resolve));
}
process.send?.('ready');
