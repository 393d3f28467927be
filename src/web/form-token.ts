import { Tokens } from '@fastify/csrf';

const day = 24 * 60 * 60 * 1000;

/** How a token fares: made here for this user and fresh, made here but too old, or not ours. */
export type TokenVerdict = 'good' | 'old' | 'wrong';

/** The tokens that every form carries: without state, bound to a user, good for a day. */
export interface FormTokens {
  make(user: string): string;
  judge(user: string, token: unknown): TokenVerdict;
}

/** @param key secret of this installation; another key makes every earlier token wrong. */
export function createFormTokens(key: Buffer): FormTokens {
  const secret = key.toString('base64url');
  const tokens = new Tokens({ hmacKey: key, userInfo: true, validity: day });
  // The same tokens without their limit: tells a form left open too long from a forged one.
  const ageless = new Tokens({ hmacKey: key, userInfo: true, validity: Number.MAX_SAFE_INTEGER });
  return {
    make: (user) => tokens.create(secret, user),
    judge(user, token) {
      if (typeof token !== 'string') return 'wrong';
      if (tokens.verify(secret, token, user)) return 'good';
      return ageless.verify(secret, token, user) ? 'old' : 'wrong';
    },
  };
}
