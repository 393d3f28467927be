import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Address } from '../core/access/address.js';
import { createHashQueue } from '../core/access/hash-queue.js';
import { createLockout, type LockoutState, placeOf } from '../core/access/lockout.js';
import { passwordMatches, unusableHash } from '../core/access/password.js';

/** Who may log in: user name to password hash, as they stand at this moment. */
export interface Users {
  readUsers(): Promise<ReadonlyMap<string, string>>;
}

/** Where wrong passwords are remembered over a restart. */
export interface LockoutMemory {
  read(): Promise<LockoutState>;
  keep(state: () => LockoutState): void;
}

/** What passwords are checked with. */
export interface PasswordNeeds {
  readonly users: Users;
  readonly lockout: LockoutMemory;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/**
 * Right, wrong, or how many seconds to wait before another one is looked at; `busy` when others wait already, more than
 * can be looked at.
 */
export type Answer = 'right' | 'wrong' | 'busy' | number;

/** The check of what a request brings along. */
export interface PasswordCheck {
  /** Whether this is the user's password. */
  check(from: Address, user: string, password: string): Promise<Answer>;
  /** Whether a password that was right is right still. It is no try, and nothing is hashed for it. */
  isStillRight(user: string, password: string): Promise<boolean>;
  /** Counts a header that holds no name and password: it may be a try too. */
  malformed(from: Address, header: string): Promise<Answer>;
}

/** A wrong answer takes at least so long, whatever the hash is and whether there is such a user. */
const wrongAnswerMs = 200;

/** How many right answers are remembered. */
const limit = 100;

/**
 * Checks passwords against the users' file. A slow hash on every request would stop the console, so a right
 * answer is remembered, keyed by user, password and stored hash: a changed password counts at once. Who is
 * remembered so does not wait for the wrong tries of others at his address. An unknown user costs the same work
 * as a wrong password, and no two are hashed at the same time; see `createHashQueue`.
 */
export async function createPasswordCheck(needs: PasswordNeeds): Promise<PasswordCheck> {
  const { users, clock } = needs;
  const key = randomBytes(32);
  const lockout = createLockout(await needs.lockout.read());
  const right = new Set<string>();
  const checking = new Map<string, Promise<boolean>>();
  const queue = createHashQueue();

  const markOf = (...parts: readonly string[]) =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64');
  const keep = () => needs.lockout.keep(() => lockout.state(clock()));

  function rememberRight(mark: string): void {
    right.add(mark);
    for (const oldest of right) {
      if (right.size <= limit) return;
      right.delete(oldest);
    }
  }

  return {
    async check(from, user, password) {
      const known = await users.readUsers();
      const stored = known.get(user);
      const [anyHash = unusableHash] = known.values();
      const hash = stored ?? anyHash;
      const mark = markOf(user, password, hash);
      if (right.has(mark)) return 'right';
      // Requests that arrive together share one computation.
      const same = checking.get(mark);
      if (same !== undefined) return (await same) ? 'right' : 'wrong';
      const place = placeOf(from);
      if (!queue.hasRoom(place)) return 'busy';
      const started = clock();
      const attempt = lockout.begin(from, user, mark, started);
      if (typeof attempt === 'number') return attempt;
      const matches = async () => (await passwordMatches(password, hash)) && stored !== undefined;
      const answer = queue.take(place, matches);
      checking.set(mark, answer);
      try {
        if (await answer) {
          attempt.succeeded();
          queue.know(place);
          rememberRight(mark);
          return 'right';
        }
      } finally {
        checking.delete(mark);
      }
      keep();
      await pause(Math.max(0, wrongAnswerMs - (clock() - started)));
      return 'wrong';
    },
    async isStillRight(user, password) {
      const hash = (await users.readUsers()).get(user);
      return hash !== undefined && right.has(markOf(user, password, hash));
    },
    async malformed(from, header) {
      const attempt = lockout.begin(from, '', markOf(header), clock());
      if (typeof attempt === 'number') return attempt;
      keep();
      await pause(wrongAnswerMs);
      return 'wrong';
    },
  };
}
