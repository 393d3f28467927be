/**
 * What may be named in a connection to the other router. A value that begins with a minus sign is refused
 * everywhere: a program that gets it as a word would take it for an option.
 */

import { z } from 'zod';
import { parsePeer } from '../access/address.js';

/**
 * Whether a text is an IPv4 or IPv6 address or a host name. Refused: short, octal and hexadecimal forms of
 * addresses, which different programs read differently.
 * Source: RFC 1123, section 2.1; RFC 1035, section 2.3.4.
 */
export function isHost(text: string): boolean {
  if (parsePeer(text) !== undefined) return /^[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?$/.test(text);
  const labels = text.split('.');
  const isName = labels.every((label) => /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label));
  return text.length <= 253 && isName && !/^(?:\d+|0x[0-9a-f]*)$/i.test(labels.at(-1) ?? '');
}

/** Whether a text is the name of a Unix account. Source: useradd(8), CAVEATS. */
export function isUser(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_.-]{0,30}[A-Za-z0-9_.$-]?$/.test(text);
}

/** Whether a text is the path of a file: absolute, without `.`, `..`, empty parts and control characters. */
export function isRemotePath(text: string): boolean {
  const [before, ...parts] = text.split('/');
  return (
    before === '' &&
    Buffer.byteLength(text) < 4096 &&
    !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) &&
    parts.length > 0 &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

/** An address or name of a router. */
export const hostShape = z.string().refine(isHost);

/** A TCP port. */
export const portShape = z.int().min(1).max(65535);

/** The account on the other router. */
export const userShape = z.string().refine(isUser);

/** A path on this or the other router. */
export const pathShape = z.string().refine(isRemotePath);

/** Words of the other end as they may be shown: one line, nothing that a terminal would obey. */
export function harmless(text: string, limit = 200): string {
  return text
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, limit);
}
