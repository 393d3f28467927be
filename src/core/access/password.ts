import { hash } from 'bcryptjs';
import { familyOf } from './hash-family.js';

/** Work factor of new hashes: about 75 ms each. */
const cost = 10;

/** bcrypt reads no more than this. Source: bcrypt, maximum password length. */
const maxBytes = 72;

const minCharacters = 10;

/** Longer than any password that somebody chose, and than `htpasswd` takes: not worth hashing. */
const longestTried = 255;

/** A well-formed hash that no known password has: comparing with it costs the same as with a real one. */
export const unusableHash = '$2b$10$abcdefghijklmnopqrstuuZ3YJ4hVYcFQe5bGm0mO8Q2oXH1n3l7K';

/** A hash for the users' file. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Whether a password has this hash; one of an unknown form, or one too dear to check, matches nothing. */
export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const bytes = Buffer.from(password);
  if (bytes.length > longestTried) return false;
  return (await familyOf(stored)?.matches(bytes, stored)) ?? false;
}

/** Why a password is not taken. */
export type PasswordWeakness = 'empty' | 'short' | 'long' | 'control_character' | 'user_name' | 'monotonous';

/** What is wrong with a new password, if anything. */
export function weaknessOf(password: string, user: string): PasswordWeakness | undefined {
  if (password === '') return 'empty';
  if (/\p{Cc}/u.test(password)) return 'control_character';
  if (Buffer.byteLength(password) > maxBytes) return 'long';
  if ([...password].length < minCharacters) return 'short';
  if (password.toLowerCase().includes(user.toLowerCase())) return 'user_name';
  if (new Set(password).size < 5) return 'monotonous';
  return undefined;
}
