import { ConsoleError } from '../../core/problem.js';
import type { SshStep } from '../../core/ssh/failures.js';
import type { HostPort } from '../../core/ssh/known-hosts.js';

/** How long each step may take, in seconds. */
export type SshLimits = Readonly<Record<SshStep, number>>;

/** Enough for a router that is busy, and short enough for somebody who waits. */
export const usualLimits: SshLimits = {
  connect: 10,
  greeting: 10,
  keys: 15,
  login: 20,
  session: 15,
  answer: 30,
};

/** What is thrown when a step took too long. What is left of a limit is a long fraction: a tenth is told. */
export function tooLong({ address, port }: HostPort, step: SshStep, limit: number): ConsoleError {
  const seconds = Math.round(limit * 10) / 10;
  return new ConsoleError('push_failed', 'ssh_silent', { address, port, step, seconds });
}

/** What is thrown when the connection ended in a step. */
export function cutIn({ address, port }: HostPort, step: SshStep, cause?: unknown): ConsoleError {
  return new ConsoleError('push_failed', 'ssh_cut', { address, port, step }, { cause });
}

/**
 * Waits for one thing, but not longer than it may take.
 * @param late makes the error, and ends what was begun
 */
export function within<T>(seconds: number, late: () => Error, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), seconds * 1000);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
