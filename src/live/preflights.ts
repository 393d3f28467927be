/** Looks at how both routers are set up, once for all who want to know at the same time. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Identity } from '../core/keepalived/identity.js';
import type { Config } from '../core/lvscf/config.js';
import { type Looked, type RouterReport, reportsOf, type Side } from '../core/preflight/report.js';
import { wishOf } from '../core/preflight/wish.js';
import { ConsoleError } from '../core/problem.js';
import type { PreflightSeen, PreflightWish } from '../core/router/preflight.js';

/** What the looks need. */
export interface PreflightsNeeds {
  /** @throws ConsoleError of the file */
  readonly config: () => Promise<Config>;
  readonly identity: () => Promise<Identity | undefined>;
  /** Of the console. */
  readonly version: string;
  /** Asks a router. @throws ConsoleError where it does not answer */
  readonly look: (side: Side, line: string) => Promise<PreflightSeen>;
  /** What can be seen of this router without rights. @throws ConsoleError */
  readonly lookWithoutRights: (line: string) => Promise<PreflightSeen>;
  /** Whether a connection to the other router is set up. */
  readonly isThere: () => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Takes what goes wrong while nobody waits for it: a fault of the program. */
  readonly onFault: (error: unknown) => void;
}

/** How both routers are set up. */
export interface Preflights {
  /** @param sides those that are asked; whoever asks waits for them @throws ConsoleError of the file */
  look(sides?: readonly Side[]): Promise<readonly RouterReport[]>;
  /** What is known after so long: a router that does not answer is not waited for. @throws as `look` */
  soon(ms: number): Promise<readonly RouterReport[]>;
}

/** For so long a look counts, in milliseconds: pages are walked through, and each look costs both routers a moment. */
const freshMs = 10_000;

interface Kept {
  readonly line: string;
  /** Nothing while it is under way. */
  looked?: Looked;
  readonly running: Promise<void>;
}

/** Opens the looks; nobody is asked before somebody wants to know. */
export function openPreflights(needs: PreflightsNeeds): Preflights {
  const { clock, config, identity, isThere, onFault, version } = needs;
  const kept = new Map<Side, Kept>();

  async function ask(side: Side, wish: PreflightWish): Promise<Looked> {
    const line = JSON.stringify(wish);
    const from = clock();
    try {
      const seen = await needs.look(side, line);
      return { seen, trouble: undefined, asked: { from, to: clock() } };
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error;
      const seen =
        side === 'here'
          ? await orNothing(() => needs.lookWithoutRights(JSON.stringify(quiet(wish))))
          : undefined;
      return { seen, trouble: error, asked: { from, to: clock() } };
    }
  }

  function start(side: Side, wish: PreflightWish): Kept {
    const line = JSON.stringify(wish);
    const before = kept.get(side);
    const age = before?.looked === undefined ? undefined : clock() - before.looked.asked.to;
    const isFresh = age === undefined || (age >= 0 && age < freshMs);
    if (before?.line === line && isFresh) return before;
    const now: Kept = {
      line,
      running: ask(side, wish).then((looked) => {
        now.looked = looked;
      }),
    };
    // A fault is nobody's answer: the next who asks begins again.
    now.running.catch(() => kept.delete(side));
    kept.set(side, now);
    return now;
  }

  async function begun(sides: readonly Side[]) {
    const [file, own] = await Promise.all([config(), identity()]);
    const wish = wishOf(file).line;
    const asked = await Promise.all(
      sides.map(async (side) => (side === 'here' || (await isThere()) ? start(side, wish) : undefined)),
    );
    const looks = asked.filter((look) => look !== undefined);
    const told = (side: Side) => {
      const look = asked[sides.indexOf(side)];
      return look && (look.looked ?? 'not_yet');
    };
    const reports = () =>
      reportsOf({
        config: file,
        identity: own,
        version,
        here: told('here'),
        other: told('other'),
      }).filter(({ side }) => sides.includes(side));
    return { all: Promise.all(looks.map(({ running }) => running)), reports };
  }

  const both: readonly Side[] = ['here', 'other'];
  return {
    async look(sides = both) {
      const { all, reports } = await begun(sides);
      await all;
      return reports();
    },
    async soon(ms) {
      const { all, reports } = await begun(both);
      const enough = new AbortController();
      const late = pause(ms, undefined, { ref: false, signal: enough.signal }).catch(() => undefined);
      await Promise.race([all.catch(onFault), late]);
      enough.abort();
      return reports();
    },
  };
}

/** Whoever has not the rights of the router program sends nothing into the network in its place. */
function quiet(wish: PreflightWish): PreflightWish {
  return { ...wish, ports: [], asked: [] };
}

async function orNothing(look: () => Promise<PreflightSeen>): Promise<PreflightSeen | undefined> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof ConsoleError) return undefined;
    throw error;
  }
}
