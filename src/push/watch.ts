/** How things stand with the other router, for the head of every page: nobody waits for it. */

import type { Clock } from '../adapters/files/files.js';
import type { Config } from '../core/lvscf/config.js';
import { differences } from '../core/lvscf/diff.js';
import { remembered } from '../core/lvscf/remembered.js';
import { ConsoleError } from '../core/problem.js';
import type { PushState, Running } from '../core/push/api.js';
import { syncOf } from '../core/push/compare.js';
import type { FileHere } from './flow.js';
import type { Last, Ledger } from './ledger.js';
import type { Link } from './link.js';
import type { PushTarget } from './push.js';

/** What it takes. */
export interface WatchNeeds {
  readonly target: () => Promise<PushTarget | undefined>;
  readonly link: Link;
  readonly ledger: Pick<Ledger, 'last'>;
  readonly here: () => Promise<FileHere>;
  readonly running: () => Promise<Running | undefined>;
  readonly clock: Clock;
  readonly freshMs?: number;
}

/** What is known of the other router. */
export interface Watch {
  /** Tells what is known; when that is old, a look begins. */
  state(): Promise<PushState>;
  /** The other router was seen with a file of this hash, by the way; without one, with none. */
  saw(to: string, hash: string | undefined): void;
  /** The other router could not be asked, by the way. */
  missed(to: string, error: unknown): void;
}

/** What was seen, and when. */
interface Seen {
  readonly to: string;
  readonly at: number;
  readonly hash: string | undefined;
}

const usualFreshMs = 10_000;

/** A router that cannot be reached is not tried more often than this. */
const retryMs = 30_000;

/** Opens the watch. */
export function openWatch(needs: WatchNeeds): Watch {
  const { clock, freshMs = usualFreshMs, here, ledger, link, running, target } = needs;
  let seen: Seen | undefined;
  let failed: { readonly to: string; readonly since: number; readonly error: ConsoleError } | undefined;
  let looking: Promise<void> | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;

  function saw(to: string, hash: string | undefined): void {
    seen = { to, hash, at: clock() };
    failed = undefined;
  }

  function missed(to: string, error: unknown): void {
    failed = { to, error: asFailure(error), since: failed?.to === to ? failed.since : clock() };
  }

  async function look({ copyTo, to }: PushTarget): Promise<void> {
    try {
      saw(to, await link.use(copyTo, async (there) => hashThere(there)));
    } catch (error) {
      missed(to, error);
    }
  }

  /** Begins a look when what is known is old; nobody waits for it. */
  function lookIfOld(at: PushTarget): void {
    const isOther = (seen ?? failed) !== undefined && (failed ?? seen)?.to !== at.to;
    const wait = failed === undefined ? freshMs : Math.max(freshMs, retryMs);
    const isOld = isOther || clock() - Math.max(triedAt, seen?.at ?? triedAt) >= wait;
    if (looking !== undefined || !isOld) return;
    triedAt = clock();
    looking = look(at).finally(() => {
      looking = undefined;
    });
  }

  async function state(): Promise<PushState> {
    const now = await running();
    const unknown = { to: '', changes: null, at: null, unreachable: undefined, running: now } as const;
    let at: PushTarget | undefined;
    try {
      at = await target();
    } catch (error) {
      // How it is set up cannot be read: every page says so, and none fails.
      const unreachable = { since: clock(), error: asFailure(error) };
      return { ...unknown, kind: 'unreachable', unreachable };
    }
    if (at === undefined) return { ...unknown, kind: 'not_set_up' };
    // While a push runs, it knows best.
    if (now === undefined) lookIfOld(at);
    const { to } = at;
    const ours = seen?.to === to ? seen : undefined;
    const unreachable = failed?.to === to ? { since: failed.since, error: failed.error } : undefined;
    const [file, last] = await Promise.all([readable(here), ledger.last(to)]);
    const sync =
      ours === undefined || file === undefined
        ? 'not_looked'
        : syncOf({ last: last?.hash, here: file.hash, there: ours.hash });
    return {
      kind: unreachable === undefined ? sync : 'unreachable',
      to,
      changes: sync === 'in_sync' ? 0 : changesSince(last, file),
      at: ours?.at ?? null,
      unreachable,
      running: now,
    };
  }

  return { state, saw, missed };
}

/** Nobody waits for a look: what went wrong is told by the next page, also when it is a fault of the program. */
function asFailure(cause: unknown): ConsoleError {
  if (cause instanceof ConsoleError) return cause;
  return new ConsoleError('push_failed', 'push_far_fault', { why: 'closed', seen: '' }, { cause });
}

async function hashThere(there: Parameters<Parameters<Link['use']>[1]>[0]): Promise<string | undefined> {
  if (there.kind === 'program') return (await there.program.look())?.sha256;
  return (await there.fetch())?.hash;
}

/** A file that is missing or closed is the concern of the panels that edit it. */
async function readable(here: () => Promise<FileHere>): Promise<FileHere | undefined> {
  try {
    return await here();
  } catch (error) {
    if (error instanceof ConsoleError) return undefined;
    throw error;
  }
}

/** Every page asks; the two files stay the same for long. */
const changesFrom = remembered((last: Config) =>
  remembered((here: Config) => ({ count: differences(last, here).length })),
);

function changesSince(last: Last | undefined, file: FileHere | undefined): number | null {
  if (last === undefined || file === undefined) return null;
  return changesFrom(last.config)(file.config).count;
}
