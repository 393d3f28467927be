import type { Version } from '../../../core/history/version.js';
import { type Config, readConfig } from '../../../core/lvscf/config.js';
import { unmergeable } from '../../../core/push/merge.js';
import { objectText, shownObject } from '../../../core/versions/object.js';
import { restorables } from '../../../core/versions/restore.js';
import type { Side } from '../../../core/versions/side.js';
import type { Language, Words } from '../../../text/index.js';
import { momentText } from '../../../text/moment.js';
import { versionWho } from '../../../text/versions.js';
import { differenceView } from '../../difference-view.js';
import { compareHref, restoreHref, versionHref } from '../../versions.js';
import { panelText } from './panels.js';
import { textView } from './text-view.js';

/** All that the page of a version is made from. */
export interface VersionParts {
  readonly version: Version;
  /** One character per byte. */
  readonly text: string;
  /** The version that it was made from, where that is kept. */
  readonly before: { readonly number: number; readonly text: string } | undefined;
  /** The file as it is saved now, where it can be read. */
  readonly now: { readonly hash: string; readonly parsed: Config } | undefined;
  /** The numbers of the versions next to it in the list. */
  readonly older: number | undefined;
  readonly newer: number | undefined;
  /** Whether it is the newest version and the file. */
  readonly isNow: boolean;
  /** The line from whose part on the text is shown. */
  readonly line: number;
  readonly words: Words;
  readonly language: Language;
}

/** How many objects the page offers to bring back. */
const objectsListed = 100;

/** What the template shows. */
export function versionView(parts: VersionParts) {
  const { before, isNow, line, now, text, version, words } = parts;
  const { number } = version;
  const config = readConfig(text);
  const { one: say } = words.versions;
  return {
    number,
    facts: factsOf(parts),
    isNow,
    neighbours: neighbours(parts),
    pinned: version.pinned,
    note: version.note,
    ...(before && {
      changes: differenceView(readConfig(before.text), config, words),
      changesLead: say.before(before.number),
    }),
    changesRemark: version.previous === '' ? words.versions.firstOne : say.beforeGone,
    compareLinks: compareLinks(number, before?.number, words),
    isSame: now?.hash === version.hash,
    restoreHref: restoreHref(number),
    downloadHref: `${versionHref(number)}/download`,
    markHref: `${versionHref(number)}/mark`,
    objects:
      now === undefined || now.hash === version.hash ? undefined : objectsView(now.parsed, config, parts),
    text: textView(number, text, line, words),
  };
}

function neighbours({
  newer,
  older,
  words: {
    versions: { one: say },
  },
}: VersionParts) {
  return [
    ...(older === undefined ? [] : [{ text: say.older(older), href: versionHref(older) }]),
    ...(newer === undefined ? [] : [{ text: say.newer(newer), href: versionHref(newer) }]),
  ];
}

function factsOf({ language, text, version, words }: VersionParts) {
  const { one: say, pinned } = words.versions;
  const { address, bytes, hash, note, panel, time } = version;
  const lines = text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
  const who = [versionWho(version, words), address].filter(Boolean).join(', ');
  return [
    { label: say.time, text: momentText(Date.parse(time), language), isCode: false },
    { label: say.who, text: who, isCode: false },
    ...(panel === 'outside' ? [] : [{ label: say.panel, text: panelText(panel, words), isCode: false }]),
    ...(note === '' ? [] : [{ label: say.note, text: note, isCode: false }]),
    ...(version.pinned ? [{ label: say.state, text: pinned, isCode: false }] : []),
    { label: say.size, text: say.bytes(bytes, lines), isCode: false },
    { label: say.hash, text: hash, isCode: true },
  ];
}

function compareLinks(number: number, before: number | undefined, { versions: { one: say } }: Words) {
  const link = (other: Side, href: string) => ({ text: say.with(other), href });
  return [
    ...(before === undefined ? [] : [link(before, compareHref(before, number))]),
    ...(['saved', 'running', 'backup'] as const).map((side) => link(side, compareHref(side, number))),
  ];
}

/** What of it can be brought back by itself. */
function objectsView(now: Config, then: Config, { version: { number }, words }: VersionParts) {
  const { one: say } = words.versions;
  const why = unmergeable(now, then);
  if (why !== undefined) {
    return { rows: [], remark: say.notByObject[why === 'ours_refused' ? 'file' : 'version'] };
  }
  const found = restorables(now, then);
  const left = found.length - objectsListed;
  return {
    rows: found.slice(0, objectsListed).map(({ isGone, object }) => ({
      name: words.versions.object(shownObject(object)),
      state: isGone ? say.gone : say.differs,
      href: restoreHref(number, objectText(object)),
    })),
    remark: left > 0 ? say.objectsCut(left) : '',
  };
}
