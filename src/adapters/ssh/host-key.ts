import { ConsoleError } from '../../core/problem.js';
import { keyTypes, type PublicKey, readPublicKey, shown } from '../../core/ssh/host-key.js';
import { type HostPort, judgeHostKey, type KnownHosts } from '../../core/ssh/known-hosts.js';
import { begin } from './client.js';
import { cutIn, type SshLimits, usualLimits } from './limits.js';
import { reach } from './reach.js';

/**
 * The key that a host shows, and has proved to be its own; nobody logs in. It is the best one of those that the host
 * has, and therefore the one that a connection would meet.
 * @throws push_failed: all but what has to do with host keys and logins
 */
export async function fetchHostKey(at: HostPort, given: Partial<SshLimits> = {}): Promise<PublicKey> {
  const limits = { ...usualLimits, ...given };
  const reached = await reach(at, limits);
  let seen: PublicKey | undefined;
  return new Promise<PublicKey>((resolve, reject) => {
    const under = begin(
      reached,
      at,
      keyTypes,
      { username: 'nobody', authHandler: () => false },
      {
        hostKey: (blob) => {
          seen = readPublicKey(blob);
          return undefined;
        },
        agreed: () => {
          if (seen !== undefined) resolve(seen);
          under.close();
        },
        loginRefused: () => cutIn(at, 'login'),
      },
      limits,
    );
    // After the key was taken this rejects nothing.
    void under.closed.then(() => reject(under.failure()));
  });
}

/** What is thrown for the key that a host offers; undefined for one that was confirmed. */
export function refusalOf(file: KnownHosts, at: HostPort, blob: Buffer): ConsoleError | undefined {
  const { address, port } = at;
  const key = readPublicKey(blob);
  if (key === undefined) {
    return new ConsoleError('push_failed', 'ssh_other_protocol', { address, port, said: '' });
  }
  const offered = shown(key);
  const found = judgeHostKey(file, at, key);
  switch (found.verdict) {
    case 'known':
      return undefined;
    case 'revoked':
      return new ConsoleError('push_failed', 'ssh_host_revoked', { address, port, offered });
    case 'changed': {
      const params = { address, port, offered, known: found.known.map(shown) };
      return new ConsoleError('push_failed', 'ssh_host_changed', params);
    }
    case 'unknown': {
      const params = { address, port, offered, certified: found.certified };
      return new ConsoleError('push_failed', 'ssh_host_unknown', params);
    }
  }
}
