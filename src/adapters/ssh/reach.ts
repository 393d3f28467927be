import { Socket } from 'node:net';
import { ConsoleError } from '../../core/problem.js';
import { harmless } from '../../core/ssh/endpoint.js';
import type { HostPort } from '../../core/ssh/known-hosts.js';
import { gatherWrites } from './gathering.js';
import { cutIn, type SshLimits, tooLong, within } from './limits.js';

/** A server that says it speaks SSH. */
export interface Reached {
  /** Paused, with the server's greeting still to be read. */
  readonly socket: Socket;
  /** What the server calls itself, made harmless. */
  readonly server: string;
}

/** What a server may say before it says that it speaks SSH, in bytes. */
const greetingLimit = 64 * 1024;
/** Longer than any line of a greeting. Source: RFC 4253, section 4.2 (255 bytes), OpenSSH (8192). */
const lineLimit = 8192;

/**
 * Connects and waits until the server has said that it speaks SSH 2.
 * @throws push_failed: ssh_name_unknown, ssh_refused, ssh_unreachable, ssh_silent, ssh_cut, ssh_other_protocol
 */
export async function reach(at: HostPort, limits: SshLimits): Promise<Reached> {
  // Without noDelay every answer would wait for the timer that collects small packets, 40 ms each time.
  const socket = new Socket().setNoDelay(true);
  socket.connect({ host: at.address, port: at.port });
  gatherWrites(socket);
  try {
    const late = (step: 'connect' | 'greeting') => () => tooLong(at, step, limits[step]);
    await within(limits.connect, late('connect'), connected(socket, at));
    const greeting = await within(limits.greeting, late('greeting'), greetingOf(socket, at));
    return { socket, server: greeting };
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function connected(socket: Socket, at: HostPort): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', (error: NodeJS.ErrnoException) => reject(unreached(at, error)));
  });
}

function unreached({ address, port }: HostPort, error: NodeJS.ErrnoException): ConsoleError {
  const cause = { cause: error };
  // Several addresses of one name were tried: the first says most.
  const code = error.code ?? (error instanceof AggregateError ? error.errors[0]?.code : undefined);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NONAME') {
    return new ConsoleError('push_failed', 'ssh_name_unknown', { address }, cause);
  }
  if (code === 'ECONNREFUSED')
    return new ConsoleError('push_failed', 'ssh_refused', { address, port }, cause);
  const system = String(code ?? error.message);
  return new ConsoleError('push_failed', 'ssh_unreachable', { address, port, system }, cause);
}

/**
 * Reads up to the line in which the server names its version, and leaves that line to be read again. ssh2 would
 * read it too, but loses track of one that comes in more than two pieces and bounds neither lines nor their number.
 */
function greetingOf(socket: Socket, at: HostPort): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = Buffer.alloc(0);
    const settle = (done: () => void) => {
      socket.off('data', read).off('close', ended).off('error', ended).pause();
      done();
    };
    const refuse = (said: string) => {
      const params = { address: at.address, port: at.port, said: harmless(said) };
      settle(() => reject(new ConsoleError('push_failed', 'ssh_other_protocol', params)));
    };
    const ended = (error?: unknown) => {
      if (seen.length > 0) refuse(seen.toString('utf8'));
      else settle(() => reject(cutIn(at, 'greeting', error instanceof Error ? error : undefined)));
    };
    const read = (chunk: Buffer) => {
      seen = Buffer.concat([seen, chunk]);
      for (let start = 0; ; ) {
        const end = seen.indexOf('\n', start);
        if (end === -1) {
          if (seen.length - start > lineLimit || seen.length > greetingLimit) refuse(seen.toString('utf8'));
          return;
        }
        const line = seen.toString('utf8', start, end).trimEnd();
        if (line.startsWith('SSH-')) {
          if (!/^SSH-(?:2\.0|1\.99)-/.test(line)) return refuse(line);
          const rest = seen.subarray(start);
          return settle(() => {
            socket.unshift(rest);
            resolve(harmless(line));
          });
        }
        start = end + 1;
      }
    };
    socket.on('data', read).once('close', ended).once('error', ended);
  });
}
