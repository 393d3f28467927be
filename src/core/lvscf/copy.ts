/** What is taken over from another virtual server: all of it under a new name, or its real servers. */

import { edited, valueEdits, virtualServerOf } from './change.js';
import type { Config, RealServer, VirtualServer } from './config.js';
import {
  type Block,
  type Document,
  type Edit,
  entryOf,
  placeForBlock,
  rawValue,
  removeBlock,
  renameBlock,
  setValue,
} from './document.js';
import { sameValue } from './kind.js';
import { serverStanza } from './server.js';
import { indentOf, type Stanza } from './stanza.js';
import { virtualStanza } from './virtual.js';

/**
 * The text with a copy of a virtual server right behind it: the same lines, comments and real servers in it too,
 * under another name and inactive. Its address is that of the original.
 * @throws ConsoleError `not_found`, and as every edit
 */
export function copyVirtualServer(config: Config, ref: string, name: string): string {
  const { document } = config;
  const { block, values } = virtualServerOf(config, ref);
  const asCopy = [
    renameBlock(document, block, name),
    ...valueEdits(document, block, virtualStanza, values, { active: false }),
  ];
  const insert = linesAfter(document, asCopy, block);
  return edited(config, [{ at: (block.close ?? block.open) + 1, remove: 0, insert }]);
}

/**
 * How real servers are taken over.
 * - `add`: those whose address and port are missing; what is there stays.
 * - `replace`: they are the other's, no more and no less. One that is there under its name keeps its comments.
 */
export type TakeOver = 'add' | 'replace';

/**
 * The text with the real servers of another virtual server. One that listens on the other's own port listens on
 * this one's here: it has no port line then.
 * @throws ConsoleError `not_found`, and as every edit
 */
export function takeRealServers(config: Config, ref: string, fromRef: string, how: TakeOver): string {
  const to = virtualServerOf(config, ref);
  const from = virtualServerOf(config, fromRef);
  if (to === from) return edited(config, []);
  return edited(config, how === 'add' ? additions(config, to, from) : replacements(config, to, from));
}

function additions(config: Config, to: VirtualServer, from: VirtualServer): Edit[] {
  const present = new Set(to.realServers.map(({ port, values }) => `${values.address} ${port}`));
  const missing = from.realServers.filter(
    (one) => !present.has(`${one.values.address} ${followsPort(one, from) ? portOf(to) : one.port}`),
  );
  return insertions(config, to, from, missing, new Set(to.realServers.map(({ name }) => name)));
}

function replacements(config: Config, to: VirtualServer, from: VirtualServer): Edit[] {
  const { document } = config;
  const wanted = new Map(from.realServers.map((one) => [one.ref, one]));
  const kept = new Set(to.realServers.filter(({ ref }) => wanted.has(ref)).map(({ ref }) => ref));
  const edits = to.realServers.flatMap((one) => {
    const like = wanted.get(one.ref);
    return like === undefined ? [removeBlock(one.block)] : takenValues(document, one, like, { to, from });
  });
  const fresh = from.realServers.filter(({ ref }) => !kept.has(ref));
  return [...edits, ...insertions(config, to, from, fresh)];
}

interface Pair {
  readonly to: VirtualServer;
  readonly from: VirtualServer;
}

/** The lines of the other are taken as they are written there, right or wrong. */
function takenValues(document: Document, one: RealServer, like: RealServer, { to, from }: Pair): Edit[] {
  const stanza: Stanza = serverStanza;
  const order = Object.keys(stanza);
  return Object.entries(stanza).flatMap(([keyword, { kind }]) => {
    const entry = entryOf(like.block, keyword);
    const isLeftOut = keyword === 'port' && dropsPort(like, to, from);
    const raw = entry === undefined || isLeftOut ? undefined : rawValue(document, entry);
    const own = entryOf(one.block, keyword);
    if (raw === (own && rawValue(document, own))) return [];
    const [mine, theirs] = [one, like].map(({ values }) => (values as Record<string, unknown>)[keyword]);
    const isSame = raw !== undefined && mine !== undefined && sameValue(kind, mine, theirs);
    return isSame ? [] : setValue(one.block, document, keyword, raw, { order, indent: indentOf.server });
  });
}

/** Copies behind the real servers that are there; where some names are taken, under others. */
function insertions(
  { document }: Config,
  to: VirtualServer,
  from: VirtualServer,
  copied: readonly RealServer[],
  taken?: Set<string>,
): Edit[] {
  if (copied.length === 0) return [];
  const insert = copied.flatMap((one) => {
    const { block, name } = one;
    const free = freeName(name, taken ?? new Set());
    taken?.add(free);
    const renamed = free === name ? [] : [renameBlock(document, block, free)];
    const without = dropsPort(one, to, from) ? portRemoval(document, block) : [];
    return linesAfter(document, [...renamed, ...without], block);
  });
  return [{ at: placeForBlock(document, to.block), remove: 0, insert }];
}

function portRemoval(document: Document, block: Block): Edit[] {
  return setValue(block, document, 'port', undefined, {
    order: Object.keys(serverStanza),
    indent: indentOf.server,
  });
}

function portOf({ values }: VirtualServer): number {
  return values.port ?? virtualStanza.port.absent;
}

/** Whether a real server listens where its virtual server does, told so or not. */
function followsPort({ port }: RealServer, around: VirtualServer): boolean {
  return port === portOf(around);
}

function dropsPort(one: RealServer, to: VirtualServer, from: VirtualServer): boolean {
  return one.values.port !== undefined && followsPort(one, from) && portOf(to) !== portOf(from);
}

/** A name that nobody has, made of one that is taken; in the file it needs no quotes. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  const bare = name.replaceAll(/[ \t"']+/g, '_');
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${bare}-${count}`;
  return free;
}

/** The lines of a block as some edits of it would leave them. */
function linesAfter(document: Document, edits: readonly Edit[], block: Block): readonly string[] {
  const { open, close = open } = block;
  const lines: string[] = [];
  let next = open;
  const upTo = (line: number) => {
    for (; next < line; next++) lines.push(document.lines[next]?.text ?? '');
  };
  for (const { at, insert, remove } of edits.toSorted((a, b) => a.at - b.at)) {
    upTo(at);
    lines.push(...insert);
    next = at + remove;
  }
  upTo(close + 1);
  return lines;
}
