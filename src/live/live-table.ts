/** Looks at the kernel's table again and again while somebody watches, once for all who do. */

import { setTimeout as pause } from 'node:timers/promises';
import type { IpvsTable } from '../core/ipvs/table.js';
import type { WantedService } from '../core/ipvs/wanted.js';
import { type Snapshot, snapshotOf } from '../core/live/snapshot.js';
import type { LiveService } from '../core/live/table.js';
import type { Reading } from '../core/machine/reading.js';

/** What a look needs. */
export interface LiveTableNeeds {
  readonly read: () => Promise<Reading<IpvsTable>>;
  /** What lvs.cf wants; nothing when it cannot be read. */
  readonly wanted: () => Promise<readonly WantedService[] | undefined>;
  /** Of the kernel's clock, where it is known. */
  readonly ticksPerSecond: () => Promise<number | undefined>;
  /** What else is known of the real servers. @param at when the look was, in milliseconds since 1970 */
  readonly marked?: (services: readonly LiveService[], at: number) => readonly LiveService[];
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
   * Tells of a look again and again; the first comes at once.
   * @param everyMs from one telling to the next, where that is longer than from one look to the next
   * @returns ends it
   */
  follow(see: (snapshot: Snapshot) => void, everyMs?: number): () => void;
}

const usualEveryMs = 1000;

const asTheyAre = (services: readonly LiveService[]) => services;

/** Whoever is told, and how often. */
interface Follower {
  readonly see: (snapshot: Snapshot) => void;
  readonly everyMs: number;
  toldAt: number | undefined;
}

/** Opens the table; nothing is read before somebody asks. */
export function openLiveTable(needs: LiveTableNeeds): LiveTable {
  const { clock, everyMs = usualEveryMs, marked = asTheyAre, onFault, read, ticksPerSecond, wanted } = needs;
  const followers = new Set<Follower>();
  let latest: Snapshot | undefined;
  let looking: Promise<Snapshot> | undefined;
  let isRunning = false;
  let wake = () => {};

  async function look(): Promise<Snapshot> {
    const [reading, services, ticks] = await Promise.all([read(), wanted(), ticksPerSecond()]);
    const seen = snapshotOf(reading, services, ticks, latest);
    latest = Object.freeze({ ...seen, services: marked(seen.services, seen.at) });
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

  /** How long nobody wants to be told anything; a clock that was set back makes nobody wait longer. */
  function restMs(): number {
    const rests = [...followers].map(({ everyMs: own, toldAt }) => {
      return toldAt === undefined ? 0 : Math.min(own, own - (clock() - toldAt));
    });
    return Math.max(everyMs, rests.length === 0 ? 0 : Math.min(...rests));
  }

  function tell(follower: Follower, snapshot: Snapshot): void {
    follower.toldAt = clock();
    follower.see(snapshot);
  }

  function isDue({ everyMs: own, toldAt }: Follower): boolean {
    const age = toldAt === undefined ? own : clock() - toldAt;
    return age < 0 || age >= own;
  }

  /** Goes on for as long as there is somebody to tell. */
  async function run(): Promise<void> {
    isRunning = true;
    try {
      while (followers.size > 0) {
        const snapshot = await lookOnce();
        for (const follower of [...followers].filter(isDue)) tell(follower, snapshot);
        const rest = new AbortController();
        wake = () => rest.abort();
        await pause(restMs(), undefined, { ref: false, signal: rest.signal }).catch(() => undefined);
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
    follow(see, ownEveryMs = everyMs) {
      const follower: Follower = { see, everyMs: Math.max(ownEveryMs, everyMs), toldAt: undefined };
      followers.add(follower);
      if (!isRunning) {
        void run();
      } else {
        if (latest !== undefined && clock() - latest.at < everyMs) tell(follower, latest);
        // Those who are there may rest for longer than this one wants to.
        wake();
      }
      return () => void followers.delete(follower);
    },
  };
}
