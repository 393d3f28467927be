import type { ConsoleError } from '../../core/problem.js';
import type { HostPort } from '../../core/ssh/known-hosts.js';
import type { Under } from './client.js';
import { cutIn, type SshLimits, within } from './limits.js';

/** The connection, as what runs over it sees it. */
export interface Peer {
  readonly at: HostPort;
  readonly limits: SshLimits;
  /** Resolves when the connection has ended. */
  readonly closed: Promise<void>;
  /** Whether it has ended, or is about to. */
  readonly ended: () => boolean;
  /** Why it ended. */
  readonly lost: () => ConsoleError;
  /**
   * Waits for one thing, but neither longer than it may take nor than the connection lasts: of what waits for an
   * answer, ssh2 does not tell all that none will come.
   * @throws what `work` throws, what `late` makes, or why the connection ended
   */
  wait<T>(seconds: number, late: () => Error, work: Promise<T>): Promise<T>;
}

/** The connection, as what runs over it sees it. */
export function peerOf(
  { closed, failure }: Pick<Under, 'closed' | 'failure'>,
  at: HostPort,
  limits: SshLimits,
): Peer {
  // Not one more listener on `closed` for each call: a connection is kept for days.
  const waiting = new Set<(reason: ConsoleError) => void>();
  const lost = () => failure() ?? cutIn(at, 'answer');
  void closed.then(() => {
    for (const reject of waiting) reject(lost());
  });
  return {
    at,
    limits,
    closed,
    ended: () => failure() !== undefined,
    lost,
    wait<T>(seconds: number, late: () => Error, work: Promise<T>): Promise<T> {
      let end: (reason: ConsoleError) => void = () => {};
      const ending = new Promise<never>((_, reject) => {
        end = reject;
        waiting.add(end);
        // After the end nobody would call it.
        if (failure() !== undefined) reject(lost());
      });
      return within(seconds, late, Promise.race([work, ending])).finally(() => waiting.delete(end));
    },
  };
}
