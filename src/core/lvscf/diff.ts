/** What changed between two files, object by object and key by key. */

import type { Scope } from '../problem.js';
import { readable, visible } from './bytes.js';
import { type Config, type RealServer, readConfig, type VirtualServer } from './config.js';
import { type Block, type Document, entryOf, rawValue } from './document.js';
import { runnerOf } from './programs.js';

/** One change, in the words of the file, as a person may see them. */
export interface Difference {
  readonly what: 'added' | 'removed' | 'renamed' | 'changed' | 'comments';
  readonly scope: Scope;
  /** Name of the virtual server (or failover service) it is about. */
  readonly virtual?: string;
  /** Name of the real server it is about. */
  readonly server?: string;
  readonly keyword?: string;
  /** The value as it stood in the file; for `renamed` the old name. Nothing when the key was absent. */
  readonly from?: string;
  readonly to?: string;
  /** What is new has a program run, as this account. */
  readonly runsAs?: string;
}

/** Something before and after; nothing on a side where it is not there. */
export interface Sides<T> {
  readonly was: T | undefined;
  readonly is: T | undefined;
}

/** A change with the blocks that it is about. */
export interface LocatedDifference {
  readonly difference: Difference;
  /** Of a virtual server, or of a failover service. */
  readonly virtual?: Sides<VirtualServer>;
  readonly server?: Sides<RealServer>;
}

/** Every change from one file to another; the serial number is left out, it follows from the others. */
export function differences(before: Config, after: Config): Difference[] {
  return locatedDifferences(before, after).map(({ difference }) => difference);
}

/** The same, with the blocks. */
export function locatedDifferences(before: Config, after: Config): LocatedDifference[] {
  const ofHead = [
    ...keyDifferences(before, before.document.root, after, after.document.root, { scope: 'global' }),
    ...keyDifferences(before, before.sharedBlock, after, after.sharedBlock, { scope: 'global' }),
  ];
  const found = [
    ...ofHead.map((difference): LocatedDifference => ({ difference })),
    ...blockDifferences(before, after, before.failovers, after.failovers, 'failover'),
    ...blockDifferences(before, after, before.virtualServers, after.virtualServers, 'virtual'),
  ];
  if (found.length === 0 && String(before.document) !== String(after.document)) {
    return [{ difference: { what: 'comments', scope: 'global' } }];
  }
  return found.map((one) => ({ ...one, difference: shown(marked(one.difference, after)) }));
}

/** As `differences`, of files that nobody has read yet. */
export function differencesOfTexts(before: string, after: string): Difference[] {
  return differences(readConfig(before), readConfig(after));
}

/** Whoever looks at a change is to see at once that it has a program run. */
function marked(difference: Difference, after: Config): Difference {
  const { what, keyword = '', to = '' } = difference;
  const runsAs = what === 'added' ? runnerInBlock(difference, after) : runnerOf(after, keyword, to);
  return runsAs === undefined ? difference : { ...difference, runsAs };
}

function runnerInBlock({ scope, virtual }: Difference, after: Config): string | undefined {
  const blocks = scope === 'failover' ? after.failovers : after.virtualServers;
  const added = scope === 'server' ? undefined : blocks.find(({ name }) => name === virtual)?.block;
  return added?.entries
    .map((entry) => runnerOf(after, entry.keyword, rawValue(after.document, entry)))
    .find((runner) => runner !== undefined);
}

type About = Pick<Difference, 'scope' | 'virtual' | 'server'>;
type Read = Pick<Config, 'document'>;
type Named = VirtualServer | RealServer;

function blockDifferences(
  before: Read,
  after: Read,
  old: readonly VirtualServer[],
  now: readonly VirtualServer[],
  scope: 'virtual' | 'failover',
): LocatedDifference[] {
  return pairs(old, now, samePlaceOfService).flatMap(([was, is]): LocatedDifference[] => {
    const virtual = { was, is };
    const own = objectDifferences(before, was, after, is, { scope, virtual: (is ?? was)?.name ?? '' });
    const servers =
      was === undefined || is === undefined
        ? []
        : serverDifferences(before, after, was.realServers, is.realServers, is.name);
    return [...own.map((difference) => ({ difference })), ...servers].map((one) => ({ ...one, virtual }));
  });
}

