/** The program of a client machine: sends requests when told, and tells who answered each, or why nobody did. */

import type { Request, Target } from '../scenario.js';
import { conversation, openRequest } from './requests.js';

/** What the program is told. */
export type Order =
  | { readonly id: number; readonly do: 'ask'; readonly to: readonly Target[]; readonly times: number }
  | { readonly id: number; readonly do: 'visit'; readonly to: Target; readonly everyMs: number }
  | { readonly id: number; readonly do: 'leave' };

/** What it tells. */
export interface Told {
  readonly id: number;
  readonly requests: readonly Request[];
}

interface Visit {
  readonly requests: Promise<Request>[];
  readonly timer: NodeJS.Timeout;
}

const visits = new Map<number, Visit>();

async function timed(send: (connected: () => void) => Promise<string>): Promise<Request> {
  const sentAt = Date.now();
  let cut = false;
  const connected = () => {
    cut = true; // unless an answer comes
  };
  try {
    const answer = await send(connected);
    return { sentAt, answer, took: Date.now() - sentAt };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { sentAt, failure: code ?? message, cut, took: Date.now() - sentAt };
  }
}

async function ask(targets: readonly Target[], times: number): Promise<Request[]> {
  const requests: Request[] = [];
  for (let n = 0; n < times; n++) {
    for (const to of targets) requests.push(await timed((connected) => openRequest(to, connected)));
  }
  return requests;
}

/** Sends at a steady rate whether answers come or not: a request that waits holds no other back. */
function visit(to: Target, everyMs: number): Visit {
  const requests: Promise<Request>[] = [];
  const send = to.kind === 'echo' ? conversation(to) : (connected: () => void) => openRequest(to, connected);
  const timer = setInterval(() => requests.push(timed(send)), everyMs);
  return { requests, timer };
}

async function leave(id: number): Promise<readonly Request[]> {
  const visit = visits.get(id);
  clearInterval(visit?.timer);
  visits.delete(id);
  return Promise.all(visit?.requests ?? []);
}

process.on('message', async (order: Order) => {
  if (order.do === 'visit') {
    visits.set(order.id, visit(order.to, order.everyMs));
    return;
  }
  const requests = order.do === 'ask' ? await ask(order.to, order.times) : await leave(order.id);
  const told: Told = { id: order.id, requests };
  process.send?.(told);
});
process.send?.('ready');
