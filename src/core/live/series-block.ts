/**
 * A part of the series as bytes: four bytes that name the format, the length of a head, the head as JSON (which ring,
 * which slots, which lines with which measures), then all values as 32-bit floats, lowest byte first.
 */

import { z } from 'zod';
import {
  type KeptRings,
  type Measure,
  type MeasuredLine,
  maxLines,
  measures,
  placeOf,
  rings,
  type Series,
  type SpanName,
  slotsOf,
} from './series.js';

/** The minutes of an hour: so much of the day is kept as one part. */
const minutesOfAnHour = 60;

const hourMs = minutesOfAnHour * rings.day.stepMs;

/** Parts of the day that are kept: those of the last 24 hours, and the one that is not over. */
export const dayParts = rings.day.slots / minutesOfAnHour + 1;

/** A longer name is cut: lines are told apart by what the kernel calls them. */
const nameLength = 300;

const name = z.string().max(nameLength);

const headShape = z.strictObject({
  ring: z.enum(['hour', 'day']),
  first: z.int().min(0),
  lines: z
    .array(
      z.strictObject({
        side: z.enum(['here', 'there']),
        service: name,
        destination: name,
        virtual: name,
        server: name,
        measures: z.array(z.enum(measures)).max(measures.length),
      }),
    )
    .max(maxLines),
});

/** Values that were kept. */
export interface SeriesBlock {
  readonly ring: SpanName;
  /** The first slot. */
  readonly first: number;
  readonly lines: readonly {
    readonly line: MeasuredLine;
    /** Of each measure the values, oldest first: of a day the averages, the lowest and the highest. */
    readonly values: readonly { readonly measure: Measure; readonly rows: readonly Float32Array[] }[];
  }[];
}

/** More than a block can have: what is larger was not written here. */
export const blockLimitBytes = 2 ** 20 + maxLines * measures.length * rings.hour.slots * 4;

const magic = 'LVS1';
const beginning = magic.length + 4;

/** The last hour; nothing when nothing was measured. */
export function hourBlock(series: Series): Uint8Array | undefined {
  const newest = series.newest();
  if (newest === undefined || series.lines().length === 0) return undefined;
  return encoded(series, 'hour', Math.floor(newest / rings.hour.stepMs) - rings.hour.slots + 1);
}

/** The minutes of the hour in which a moment lies, with which of the parts of a day it is. */
export function dayBlock(series: Series, at: number): { readonly part: number; readonly bytes: Uint8Array } {
  const hour = Math.floor(at / hourMs);
  return { part: hour % dayParts, bytes: encoded(series, 'day', hour * minutesOfAnHour) };
}

function lengthOf(ring: SpanName): number {
  return ring === 'hour' ? rings.hour.slots : minutesOfAnHour;
}

function rowsOf(ring: SpanName, { day, hour }: KeptRings): readonly Float32Array[] {
  return ring === 'hour' ? [hour] : [day.average, day.lowest, day.highest];
}

function encoded(series: Series, ring: SpanName, first: number): Uint8Array {
  const slots = lengthOf(ring);
  const lines = series.lines().map(({ line, values }) => ({
    line,
    values: [...values].map(([measure, own]) => ({
      measure,
      rows: rowsOf(ring, own).map((row) => slotsOf(row, first, slots)),
    })),
  }));
  const known = lines
    .map(({ line, values }) => ({ line, values: values.filter(({ rows }) => rows.some(isKnownRow)) }))
    .filter(({ values }) => values.length > 0);
  return bytesOf({ ring, first, lines: known });
}

function isKnownRow(row: Float32Array): boolean {
  return row.some((value) => !Number.isNaN(value));
}

