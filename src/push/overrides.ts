import { ConsoleError } from '../core/problem.js';
import type { OverrideEnd, Overrides, OverridesSeen, OverridesThere } from '../core/push/override-api.js';
import type { Answer } from '../core/router/answer.js';
import { type Override, overrideLine } from '../core/router/override.js';
import type { Verb } from '../core/router/verbs.js';

/** What temporary weights work with. */
export interface OverrideNeeds {
  readonly engine: {
    /** @throws ConsoleError engine_refused */
    run(verb: Verb, line?: string): Promise<Answer>;
    /** Those of this router; undefined where nobody can tell. This needs no rights. */
    overrides(): Promise<readonly Override[] | undefined>;
  };
  /** Whether a connection to another router is set up. @throws file_unavailable */
  readonly isPaired: () => Promise<boolean>;
  /** Those of the other router. @throws push_failed */
  readonly seeThere: () => Promise<{ readonly overrides: readonly Override[] }>;
  /** Has the other router do it. @throws push_failed */
  readonly setThere: (line: string) => Promise<Answer>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** For how long a look at the other router counts, in milliseconds. */
  readonly freshMs?: number;
}

const usualFreshMs = 60_000;

/** Opens what can be done with temporary weights; nobody is asked before it is wanted. */
export function openOverrides(needs: OverrideNeeds): Overrides {
  const { clock, engine, freshMs = usualFreshMs, isPaired, seeThere, setThere } = needs;
  let known: OverridesThere = { overrides: undefined, at: undefined, trouble: undefined };
  let looking: Promise<void> | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;

  async function lookThere(): Promise<void> {
    triedAt = clock();
    try {
      const { overrides } = await seeThere();
      known = { overrides, at: clock(), trouble: undefined };
    } catch (error) {
      known = { ...known, trouble: asFailure(error) };
    }
  }

  /** Whoever asks while a look is under way waits for that one. */
  function lookOnce(): Promise<void> {
    looking ??= lookThere().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  async function seen(): Promise<OverridesSeen> {
    const [here, paired] = await Promise.all([engine.overrides(), pairing()]);
    if (!paired) return { here, there: undefined };
    if (clock() - triedAt >= freshMs) void lookOnce();
    return { here, there: known };
  }

  /** A connection whose file cannot be read is one that somebody has set up. */
  async function pairing(): Promise<boolean> {
    return isPaired().catch((error: unknown) => {
      if (error instanceof ConsoleError) return true;
      throw error;
    });
  }

  return {
    seen,
    async look() {
      if (await pairing()) await lookOnce();
      return seen();
    },
    async set(order, routers): Promise<OverrideEnd> {
      const line = overrideLine(order);
      const paired = await pairing();
      const [here, there] = await Promise.all([
        routers === 'other' ? undefined : orFailure(engine.run('override', line)),
        routers === 'here' || !paired ? undefined : orFailure(setThere(line)),
      ]);
      // A look that is under way may have seen what was before.
      if (there !== undefined) {
        await looking;
        await lookOnce();
      }
      return { here, there, isPaired: paired };
    },
  };
}

async function orFailure(doing: Promise<Answer>): Promise<Answer | ConsoleError> {
  try {
    return await doing;
  } catch (error) {
    if (error instanceof ConsoleError) return error;
    throw error;
  }
}

/** Nobody waits for a look: what went wrong is told by the next page, also when it is a fault of the program. */
function asFailure(cause: unknown): ConsoleError {
  if (cause instanceof ConsoleError) return cause;
  return new ConsoleError('push_failed', 'push_far_fault', { why: 'closed', seen: '' }, { cause });
}
