/** Runs the checker that both routers get, against servers that listen on the loopback of this machine. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
import { join } from 'node:path';

const checker = join(import.meta.dirname, '../../config/lvs-check');

/** What one check is told; what a test leaves out is a tcp check that only connects. */
export interface CheckerArguments {
  readonly kind?: 'tcp' | 'udp' | 'program';
  readonly port?: number;
  readonly seconds?: number;
  readonly mode?: 'none' | 'any' | 'prefix' | 'regex' | 'equal';
  readonly send?: string;
  readonly expect?: string;
  readonly needed?: number;
  readonly id?: string;
  readonly weight?: number | '-';
  readonly load?: string;
  readonly account?: string;
  /** Has it written down. */
  readonly transcript?: boolean;
}

/** How a check ended. */
export interface Outcome {
  readonly status: number;
  /** What it said: `up`, or `down` and why. */
  readonly said: string;
  readonly milliseconds: number;
}

/** Bytes of a text, as the checker is told them. */
export function hexadecimalOf(text: string | undefined): string {
  return text === undefined || text === '' ? '-' : Buffer.from(text, 'latin1').toString('hex');
}

/** A check that passed with weight 1, and one that did not. */
export const up = { status: 3, said: 'up' };
export const down = (reason: string) => ({ status: 1, said: `down ${reason}` });

/** A place for one test: a state folder that the checker makes itself, servers that listen, programs to run. */
export class Place {
  readonly folder = mkdtempSync('/tmp/lvs-check-test-');
  readonly state = join(this.folder, 'state');
  readonly #servers: Listening[] = [];

  constructor() {
    // An account without rights must get through to the programs and to its state.
    chmodSync(this.folder, 0o755);
  }

  /** Runs one check. */
  check(given: CheckerArguments): Promise<Outcome> {
    const {
      kind = 'tcp',
      port = 9,
      seconds = 2,
      mode = 'none',
      needed = 1,
      id = 'server',
      weight = 1,
    } = given;
    return this.run([
      ...(given.transcript ? ['transcript'] : []),
      kind,
      '127.0.0.1',
      String(port),
      String(seconds),
      mode,
      hexadecimalOf(given.send),
      hexadecimalOf(given.expect),
      String(needed),
      id,
      String(weight),
      hexadecimalOf(given.load),
      given.account ?? '-',
    ]);
  }

  /** Runs the checker with these words. */
  run(words: readonly string[], state: string = this.state): Promise<Outcome> {
    const start = performance.now();
    return new Promise((resolve) => {
      const env = { ...process.env, LVS_CHECK_STATE: state };
      execFile(checker, words, { env, encoding: 'latin1' }, (error, stdout) => {
        const status = error === null ? 0 : Number(error.code ?? -1);
        resolve({ status, said: stdout.trim(), milliseconds: performance.now() - start });
      });
    });
  }

  /** Writes a program and returns its path. */
  program(name: string, lines: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, `#!/bin/sh\n${lines}\n`, { encoding: 'latin1' });
    chmodSync(path, 0o755);
    return path;
  }

  /** Writes a file of the state folder, as the console or an earlier check did. */
  keep(name: string, text: string): void {
    mkdirSync(this.state, { recursive: true, mode: 0o700 });
    writeFileSync(join(this.state, name), text);
  }

  /** Listens with TCP until the test ends, and returns the port. */
  async tcp(...behaviour: Parameters<typeof listenTcp>): Promise<number> {
    return this.#portOf(await listenTcp(...behaviour));
  }

  /** Listens with UDP until the test ends, and returns the port. */
  async udp(...behaviour: Parameters<typeof listenUdp>): Promise<number> {
    return this.#portOf(await listenUdp(...behaviour));
  }

  /** Listens until the test ends, without answering who wants to connect, and returns the port. */
  async standingStill(): Promise<number> {
    return this.#portOf(await listenAndStandStill());
  }

  #portOf(server: Listening): number {
    this.#servers.push(server);
    return server.port;
  }

  remove(): void {
    for (const server of this.#servers) server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A server that a test listens with. */
interface Listening {
  readonly port: number;
  close(): void;
}

/** Listens with TCP; what a client sends comes to the second function. */
async function listenTcp(
  welcome: (socket: Socket) => void,
  answer: (socket: Socket, text: string) => void = () => undefined,
): Promise<Listening> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    // A client that goes away is what a check does once it has decided.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
    socket.on('data', (data) => answer(socket, data.toString('latin1')));
    welcome(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

/** Listens with UDP; each datagram is answered with these. */
async function listenUdp(answers: (text: string) => readonly string[]): Promise<Listening> {
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    for (const answer of answers(message.toString('latin1')))
      socket.send(Buffer.from(answer, 'latin1'), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { port: socket.address().port, close: () => socket.close() };
}

/** A port of TCP and UDP that nobody listens on. */
export async function closedPort(): Promise<number> {
  const { port, close } = await listenTcp(() => undefined);
  close();
  return port;
}

/**
 * A server that stands still, its queue full: the kernel no longer answers who wants to connect, as when a machine
 * is cut off.
 */
async function listenAndStandStill(): Promise<Listening> {
  const program = `
    const server = require('node:net').createServer();
    server.listen(0, '127.0.0.1', 1, () => process.stdout.write(String(server.address().port)));`;
  const child: ChildProcess = spawn(process.execPath, ['-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('the child has no output');
  const [output] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(String(output));
  child.kill('SIGSTOP');
  const waiting = Array.from({ length: 4 }, () => createConnection(port, '127.0.0.1'));
  for (const socket of waiting) socket.on('error', () => socket.destroy());
  await once(waiting[0] as Socket, 'connect');
  return {
    port,
    close: () => {
      for (const socket of waiting) socket.destroy();
      child.kill('SIGKILL');
    },
  };
}
