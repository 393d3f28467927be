import type { ListedVersion } from '../../../core/history/version.js';
import type { VersionPage } from '../../../core/versions/filter.js';
import type { Language, Words } from '../../../text/index.js';
import { momentText } from '../../../text/moment.js';
import { versionWho } from '../../../text/versions.js';
import { versionHref } from '../../versions.js';
import { type Asked, type AskedFields, askedHref } from './form.js';
import { panelsOffered, panelText } from './panels.js';

/** All that the list is made from. */
export interface ListParts {
  readonly asked: Asked;
  readonly page: VersionPage;
  /** The version that is the file now, if one is. */
  readonly now: number | undefined;
  readonly words: Words;
  readonly language: Language;
}

/** How many changes of a version the list shows. */
const changesShown = 3;

const nothingAsked: AskedFields = { user: '', panel: '', object: '', note: '', from: '', to: '' };

/** What the template shows. */
export function listView(parts: ListParts) {
  const { asked, page, words } = parts;
  const { fields, wrong } = asked;
  const { filter: say } = words.versions;
  const rows = page.versions.map((version, index) => row(version, index, parts));
  return {
    fields: {
      ...fields,
      panels: panelChoices(fields.panel, words),
      wrong: { from: wrong.includes('from'), to: wrong.includes('to') },
      remarks: wrong.map((name) => say.notAMoment(fields[name])),
    },
    ...(askedHref(fields) !== askedHref(nothingAsked) && { allHref: askedHref(nothingAsked) }),
    rows,
    canCompare: rows.length > 1,
    hasSkipped: rows.some(({ skipped }) => skipped),
    pages: pageLinks(parts),
  };
}

function row(version: ListedVersion, index: number, { language, now, words }: ListParts) {
  const { address, changes, note, number, panel, pinned, skipped, time } = version;
  const first = changes?.first.slice(0, changesShown) ?? [];
  const left = (changes?.count ?? 0) - first.length;
  const { versions: say } = words;
  return {
    number,
    href: versionHref(number),
    iso: time,
    time: momentText(Date.parse(time), language),
    who: versionWho(version, words),
    from: [address, panelText(panel, words)].filter(Boolean).join(', '),
    note,
    isNow: number === now,
    pinned,
    skipped,
    changes: [
      ...first.map((change) => words.saving.difference(change)),
      ...(left > 0 ? [say.andMore(left)] : []),
    ],
    remark: remarkOn(version, words),
    // What was changed last is what people compare.
    isFrom: index === 1,
    isTo: index === 0,
  };
}

function remarkOn({ changes, previous }: ListedVersion, { versions: say }: Words): string {
  if (previous === '') return say.firstOne;
  if (changes === undefined) return say.notWritten;
  return changes.count === 0 ? say.noChange : '';
}

function panelChoices(chosen: string, words: Words) {
  return panelsOffered(chosen).map((value) => ({
    value,
    text: value === 'outside' ? words.versions.outside : panelText(value, words),
    selected: value === chosen,
  }));
}

function pageLinks({ asked: { fields, start }, page, words: { versions: say } }: ListParts) {
  const { hasNewer, hasOlder, versions } = page;
  const [first] = versions;
  const last = versions.at(-1);
  return [
    ...(start === undefined ? [] : [{ text: say.newest, href: askedHref(fields) }]),
    ...(hasNewer && first ? [{ text: say.newer, href: askedHref(fields, { after: first.number }) }] : []),
    ...(hasOlder && last ? [{ text: say.older, href: askedHref(fields, { before: last.number }) }] : []),
  ];
}
