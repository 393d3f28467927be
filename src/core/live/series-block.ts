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
  if (newest === undefined) return undefined;
  return encoded(series, 'hour', Math.floor(newest / rings.hour.stepMs) - rings.hour.slots + 1);
}

/** The minutes of the hour in which a moment lies, with which of the parts of a day it is. */
export function dayBlock(series: Series, at: number): { readonly part: number; readonly bytes: Uint8Array } {
  const hour = Math.floor(at / hourMs);
  return { part: hour % dayParts, bytes: encoded(series, 'day', hour * minutesOfAnHour) };
}

function slotsOf(ring: SpanName): number {
  return ring === 'hour' ? rings.hour.slots : minutesOfAnHour;
}

function rowsOf(ring: SpanName, { day, hour }: KeptRings): readonly Float32Array[] {
  return ring === 'hour' ? [hour] : [day.average, day.lowest, day.highest];
}

function encoded(series: Series, ring: SpanName, first: number): Uint8Array {
  const slots = slotsOf(ring);
  const lines = series.lines().map(({ line, values }) => ({
    line,
    values: [...values].map(([measure, own]) => ({
      measure,
      rows: rowsOf(ring, own).map((row) =>
        Float32Array.from({ length: slots }, (_, index) => row[placeOf(first + index, row)] ?? Number.NaN),
      ),
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
  const bytes = new Uint8Array(beginning + head.length + rows.length * slotsOf(ring) * 4);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(magic));
  view.setUint32(magic.length, head.length, true);
  bytes.set(head, beginning);
  let place = beginning + head.length;
  for (const row of rows) {
    for (const value of row) {
      view.setFloat32(place, value, true);
      place += 4;
    }
  }
  return bytes;
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
  const slots = slotsOf(ring);
  const rowCount = ring === 'hour' ? 1 : 3;
  const all = head.lines.reduce((sum, line) => sum + line.measures.length, 0) * rowCount * slots * 4;
  let place = beginning + length;
  if (bytes.length !== place + all) return undefined;
  let isSound = true;
  const row = () =>
    Float32Array.from({ length: slots }, () => {
      const value = view.getFloat32(place, true);
      place += 4;
      isSound &&= Number.isNaN(value) || (value >= 0 && value !== Number.POSITIVE_INFINITY);
      return value;
    });
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
  return (first + slotsOf(ring)) * rings[ring].stepMs;
}

function restoreBlock(series: Series, { first, lines, ring }: SeriesBlock, at: number): void {
  const { slots: room, stepMs } = rings[ring];
  const now = Math.floor(at / stepMs);
  for (const { line, values } of lines) {
    for (const { measure, rows } of values) {
      const known = [...(rows[0] ?? [])].flatMap((value, index) => {
        const slot = first + index;
        return Number.isNaN(value) || slot > now || slot <= now - room ? [] : [{ slot, index }];
      });
      const last = known.at(-1);
      if (last === undefined) continue;
      const own = series.place(line, measure, last.slot * stepMs);
      if (own === undefined) continue;
      for (const [number, into] of rowsOf(ring, own).entries()) {
        for (const { index, slot } of known) {
          into[placeOf(slot, into)] = rows[number]?.[index] ?? Number.NaN;
        }
      }
    }
  }
}
