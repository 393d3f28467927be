import { type BigIntStats, rmdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { callbackify } from 'node:util';
import { ConsoleError } from '../../core/problem.js';
import { systemCode } from './failures.js';
import type { Files } from './files.js';
import type { Place } from './place.js';

/** A lock that is held while a file is changed. */
export interface HeldLock {
  /**
   * Call before the step that cannot be taken back.
   * @throws conflict: locked (this process slept so long that another took the lock)
   */
  assertHeld(): Promise<void>;
}

/** A process that died leaves its lock; after this time without a sign of life another takes it. */
const staleMs = 4000;
const signOfLifeMs = 2000;
/** Longer than `staleMs`, so that a save after a crash waits instead of failing. */
const patienceMs = 6000;
const shortestPauseMs = 5;
const pauseSpreadMs = 20;

/**
 * Does the work while no other process, and nobody else in this one, changes the file.
 * The lock is the folder `FILE.lock` beside the file.
 * @param waitMs how long to wait for whoever holds it, in milliseconds
 * @throws conflict: locked (somebody else held it all the time)
 */
export async function withLock<T>(
  files: Files,
  place: Place,
  work: (held: HeldLock) => Promise<T>,
  waitMs = patienceMs,
): Promise<T> {
  const { release, isOurs } = await taken(files, place, waitMs);
  try {
    return await work({
      async assertHeld() {
        if (!(await isOurs())) {
          throw new ConsoleError('conflict', 'locked', { path: place.path });
        }
      },
    });
  } finally {
    // What was done is done. A lock that cannot be removed is taken over when it is stale.
    await release().catch(() => undefined);
  }
}

/** Whether somebody who is alive, or was some seconds ago, holds the lock. */
export async function isLocked(files: Files, place: Place): Promise<boolean> {
  const path = lockOf(place);
  return (await lookedAt(files, path)) !== undefined && !(await isStale(files, path));
}

/** Lets pieces of work run one after the other, in the order of their arrival. */
export function openQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    // Who waits behind a failed piece of work is not concerned by its failure.
    last = mine.catch(() => undefined);
    return mine;
  };
}

interface TakenLock {
  release(): Promise<void>;
  isOurs(): Promise<boolean>;
}

async function taken(files: Files, place: Place, waitMs: number): Promise<TakenLock> {
  const giveUpAt = performance.now() + waitMs;
  for (;;) {
    try {
      return await takenAtOnce(files, place);
    } catch (error) {
      if (systemCode(error) !== 'ELOCKED') {
        throw error;
      }
      if (await tookAway(files, lockOf(place))) {
        continue;
      }
      if (performance.now() > giveUpAt) {
        throw new ConsoleError('conflict', 'locked', { path: place.path }, { cause: error });
      }
    }
    await pause(shortestPauseMs + Math.random() * pauseSpreadMs);
  }
}

async function takenAtOnce(files: Files, place: Place): Promise<TakenLock> {
  // A program that only reads, as most of those that another router starts, does not wait for it to load.
  const { lock } = await import('proper-lockfile');
  const path = lockOf(place);
  let ours: BigIntStats | undefined;
  async function isOurs(): Promise<boolean> {
    const now = await lookedAt(files, path);
    return now !== undefined && ours?.ino === now.ino && ours.birthtimeNs === now.birthtimeNs;
  }
  const release = await lock(place.target, {
    fs: {
      mkdir: callbackify(() => files.mkdir(path, { mode: 0o700 })),
      stat: callbackify(() => files.stat(path)),
      utimes: callbackify((_: string, accessed: Date, changed: Date) =>
        files.utimes(path, accessed, changed),
      ),
      // A lock that was taken from us is another's now.
      rmdir: callbackify(async () => {
        if (ours === undefined || (await isOurs())) {
          await files.rmdir(path);
        }
      }),
      // Called when the process ends, when nothing asynchronous runs any more.
      rmdirSync,
    },
    lockfilePath: path,
    realpath: false,
    update: signOfLifeMs,
    // Two who take over one stale lock must not take it from each other, which is seen to here.
    stale: Number.POSITIVE_INFINITY,
    // Looked for when it matters, just before the replacement.
    onCompromised: () => undefined,
  });
  try {
    ours = await lookedAt(files, path);
  } catch (error) {
    // Nobody would give it back, and as long as this process lives it would not become stale.
    await release().catch(() => undefined);
    throw error;
  }
  return { release, isOurs };
}

/**
 * Takes away the lock of a process that died. One at a time does this, and looks again: of two who saw the
 * same old lock, the second would otherwise take away the new lock of the first.
 */
async function tookAway(files: Files, path: string): Promise<boolean> {
  if (!(await isStale(files, path))) {
    return false;
  }
  const guard = `${path}.takeover`;
  if (!(await made(files, guard))) {
    return (await isStale(files, guard)) && removed(files, guard);
  }
  try {
    return (await isStale(files, path)) && (await removed(files, path));
  } finally {
    await removed(files, guard);
  }
}

/** A time in the future is no sign of life either: the clock was set back. */
async function isStale(files: Files, path: string): Promise<boolean> {
  const stats = await lookedAt(files, path);
  return stats !== undefined && Math.abs(Date.now() - Number(stats.mtimeMs)) > staleMs;
}

async function made(files: Files, path: string): Promise<boolean> {
  const done = await unless('EEXIST', async () => {
    await files.mkdir(path, { mode: 0o700 });
    return true;
  });
  return done ?? false;
}

async function removed(files: Files, path: string): Promise<boolean> {
  await unless('ENOENT', () => files.rmdir(path));
  return true;
}

function lookedAt(files: Files, path: string): Promise<BigIntStats | undefined> {
  return unless('ENOENT', () => files.stat(path, { bigint: true }));
}

/** What the work gives; undefined when the system refuses with this code. */
async function unless<T>(code: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (systemCode(error) === code) {
      return undefined;
    }
    throw error;
  }
}

function lockOf({ target }: Place): string {
  return `${target}.lock`;
}
