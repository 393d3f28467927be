/**
 * One file out of two, object by object: each panel's part of the head, each virtual server, each real server is
 * taken from here (ours) or from the other router (theirs). What is taken is copied as it is written there.
 */

import { readable, visible } from '../lvscf/bytes.js';
import { type Config, stanzas } from '../lvscf/config.js';
import {
  applyEdits,
  type Block,
  type Document,
  type Edit,
  placeForBlock,
  rawValue,
  removeBlock,
  setValue,
  textOfBlock,
} from '../lvscf/document.js';
import { globalStanza } from '../lvscf/global.js';
import { largestNumber } from '../lvscf/kinds/numbers.js';
import { panelKeys } from '../lvscf/panel-keys.js';
import { sharedPrefix, sharedStanza } from '../lvscf/shared-lines.js';
import { indentOf } from '../lvscf/stanza.js';

/** Whose version of an object. */
export type Whose = 'ours' | 'theirs';

/**
 * What is chosen as one. `global`: the keys at the head that are not on REDUNDANCY. `virtual`, `failover`: its own
 * keys; where only one side has it, all of it. `server`: one real server of both sides' virtual server.
 */
export interface MergeObject {
  readonly scope: 'global' | 'redundancy' | 'virtual' | 'failover' | 'server';
  /** Reference of the virtual server or failover service. */
  readonly virtual?: string;
  /** Reference of the real server. */
  readonly server?: string;
}

/** One key that differs, as a person may see it; a side is missing where the key, or all of the object, is. */
export interface MergeValue {
  readonly keyword: string;
  readonly ours?: string;
  readonly theirs?: string;
}

/** One object that is not the same on both routers. */
export interface MergeChoice {
  /** Names it in a form. */
  readonly key: string;
  readonly object: MergeObject;
  readonly on: 'both' | Whose;
  readonly values: readonly MergeValue[];
  /** The side that alone changed it since the last push; `both` did, or nobody can tell. */
  readonly changedBy: Whose | 'both' | 'unknown';
}

/** Why two files cannot be put together object by object; nothing when they can. */
export function unmergeable(ours: Config, theirs: Config): 'ours_refused' | 'theirs_refused' | undefined {
  if (isRefused(ours)) return 'ours_refused';
  return isRefused(theirs) ? 'theirs_refused' : undefined;
}

/** Where a line is refused nobody knows what was meant, and where a block ends. */
function isRefused({ problems, readOnly }: Config): boolean {
  return readOnly !== undefined || problems.some(({ severity }) => severity === 'refused');
}

/** Every object that differs, in the order of the file here; those that only the other has come last. */
export function mergeChoices(ours: Config, theirs: Config, last: Config | undefined): readonly MergeChoice[] {
  const [here, there, before] = [piecesOf(ours), piecesOf(theirs), last && piecesOf(last)];
  return [...new Set([...here.keys(), ...there.keys()])].flatMap((key): MergeChoice[] => {
    const [mine, yours] = [here.get(key), there.get(key)];
    const object = (mine ?? yours)?.object;
    if (object === undefined || isInOneSided(object, here, there)) return [];
    const values = valuesOf(mine, yours);
    const on = mine === undefined ? 'theirs' : yours === undefined ? 'ours' : 'both';
    if (on === 'both' && values.length === 0) return [];
    const changedBy = before === undefined ? 'unknown' : whoChanged(before.get(key), mine, yours);
    return [{ key, object, on, values, changedBy }];
  });
}

/**
 * The file here with theirs of these objects. The serial number follows the higher one of the two.
 * @param taken keys of choices; those that are none are passed over
 */
export function merged(ours: Config, theirs: Config, taken: ReadonlySet<string>): string {
  const [here, there] = [piecesOf(ours), piecesOf(theirs)];
  const choices = mergeChoices(ours, theirs, undefined).filter(({ key }) => taken.has(key));
  if (choices.length === 0) return String(ours.document);
  const edits = choices.flatMap(({ key, object }): readonly Edit[] => {
    const [mine, yours] = [here.get(key), there.get(key)];
    if (mine === undefined) return [insertion(ours, theirs.document, object, yours)];
    return yours === undefined ? [removeBlock(mine.block)] : valueEdits(ours, mine, yours);
  });
  return applyEdits(ours.document, [...serialEdits(ours, theirs), ...edits]);
}

/** One object in one file. */
interface Piece {
  readonly object: MergeObject;
  /** Where it stands; for a part of the head, the file itself. */
  readonly block: Block;
  /** What is written behind each of its keys. */
  readonly written: ReadonlyMap<string, string>;
}

type Pieces = ReadonlyMap<string, Piece>;

const redundancyKeys: ReadonlySet<string> = new Set(panelKeys.redundancy.keywords);

