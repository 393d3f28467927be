/** The kinds of password hashes that Apache's password files hold. */

import { createHash, timingSafeEqual } from 'node:crypto';
import { compare } from 'bcryptjs';
import desCrypt from 'unix-crypt-td-js';
import { md5Crypt } from './md5-crypt.js';
import { shaCrypt } from './sha-crypt.js';

/** The names of the kinds, as the tools that write them call them. */
export type FamilyName = 'bcrypt' | 'sha512' | 'sha256' | 'apr1' | 'md5' | 'sha1' | 'des';

/** One kind of hash. */
export interface HashFamily {
  readonly name: FamilyName;
  /** How many bytes of a password it reads; all of them without this. */
  readonly readsBytes?: 8 | 72;
  /** Whether a stolen file would soon tell the passwords: fast to try, or without salt. */
  readonly weak: boolean;
  /** What a hash of this kind looks like; others of its kind cost too much to check. */
  readonly form: RegExp;
  /** Whether a password has this hash, which has the form. */
  matches(password: Buffer, stored: string): Promise<boolean>;
}

/** Source: crypt(5); Apache HTTP Server 2.4, Password Formats. */
const families: readonly HashFamily[] = [
  {
    name: 'bcrypt',
    readsBytes: 72,
    weak: false,
    // Up to cost 14, about a second.
    form: /^\$2[aby]\$(?:0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$/,
    matches: (password, stored) => compare(password.toString(), stored),
  },
  {
    name: 'sha512',
    weak: false,
    form: /^\$6\$(?:rounds=([1-9]\d{3,8})\$)?[^$:]{0,16}\$[./A-Za-z0-9]{86}$/,
    matches: shaMatches,
  },
  {
    name: 'sha256',
    weak: false,
    form: /^\$5\$(?:rounds=([1-9]\d{3,8})\$)?[^$:]{0,16}\$[./A-Za-z0-9]{43}$/,
    matches: shaMatches,
  },
  { name: 'apr1', weak: true, form: /^\$apr1\$[^$:]{0,8}\$[./A-Za-z0-9]{22}$/, matches: md5Matches },
  { name: 'md5', weak: true, form: /^\$1\$[^$:]{0,8}\$[./A-Za-z0-9]{22}$/, matches: md5Matches },
  {
    name: 'sha1',
    weak: true,
    form: /^\{SHA\}[A-Za-z0-9+/]{27}=$/,
    matches: async (password, stored) =>
      isSame(`{SHA}${createHash('sha1').update(password).digest('base64')}`, stored),
  },
  {
    name: 'des',
    readsBytes: 8,
    weak: true,
    form: /^[./A-Za-z0-9]{13}$/,
    matches: async (password, stored) => isSame(desCrypt([...password], stored.slice(0, 2)), stored),
  },
];

/**
 * More rounds than this would keep everybody else waiting: 5,000, what is usual, takes about 15 ms, and the work
 * is done in one piece.
 */
const maxRounds = 20_000;

/** The kind of a hash; nothing when it is none of them, or costs too much to check. */
export function familyOf(stored: string): HashFamily | undefined {
  return families.find(({ form }) => {
    const found = form.exec(stored);
    return found !== null && Number(found[1] ?? 0) <= maxRounds;
  });
}

async function shaMatches(password: Buffer, stored: string): Promise<boolean> {
  const [, id, ...rest] = stored.split('$');
  const [digest = '', salt = '', rounds] = rest.reverse();
  const computed = shaCrypt(password, salt, id === '5' ? '5' : '6', roundsIn(rounds));
  return isSame(computed, digest);
}

/** `rounds=10000`, where a hash names them. */
function roundsIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text.slice('rounds='.length));
}

async function md5Matches(password: Buffer, stored: string): Promise<boolean> {
  const [, magic, salt = '', digest = ''] = stored.split('$');
  return isSame(md5Crypt(password, salt, magic === '1' ? '$1$' : '$apr1$'), digest);
}

/** Compares without telling by its time how much of it is right. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
