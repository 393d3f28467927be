/** Public keys as SSH sends and names them. */

import { createHash } from 'node:crypto';
import type { ShownKey } from './failures.js';

/** A public key: its type and its bytes as they stand, in base64, in `known_hosts` and in `.pub` files. */
export interface PublicKey {
  readonly type: string;
  readonly base64: string;
}

/**
 * The signature algorithms that belong to a type of key, best first. Not here: SHA-1 with RSA, DSA, and keys on
 * hardware tokens, which no host has. Source: RFC 8332, section 3; RFC 8709; RFC 5656.
 */
const algorithmsOfType = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
} as const;

/** A type of key that this console takes. */
export type KeyType = keyof typeof algorithmsOfType;

/** A signature algorithm of a host key. */
export type HostKeyAlgorithm = (typeof algorithmsOfType)[KeyType][number];

/** Every type taken, best first. */
export const keyTypes = Object.keys(algorithmsOfType) as readonly KeyType[];

/** The signature algorithms of some types of key, best first. */
export function algorithmsFor(types: readonly KeyType[]): readonly HostKeyAlgorithm[] {
  return types.flatMap((type) => algorithmsOfType[type]);
}

/** Whether a type of key is one that this console takes. */
export function isKeyType(type: string): type is KeyType {
  return Object.hasOwn(algorithmsOfType, type);
}

/**
 * Reads a key as it is sent: a string with its type, then its numbers. Undefined when the bytes do not begin with
 * the name of a type. Source: RFC 4253, section 6.6.
 */
export function readPublicKey(blob: Buffer): PublicKey | undefined {
  if (blob.length < 4) return undefined;
  const length = blob.readUInt32BE(0);
  const type = blob.toString('latin1', 4, 4 + length);
  if (type.length !== length || !/^[a-z0-9@.-]{1,64}$/.test(type)) return undefined;
  return { type, base64: blob.toString('base64') };
}

/** `SHA256:` and the hash without padding, as `ssh-keygen -l` prints it. */
export function fingerprintOf({ base64 }: PublicKey): string {
  const hash = createHash('sha256').update(Buffer.from(base64, 'base64')).digest('base64');
  return `SHA256:${hash.replace(/=+$/, '')}`;
}

/** A key as a person compares it. */
export function shown(key: PublicKey): ShownKey {
  return { type: key.type, fingerprint: fingerprintOf(key) };
}

/** Whether two keys are the same one. */
export function sameKey(one: PublicKey, other: PublicKey): boolean {
  return one.type === other.type && one.base64 === other.base64;
}