function piecesOf(config: Config): Pieces {
  const { document, failovers, sharedBlock, virtualServers } = config;
  const pieces = new Map<string, Piece>();
  const add = (object: MergeObject, ...blocks: readonly [Block, ...Block[]]) => {
    const written = blocks.flatMap((block) => writtenIn(document, block, object.scope));
    pieces.set(keyOf(object), { object, block: blocks[0], written: new Map(written) });
  };
  add({ scope: 'global' }, document.root, knownOf(sharedBlock));
  add({ scope: 'redundancy' }, document.root, sharedBlock);
  for (const { block, realServers, ref } of [...virtualServers, ...failovers]) {
    add({ scope: block.scope === 'failover' ? 'failover' : 'virtual', virtual: ref }, block);
    for (const server of realServers) {
      add({ scope: 'server', virtual: ref, server: server.ref }, server.block);
    }
  }
  return pieces;
}

/** A comment line of ours with a key that there is not is a comment like any other. */
function knownOf(shared: Block): Block {
  return { ...shared, entries: shared.entries.filter(({ keyword }) => Object.hasOwn(sharedStanza, keyword)) };
}

function keyOf({ scope, virtual = '', server = '' }: MergeObject): string {
  return JSON.stringify([scope, virtual, server]);
}

function writtenIn(document: Document, block: Block, scope: MergeObject['scope']): [string, string][] {
  return block.entries
    .filter(({ keyword }) => isOf(scope, keyword))
    .map((entry) => [entry.keyword, rawValue(document, entry)]);
}

/** The serial number follows from the others; a key on REDUNDANCY is not one of the rest of the head. */
function isOf(scope: MergeObject['scope'], keyword: string): boolean {
  if (scope === 'redundancy') return redundancyKeys.has(keyword);
  return scope !== 'global' || (keyword !== 'serial_no' && !redundancyKeys.has(keyword));
}

/** Whether a real server goes or comes with its whole virtual server. */
function isInOneSided({ scope, virtual = '' }: MergeObject, here: Pieces, there: Pieces): boolean {
  if (scope !== 'server') return false;
  const around = keyOf({ scope: 'virtual', virtual });
  return !here.has(around) || !there.has(around);
}

function valuesOf(mine: Piece | undefined, yours: Piece | undefined): readonly MergeValue[] {
  const keywords = new Set([...(mine?.written.keys() ?? []), ...(yours?.written.keys() ?? [])]);
  return [...keywords].flatMap((keyword): MergeValue[] => {
    const [ours, theirs] = [mine?.written.get(keyword), yours?.written.get(keyword)];
    if (ours === theirs) return [];
    return [
      {
        keyword: shown(keyword),
        ...(ours === undefined ? {} : { ours: shown(ours) }),
        ...(theirs === undefined ? {} : { theirs: shown(theirs) }),
      },
    ];
  });
}

function whoChanged(
  before: Piece | undefined,
  mine: Piece | undefined,
  yours: Piece | undefined,
): MergeChoice['changedBy'] {
  if (isSame(before, mine)) return 'theirs';
  return isSame(before, yours) ? 'ours' : 'both';
}

function isSame(one: Piece | undefined, other: Piece | undefined): boolean {
  return (one === undefined) === (other === undefined) && valuesOf(one, other).length === 0;
}

function shown(text: string): string {
  return visible(readable(text));
}

/** Their block with all that stands in it, behind the others of its kind here. */
function insertion(ours: Config, theirs: Document, { virtual, server }: MergeObject, yours?: Piece): Edit {
  const { document } = ours;
  const around = server === undefined ? document.root : ours.virtualServer(virtual ?? '')?.block;
  if (around === undefined || yours === undefined) throw new RangeError('an object without its block');
  const insert = textOfBlock(theirs, yours.block).split('\n');
  return { at: placeForBlock(document, around), remove: 0, insert };
}

function valueEdits({ document, sharedBlock }: Config, mine: Piece, yours: Piece): Edit[] {
  const { block } = mine;
  const plain = { block, order: Object.keys(stanzas[block.scope]), indent: indentOf[block.scope] };
  const shared = { block: sharedBlock, order: Object.keys(sharedStanza), indent: sharedPrefix };
  return valuesOf(mine, yours).flatMap(({ keyword }) => {
    const { block: home, ...how } = Object.hasOwn(sharedStanza, keyword) ? shared : plain;
    return setValue(home, document, keyword, yours.written.get(keyword), how);
  });
}

function serialEdits({ document, global }: Config, theirs: Config): Edit[] {
  const highest = Math.max(global.serial_no ?? 0, theirs.global.serial_no ?? 0);
  const next = String(highest >= largestNumber ? 1 : highest + 1);
  const order = Object.keys(globalStanza);
  return setValue(document.root, document, 'serial_no', next, { order, indent: indentOf.global });
}
