/** Looks at both routers again and again while somebody wants to know, once for all who do. */

import { setTimeout as pause } from 'node:timers/promises';
import {
  missedNow,
  type RouterSeen,
  type RoutersSeen,
  seenNow,
  unseen,
  wantsDetailsOf,
} from '../core/live/routers.js';
import { ConsoleError } from '../core/problem.js';
import type { Observation } from '../core/router/observation.js';

/** Asks one router what it sees. @param line what the look is told @throws ConsoleError where it does not answer */
export type Observe = (line: string) => Promise<Observation>;

/** What the looks need. */
export interface RoutersNeeds {
  readonly here: Observe;
  readonly there: Observe;
  /** Whether a connection to the other router is set up. */
  readonly isThere: () => Promise<boolean>;
  /** From the end of one look to the next. */
  readonly everyMs?: number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Takes what goes wrong while nobody waits for it: a fault of the program. */
  readonly onFault: (error: unknown) => void;
}

/** Both routers as they are watched. */
export interface Routers {
  /** What is known, however old; nobody is asked. */
  latest(): RoutersSeen;
  /** What is known now, from a look that is not older than one round; whoever asks waits for both routers. */
  look(): Promise<RoutersSeen>;
  /** What is known after a look, or after so long: a router that does not answer is not waited for. */
  soon(ms: number): Promise<RoutersSeen>;
  /**
   * Tells of each look from now on; what is known already is told at once.
   * @returns ends it
   */
  follow(see: (seen: RoutersSeen) => void): () => void;
}

const usualEveryMs = 10_000;

/** One that does not answer is not tried in each round: whoever counts failed logins there shall not lock us out. */
const roundsAfterFailure = 3;

/** Opens the looks; nobody is asked before somebody wants to know. */
export function openRouters(needs: RoutersNeeds): Routers {
  const { clock, everyMs = usualEveryMs, isThere, onFault } = needs;
  const followers = new Set<(seen: RoutersSeen) => void>();
  let latest: RoutersSeen = Object.freeze({ here: unseen, there: undefined });

  function learn(part: Partial<RoutersSeen>): void {
    latest = Object.freeze({ ...latest, ...part });
    for (const see of followers) see(latest);
  }

  // One router is never waited for where only the other one is wanted: it may not answer for minutes.
  const here = openSide(async () => {
    learn({ here: await oneLook(needs.here, latest.here, clock) });
    return latest.here.trouble === undefined;
  });
  const there = openSide(async () => {
    if (await isThere()) learn({ there: await oneLook(needs.there, latest.there ?? unseen, clock) });
    else if (latest.there !== undefined) learn({ there: undefined });
    return latest.there?.trouble === undefined;
  });

  function openSide(look: () => Promise<boolean>): Side {
    return sideLooks({ look, clock, everyMs, onFault, isFollowed: () => followers.size > 0 });
  }

  return {
    latest: () => latest,
    async look() {
      await Promise.all([here.look(), there.look()]);
      return latest;
    },
    async soon(ms) {
      const enough = new AbortController();
      const late = pause(ms, undefined, { ref: false, signal: enough.signal }).catch(() => undefined);
      const both = Promise.all([here.look(), there.look()]).catch(onFault);
      await Promise.race([both, late]);
      enough.abort();
      return latest;
    },
    follow(see) {
      followers.add(see);
      if (latest.here !== unseen) see(latest);
      here.start();
      there.start();
      return () => {
        followers.delete(see);
        if (followers.size > 0) return;
        here.stop();
        there.stop();
      };
    },
  };
}

async function oneLook(observe: Observe, before: RouterSeen, clock: () => number): Promise<RouterSeen> {
  try {
    const line = JSON.stringify({ details: wantsDetailsOf(before, clock()) });
    return Object.freeze(seenNow(await observe(line), clock(), before));
  } catch (error) {
    if (!(error instanceof ConsoleError)) throw error;
    return Object.freeze(missedNow(error, clock(), before));
  }
}

/** The looks at one router. */
export interface Side {
  /** A look that is not older than one round; whoever asks while one is under way gets that one. */
  look(): Promise<void>;
  /** Goes on for as long as somebody follows. */
  start(): void;
  /** Nobody follows any more. */
  stop(): void;
}

interface SideNeeds extends Required<Pick<RoutersNeeds, 'clock' | 'everyMs' | 'onFault'>> {
  /** @returns whether the router has answered */
  readonly look: () => Promise<boolean>;
  readonly isFollowed: () => boolean;
}

/** Opens the looks at one router; nobody is asked before somebody wants to know. */
export function sideLooks({ clock, everyMs, isFollowed, look, onFault }: SideNeeds): Side {
  let lookedAt: number | undefined;
  let patienceMs = everyMs;
  let looking: Promise<void> | undefined;
  let isRunning = false;
  let wake = () => {};

  function lookOnce(): Promise<void> {
    const age = lookedAt === undefined ? -1 : clock() - lookedAt;
    // A clock that was set back says nothing about the age of a look.
    if (looking === undefined && age >= 0 && age < patienceMs) return Promise.resolve();
    looking ??= look()
      .then((hasAnswered) => {
        patienceMs = hasAnswered ? everyMs : everyMs * roundsAfterFailure;
      })
      .finally(() => {
        looking = undefined;
        lookedAt = clock();
      });
    return looking;
  }

  async function run(): Promise<void> {
    isRunning = true;
    try {
      while (isFollowed()) {
        await lookOnce();
        const ended = new AbortController();
        wake = () => ended.abort();
        await pause(everyMs, undefined, { ref: false, signal: ended.signal }).catch(() => undefined);
      }
    } catch (error) {
      onFault(error);
    } finally {
      isRunning = false;
    }
  }

  return {
    look: lookOnce,
    start() {
      if (!isRunning) void run();
    },
    stop: () => wake(),
  };
}
