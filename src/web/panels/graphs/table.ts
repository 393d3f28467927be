import type { Words } from '../../../text/index.js';
import type { Formats } from './formats.js';
import { type GraphsQuery, graphsAddress } from './query.js';
import type { ShownLine } from './view.js';

/** So many rows of a table are on one page: ten minutes of an hour, an hour of a day. */
const rowsOnAPage = 60;

/** The graphs as a table: a row for each moment, the newest first, and a column for each graph. */
export function tableOf(
  asked: GraphsQuery,
  lines: readonly ShownLine[],
  { clock, clockWithSeconds, number }: Formats,
  say: Words['graphs'],
) {
  const [first] = lines;
  if (first === undefined) return { columns: [], rows: [], part: undefined };
  const { average, from, stepMs } = first.span;
  const parts = Math.ceil(average.length / rowsOnAPage);
  const part = Math.min(asked.rows, parts);
  const shown = Array.from({ length: average.length }, (_, index) => average.length - 1 - index).slice(
    (part - 1) * rowsOnAPage,
    part * rowsOnAPage,
  );
  // What concerns several graphs is said once.
  const marks = [...new Map(lines.flatMap((line) => line.marks.map((mark) => [mark.label, mark]))).values()];
  const time = asked.span === 'hour' ? clockWithSeconds : clock;
  return {
    columns: [say.time, ...lines.map(({ title }) => title), ...(marks.length === 0 ? [] : [say.events])],
    rows: shown.map((slot) => {
      const at = from + slot * stepMs;
      return {
        time: { machine: new Date(at).toISOString(), text: time(at) },
        cells: lines.map(({ span }) => cellOf(span, slot, number, say)),
        marks:
          marks.length === 0 ? undefined : marks.filter((mark) => mark.at >= at && mark.at < at + stepMs),
      };
    }),
    part: {
      text: say.rows(part, parts),
      later: part === 1 ? undefined : graphsAddress({ ...asked, rows: part - 1 }),
      earlier: part === parts ? undefined : graphsAddress({ ...asked, rows: part + 1 }),
    },
  };
}

function cellOf(
  { average, highest, lowest }: ShownLine['span'],
  slot: number,
  number: Formats['number'],
  say: Words['graphs'],
): string {
  const [mean, low, high] = [average, lowest, highest].map((values) => values[slot] ?? Number.NaN) as [
    number,
    number,
    number,
  ];
  if (Number.isNaN(mean)) return say.unknown;
  return low === high ? number(mean) : say.range(number(mean), number(low), number(high));
}
