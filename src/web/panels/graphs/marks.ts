import type { MeasuredLine, Span } from '../../../core/live/series.js';
import { type Entry, isWanted } from '../../../core/live/timeline.js';
import { entryText } from '../../../text/events.js';
import type { Language, Words } from '../../../text/index.js';
import { momentText } from '../../../text/moment.js';
import { placeOfTime } from './chart.js';

/** What happened at one place of the axis of time, leading to EVENTS. */
export interface Mark {
  /** Of the first of them, in milliseconds since 1970. */
  readonly at: number;
  /** From the left. */
  readonly x: number;
  readonly label: string;
  readonly href: string;
}

/** Marks nearer to each other than this cannot be told apart, or hit. */
const nearest = 8;

/** So many are told at one place. */
const told = 3;

/** What happened that may have changed what a line measured, oldest first; what lies together is one mark. */
export function marksOn(
  line: MeasuredLine,
  span: Span,
  entries: readonly Entry[],
  words: Words,
  language: Language,
): Mark[] {
  const places = entries
    .filter((entry) => concerns(entry, line))
    .flatMap((entry) => {
      const x = placeOfTime(span, entry.at);
      return x === undefined ? [] : [{ entry, x }];
    })
    .sort((a, b) => a.entry.at - b.entry.at);
  const groups: (typeof places)[] = [];
  for (const place of places) {
    const group = groups.at(-1);
    if (group?.[0] !== undefined && place.x - group[0].x < nearest) group.push(place);
    else groups.push([place]);
  }
  return groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { at } = first.entry;
    const texts = group.slice(0, told).map(({ entry }) => entryText(entry, words, language).what);
    const more = group.length > told ? [words.graphs.more(group.length - told)] : [];
    return [
      {
        at,
        x: first.x,
        label: words.graphs.happened(momentText(at, language), [...texts, ...more]),
        href: `/secure/events?${new URLSearchParams({ around: new Date(at).toISOString() }).toString()}`,
      },
    ];
  });
}

function concerns(entry: Entry, { destination, service, side, virtual }: MeasuredLine): boolean {
  if (entry.kind === 'change') {
    const { changes = [], object = '' } = entry.record;
    return (object === '' && changes.length === 0) || isWanted(entry, { virtual });
  }
  if (entry.side !== side) return false;
  if (entry.kind === 'service' || entry.kind === 'server') {
    const isOwn = destination === '' || entry.destination === '' || entry.destination === destination;
    return entry.service === service && isOwn;
  }
  return true;
}
