import { visibleRecord } from '../../../core/audit/record.js';
import type { EventHistory } from '../../../core/live/event-history.js';
import type { EntryPage, EventsSeen } from '../../../core/live/event-log.js';
import { type Entry, entryKinds } from '../../../core/live/timeline.js';
import { entryText } from '../../../text/events.js';
import { sentencesOf } from '../../../text/failure.js';
import type { Language, Words } from '../../../text/index.js';
import { momentText } from '../../../text/moment.js';
import { virtualServerHref } from '../../panel-names.js';
import { type Asked, askedHref } from './form.js';

/** The part of the time line that is shown. */
export interface Shown extends EntryPage {
  /** Where it begins, when it is not the newest; the first entry that is older than the moment asked for. */
  readonly boundary?: string | undefined;
  readonly isNewest: boolean;
}

/** All that the page is made from. */
export interface EventParts {
  readonly asked: Asked;
  readonly shown: Shown;
  readonly seen: EventsSeen;
  /** Names of the virtual servers of lvs.cf. */
  readonly virtuals: readonly string[];
  readonly words: Words;
  readonly language: Language;
}

/** Green is what goes well again, red what goes wrong. */
const tones: Readonly<Record<string, string>> = {
  'server down': 'bad',
  'server up': 'good',
  'service down': 'bad',
  'service up': 'good',
  'vrrp fault': 'bad',
  'vrrp stop': 'unsure',
  'engine ended': 'unsure',
};

/** What the template shows. */
export function eventsView(parts: EventParts) {
  const { asked, language, seen, shown, virtuals, words } = parts;
  const { events: say } = words;
  const { around, before, ...search } = asked.fields;
  const isSearch = askedHref(search) !== askedHref({}) || around !== '';
  const { at } = seen.here;
  const last = shown.entries.at(-1)?.at;
  return {
    fields: {
      kinds: options(entryKinds, search.kind, (kind) => say.kinds[kind], say.filter.any),
      routers: options(['here', 'there'] as const, search.router, (side) => say.sides[side], say.filter.any),
      virtuals: options(named(virtuals, search.virtual), search.virtual, (name) => name, say.filter.any),
      around: asked.around === undefined ? around : typedMoment(asked.around),
      isWrong: asked.isWrong,
      remark: asked.isWrong ? say.filter.notAMoment(around) : '',
    },
    ...(isSearch && { allHref: askedHref({}) }),
    rows: rowsOf(parts),
    remarks: remarksOf(parts),
    readAt:
      at === undefined ? undefined : { machine: new Date(at).toISOString(), text: momentText(at, language) },
    // What was looked up stays as it is; the newest part goes on.
    follow: shown.isNewest ? askedHref(search, '/secure/events/live') : undefined,
    pages: [
      ...(shown.isNewest ? [] : [{ text: say.newest, href: askedHref(search) }]),
      ...(shown.hasOlder && last !== undefined
        ? [{ text: say.older, href: askedHref({ ...search, before: last }) }]
        : []),
    ],
  };
}

/** A moment as it can be typed, in the time of this machine; a link gives it in milliseconds. */
function typedMoment(at: number): string {
  const moment = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join('-');
  return `${day} ${[moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(':')}`;
}

function options<T extends string>(
  values: readonly T[],
  chosen: string | undefined,
  textOf: (value: T) => string,
  any: string,
) {
  return [
    { value: '', text: any, selected: !chosen },
    ...values.map((value) => ({ value, text: textOf(value), selected: value === chosen })),
  ];
}

/** A name that was asked for stays in the list, also when lvs.cf no longer has it. */
function named(virtuals: readonly string[], asked: string): readonly string[] {
  return [...new Set([...virtuals, ...(asked === '' ? [] : [asked])])];
}

function rowsOf({ asked, language, shown, words }: EventParts) {
  const { events: say } = words;
  return shown.entries.map((entry) => ({
    id: entry.id,
    iso: new Date(entry.at).toISOString(),
    time: momentText(entry.at, language),
    router: say.sides[entry.side],
    kind: say.kinds[entry.kind],
    tone: toneOf(entry),
    ...entryText(harmless(entry), words, language),
    href: hrefOf(entry),
    virtual: entry.kind === 'change' ? '' : entry.virtual,
    moment:
      entry.id === shown.boundary && asked.around !== undefined
        ? say.moment(momentText(asked.around, language))
        : '',
  }));
}

/** What people typed is shown as it is, and nothing of it does anything. */
function harmless(entry: Entry): Entry {
  return entry.kind === 'change' ? { ...entry, record: visibleRecord(entry.record) } : entry;
}

function toneOf(entry: Entry): string {
  if (entry.kind === 'change') return entry.record.outcome === 'failed' ? 'bad' : '';
  return tones[`${entry.kind} ${entry.what}`] ?? '';
}

function hrefOf(entry: Entry): string | undefined {
  if (entry.kind === 'change' || entry.virtual === '') return undefined;
  return virtualServerHref(entry.virtual);
}

/** What stands under the table. */
function remarksOf({ language, seen, shown, words }: EventParts): string[] {
  const { events: say } = words;
  const { here, there } = seen;
  const sides = [
    { history: here, tell: say.trouble.here },
    ...(there === undefined ? [] : [{ history: there, tell: say.trouble.there }]),
  ];
  const isSilent = sides.every(({ history }) => isEmpty(history) && history.trouble === undefined);
  const ahead = Math.round((there?.aheadMs ?? 0) / 1000);
  return [
    ...(shown.entries.length === 0 ? [say.none] : []),
    ...sides.flatMap(({ history: { since, trouble }, tell }) => {
      if (trouble === undefined || since === undefined) return [];
      return [say.trouble.since(tell(sentencesOf(trouble, words).text), momentText(since, language))];
    }),
    ...(shown.trouble === undefined ? [] : [say.trouble.changes(sentencesOf(shown.trouble, words).text)]),
    ...(isSilent && here.at !== undefined ? [say.noEngine] : []),
    ...(ahead === 0 ? [] : [say.clock(ahead)]),
  ];
}

function isEmpty({ checks, vrrp }: EventHistory): boolean {
  return checks.length + vrrp.length === 0;
}
