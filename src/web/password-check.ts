import { createHmac, randomBytes } from 'node:crypto';
import { passwordMatches, unusableHash } from '../core/access/password.js';

/** Who may log in: user name to password hash, as they stand at this moment. */
export interface Users {
  readUsers(): Promise<ReadonlyMap<string, string>>;
}

/** Whether this is the user's password. */
export type PasswordCheck = (user: string, password: string) => Promise<boolean>;

/**
 * Checks passwords against the users' file. A slow hash on every request would stop the console, so a right
 * answer is remembered, keyed by user, password and stored hash: a changed password counts at once. An
 * unknown user costs the same work as a wrong password.
 * @param limit how many right answers are remembered.
 */
export function createPasswordCheck(users: Users, limit = 100): PasswordCheck {
  const key = randomBytes(32);
  const right = new Map<string, Promise<boolean>>();
  return async (user, password) => {
    const stored = (await users.readUsers()).get(user);
    const hash = stored ?? unusableHash;
    const memory = createHmac('sha256', key)
      .update(JSON.stringify([user, password, hash]))
      .digest('base64');
    let answer = right.get(memory);
    if (answer === undefined) {
      // Requests that arrive together share one computation.
      answer = passwordMatches(password, hash);
      right.set(memory, answer);
      for (const oldest of right.keys()) {
        if (right.size <= limit) break;
        right.delete(oldest);
      }
    }
    const matches = (await answer) && stored !== undefined;
    if (!matches) right.delete(memory);
    return matches;
  };
}
