/** The other router without a network: our own program there, talked to through pipes that can be cut anywhere. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { type Files, machineFiles } from '../../src/adapters/files/files.js';
import { openOfferedFile } from '../../src/adapters/files/offered-file.js';
import type { KeptConnection } from '../../src/adapters/ssh/kept.js';
import { ConsoleError } from '../../src/core/problem.js';
import { fileLimit, firstMessage } from '../../src/core/push/requests.js';
import type { ByteChannel, ChannelEnd, SshConnection } from '../../src/core/ssh/connection.js';
import { openDesk } from '../../src/router/remote/desk.js';
import { type TalkLimits, talk } from '../../src/router/remote/talk.js';

const project = join(import.meta.dirname, '../..');
const at = { address: '192.0.2.2', port: 22 };

/** What is to go wrong on the way. */
export interface Trouble {
  /** The connection is cut when so many bytes have gone there, or have come from there. */
  readonly cutAfterSent?: number;
  readonly cutAfterReceived?: number;
}

/** The other end of a pair of pipes. */
interface Pipes {
  readonly input: Writable;
  readonly output: Readable;
  readonly ended: Promise<ChannelEnd>;
  kill(): void;
}

/** A channel over two pipes, as SSH gives one. */
export function channelOver({ ended, input, kill, output }: Pipes, trouble: Trouble = {}): ByteChannel {
  const { cutAfterReceived = Number.POSITIVE_INFINITY, cutAfterSent = Number.POSITIVE_INFINITY } = trouble;
  const chunks = output[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let [sent, received] = [0, 0];
  let isCut = false;
  input.on('error', () => {});

  function cut(): never {
    isCut = true;
    kill();
    throw new ConsoleError('push_failed', 'ssh_cut', { ...at, step: 'answer' });
  }

  async function within<T>(seconds: number, work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const params = { ...at, step: 'answer', seconds } as const;
      timer = setTimeout(() => reject(new ConsoleError('push_failed', 'ssh_silent', params)), seconds * 1000);
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  }

  return {
    async write(bytes) {
      if (isCut) cut();
      const piece = bytes.subarray(0, Math.max(0, cutAfterSent - sent));
      sent += piece.length;
      if (piece.length > 0 && !input.write(piece)) await Promise.race([once(input, 'drain'), ended]);
      if (piece.length < bytes.length) {
        input.end();
        cut();
      }
    },
    async read({ seconds = 30 } = {}) {
      if (isCut) cut();
      const { done, value } = await within(seconds, chunks.next());
      if (done === true) return undefined;
      if (received + value.length > cutAfterReceived) cut();
      received += value.length;
      return value;
    },
    end: () => input.end(),
    close() {
      input.end();
      kill();
    },
    closed: ended,
  };
}

/** A program of our own, or of somebody else, in a process of its own. */
export function spawned(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(program, args, { cwd: project, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('latin1')).slice(0, 4096);
  });
  const ended = once(child, 'exit').then(
    ([status, signal]): ChannelEnd => ({ status, signal: signal ?? undefined, stderr }),
  );
  const kill = () => void child.kill('SIGKILL');
  return { child, pipes: { input: child.stdin, output: child.stdout, ended, kill } };
}

/** The router program as it is started on the other router, and its words. */
export function remoteProgram(settings: string): readonly [string, readonly string[]] {
  const program = join(project, 'src/router/main.ts');
  return [
    process.execPath,
    ['--import', import.meta.resolve('tsx'), program, '--settings', settings, 'remote'],
  ];
}

/** How the other router is. */
export interface FarRouterOptions {
  /** Its lvs.cf. */
  readonly path: string;
  /** The state folder of a console on it, which need not exist. */
  readonly state: string;
  readonly version: string;
  readonly files?: Files;
  readonly limits?: TalkLimits;
  /** Its first message, where that is not ours. */
  readonly hello?: object;
  /** Stands for sudo and the router program. */
  readonly verbCommand?: readonly string[];
}

/** Talks with the far side of our program, in this process. */
export function farRouter(options: FarRouterOptions): (trouble?: Trouble) => ByteChannel {
  const { files = machineFiles, limits, path, state, verbCommand = ['/nowhere/router'], version } = options;
  const { hello = firstMessage(version) } = options;
  return (trouble) => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const file = openOfferedFile({ files, path, clock: Date.now, limit: fileLimit, newMode: 0o660 });
    const token = () => randomBytes(16).toString('hex');
    const desk = async () => openDesk({ file, path, state, version, verbCommand, token });
    const ended = talk({ input, output, hello, desk, ...(limits && { limits }) }).then(
      (status): ChannelEnd => {
        output.end();
        return { status, signal: undefined, stderr: '' };
      },
    );
    return channelOver({ input, output, ended, kill: () => input.end() }, trouble);
  };
}

/** A connection that is kept, over whatever opens a channel. */
export function keptOver(open: () => ByteChannel): KeptConnection & { readonly made: () => number } {
  let made = 0;
  let current: SshConnection | undefined;

  function connect(): SshConnection {
    made++;
    let isOpen = true;
    const channels: ByteChannel[] = [];
    let end = () => {};
    const closed = new Promise<void>((resolve) => {
      end = resolve;
    });
    return {
      server: 'SSH-2.0-test',
      async channel() {
        const channel = open();
        channels.push(channel);
        return channel;
      },
      files: () => Promise.reject(new Error('no files here')),
      close() {
        isOpen = false;
        for (const channel of channels) channel.close();
        end();
      },
      get open() {
        return isOpen;
      },
      closed,
    };
  }

  return {
    made: () => made,
    async use(work) {
      if (current?.open !== true) current = connect();
      return work(current);
    },
    async close() {
      current?.close();
      await current?.closed;
    },
  };
}
