/**
 * Named edits of a file: each takes what was read and gives the new text. Only lines of values that change are
 * touched, and `serial_no` goes up by one when anything does.
 */

import { ConsoleError } from '../problem.js';
import { readable } from './bytes.js';
import type { Config, RealServer, VirtualServer } from './config.js';
import {
  applyEdits,
  type Block,
  type Document,
  type Edit,
  entryOf,
  placeForBlock,
  removeBlock,
  renameBlock,
  setValue,
} from './document.js';
import { globalStanza } from './global.js';
import { sameValue } from './kind.js';
import { largestNumber } from './kinds/numbers.js';
import { trimBlanks } from './lines.js';
import { serverStanza } from './server.js';
import { type headStanza, sharedPrefix, sharedStanza, withoutDefaults } from './shared-lines.js';
import { indentOf, lineFor, type Patch, type Stanza, type Values } from './stanza.js';
import { virtualStanza } from './virtual.js';

/** A change of a block: values, `undefined` taking a key out, and perhaps another name. */
export interface BlockChange<S extends Stanza> {
  readonly values?: Patch<S>;
  readonly name?: string;
}

/**
 * The text with these values at its head, keys and settings in comment lines alike.
 * @throws ConsoleError `invalid` when the file cannot be edited.
 */
export function changeGlobal(config: Config, values: Patch<typeof headStanza>): string {
  const { document, global, shared, sharedBlock } = config;
  return edited(config, [
    // A new comment line is for the whole file: it goes before the keys, not between two of them.
    ...valueEdits(document, sharedBlock, sharedStanza, shared, withoutDefaults(values), sharedPrefix),
    ...valueEdits(document, document.root, globalStanza, global, values),
  ]);
}

/** The text with a new virtual server behind the others. @throws ConsoleError `invalid`. */
export function addVirtualServer(config: Config, name: string, values: Patch<typeof virtualStanza>): string {
  const { document } = config;
  const insert = [`virtual ${name} {`, ...valueLines('virtual', virtualStanza, values), '}'];
  return edited(config, [{ at: placeForBlock(document, document.root), remove: 0, insert }]);
}

/** The text with another name or other values of a virtual server. @throws ConsoleError `not_found`, `invalid`. */
export function changeVirtualServer(
  config: Config,
  ref: string,
  { values = {}, name }: BlockChange<typeof virtualStanza>,
): string {
  const { block, values: present } = virtualServerOf(config, ref);
  return edited(config, [
    ...nameEdits(config.document, block, name),
    ...valueEdits(config.document, block, virtualStanza, present, values),
  ]);
}

/** The text without a virtual server and its real servers. @throws ConsoleError `not_found`, `invalid`. */
export function removeVirtualServer(config: Config, ref: string): string {
  return edited(config, [removeBlock(virtualServerOf(config, ref).block)]);
}

/** The text with a new real server behind the others. @throws ConsoleError `not_found`, `invalid`. */
export function addRealServer(
  config: Config,
  ref: string,
  name: string,
  values: Patch<typeof serverStanza>,
): string {
  const { block } = virtualServerOf(config, ref);
  const indent = indentOf.virtual;
  const insert = [`${indent}server ${name} {`, ...valueLines('server', serverStanza, values), `${indent}}`];
  return edited(config, [{ at: placeForBlock(config.document, block), remove: 0, insert }]);
}

/** The text with another name or other values of a real server. @throws ConsoleError `not_found`, `invalid`. */
export function changeRealServer(
  config: Config,
  ref: string,
  serverRef: string,
  { values = {}, name }: BlockChange<typeof serverStanza>,
): string {
  const { block, values: present } = realServerOf(virtualServerOf(config, ref), serverRef);
  return edited(config, [
    ...nameEdits(config.document, block, name),
    ...valueEdits(config.document, block, serverStanza, present, values),
  ]);
}

/** The text without a real server. @throws ConsoleError `not_found`, `invalid`. */
export function removeRealServer(config: Config, ref: string, serverRef: string): string {
  return edited(config, [removeBlock(realServerOf(virtualServerOf(config, ref), serverRef).block)]);
}

/**
 * The virtual server of this reference, or the only one whose reference reads the same in another encoding.
 * @throws ConsoleError `not_found`.
 */