function bytesOf({ first, lines, ring }: SeriesBlock): Uint8Array {
  const head = new TextEncoder().encode(
    JSON.stringify({
      ring,
      first,
      lines: lines.map(({ line, values }) => ({
        ...line,
        virtual: line.virtual.slice(0, nameLength),
        server: line.server.slice(0, nameLength),
        measures: values.map(({ measure }) => measure),
      })),
    }),
  );
  const rows = lines.flatMap(({ values }) => values.flatMap((value) => value.rows));
  const bytes = new Uint8Array(beginning + head.length + rows.length * lengthOf(ring) * 4);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(magic));
  view.setUint32(magic.length, head.length, true);
  bytes.set(head, beginning);
  let place = beginning + head.length;
  for (const row of rows) {
    bytes.set(lowestFirst(new Uint8Array(Float32Array.from(row).buffer)), place);
    place += row.byteLength;
  }
  return bytes;
}

const isLowestFirst = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The bytes of floats of this machine with the lowest of each first, or the other way round. */
function lowestFirst(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return isLowestFirst ? bytes : new Uint8Array(new Uint32Array(bytes.buffer).map(swapped).buffer);
}

function swapped(word: number): number {
  return ((word & 0xff) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

/** Reads a block. @returns nothing when the bytes are no such block: cut, made up, or of another version */
export function readBlock(bytes: Uint8Array): SeriesBlock | undefined {
  if (bytes.length < beginning || bytes.length > blockLimitBytes) return undefined;
  if (new TextDecoder().decode(bytes.subarray(0, magic.length)) !== magic) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(magic.length, true);
  const head = headIn(bytes.subarray(beginning, beginning + length));
  if (head === undefined) return undefined;
  const { first, ring } = head;
  const slots = lengthOf(ring);
  const rowCount = ring === 'hour' ? 1 : 3;
  const all = head.lines.reduce((sum, line) => sum + line.measures.length, 0) * rowCount * slots * 4;
  let place = beginning + length;
  if (bytes.length !== place + all) return undefined;
  let isSound = true;
  const row = () => {
    // A copy: floats do not begin just anywhere.
    const copy = new Uint8Array(slots * Float32Array.BYTES_PER_ELEMENT);
    copy.set(bytes.subarray(place, place + copy.length));
    const values = new Float32Array(lowestFirst(copy).buffer);
    place += values.byteLength;
    // A gap is neither.
    isSound &&= !values.some((value) => value < 0 || value === Number.POSITIVE_INFINITY);
    return values;
  };
  const lines = head.lines.map(({ measures: own, ...line }) => ({
    line,
    values: own.map((measure) => ({ measure, rows: Array.from({ length: rowCount }, row) })),
  }));
  return isSound ? { ring, first, lines } : undefined;
}

function headIn(bytes: Uint8Array) {
  try {
    return headShape.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
  } catch {
    return undefined; // no JSON: then no head of ours
  }
}

/**
 * Puts into empty series what was kept, as far as it lies in the last hour and the last day. What a clock that has
 * gone back since calls the future is left out.
 * @param at now, in milliseconds since 1970
 */
export function restoreSeries(series: Series, blocks: readonly SeriesBlock[], at: number): void {
  series.moveTo(at);
  // The newest first: where room is short, the oldest lines stay out.
  for (const block of [...blocks].sort((a, b) => endOf(b) - endOf(a))) restoreBlock(series, block, at);
}

function endOf({ first, ring }: SeriesBlock): number {
  return (first + lengthOf(ring)) * rings[ring].stepMs;
}

function restoreBlock(series: Series, { first, lines, ring }: SeriesBlock, at: number): void {
  const { slots: room, stepMs } = rings[ring];
  const now = Math.floor(at / stepMs);
  for (const { line, values } of lines) {
    for (const { measure, rows } of values) {
      const [main = new Float32Array()] = rows;
      const from = Math.max(0, now - room + 1 - first);
      const until = Math.min(main.length, now + 1 - first);
      const last = main.findLastIndex((value, index) => index < until && !Number.isNaN(value));
      if (last < from) continue;
      const own = series.place(line, measure, (first + last) * stepMs);
      if (own === undefined) continue;
      for (const [number, into] of rowsOf(ring, own).entries()) {
        for (let index = from; index <= last; index++) {
          const value = rows[number]?.[index] ?? Number.NaN;
          if (!Number.isNaN(value)) into[placeOf(first + index, into)] = value;
        }
      }
    }
  }
}
