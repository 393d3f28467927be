import { randomBytes } from 'node:crypto';
import type { Words } from '../text/index.js';

/** A message for the page that follows a change, said in the language of the request that shows it. */
export interface Notice {
  readonly kind: 'done' | 'warning';
  readonly text: (words: Words) => string;
  /** What was written, one item per line. */
  readonly details?: (words: Words) => readonly string[];
  /** lvs.cf was saved: the other router does not have it yet. */
  readonly isSave?: boolean;
  /** The engine is stopped: the message has START beside it. */
  readonly offersStart?: boolean;
  /** What was typed beside the change and is not saved: the form that follows begins with it. */
  readonly typed?: Readonly<Record<string, string | undefined>>;
}

/** Messages waiting to be shown once, each to the user it was left for. */
export interface Notices {
  /** Keeps a message and returns its identifier. */
  leave(user: string, notice: Notice): string;
  /** The message, the first time its own user asks; undefined ever after. */
  take(user: string, id: string): Notice | undefined;
}

/** @param limit how many messages are kept; the oldest goes first. */
export function createNotices(limit = 500): Notices {
  const waiting = new Map<string, { user: string; notice: Notice }>();
  return {
    leave(user, notice) {
      const id = randomBytes(9).toString('base64url');
      waiting.set(id, { user, notice });
      for (const oldest of waiting.keys()) {
        if (waiting.size <= limit) break;
        waiting.delete(oldest);
      }
      return id;
    },
    take(user, id) {
      const found = waiting.get(id);
      if (found === undefined || found.user !== user) return undefined;
      waiting.delete(id);
      return found.notice;
    },
  };
}
