/** One request of each kind: resolves to the name of the server that answered. */

import { Resolver } from 'node:dns/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { connect as connectSecurely } from 'node:tls';
import type { Target } from '../scenario.js';
import { eachLine } from './lines.js';
import { clientSide } from './pre-shared-key.js';

/**
 * A request that is not answered within this time, in milliseconds, is lost: a third knock has been tried, as after 1 and
 * 3 seconds. Source: RFC 6298, section 2.
 */
const patience = 4000;

/** A long conversation outlives a router: so long it waits for an answer. */
const longPatience = 30_000;

/**
 * Sends one request on a connection of its own.
 *
 * @param connected is called when the connection is open.
 */
export function openRequest(to: Target, connected: () => void): Promise<string> {
  return kinds[to.kind](to, connected);
}

const kinds: Readonly<Record<Target['kind'], typeof openRequest>> = {
  http: (to, connected) => http(tcp(to).on('connect', connected), to),
  https: (to, connected) =>
    http(connectSecurely({ socket: tcp(to).on('connect', connected), ...clientSide }), to),
  echo: async (to) => conversation(to)(),
  ftp,
  dns,
};

function tcp({ address, port, from }: Target, wait = patience): Socket {
  const socket = connect({ host: address, port, ...(from === undefined ? {} : { localAddress: from }) });
  socket.setTimeout(wait, () => socket.destroy(new Error('timeout')));
  return socket;
}

function http(socket: Socket, { address }: Target): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    socket.write(`GET / HTTP/1.0\r\nHost: ${address}\r\n\r\n`);
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

/** Opens one connection; each call sends a line on it and awaits that line back, after the server's name. */
export function conversation(to: Target): () => Promise<string> {
  const socket = tcp(to, longPatience);
  const waiting = new Map<string, { resolve: (name: string) => void; reject: (error: Error) => void }>();
  let lines = 0;
  let broken: Error | undefined;
  const fail = (error: Error) => {
    broken ??= error;
    for (const { reject } of waiting.values()) reject(broken);
    waiting.clear();
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('closed')));
  eachLine(socket, (line) => {
    const [name = '', number = ''] = line.split(' ');
    waiting.get(number)?.resolve(name);
    waiting.delete(number);
  });
  return () =>
    new Promise((resolve, reject) => {
      if (broken) return reject(broken);
      const number = String(++lines);
      waiting.set(number, { resolve, reject });
      socket.write(`${number}\n`);
    });
}

/** Fetches the file `who`, with a passive data connection, or with an active one. Source: RFC 959. */
async function ftp(to: Target): Promise<string> {
  const control = tcp(to);
  const replies = createInterface({ input: control })[Symbol.asyncIterator]();
  const failed = new Promise<never>((_resolve, reject) => control.on('error', reject));
  const reply = async (code: string) => {
    const { value } = await Promise.race([replies.next(), failed]);
    if (!value?.startsWith(code)) throw new Error(`expected ${code}: ${value}`);
    return value;
  };
  const command = (line: string, code: string) => {
    control.write(`${line}\r\n`);
    return reply(code);
  };
  try {
    await reply('220');
    await command('USER anonymous', '331');
    await command('PASS lab', '230');
    const content = await (to.isActive === true ? calledBack(control, command) : dialled(to, command));
    await command('RETR who', '150');
    const name = await content();
    await reply('226');
    return name;
  } finally {
    control.destroy();
  }
}

type Command = (line: string, code: string) => Promise<string>;

/** The server waits. @returns what comes over the connection, once it was asked for */
async function dialled(to: Target, command: Command): Promise<() => Promise<string>> {
  const numbers = /(\d+),(\d+),(\d+),(\d+),(\d+),(\d+)/.exec(await command('PASV', '227'))?.slice(1) ?? [];
  const port = Number(numbers[4]) * 256 + Number(numbers[5]);
  const content = textOf(tcp({ ...to, address: numbers.slice(0, 4).join('.'), port }));
  return () => content;
}

/** The client waits, and the server opens the connection. */
async function calledBack(control: Socket, command: Command): Promise<() => Promise<string>> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, '0.0.0.0', resolve));
  const { port } = listener.address() as AddressInfo;
  const content = new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('nobody called back')), patience);
    listener.once('connection', (socket) => {
      clearTimeout(late);
      textOf(socket).then(resolve, reject);
    });
  }).finally(() => listener.close());
  content.catch(() => {}); // told to whoever waits for it below
  const own = control.localAddress ?? '';
  await command(`PORT ${own.replaceAll('.', ',')},${port >> 8},${port & 255}`, '200');
  return () => content;
}

function textOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('error', reject);
    socket.on('end', () => resolve(received));
  });
}

/** Asks for the text record that holds the name of the server that answers. */
async function dns({ address, port }: Target): Promise<string> {
  const resolver = new Resolver({ timeout: patience, tries: 1 });
  resolver.setServers([`${address}:${port}`]);
  const records = await resolver.resolveTxt('who.test');
  return records.flat().join('');
}
