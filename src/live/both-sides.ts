/** Looks at both routers again and again while somebody wants to know, once for all who do. */

import { setTimeout as pause } from 'node:timers/promises';
import type { RouterSide } from '../core/live/alarms.js';

/** What is known of a router, however old. */
export interface SideState {
  /** Why the last look saw nothing; nothing when it saw what is known. */
  readonly trouble: unknown;
}

/** What is known of both. */
export interface SidesSeen<Known extends SideState> {
  readonly here: Known;
  /** Nothing while no connection to the other router is set up. */
  readonly there: Known | undefined;
}

/** What looks at both routers need, whatever they look at. */
export interface LookNeeds {
  /** Whether a connection to the other router is set up. */
  readonly isThere: () => Promise<boolean>;
  /** From the end of one look to the next. */
  readonly everyMs?: number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Takes what goes wrong while nobody waits for it: a fault of the program. */
  readonly onFault: (error: unknown) => void;
}

interface BothSidesNeeds<Known extends SideState> extends LookNeeds {
  /** What is known before anybody looked. */
  readonly unseen: Known;
  /** @returns what is known now, which tells also why a look saw nothing */
  readonly look: (side: RouterSide, before: Known) => Promise<Known>;
}

/** Both routers as they are watched. */
export interface BothSides<Known extends SideState> {
  /** What is known, however old; nobody is asked. */
  latest(): SidesSeen<Known>;
  /** What is known now, from a look that is not older than one round; whoever asks waits for both routers. */
  look(): Promise<SidesSeen<Known>>;
  /**
   * What is known after a look, or after so long: a router that does not answer is not waited for.
   * @param only one router is enough
   */
  soon(ms: number, only?: 'here'): Promise<SidesSeen<Known>>;
  /**
   * Tells of each look from now on; what is known already is told at once.
   * @returns ends it
   */
  follow(see: (seen: SidesSeen<Known>) => void): () => void;
}

const usualEveryMs = 10_000;

/** One that does not answer is not tried in each round: whoever counts failed logins there shall not lock us out. */
const roundsAfterFailure = 3;

/** Opens the looks; nobody is asked before somebody wants to know. */
export function openBothSides<Known extends SideState>(needs: BothSidesNeeds<Known>): BothSides<Known> {
  const { clock, everyMs = usualEveryMs, isThere, look, onFault, unseen } = needs;
  const followers = new Set<(seen: SidesSeen<Known>) => void>();
  let latest: SidesSeen<Known> = Object.freeze({ here: unseen, there: undefined });

  function learn(part: Partial<SidesSeen<Known>>): void {
    latest = Object.freeze({ ...latest, ...part });
    for (const see of followers) see(latest);
  }

  // One router is never waited for where only the other one is wanted: it may not answer for minutes.
  const looks = { clock, everyMs, onFault, isFollowed: () => followers.size > 0 };
  const here = openSide({
    ...looks,
    async look() {
      learn({ here: await look('here', latest.here) });
      return latest.here.trouble === undefined;
    },
  });
  const there = openSide({
    ...looks,
    async look() {
      if (await isThere()) learn({ there: await look('there', latest.there ?? unseen) });
      else if (latest.there !== undefined) learn({ there: undefined });
      return latest.there?.trouble === undefined;
    },
  });

  return {
    latest: () => latest,
    async look() {
      await Promise.all([here.look(), there.look()]);
      return latest;
    },
    async soon(ms, only) {
      const enough = new AbortController();
      const late = pause(ms, undefined, { ref: false, signal: enough.signal }).catch(() => undefined);
      const wanted = only === 'here' ? [here.look()] : [here.look(), there.look()];
      await Promise.race([Promise.all(wanted).catch(onFault), late]);
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

/** The looks at one router. */
interface Side {
  /** A look that is not older than one round; whoever asks while one is under way gets that one. */
  look(): Promise<void>;
  /** Goes on for as long as somebody follows. */
  start(): void;
  /** Nobody follows any more. */
  stop(): void;
}

interface SideNeeds extends Required<Pick<LookNeeds, 'clock' | 'everyMs' | 'onFault'>> {
  /** @returns whether the router has answered */
  readonly look: () => Promise<boolean>;
  readonly isFollowed: () => boolean;
}

function openSide({ clock, everyMs, isFollowed, look, onFault }: SideNeeds): Side {
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
