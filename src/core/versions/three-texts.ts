/** One text out of three: two people changed the same file, and both changes are meant. */

import { type Config, readConfig } from '../lvscf/config.js';
import { applyEdits, setValue } from '../lvscf/document.js';
import { globalStanza } from '../lvscf/global.js';
import { indentOf } from '../lvscf/stanza.js';
import { mergedLines, type Side, type ThreeVersions } from '../lvscf/three-way.js';
import { serialText } from '../lvscf/whole-text.js';
import { type MergeChoice, mergeChoices, merged, unmergeable } from '../push/merge.js';

/**
 * What came of it. Its serial number is that of `mine`.
 * - `contested`: objects that both changed, each otherwise, and that nobody decided.
 * - `withoutComments`: what the other one changed beside the objects (comments, blank lines, the order) is in the
 *   way of what this one changed, and is left out.
 */
export type MergedTexts =
  | { readonly contested: readonly MergeChoice[] }
  | { readonly text: string; readonly withoutComments: boolean };

/** Whether the three can be put together at all: where a line is refused nobody knows what was meant. */
export function canMerge({ base, mine, theirs }: ThreeVersions<Config>): boolean {
  return unmergeable(mine, theirs) === undefined && unmergeable(base, theirs) === undefined;
}

/** @param decided whose version of a contested object, by the key of its choice */
export function mergedTexts(three: ThreeVersions<Config>, decided: ReadonlyMap<string, Side>): MergedTexts {
  const { base, mine, theirs } = three;
  const choices = mergeChoices(mine, theirs, base);
  const contested = choices.filter(({ changedBy }) => changedBy === 'both');
  if (contested.some(({ key }) => !decided.has(key))) return { contested };
  // 1. What was decided is the same for both from here on.
  const keysOf = (side: Side) =>
    new Set(contested.filter(({ key }) => decided.get(key) === side).map(({ key }) => key));
  const serials = { base: serialText(base), mine: serialText(mine) };
  const agreed = {
    base: String(base.document),
    mine: withSerial(readConfig(merged(mine, theirs, keysOf('theirs'))), serials.mine),
    theirs: withSerial(readConfig(merged(theirs, mine, keysOf('mine'))), serials.base),
  };
  // 2. Line by line nothing is lost, comments and all.
  const lines = mergedLines({
    base: linesIn(agreed.base),
    mine: linesIn(agreed.mine),
    theirs: linesIn(agreed.theirs),
  });
  if (lines !== undefined) return { text: lines.join(''), withoutComments: false };
  // 3. Where the lines are in each other's way, object by object.
  const ours = readConfig(agreed.mine);
  const taken = new Set(choices.filter(({ changedBy }) => changedBy === 'theirs').map(({ key }) => key));
  const text = withSerial(readConfig(merged(ours, theirs, taken)), serials.mine);
  return { text, withoutComments: !isAllObjects(base, theirs) };
}

/** Whether everything that separates two texts is in their objects. */
function isAllObjects(base: Config, theirs: Config): boolean {
  const all = new Set(mergeChoices(base, theirs, undefined).map(({ key }) => key));
  const rebuilt = readConfig(merged(base, theirs, all));
  return withSerial(rebuilt, serialText(theirs)) === String(theirs.document);
}

/** The text with a serial number as it stands elsewhere; empty takes it out. */
function withSerial({ document }: Config, serial: string): string {
  const how = { order: Object.keys(globalStanza), indent: indentOf.global };
  const value = serial === '' ? undefined : serial;
  return applyEdits(document, setValue(document.root, document, 'serial_no', value, how));
}

/** Lines with their ends. */
function linesIn(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
