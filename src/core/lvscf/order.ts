/** The order of blocks. A block moves with the comments that stand right above it, and nothing else moves. */

import { ConsoleError } from '../problem.js';
import { readable, visible } from './bytes.js';
import { edited, realServerOf, virtualServerOf } from './change.js';
import type { Config, RealServer, VirtualServer } from './config.js';
import type { Block, Document, Edit } from './document.js';
import { firstInk } from './lines.js';
import { isSharedLine } from './shared-lines.js';

/** Which way a block goes among its like. */
export type Way = 'up' | 'down';

/** The text with a virtual server one place further; the same where there is none. @throws ConsoleError as every edit */
export function moveVirtualServer(config: Config, ref: string, way: Way): string {
  return inOrder(config, swapped(config.virtualServers, virtualServerOf(config, ref), way));
}

/**
 * The text with a real server one place further among those of its virtual server.
 * @throws ConsoleError `invalid`: port_between, and as every edit
 */
export function moveRealServer(config: Config, ref: string, serverRef: string, way: Way): string {
  const around = virtualServerOf(config, ref);
  return orderedServers(config, around, swapped(around.realServers, realServerOf(around, serverRef), way));
}

/**
 * The text with these virtual servers in this order: they take each other's places, and the others stay in theirs.
 * @throws ConsoleError `not_found`, and as every edit
 */
export function orderVirtualServers(config: Config, refs: readonly string[]): string {
  return inOrder(
    config,
    refs.map((ref) => virtualServerOf(config, ref)),
  );
}

/** The same for real servers of one virtual server. @throws ConsoleError `invalid`: port_between, and as every edit */
export function orderRealServers(config: Config, ref: string, serverRefs: readonly string[]): string {
  const around = virtualServerOf(config, ref);
  return orderedServers(
    config,
    around,
    serverRefs.map((serverRef) => realServerOf(around, serverRef)),
  );
}

/** A block and its neighbour in their new order; the block alone at the end of the list. */
function swapped<T>(all: readonly T[], one: T, way: Way): readonly T[] {
  const neighbour = all[all.indexOf(one) + (way === 'up' ? -1 : 1)];
  if (neighbour === undefined) return [one];
  return way === 'up' ? [one, neighbour] : [neighbour, one];
}

function orderedServers(config: Config, around: VirtualServer, wanted: readonly RealServer[]): string {
  const opens = wanted.map(({ block }) => block.open);
  const [first, last] = [Math.min(...opens), Math.max(...opens)];
  // Without a port of its own a real server has the one that stands above it: beyond such a line it has another.
  const isBetween = around.block.entries.some(
    ({ keyword, line }) => keyword === 'port' && line > first && line < last,
  );
  if (isBetween && wanted.some(({ values }) => values.port === undefined))
    throw new ConsoleError('invalid', 'port_between', { virtual: visible(readable(around.name)) });
  return inOrder(config, wanted);
}

/** The lines of each place are replaced by those of the block that comes there. */
function inOrder(config: Config, wanted: readonly { readonly block: Block }[]): string {
  const { document } = config;
  const pieces = [...new Set(wanted)].map(({ block }) => pieceOf(document, block));
  const places = pieces.toSorted((a, b) => a.at - b.at);
  const edits = places.flatMap(({ at, lines }, index): Edit[] => {
    const piece = pieces[index];
    return piece === undefined || piece.at === at ? [] : [{ at, remove: lines.length, insert: piece.lines }];
  });
  return edited(config, edits);
}

interface Piece {
  readonly at: number;
  readonly lines: readonly string[];
}

function pieceOf({ lines }: Document, { open, close = open }: Block): Piece {
  let at = open;
  while (at > 0 && isOwnComment(lines[at - 1]?.text ?? '')) at--;
  return { at, lines: lines.slice(at, close + 1).map(({ text }) => text) };
}

/** A setting in a comment line is the whole file's, and stays where it is. */
function isOwnComment(text: string): boolean {
  return text[firstInk(text)] === '#' && !isSharedLine(text);
}