function serverDifferences(
  before: Read,
  after: Read,
  old: readonly RealServer[],
  now: readonly RealServer[],
  virtual: string,
): LocatedDifference[] {
  return pairs(old, now, sameAddress).flatMap(([was, is]) => {
    const about: About = { scope: 'server', virtual, server: (is ?? was)?.name ?? '' };
    const own = objectDifferences(before, was, after, is, about);
    return own.map((difference) => ({ difference, server: { was, is } }));
  });
}

/** What changed in a block itself, without the blocks in it. */
function objectDifferences(
  before: Read,
  was: Named | undefined,
  after: Read,
  is: Named | undefined,
  about: About,
): Difference[] {
  if (was === undefined) return is === undefined ? [] : [{ what: 'added', ...about }];
  if (is === undefined) return [{ what: 'removed', ...about }];
  return [...renamed(was, is, about), ...keyDifferences(before, was.block, after, is.block, about)];
}

function renamed(was: Named, is: Named, about: About): Difference[] {
  return was.name === is.name ? [] : [{ what: 'renamed', ...about, from: was.name, to: is.name }];
}

function sameAddress(was: RealServer, is: RealServer): boolean {
  return was.values.address === is.values.address;
}

function samePlaceOfService(was: VirtualServer, is: VirtualServer): boolean {
  const [a, b] = [was.values, is.values];
  return a.address?.address === b.address?.address && a.port === b.port && a.protocol === b.protocol;
}

/**
 * The services of two files that belong together: by name, else by address, port and protocol. One that is gone,
 * or new, has no partner.
 */
export function servicePairs(
  old: readonly VirtualServer[],
  now: readonly VirtualServer[],
): readonly [VirtualServer | undefined, VirtualServer | undefined][] {
  return pairs(old, now, samePlaceOfService);
}

/** Where in a file a virtual server, or a real server of one, is; by reference. */
export type BlockParams = Readonly<Record<string, string>>;

/** Where a block is by now that has another name, or stands in a virtual server that has; nothing otherwise. */
export function renamedSince(before: Config, now: Config, params: BlockParams): BlockParams | undefined {
  const { server, virtual } = params;
  const pair = servicePairs(before.virtualServers, now.virtualServers).find(([was]) => was?.ref === virtual);
  const [was, is] = pair ?? [];
  if (was === undefined || is === undefined) return undefined;
  const servers = pairs(was.realServers, is.realServers, sameAddress);
  const [, isServer] = servers.find(([one]) => one?.ref === server) ?? [];
  if (server !== undefined && isServer === undefined) return undefined;
  const found = { ...params, virtual: is.ref, ...(isServer && { server: isServer.ref }) };
  return found.virtual === virtual && found['server'] === server ? undefined : found;
}

/** The names and values as text that can be shown anywhere. */
function shown(difference: Difference): Difference {
  const texts = (['virtual', 'server', 'keyword', 'from', 'to'] as const).flatMap((key) => {
    const text = difference[key];
    return text === undefined ? [] : [[key, visible(readable(text))]];
  });
  return { ...difference, ...Object.fromEntries(texts) };
}

/** Blocks of one reference belong together; what is left over on both sides may have been renamed. */
function pairs<T extends Named>(
  old: readonly T[],
  now: readonly T[],
  alike: (was: T, is: T) => boolean,
): [T | undefined, T | undefined][] {
  const oldByRef = new Map(old.map((one) => [one.ref, one]));
  const nowRefs = new Set(now.map(({ ref }) => ref));
  const gone = old.filter(({ ref }) => !nowRefs.has(ref));
  const result = now.map((is): [T | undefined, T | undefined] => {
    const same = oldByRef.get(is.ref);
    if (same !== undefined) return [same, is];
    const index = gone.findIndex((was) => alike(was, is));
    return [index === -1 ? undefined : gone.splice(index, 1)[0], is];
  });
  return [...gone.map((was): [T | undefined, T | undefined] => [was, undefined]), ...result];
}

function keyDifferences(before: Read, old: Block, after: Read, now: Block, about: About): Difference[] {
  const keywords = new Set([...old.entries, ...now.entries].map(({ keyword }) => keyword));
  keywords.delete('serial_no');
  return [...keywords].flatMap((keyword): Difference[] => {
    const from = statedValue(before.document, old, keyword);
    const to = statedValue(after.document, now, keyword);
    if (from === to) return [];
    return [
      {
        what: 'changed',
        ...about,
        keyword,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      },
    ];
  });
}

function statedValue(document: Document, block: Block, keyword: string): string | undefined {
  const entry = entryOf(block, keyword);
  return entry === undefined ? undefined : rawValue(document, entry);
}
