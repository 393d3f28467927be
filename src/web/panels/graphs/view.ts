import {
  type KeptLine,
  type Measure,
  type MeasuredLine,
  maxLines,
  measures,
  type Series,
  type Span,
} from '../../../core/live/series.js';
import type { Entry } from '../../../core/live/timeline.js';
import type { Unknown } from '../../../core/machine/reading.js';
import type { Language, Words } from '../../../text/index.js';
import { unknownSentence } from '../../../text/unknown.js';
import { seenAt } from '../../picture-stream.js';
import { chartOf, frame, type Summary, summaryOf } from './chart.js';
import { type Formats, formatsOf } from './formats.js';
import { type Mark, marksOn } from './marks.js';
import { type GraphsQuery, graphsAddress } from './query.js';
import { tableOf } from './table.js';

/** So many graphs are on one page. */
export const graphsOnAPage = 8;

/** What the graphs are made of. */
export interface GraphsSeen {
  readonly series: Series;
  /** What happened in the time that is shown. */
  readonly entries: readonly Entry[];
  /** What is measured while nobody looks. */
  readonly kept: 'off' | 'connections' | 'all';
  /** Why the kernel's table cannot be read now. */
  readonly trouble: Unknown | undefined;
}

/** A line that is shown, with what was measured of it. */
export interface ShownLine {
  readonly line: MeasuredLine;
  readonly title: string;
  readonly span: Span;
  readonly marks: readonly Mark[];
}

/** The whole page. */
export function graphsView(asked: GraphsQuery, seen: GraphsSeen, words: Words, language: Language) {
  const say = words.graphs;
  return {
    form: formOf(asked, seen.series, say),
    remarks: remarksOn(asked, seen, words),
    other: {
      text: asked.as === 'picture' ? say.asTable : say.asPicture,
      href: graphsAddress({ ...asked, as: asked.as === 'picture' ? 'table' : 'picture', rows: 1 }),
    },
    seen: seenAt(seen.series.newest(), language),
    zone: say.zone(Intl.DateTimeFormat().resolvedOptions().timeZone),
    follow: graphsAddress(asked, '/secure/graphs/live'),
    picture: pictureView(asked, seen, words, language),
  };
}

/** The part of the page that changes as time passes. */
export function pictureView(
  asked: GraphsQuery,
  { entries, series }: Pick<GraphsSeen, 'entries' | 'series'>,
  words: Words,
  language: Language,
) {
  const say = words.graphs;
  const formats = formatsOf(language, asked.measure);
  const all = linesOf(asked, series);
  const parts = Math.max(1, Math.ceil(all.length / graphsOnAPage));
  const part = Math.min(asked.part, parts);
  const lines = all.slice((part - 1) * graphsOnAPage, part * graphsOnAPage).map(({ line }) => {
    const span = series.span(asked.span, line, asked.measure);
    return { line, title: titleOf(line), span, marks: marksOn(line, span, entries, words, language) };
  });
  const hrefOf = (to: number) => graphsAddress({ ...asked, part: to });
  return {
    what: `${say.measures[asked.measure]}, ${say.spans[asked.span]}, ${say.routers[asked.router]}`,
    ...(asked.as === 'table'
      ? { table: tableOf(asked, lines, formats, say) }
      : { charts: chartsOf(asked, lines, formats, say) }),
    nothing: all.length === 0 ? say.nothingAtAll : undefined,
    part:
      parts === 1
        ? undefined
        : {
            text: say.part(part, parts, all.length),
            before: part === 1 ? undefined : hrefOf(part - 1),
            next: part === parts ? undefined : hrefOf(part + 1),
          },
  };
}

/** All services of a router; or one, with its servers; or one server. */
function linesOf({ router, server, virtual }: GraphsQuery, series: Series): readonly KeptLine[] {
  return series.lines().filter(({ line: { destination, service, side } }) => {
    if (side !== router) return false;
    if (virtual === '') return destination === '';
    return service === virtual && (server === '' || destination === server);
  });
}

function titleOf({ destination, server, service, virtual }: MeasuredLine): string {
  const [name, address] = destination === '' ? [virtual, service] : [server, destination];
  return name === '' ? address : `${name} (${address})`;
}

