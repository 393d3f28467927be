/** Looks at the kernel's table again and again while somebody watches, once for all who do. */

import { setTimeout as pause } from 'node:timers/promises';
import type { IpvsTable } from '../core/ipvs/table.js';
import type { WantedService } from '../core/ipvs/wanted.js';
import { type Snapshot, snapshotOf } from '../core/live/snapshot.js';
import type { Reading } from '../core/machine/reading.js';

/** What a look needs. */
export interface LiveTableNeeds {
  readonly read: () => Promise<Reading<IpvsTable>>;
  /** What lvs.cf wants; nothing when it cannot be read. */
  readonly wanted: () => Promise<readonly WantedService[] | undefined>;
  /** Of the kernel's clock, where it is known. */
  readonly ticksPerSecond: () => Promise<number | undefined>;
  /** From the end of one look to the next. */
  readonly everyMs?: number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Takes what goes wrong while nobody waits for it: a fault of the program. */
  readonly onFault: (error: unknown) => void;
}

/** The table as it is watched. */
export interface LiveTable {
  /** What is known now, from a look that is not older than one round. */
  now(): Promise<Snapshot>;
  /**
   * Tells of each look from now on; the first comes at once.
   * @returns ends it
   */
  follow(see: (snapshot: Snapshot) => void): () => void;
}

const usualEveryMs = 1000;

/** Opens the table; nothing is read before somebody asks. */
export function openLiveTable(needs: LiveTableNeeds): LiveTable {
  const { clock, everyMs = usualEveryMs, onFault, read, ticksPerSecond, wanted } = needs;
  const followers = new Set<(snapshot: Snapshot) => void>();
  let latest: Snapshot | undefined;
  let looking: Promise<Snapshot> | undefined;
  let isRunning = false;

  async function look(): Promise<Snapshot> {
    const [reading, services, ticks] = await Promise.all([read(), wanted(), ticksPerSecond()]);
    latest = Object.freeze(snapshotOf(reading, services, ticks, latest));
    return latest;
  }

  /** Whoever asks while a look is under way gets that one. */
  function lookOnce(): Promise<Snapshot> {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  async function now(): Promise<Snapshot> {
    const isFresh = latest !== undefined && clock() - latest.at < everyMs;
    return isFresh && latest !== undefined ? latest : lookOnce();
  }

  /** Goes on for as long as there is somebody to tell. */
  async function run(): Promise<void> {
    isRunning = true;
    try {
      while (followers.size > 0) {
        const snapshot = await lookOnce();
        for (const see of followers) see(snapshot);
        await pause(everyMs, undefined, { ref: false });
      }
    } catch (error) {
      followers.clear();
      onFault(error);
    } finally {
      isRunning = false;
    }
  }

  return {
    now,
    follow(see) {
      followers.add(see);
      if (!isRunning) void run();
      else if (latest !== undefined) see(latest);
      return () => void followers.delete(see);
    },
  };
}
