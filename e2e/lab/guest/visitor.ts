/** The program of a client machine: sends requests when told, and tells who answered each, or why nobody did. */

import { connect } from 'node:net';
import type { Request, Target } from '../scenario.js';

/** What the program is told, and what it tells. */
export interface Order {
  readonly id: number;
  readonly to: Target;
  readonly times: number;
}
export interface Told {
  readonly id: number;
  readonly requests: readonly Request[];
}

/** A request that is not answered within this time is lost. */
const patience = 2000;

function http({ address, port, from }: Target): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, ...(from === undefined ? {} : { localAddress: from }) });
    let received = '';
    socket.setTimeout(patience, () => socket.destroy(new Error('timeout')));
    socket.on('connect', () => socket.write(`GET / HTTP/1.0\r\nHost: ${address}\r\n\r\n`));
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('error', reject);
    socket.on('end', () => {
      const [head = '', body = ''] = received.split('\r\n\r\n');
      if (head.startsWith('HTTP/1.1 200 ')) resolve(body);
      else reject(new Error(`answered ${JSON.stringify(received)}`));
    });
  });
}

async function request(to: Target): Promise<Request> {
  const sentAt = Date.now();
  const took = () => Date.now() - sentAt;
  try {
    return { sentAt, answer: await http(to), took: took() };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { sentAt, failure: code ?? message, took: took() };
  }
}

process.on('message', async ({ id, to, times }: Order) => {
  const requests: Request[] = [];
  for (let n = 0; n < times; n++) requests.push(await request(to));
  const told: Told = { id, requests };
  process.send?.(told);
});
process.send?.('ready');