function chartsOf(asked: GraphsQuery, lines: readonly ShownLine[], formats: Formats, say: Words['graphs']) {
  const summaries = lines.map(({ span }) => summaryOf(span));
  const isWhole = asked.measure !== 'rate' && !asked.measure.startsWith('bytes');
  // Servers of one service are compared with each other: one scale for all of them.
  const top = Math.max(
    0,
    ...lines.map(({ line }, index) => (line.destination === '' ? 0 : highestOf(summaries[index]))),
  );
  return lines.map(({ line, marks, span, title }, index) => {
    const summary = summaries[index];
    const own = line.destination === '' ? highestOf(summary) : top;
    const chart = chartOf(span, own, isWhole);
    const caption = captionOf(summary, formats, say);
    const isOwnPage = asked.virtual === line.service && (line.destination === '' || asked.server !== '');
    return {
      title,
      href: isOwnPage
        ? undefined
        : graphsAddress({ ...asked, virtual: line.service, server: line.destination, part: 1 }),
      label: `${title}: ${say.measures[asked.measure]}, ${say.spans[asked.span]}. ${caption}`,
      caption,
      marks,
      frame,
      ...chart,
      values: chart.values.map(({ place, value }) => ({ place, text: formats.axis(value) })),
      times: chart.times.map(({ place, value }) => ({ place, text: formats.clock(value) })),
      isLarge: lines.length === 1,
    };
  });
}

function highestOf(summary: Summary | undefined): number {
  return summary?.highest ?? 0;
}

function captionOf(summary: Summary | undefined, { number }: Formats, say: Words['graphs']): string {
  if (summary === undefined) return say.nothing;
  const { average, highest, lowest, now } = summary;
  return say.summary([
    [say.current, now === undefined ? say.unknown : number(now)],
    [say.lowest, number(lowest)],
    [say.average, number(average)],
    [say.highest, number(highest)],
  ]);
}

/** Which measures cost more than reading one file, so that they are not always taken. */
const costly: ReadonlySet<Measure> = new Set(['rate', 'bytes-in', 'bytes-out']);

function remarksOn({ measure, router }: GraphsQuery, { kept, series, trouble }: GraphsSeen, words: Words) {
  const say = words.graphs;
  const left = series.leftOut();
  const isCostly = costly.has(measure) || router === 'there';
  return [
    ...(trouble === undefined || router === 'there' ? [] : [whyOf(trouble, words)]),
    ...(kept === 'off' ? [say.off] : []),
    ...(kept === 'connections' && isCostly ? [say.onlyLooking] : []),
    ...(left === 0 ? [] : [say.leftOut(left, maxLines)]),
  ];
}

function whyOf(trouble: Unknown, { control }: Words): string {
  return trouble.reason === 'absent' ? control.table.notLoaded : unknownSentence(control, trouble);
}

function formOf(asked: GraphsQuery, series: Series, say: Words['graphs']) {
  const own = series.lines().filter(({ line }) => line.side === asked.router);
  const services = own.filter(({ line }) => line.destination === '');
  const servers = own.filter(({ line }) => line.destination !== '' && line.service === asked.virtual);
  return {
    virtuals: options(
      [['', say.everyVirtual], ...services.map(({ line }) => [line.service, titleOf(line)] as const)],
      asked.virtual,
    ),
    servers:
      asked.virtual === ''
        ? undefined
        : options(
            [['', say.everyServer], ...servers.map(({ line }) => [line.destination, titleOf(line)] as const)],
            asked.server,
          ),
    measures: options(
      measures.map((measure) => [measure, say.measures[measure]] as const),
      asked.measure,
    ),
    spans: options(Object.entries(say.spans), asked.span),
    routers: options(Object.entries(say.routers), asked.router),
    as: asked.as,
  };
}

function options(all: readonly (readonly [value: string, text: string])[], chosen: string) {
  // What was asked for stays chosen, also when nothing is kept of it.
  const missing = all.some(([value]) => value === chosen) ? [] : [[chosen, chosen] as const];
  return [...all, ...missing].map(([value, text]) => ({ value, text, selected: value === chosen }));
}
