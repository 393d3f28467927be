/**
 * The keys of the hosts that somebody has confirmed, in the format that every SSH program reads.
 * Source: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT.
 */

import { createHmac } from 'node:crypto';
import { isKeyType, type KeyType, type PublicKey, readPublicKey, sameKey } from './host-key.js';

/** Where a host key belongs. */
export interface HostPort {
  readonly address: string;
  readonly port: number;
}

/** One line; without `entry` it is blank, a comment or not understood, and stays as it is. */
interface Line {
  readonly text: string;
  readonly entry?: Entry;
}

interface Entry {
  readonly marker: '' | '@revoked' | '@cert-authority';
  /** Names, patterns, or one hash, as they stand. */
  readonly hosts: string;
  readonly key: PublicKey;
}

/** A whole file. */
export interface KnownHosts {
  readonly lines: readonly Line[];
}

/**
 * What the file says of a key.
 * - `unknown`: nothing. `certified`: it names an authority for this host, which is not followed here.
 * - `changed`: this host has other keys.
 */
export type HostVerdict =
  | { readonly verdict: 'known' }
  | { readonly verdict: 'unknown'; readonly certified: boolean }
  | { readonly verdict: 'changed'; readonly known: readonly PublicKey[] }
  | { readonly verdict: 'revoked' };

const usualPort = 22;

/** Reads a file; no text is refused. */
export function parseKnownHosts(text: string): KnownHosts {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return { lines: lines.map(readLine) };
}

/** What the file says of the key that a host offers. A revoked key is refused whatever else stands there. */
export function judgeHostKey(file: KnownHosts, at: HostPort, offered: PublicKey): HostVerdict {
  const entries = entriesOf(file, at);
  const isOffered = ({ key }: Entry) => sameKey(key, offered);
  if (entries.some((entry) => entry.marker === '@revoked' && isOffered(entry))) return { verdict: 'revoked' };
  const trusted = entries.filter(({ marker }) => marker === '');
  if (trusted.some(isOffered)) return { verdict: 'known' };
  if (trusted.length > 0) return { verdict: 'changed', known: trusted.map(({ key }) => key) };
  return { verdict: 'unknown', certified: entries.some(({ marker }) => marker === '@cert-authority') };
}

/** The keys that somebody confirmed for a host and that are not revoked. */
export function knownKeys(file: KnownHosts, at: HostPort): readonly PublicKey[] {
  const entries = entriesOf(file, at);
  const revoked = entries.filter(({ marker }) => marker === '@revoked');
  return entries
    .filter(({ marker, key }) => marker === '' && !revoked.some((entry) => sameKey(entry.key, key)))
    .map(({ key }) => key);
}

/**
 * The types of key to ask a host for: those it is known by, because a key of another type could not be compared;
 * all of them for a host that is not known yet.
 */
export function wantedTypes(file: KnownHosts, at: HostPort, all: readonly KeyType[]): readonly KeyType[] {
  const known = new Set(
    entriesOf(file, at)
      .filter(({ marker }) => marker === '')
      .map(({ key }) => key.type),
  );
  return known.size === 0 ? all : all.filter((type) => known.has(type));
}

/** The file with one more key for a host; unchanged when it is there. */
export function withHostKey(text: string, at: HostPort, key: PublicKey): string {
  const file = parseKnownHosts(text);
  if (judgeHostKey(file, at, key).verdict === 'known') return text;
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${separator}${hostText(at)} ${key.type} ${key.base64}\n`;
}

/**
 * The file without the lines by which a host is known, patterns and hashes included; other hosts on the same line
 * have to be confirmed anew. What is revoked stays revoked.
 */
export function withoutHost(text: string, at: HostPort): string {
  const { lines } = parseKnownHosts(text);
  const rest = lines.filter(({ entry }) => entry?.marker !== '' || !isFor(entry.hosts, at));
  return rest.length === lines.length ? text : rest.map((line) => `${line.text}\n`).join('');
}

function entriesOf({ lines }: KnownHosts, at: HostPort): readonly Entry[] {
  return lines.flatMap(({ entry }) => (entry !== undefined && isFor(entry.hosts, at) ? [entry] : []));
}

function readLine(text: string): Line {
  const words = text.split(/[ \t\r]+/).filter((word) => word !== '');
  const marker = words[0]?.startsWith('@') ? words.shift() : '';
  const [hosts, type, base64] = words;
  if (hosts === undefined || type === undefined || base64 === undefined || hosts.startsWith('#')) {
    return { text };
  }
  if (marker !== '' && marker !== '@revoked' && marker !== '@cert-authority') return { text };
  const key = readPublicKey(Buffer.from(base64, 'base64'));
  if (key === undefined || key.type !== type || !isKeyType(type)) return { text };
  return { text, entry: { marker, hosts, key } };
}

/** The host as it stands in the file: the port beside it when it is not the usual one. */
function hostText({ address, port }: HostPort): string {
  const host = address.toLowerCase();
  return port === usualPort ? host : `[${host}]:${port}`;
}

/** Whether the hosts of a line are meant for this one; one pattern behind `!` excludes it from the line. */
function isFor(hosts: string, at: HostPort): boolean {
  const host = hostText(at);
  if (hosts.startsWith('|')) return isHashOf(hosts, host);
  const patterns = hosts.toLowerCase().split(',');
  const isAnyOf = (list: readonly string[]) => list.some((pattern) => matches(pattern, host));
  const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  return !isAnyOf(excluded) && isAnyOf(patterns.filter((pattern) => !pattern.startsWith('!')));
}

/** `|1|SALT|HASH`, where the hash is HMAC-SHA1 of the host with the salt as key. Source: ssh_config(5), HashKnownHosts. */
function isHashOf(hashed: string, host: string): boolean {
  const [, version, salt, hash] = hashed.split('|');
  if (version !== '1' || salt === undefined || hash === undefined) return false;
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(host).digest('base64') === hash;
}

/** `*` stands for any text and `?` for any one character. Walks both once, so that no pattern takes long. */
function matches(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let i = 0;
  while (i < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      resume = i;
    } else if (pattern[at] === '?' || pattern[at] === text[i]) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
