import ssh2, { type Algorithms, type Client, type ConnectConfig } from 'ssh2';
import { ConsoleError } from '../../core/problem.js';
import type { SshAgreement, SshStep } from '../../core/ssh/failures.js';
import { algorithmsFor, type KeyType } from '../../core/ssh/host-key.js';
import type { HostPort } from '../../core/ssh/known-hosts.js';
import { cutIn, type SshLimits, tooLong } from './limits.js';
import type { Reached } from './reach.js';

/** What a connection does on its way; each may be called once. */
export interface OnTheWay {
  /** Looks at the host key; an error refuses it. */
  readonly hostKey: (blob: Buffer) => ConsoleError | undefined;
  /** The keys are agreed upon, and the host has proved that its key is its own. */
  readonly agreed?: () => void;
  /** What the server's refusal of all ways to log in means. */
  readonly loginRefused: () => ConsoleError;
}

/** A connection that is being made, or was. */
export interface Under {
  readonly client: Client;
  /** Why it ended; undefined while it lasts. */
  readonly failure: () => ConsoleError | undefined;
  /** Resolves when the connection has ended and nothing more comes. */
  readonly closed: Promise<void>;
  /** Ends it at once, for this reason. */
  end(failure: ConsoleError): void;
  /** Says goodbye and ends it. */
  close(): void;
}

/**
 * What is offered, best first: no SHA-1, no CBC, no DSA, no short groups, no compression.
 * Source: RFC 9142, section 4; RFC 8270; ssh_config(5), defaults of Ciphers and MACs.
 */
const algorithms: Algorithms = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group18-sha512',
    'diffie-hellman-group14-sha256',
  ],
  cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes128-ctr', 'aes192-ctr', 'aes256-ctr'],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
  compress: ['none'],
};

/** A peer is asked so often whether it is there; one that leaves so many questions unanswered is gone. */
const keepalive = { seconds: 5, questions: 3 };

/** A server that does not close its end after our goodbye is not waited for. */
const goodbyeMilliseconds = 1000;

/** Begins to speak SSH over a socket; every step has its limit, and every way to fail its reason. */
export function begin(
  { socket }: Reached,
  at: HostPort,
  types: readonly KeyType[],
  config: Pick<ConnectConfig, 'username' | 'authHandler'>,
  way: OnTheWay,
  limits: SshLimits,
): Under {
  const client = new ssh2.Client();
  let step: SshStep = 'keys';
  let failure: ConsoleError | undefined;
  let timer: NodeJS.Timeout | undefined;

  const enter = (next: SshStep) => {
    step = next;
    clearTimeout(timer);
    if (next === 'keys' || next === 'login') {
      timer = setTimeout(() => end(tooLong(at, next, limits[next])), limits[next] * 1000);
    }
  };
  const end = (reason: ConsoleError) => {
    // The first reason is the true one; what follows from it says less.
    failure ??= reason;
    socket.destroy();
  };

  const closed = new Promise<void>((resolve) => {
    client.on('close', () => {
      clearTimeout(timer);
      failure ??= cutIn(at, step);
      resolve();
    });
  });
  client.on('error', (error) => end(meaning(error, at, step, way)));
  client.on('handshake', () => {
    // Keys are agreed upon anew after an hour or a gigabyte.
    if (step !== 'keys') return;
    enter('login');
    way.agreed?.();
  });
  client.on('ready', () => enter('answer'));
  enter('keys');
  client.connect({
    ...config,
    sock: socket,
    readyTimeout: 0,
    keepaliveInterval: keepalive.seconds * 1000,
    keepaliveCountMax: keepalive.questions,
    algorithms: { ...algorithms, serverHostKey: [...algorithmsFor(types)] },
    hostVerifier: (blob: Buffer) => {
      const refusal = way.hostKey(blob);
      failure ??= refusal;
      return refusal === undefined;
    },
  });
  const close = () => {
    client.end();
    setTimeout(() => socket.destroy(), goodbyeMilliseconds).unref();
  };
  return { client, failure: () => failure, closed, end, close };
}

/** What ssh2 says, in our words. */
function meaning(
  error: Error & { level?: string; code?: unknown },
  at: HostPort,
  step: SshStep,
  way: OnTheWay,
): ConsoleError {
  const { address, port } = at;
  const { level, code, message } = error;
  const noMatch = /no matching (.*)/.exec(message)?.[1];
  if (level === 'handshake' && noMatch !== undefined) {
    return new ConsoleError('push_failed', 'ssh_no_agreement', { address, port, on: agreementOf(noMatch) });
  }
  if (level === 'client-timeout') return tooLong(at, step, keepalive.seconds * (keepalive.questions + 1));
  if (level === 'client-socket') return cutIn(at, step, error);
  if (step === 'keys') {
    const params = { address, port, said: '' };
    return new ConsoleError('push_failed', 'ssh_other_protocol', params, { cause: error });
  }
  // All ways were refused, or the server ended it after too many of them, which comes with a number.
  const isRefusal = level === 'client-authentication' || level === 'agent' || typeof code === 'number';
  if (step === 'login' && isRefusal) return way.loginRefused();
  return cutIn(at, step, error);
}

function agreementOf(what: string): SshAgreement {
  if (what.startsWith('key exchange')) return 'key_exchange';
  if (what.startsWith('host key')) return 'host_key';
  if (what.endsWith('cipher')) return 'cipher';
  return what.endsWith('MAC') ? 'mac' : 'unknown';
}
