import type { FastifyRequest } from 'fastify';
import { type Address, siteOf } from '../core/access/address.js';
import { createTally } from '../core/audit/tally.js';
import type { Audit } from './audit.js';
import type { Answer, Users } from './password-check.js';

/** What wrong passwords are told with. */
export interface LoginNoteNeeds {
  readonly audit: Audit;
  readonly users: Users;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Tells the audit log of a password that did not open, before anybody looked at the next one. */
export type LoginNotes = (
  request: FastifyRequest,
  from: Address,
  user: string,
  answer: Answer,
) => Promise<void>;

/**
 * Tells of wrong passwords and of the waits that they lead to, a line for each address and user and hour. A
 * name that no user has is not told: it may be a password, typed into the wrong box.
 */
export function createLoginNotes({ audit, users, clock }: LoginNoteNeeds): LoginNotes {
  const tally = createTally();
  return async (request, from, user, answer) => {
    // Whoever was turned away at the queue has not tried anything.
    if (answer === 'right' || answer === 'busy') return;
    const isKnown = (await users.readUsers()).has(user);
    const name = isKnown ? user : '';
    const reason = answer === 'wrong' ? (isKnown ? 'password' : 'unknown_user') : 'too_many_tries';
    const { family, bits } = siteOf(from);
    const count = tally.count(`${reason} ${family} ${bits} ${name}`, clock());
    if (count === undefined) return;
    // Not waited for: whether there is such a user must not be told by the time that the answer takes.
    audit
      .record({
        user: name,
        address: request.ip,
        role: 'nobody',
        action: 'login',
        outcome: 'refused',
        reason,
        ...(count > 1 && { count }),
      })
      .catch((error: unknown) => request.log.error({ err: error }, 'not in the audit log'));
  };
}
