/** The geometry of one graph: what was measured, as paths and marks in the units of its drawing. */

import type { Span } from '../../../core/live/series.js';

/** The drawing, and the plot in it: the rest is for the words on its axes. */
export const frame = { width: 400, height: 170, left: 46, right: 392, top: 10, bottom: 146 } as const;

/** A number on an axis, and where. */
export interface Tick {
  readonly value: number;
  /** From the left on the axis of time, else from the top. */
  readonly place: number;
}

/** One graph as it is drawn. */
export interface Chart {
  /** The line of averages; a gap interrupts it. */
  readonly line: string;
  /** The area from the lowest to the highest; blank where each value is one measurement. */
  readonly band: string;
  /** Where nothing is known: from the left, and how wide. */
  readonly gaps: readonly { readonly x: number; readonly width: number }[];
  readonly values: readonly Tick[];
  /** In milliseconds since 1970. */
  readonly times: readonly Tick[];
}

/** What is known of a span as a whole; nothing where nothing was measured. */
export interface Summary {
  /** The newest value; nothing when the newest slot is a gap. */
  readonly now: number | undefined;
  readonly lowest: number;
  readonly average: number;
  readonly highest: number;
}

/** More points than this nobody can tell apart on a drawing of this width. */
const pointLimit = 360;

/** The lowest, the average and the highest of a span. */
export function summaryOf({ average, highest, lowest }: Span): Summary | undefined {
  const known = [...average].filter(isKnown);
  if (known.length === 0) return undefined;
  // A measurement may still be under way in the newest slot.
  const now = [average.at(-1), average.at(-2)].find((value) => value !== undefined && isKnown(value));
  return {
    now,
    lowest: Math.min(...[...lowest].filter(isKnown)),
    average: known.reduce((sum, value) => sum + value, 0) / known.length,
    highest: Math.max(...[...highest].filter(isKnown)),
  };
}

/**
 * Draws a span.
 * @param top the highest value that has to fit
 * @param isWhole values between whole numbers have no meaning
 */
export function chartOf(span: Span, top: number, isWhole: boolean): Chart {
  const values = scaleTo(top, isWhole);
  const end = values.at(-1) ?? 1;
  const down = (value: number) => rounded(frame.bottom - (value / end) * (frame.bottom - frame.top));
  const points = pointsOf(span);
  const across = (index: number) =>
    rounded(frame.left + ((index + 0.5) / points.length) * (frame.right - frame.left));
  const runs = runsOf(points.map(({ average }) => isKnown(average)));
  const known = runs.filter((run) => run.isKnown);
  const path = (from: number, to: number, pick: (point: Point) => number, isBack = false) => {
    const places = Array.from({ length: to - from }, (_, index) => (isBack ? to - 1 - index : from + index));
    return places.map((place) => `${across(place)} ${down(pick(points[place] ?? none))}`).join('L');
  };
  const step = (frame.right - frame.left) / points.length;
  return {
    // A single value between gaps is a dot: a line that goes nowhere, with round ends.
    line: known
      .map(({ from, to }) => `M${path(from, to, (point) => point.average)}${to - from === 1 ? 'h0' : ''}`)
      .join(''),
    band:
      span.lowest === span.average
        ? ''
        : known
            .map(
              ({ from, to }) =>
                `M${path(from, to, (point) => point.highest)}L${path(from, to, (point) => point.lowest, true)}Z`,
            )
            .join(''),
    gaps: runs
      .filter((run) => !run.isKnown)
      .map(({ from, to }) => ({ x: rounded(frame.left + from * step), width: rounded((to - from) * step) })),
    values: values.map((value) => ({ value, place: down(value) })),
    times: timesOf(span),
  };
}

/** Where a moment lies on the axis of time; nothing when it lies outside. */
export function placeOfTime({ average, from, stepMs }: Span, at: number): number | undefined {
  const share = (at - from) / (average.length * stepMs);
  return share < 0 || share > 1 ? undefined : rounded(frame.left + share * (frame.right - frame.left));
}

interface Point {
  readonly average: number;
  readonly lowest: number;
  readonly highest: number;
}

const none: Point = { average: 0, lowest: 0, highest: 0 };

function isKnown(value: number): boolean {
  return !Number.isNaN(value);
}

function rounded(number: number): number {
  return Math.round(number * 10) / 10;
}

/** The slots, several together where there are more than can be seen. */
function pointsOf({ average, highest, lowest }: Span): Point[] {
  const together = Math.ceil(average.length / pointLimit);
  return Array.from({ length: Math.ceil(average.length / together) }, (_, index) => {
    const part = (values: Float32Array) =>
      [...values.subarray(index * together, (index + 1) * together)].filter(isKnown);
    const averages = part(average);
    if (averages.length === 0) return { average: Number.NaN, lowest: Number.NaN, highest: Number.NaN };
    return {
      average: averages.reduce((sum, value) => sum + value, 0) / averages.length,
      lowest: Math.min(...part(lowest)),
      highest: Math.max(...part(highest)),
    };
  });
}

function runsOf(known: readonly boolean[]) {
  const runs: { from: number; to: number; readonly isKnown: boolean }[] = [];
  for (const [index, isKnownHere] of known.entries()) {
    const last = runs.at(-1);
    if (last?.isKnown === isKnownHere) last.to = index + 1;
    else runs.push({ from: index, to: index + 1, isKnown: isKnownHere });
  }
  return runs;
}

/** Round numbers from 0 to at least the highest value: three to five of them. */
function scaleTo(top: number, isWhole: boolean): number[] {
  const least = isWhole ? 1 : 1e-3;
  const wanted = Math.max(top, least) / 4;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = Math.max(
    least,
    [1, 2, 5, 10].map((one) => one * power).find((one) => one >= wanted * 0.999) ?? 1,
  );
  const count = Math.max(1, Math.ceil((top / step) * 0.999));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

const tenMinutesMs = 600_000;

/** Round times of this machine's clock: each ten minutes of an hour, each four hours of a day. */
function timesOf(span: Span): Tick[] {
  const { average, from, stepMs } = span;
  const length = average.length * stepMs;
  const isShort = length <= 3_600_000;
  const first = Math.ceil(from / tenMinutesMs) * tenMinutesMs;
  const all = Array.from(
    { length: Math.floor(length / tenMinutesMs) + 1 },
    (_, index) => first + index * tenMinutesMs,
  );
  return all.flatMap((value) => {
    const time = new Date(value);
    if (!isShort && (time.getMinutes() !== 0 || time.getHours() % 4 !== 0)) return [];
    const place = placeOfTime(span, value);
    // A word at the very edge would be cut.
    return place === undefined || place < frame.left + 8 || place > frame.right - 8 ? [] : [{ value, place }];
  });
}