export function virtualServerOf(config: Config, ref: string): VirtualServer {
  const found = config.virtualServer(ref) ?? readingSame(config.virtualServers, ref);
  if (found === undefined) throw new ConsoleError('not_found', 'no_such_virtual_server', { name: ref });
  return found;
}

/** The real server of this reference, as with virtual servers. @throws ConsoleError `not_found`. */
export function realServerOf({ name, realServers }: VirtualServer, ref: string): RealServer {
  const found = realServers.find((realServer) => realServer.ref === ref) ?? readingSame(realServers, ref);
  if (found !== undefined) return found;
  throw new ConsoleError('not_found', 'no_such_real_server', { name: ref, virtual: name });
}

/** Who types a name sends UTF-8, whatever the file is in. */
function readingSame<Block extends { readonly ref: string }>(
  blocks: readonly Block[],
  ref: string,
): Block | undefined {
  const same = blocks.filter((block) => readable(block.ref) === readable(ref));
  return same.length === 1 ? same[0] : undefined;
}

/**
 * The text with some edits and the next serial number; the same text without edits.
 * @throws ConsoleError `invalid`: carriage_returns, structure_wrong
 */
export function edited(config: Config, edits: readonly Edit[]): string {
  if (config.readOnly === 'carriage_returns') throw new ConsoleError('invalid', 'carriage_returns', {});
  if (config.readOnly === 'structure') {
    const problems = config.problems.filter(({ severity }) => severity === 'refused');
    throw new ConsoleError('invalid', 'structure_wrong', { count: problems.length }, { problems });
  }
  if (edits.length === 0) return String(config.document);
  return applyEdits(config.document, [...serialEdits(config, config.global.serial_no), ...edits]);
}

/** The text with the number that follows another file's serial number, its own by default. */
export function withNextSerial(config: Config, last = config.global.serial_no): string {
  return applyEdits(config.document, serialEdits(config, last));
}

/** One more than the last serial number; a number that cannot be read is left for a person to mend. */
function serialEdits({ document, global }: Config, last: number | undefined): Edit[] {
  const next = last === undefined || last >= largestNumber ? 1 : last + 1;
  if (entryOf(document.root, 'serial_no') === undefined)
    return [{ at: 0, remove: 0, insert: [lineFor('global', 'serial_no', globalStanza.serial_no, next)] }];
  if (global.serial_no === undefined) return [];
  return valueEdits(document, document.root, globalStanza, global, { serial_no: next });
}

function nameEdits(document: Document, block: Block, name: string | undefined): Edit[] {
  return name === undefined || name === block.name ? [] : [renameBlock(document, block, name)];
}

/** The edits that give a block these values: those of the keys alone that change. */
export function valueEdits<S extends Stanza>(
  document: Document,
  block: Block,
  stanza: S,
  present: Values<S>,
  values: Patch<S>,
  indent = indentOf[block.scope],
): Edit[] {
  const order = Object.keys(stanza);
  return order.flatMap((keyword) => {
    const field = stanza[keyword];
    if (field === undefined || !Object.hasOwn(values, keyword)) return [];
    const value = values[keyword];
    if (value !== undefined && sameValue(field.kind, present[keyword], value)) return [];
    const text = value === undefined ? undefined : field.kind.write(value);
    return setValue(block, document, keyword, text, { order, indent });
  });
}

function valueLines<S extends Stanza>(scope: 'virtual' | 'server', stanza: S, values: Patch<S>): string[] {
  return Object.entries(stanza).flatMap(([keyword, field]) => {
    const value = values[keyword];
    return value === undefined ? [] : [lineFor(scope, keyword, field, value)];
  });
}

/**
 * The lines of a block that its own form shows: its name and its keys, without the blocks in it.
 * @param keywords the keys of a form that shows only some of them.
 */
export function ownText(
  { document }: Pick<Config, 'document'>,
  block: Block,
  keywords?: readonly string[],
): string {
  const own =
    keywords === undefined
      ? block.entries
      : block.entries.filter(({ keyword }) => keywords.includes(keyword));
  return [block.name, ...own.map(({ line }) => trimBlanks(document.lines[line]?.text ?? ''))].join('\n');
}
