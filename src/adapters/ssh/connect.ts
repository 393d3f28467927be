import { setTimeout as sleep } from 'node:timers/promises';
import type { AuthenticationType, SFTPWrapper } from 'ssh2';
import { ConsoleError } from '../../core/problem.js';
import type { ByteChannel, RemoteFiles, SshConnection } from '../../core/ssh/connection.js';
import { harmless } from '../../core/ssh/endpoint.js';
import { keyTypes } from '../../core/ssh/host-key.js';
import { remoteCommand } from '../../core/ssh/key-text.js';
import { type HostPort, type KnownHosts, wantedTypes } from '../../core/ssh/known-hosts.js';
import { openChannel } from './channel.js';
import { begin, type Under } from './client.js';
import { openFiles } from './files.js';
import { refusalOf } from './host-key.js';
import { cutIn, type SshLimits, tooLong, usualLimits } from './limits.js';
import { readyLogin, type SshLogin } from './login.js';
import { peerOf } from './peer.js';
import { reach } from './reach.js';

/** Where to connect to, and as whom. */
export interface SshTarget extends HostPort {
  readonly user: string;
  readonly login: SshLogin;
  /** The keys that somebody confirmed. */
  readonly hostKeys: KnownHosts;
  readonly limits?: Partial<SshLimits>;
}

/**
 * Connects, compares the host key and logs in. Nothing secret is sent to a host whose key nobody confirmed.
 * @throws file_unavailable: ssh_key, ssh_agent; push_failed: every reason that begins with ssh_
 */
export async function openSshConnection(target: SshTarget): Promise<SshConnection> {
  const { address, port, user, login } = target;
  const at = { address, port };
  const limits = { ...usualLimits, ...target.limits };
  const methods = [...(await readyLogin(login, user, limits))];
  const reached = await reach(at, limits);
  let offers: readonly string[] = [];
  let partial = false;
  const authHandler = (left: readonly AuthenticationType[] | null, part: boolean | null) => {
    if (left !== null) offers = left.map((name) => harmless(String(name), 40)).slice(0, 10);
    partial ||= part === true;
    return methods.shift() ?? false;
  };
  const loginRefused = () => {
    const params = { address, port, user, login: login.kind, offers, partial };
    return new ConsoleError('push_failed', 'ssh_login_refused', params);
  };
  const under = begin(
    reached,
    at,
    wantedTypes(target.hostKeys, at, keyTypes),
    // The type does not know the answer `false`, which says that nothing is left to try.
    { username: user, authHandler: authHandler as never },
    { hostKey: (blob) => refusalOf(target.hostKeys, at, blob), loginRefused },
    limits,
  );
  await ready(under);
  return connectionOver(under, at, reached.server, limits);
}

function ready({ client, closed, failure }: Under): Promise<void> {
  return new Promise((resolve, reject) => {
    client.once('ready', resolve);
    void closed.then(() => reject(failure()));
  });
}

/** Asks ssh2 for a session. */
type Ask<T> = (done: (error: unknown, opened: T) => void) => void;

const fullTries = 6;
const fullPauseMilliseconds = 150;

function connectionOver(under: Under, at: HostPort, server: string, limits: SshLimits): SshConnection {
  const { client, closed, failure } = under;
  const { address, port } = at;
  const peer = peerOf(under, at, limits);

  /**
   * Opens a session. The server counts one that has just ended for a moment longer, so that the number it allows is
   * believed to be reached only when it stays reached.
   */
  async function session<T>(request: 'program' | 'sftp', ask: Ask<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await oneSession(request, ask);
      } catch (error) {
        const isFull = error instanceof ConsoleError && error.reason === 'ssh_sessions_full';
        if (!isFull || tries === fullTries) throw error;
      }
      await sleep(fullPauseMilliseconds);
    }
  }

  /** Opens a session; a server that leaves that unanswered is not asked again. */
  function oneSession<T>(request: 'program' | 'sftp', ask: Ask<T>): Promise<T> {
    const late = () => {
      const error = tooLong(at, 'session', limits.session);
      under.end(error);
      return error;
    };
    const opened = new Promise<T>((resolve, reject) => {
      const refuse = (error: unknown) => {
        if (peer.ended()) reject(peer.lost());
        else reject(refusedSession(error));
      };
      try {
        ask((error, result) => (error ? refuse(error) : resolve(result)));
      } catch (error) {
        // It had just ended, and says so by throwing.
        reject(failure() ?? cutIn(at, 'session', error));
      }
    });
    return peer.wait(limits.session, late, opened);

    function refusedSession(error: unknown): ConsoleError {
      const { reason } = error as { reason?: unknown };
      return reason === undefined
        ? new ConsoleError('push_failed', 'ssh_request_refused', { address, port, request }, { cause: error })
        : new ConsoleError('push_failed', 'ssh_sessions_full', { address, port }, { cause: error });
    }
  }

  let kept: Promise<RemoteFiles> | undefined;

  /** The one session for files, until it ends. */
  async function openSession(): Promise<RemoteFiles> {
    const forget = () => {
      kept = undefined;
    };
    try {
      const sftp = await session<SFTPWrapper>('sftp', (done) => client.sftp(done));
      sftp.once('close', forget);
      const files = openFiles(sftp, peer);
      return {
        ...files,
        close() {
          forget();
          files.close();
        },
      };
    } catch (error) {
      forget();
      throw error;
    }
  }

  return {
    server,
    async channel(): Promise<ByteChannel> {
      // Heard from its first moment: a program may have ended in the packet that says that it began.
      return session<ByteChannel>('program', (done) =>
        client.exec(remoteCommand, (error, stream) =>
          done(error, error ? (stream as never) : openChannel(stream, peer)),
        ),
      );
    },
    files() {
      const opened = kept ?? openSession();
      kept = opened;
      return opened;
    },
    close: under.close,
    get open() {
      return !peer.ended();
    },
    closed,
  };
}
