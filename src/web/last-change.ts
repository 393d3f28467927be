/** The last change of lvs.cf: every page says it, and whoever may change something can take it back there. */

import type { FastifyRequest } from 'fastify';
import type { ListedVersion } from '../core/history/version.js';
import { ConsoleError } from '../core/problem.js';
import { isUndo } from '../core/versions/notes.js';
import { momentText } from '../text/moment.js';
import { isOutside, versionWho } from '../text/versions.js';
import { frameOf, type PanelName } from './panel-names.js';
import { type VersionedFile, versionHref } from './versions.js';

/** The newest version, while it is the file, and the one that it was made from, where that is kept. */
export interface LastChange {
  readonly version: ListedVersion;
  readonly before: ListedVersion | undefined;
}

/** Between a version and the one it was made from there are only those whose saves were cut off. */
const newestRead = 10;

/** How much of a change the line shows, in characters. */
const longestChange = 120;

/** The last change; nothing where nobody can tell, or somebody changed the file outside since. */
export async function lastChangeOf({
  history,
  read,
}: Pick<VersionedFile, 'history' | 'read'>): Promise<LastChange | undefined> {
  try {
    const [[version, ...older], { hash }] = await Promise.all([history.list({ limit: newestRead }), read()]);
    if (version === undefined || version.hash !== hash) return undefined;
    return { version, before: older.find((one) => one.hash === version.previous) };
  } catch (error) {
    // A missing or closed file is the concern of the panels that edit it.
    if (error instanceof ConsoleError) return undefined;
    throw error;
  }
}

/** The line about it, for a page. */
export function lastChangeLine({ language, lastChange, words }: FastifyRequest, panel: PanelName) {
  if (lastChange === undefined) return undefined;
  const { version } = lastChange;
  const { versions: say } = words;
  const time = momentText(Date.parse(version.time), language);
  return {
    what: whatIn(version, words),
    text: isOutside(version) ? say.last.outside(time) : say.last.line(time, versionWho(version, words)),
    version: say.side(version.number),
    href: versionHref(version.number),
    undo: undoButton(lastChange, panel, words),
  };
}

/** UNDO, or REDO behind an undo; nothing where the version before is not kept. */
function undoButton(
  { before, version }: LastChange,
  panel: PanelName,
  { versions: say }: FastifyRequest['words'],
) {
  if (before === undefined) return undefined;
  const which = isUndo(version) ? 'redo' : 'undo';
  return {
    number: version.number,
    label: which.toUpperCase(),
    gloss: say.gloss[which],
    hint: say.last[`${which}Hint`],
    // Back to what one came from, unless that is what goes.
    tab: frameOf(panel).tab ?? '',
  };
}

function whatIn({ changes, note }: ListedVersion, words: FastifyRequest['words']): string {
  const [first] = changes?.first ?? [];
  if (first === undefined) return note;
  const left = (changes?.count ?? 1) - 1;
  const text = words.saving.difference(first);
  const short = text.length > longestChange ? `${text.slice(0, longestChange - 1)}…` : text;
  return left > 0 ? `${short} ${words.versions.andMore(left)}` : short;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The last change of lvs.cf, as far as anybody knows. */
    lastChange: LastChange | undefined;
  }
}
