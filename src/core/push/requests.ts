/**
 * What one router may ask of the other, as the other reads it. Written without a library of shapes: whoever waits
 * for the other router waits for its program to start, and what is asked is a few short messages.
 */

import {
  type Look,
  lineLimit,
  readLook,
  type ToldVerb,
  toldLooks,
  toldVerbs,
  type Verb,
} from '../router/verbs.js';
import { packing } from './packed.js';

/** What both ends must speak; another number is another language. */
export const protocolFormat = 1;

/** The word by which the other router's program says that it is ours. */
export const protocolName = 'lvs-console-router';

/** What a program says first; an older one does not say that bytes may come packed. */
export function firstMessage(version: string) {
  return { hello: protocolName, format: protocolFormat, version, packings: [packing] };
}

/** An lvs.cf of more bytes is a mistake. */
export const fileLimit = 16 * 1024 * 1024;

/** What the other router takes of a request. */
export const requestLimits = { head: 16 * 1024, payload: fileLimit } as const;

/** The verbs that are passed on to the router program there; those that take the service away are not. */
export const farVerbs = [
  'state',
  'test',
  'apply',
  'revert',
  'start',
  ...toldVerbs,
] as const satisfies readonly Verb[];

/** One of the verbs that may be asked for from the other router. */
export type FarVerb = (typeof farVerbs)[number];

/** Who puts a file in place, for the history there. */
export interface Sender {
  readonly user: string;
  /** The host name of the router it comes from. */
  readonly router: string;
}

/**
 * One thing that is asked.
 * - `inspect`: everything that a push needs, looked at without changing anything.
 * - `hash`, `fetch`: the file there, without and with its bytes.
 * - `offer`: the bytes follow; they are written beside the file and checked, the file stays.
 * - `commit`, `discard`: what was offered takes the file's place, or goes.
 * - `engine`: passed on to the router program.
 * - `look`: the same, where the answer is what was seen; its bytes follow.
 *
 * `packed`: the bytes of an offer are packed, those of what is fetched or seen may be. Nobody says so to a program
 * whose first message does not know of it.
 */
export type Request =
  | { readonly ask: 'inspect' }
  | { readonly ask: 'hash' }
  | { readonly ask: 'fetch'; readonly packed?: typeof packing }
  | {
      readonly ask: 'offer';
      /** SHA-256 of the bytes that follow. */
      readonly sha256: string;
      /** Of the bytes as they are, packed or not. */
      readonly size: number;
      readonly packed?: typeof packing;
      /** SHA-256 of the file that they are to replace; null: there must be none. */
      readonly replaces: string | null;
    }
  | { readonly ask: 'commit'; readonly token: string; readonly by: Sender }
  | { readonly ask: 'discard'; readonly token: string }
  | {
      readonly ask: 'engine';
      readonly verb: FarVerb;
      /** What the verb is told; only those that are told anything have it. */
      readonly line?: string;
    }
  | {
      readonly ask: 'look';
      readonly look: Look;
      /** What the look is told; only those that are told anything have it. */
      readonly line?: string;
      readonly packed?: typeof packing;
    };

type Head = Readonly<Record<string, unknown>>;

const readers: { readonly [Ask in Request['ask']]: (head: Head, payload: number) => Request | undefined } = {
  inspect: (head) => bare('inspect', head),
  hash: (head) => bare('hash', head),
  fetch: (head) => {
    const how = packingOf(head);
    return how === undefined || !hasOnly(head, 'packed') ? undefined : { ask: 'fetch', ...how };
  },
  offer: (head, payload) => {
    const { sha256, size, replaces } = head;
    const how = packingOf(head);
    if (how === undefined || !hasOnly(head, 'sha256', 'size', 'replaces', 'packed')) return undefined;
    if (!isSize(size) || (how.packed === undefined ? size !== payload : size <= payload)) return undefined;
    if (!isHash(sha256) || !(replaces === null || isHash(replaces))) return undefined;
    return { ask: 'offer', sha256, size, replaces, ...how };
  },
  commit: (head) => {
    const { by, token } = head;
    const isWhole = hasOnly(head, 'token', 'by') && isToken(token) && isObject(by);
    if (!isWhole || !hasOnly({ ask: '', ...by }, 'user', 'router')) return undefined;
    const { user, router } = by;
    return isName(user) && isName(router) ? { ask: 'commit', token, by: { user, router } } : undefined;
  },
  discard: (head) => {
    const { token } = head;
    return hasOnly(head, 'token') && isToken(token) ? { ask: 'discard', token } : undefined;
  },
  engine: (head) => {
    const { line } = head;
    const verb = farVerbs.find((one) => one === head['verb']);
    if (verb === undefined) return undefined;
    if (!isTold(verb)) return hasOnly(head, 'verb') ? { ask: 'engine', verb } : undefined;
    return hasOnly(head, 'verb', 'line') && isLine(line) ? { ask: 'engine', verb, line } : undefined;
  },
  look: (head) => {
    const { line } = head;
    const [look, how] = [readLook(head['look']), packingOf(head)];
    if (look === undefined || how === undefined) return undefined;
    if (!toldLooks.includes(look))
      return hasOnly(head, 'look', 'packed') ? { ask: 'look', look, ...how } : undefined;
    const isWhole = hasOnly(head, 'look', 'line', 'packed') && isLine(line);
    return isWhole ? { ask: 'look', look, line, ...how } : undefined;
  },
};

/**
 * The request of a message; undefined for everything else.
 * @param payload how many bytes came with it: only an offer has any
 */
export function readRequest(head: Head, payload: number): Request | undefined {
  const { ask } = head;
  if (typeof ask !== 'string' || !Object.hasOwn(readers, ask)) return undefined;
  if (payload > 0 && ask !== 'offer') return undefined;
  return readers[ask as Request['ask']](head, payload);
}

function bare(ask: 'inspect' | 'hash', head: Head): Request | undefined {
  return hasOnly(head) ? { ask } : undefined;
}

/** Whether bytes come packed; undefined where it is said in another way. */
function packingOf(head: Head): { readonly packed?: typeof packing } | undefined {
  if (!Object.hasOwn(head, 'packed')) return {};
  return head['packed'] === packing ? { packed: packing } : undefined;
}

/** A size that a file may have. */
function isSize(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= fileLimit;
}

function hasOnly(head: Head, ...keys: readonly string[]): boolean {
  return Object.keys(head).every((key) => key === 'ask' || keys.includes(key));
}

function isObject(value: unknown): value is Head {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** SHA-256 in hexadecimal, as everywhere. */
export function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function isTold(verb: FarVerb): verb is ToldVerb {
  return toldVerbs.some((told) => told === verb);
}

/** One line; what it says is for the router program to judge. */
function isLine(value: unknown): value is string {
  return typeof value === 'string' && value.length <= lineLimit && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value);
}

function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
}

/** What a line of the history can hold: nothing that ends a line or acts on a terminal. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 200 && !/[\p{C}\p{Zl}\p{Zp}]/u.test(value);
}
