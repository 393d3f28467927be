import { rmdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { callbackify } from 'node:util';
import { lock } from 'proper-lockfile';
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
  assertHeld(): void;
}

/** A process that died leaves its lock; after this time without a sign of life another takes it. */
const staleMs = 4000;
/** Longer than `staleMs`, so that a save after a crash waits instead of failing. */
const patienceMs = 6000;
const shortestPauseMs = 5;
const pauseSpreadMs = 20;

/**
 * Does the work while no other process, and nobody else in this one, changes the file.
 * The lock is the folder `FILE.lock` beside the file.
 * @throws conflict: locked (somebody else held it all the time)
 */
export async function withLock<T>(
  files: Files,
  place: Place,
  work: (held: HeldLock) => Promise<T>,
): Promise<T> {
  let lost = false;
  const release = await taken(files, place, () => {
    lost = true;
  });
  try {
    return await work({
      assertHeld() {
        if (lost) {
          throw new ConsoleError('conflict', 'locked', { path: place.path });
        }
      },
    });
  } finally {
    // What was done is done. A lock that cannot be removed is taken over when it is stale.
    await release().catch(() => undefined);
  }
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

async function taken(files: Files, place: Place, onLost: () => void): Promise<() => Promise<void>> {
  const options = {
    fs: callbackFiles(files),
    realpath: false,
    stale: staleMs,
    onCompromised: onLost,
  };
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    try {
      return await lock(place.target, options);
    } catch (error) {
      if (systemCode(error) !== 'ELOCKED') {
        throw error;
      }
      if (performance.now() > giveUpAt) {
        throw new ConsoleError('conflict', 'locked', { path: place.path }, { cause: error });
      }
    }
    await pause(shortestPauseMs + Math.random() * pauseSpreadMs);
  }
}

/** The calls that the lock makes, in the callback form it wants. */
function callbackFiles(files: Files) {
  return {
    mkdir: callbackify((path: string) => files.mkdir(path, { mode: 0o700 })),
    stat: callbackify((path: string) => files.stat(path)),
    rmdir: callbackify((path: string) => files.rmdir(path)),
    utimes: callbackify((path: string, accessed: Date, changed: Date) =>
      files.utimes(path, accessed, changed),
    ),
    // Called when the process ends, when nothing asynchronous runs any more.
    rmdirSync,
  };
}
