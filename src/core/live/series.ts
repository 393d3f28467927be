/**
 * What was measured lately: the last hour at 10 s, and the last day at one minute with the lowest and highest value
 * of each minute. A line (a service, or a server in one) costs at most `bytesPerLine`, and at most `maxLines` are
 * kept. What was not measured is a gap, which is never 0.
 */

/** What is measured: as lvs.cf and the kernel count, per second where it says so. */
export const measures = ['active', 'inactive', 'rate', 'bytes-in', 'bytes-out', 'weight'] as const;

/**
 * - `active`, `inactive`: connections now.
 * - `rate`: new connections per second.
 * - `bytes-in`, `bytes-out`: bytes per second, from clients and to them.
 * - `weight`: of a server; of a service the sum of its servers.
 */
export type Measure = (typeof measures)[number];

/** On which router a line is: this one, or the other one. */
export type Side = 'here' | 'there';

/** What is measured on one router: a service, or a server in it. */
export interface MeasuredLine {
  readonly side: Side;
  /** As the kernel names it: `TCP 10.0.0.100:80`, or `FWM 80`. */
  readonly service: string;
  /** `10.0.0.11:80`; blank on the line of the service itself. */
  readonly destination: string;
  /** Names in lvs.cf; blank where the file does not know it. */
  readonly virtual: string;
  readonly server: string;
}

/** The values of one line at one moment; what is left out is not known. */
export interface Sample {
  readonly line: MeasuredLine;
  readonly values: Readonly<Partial<Record<Measure, number>>>;
}

/** Which of the two rings. */
export type SpanName = 'hour' | 'day';

/** The values of one line, oldest first. NaN is a gap. */
export interface Span {
  readonly stepMs: number;
  /** When the first slot begins, in milliseconds since 1970. */
  readonly from: number;
  readonly average: Float32Array;
  /** The same as the average where a slot is one measurement. */
  readonly lowest: Float32Array;
  readonly highest: Float32Array;
}

/** The lengths of the rings. */
export const rings = {
  hour: { stepMs: 10_000, slots: 360 },
  day: { stepMs: 60_000, slots: 1440 },
} as const;

const finePerCoarse = rings.day.stepMs / rings.hour.stepMs;

/** Services and servers of both routers that are kept at most. */
export const maxLines = 500;

/** What one line takes at most, with every measure known: four bytes a value, and three values a minute. */
export const bytesPerLine =
  measures.length * Float32Array.BYTES_PER_ELEMENT * (rings.hour.slots + 3 * rings.day.slots);

/** The values of one measure, each ring as long as it is, by slot modulo its length. */
export interface KeptRings {
  readonly hour: Float32Array;
  readonly day: Readonly<Record<'average' | 'lowest' | 'highest', Float32Array>>;
}

/** A line as it is kept. */
export interface KeptLine {
  line: MeasuredLine;
  /** The slot of the hour's ring in which it was seen last. */
  lastSeen: number;
  readonly values: Map<Measure, KeptRings>;
}

/** What was measured, in bounded room. */
export interface Series {
  /** Takes what was measured at one moment; whatever the clock said before, this is now. */
  take(at: number, samples: readonly Sample[]): void;
  /** The lines that are kept, services before their servers, in the order in which they came. */
  lines(): readonly KeptLine[];
  /** How many lines of the last samples found no room. */
  leftOut(): number;
  /** Nothing was ever measured: undefined. Milliseconds since 1970, where the newest slot begins. */
  newest(): number | undefined;
  /** The values of one line until now; gaps only where nothing is kept. */
  span(name: SpanName, line: Pick<MeasuredLine, 'side' | 'service' | 'destination'>, measure: Measure): Span;
  /**
   * Where values go that were kept elsewhere; nothing when there is no room for their line.
   * @param seenAt when the line was seen last, in milliseconds since 1970
   */
  place(line: MeasuredLine, measure: Measure, seenAt: number): KeptRings | undefined;
  /** Moves to a moment without measuring anything; for what was kept before a restart. */
  moveTo(at: number): void;
}

/** What tells lines apart. */
export function lineKey({
  destination,
  service,
  side,
}: Pick<MeasuredLine, 'side' | 'service' | 'destination'>): string {
  return `${side}\n${service}\n${destination}`;
}

/** Empty rings. */
export function openSeries(): Series {
  const kept = new Map<string, KeptLine>();
  let newest: number | undefined;
  let leftOut = 0;

  /** Forgets the slots between two moments, whichever is later: they were not measured, or not yet. */
  function moveToSlot(slot: number): void {
    if (newest === undefined || newest === slot) {
      newest = slot;
      return;
    }
    const [low, high] = [Math.min(newest, slot), Math.max(newest, slot)];
    const [lowMinute, highMinute] = [minuteOf(low), minuteOf(high)];
    for (const { values } of kept.values()) {
      for (const { day, hour } of values.values()) {
        forget(hour, low, high);
        for (const ring of Object.values(day)) forget(ring, lowMinute, highMinute);
        // A clock that went back cut the minute: of it only what is not in the future counts.
        if (slot < newest) recount({ day, hour }, slot);
      }
    }
    newest = slot;
  }

  function add(line: MeasuredLine, lastSeen: number): KeptLine {
    const made: KeptLine = { line, lastSeen, values: new Map() };
    kept.set(lineKey(line), made);
    return made;
  }

  /** Makes room by what has gone: never by what was seen at this moment. */
  function dropOldest(): boolean {
    let oldest: [string, KeptLine] | undefined;
    for (const entry of kept)
      if (oldest === undefined || entry[1].lastSeen < oldest[1].lastSeen) oldest = entry;
    if (oldest === undefined || oldest[1].lastSeen >= (newest ?? 0)) return false;
    return kept.delete(oldest[0]);
  }

  function ringsFor(line: KeptLine, measure: Measure): KeptRings {
    const found = line.values.get(measure) ?? emptyRings();
    line.values.set(measure, found);
    return found;
  }

  function note(line: KeptLine, values: Sample['values'], slot: number): void {
    for (const measure of measures) {
      const value = values[measure];
      if (value === undefined || !Number.isFinite(value) || value < 0) continue;
      const into = ringsFor(line, measure);
      into.hour[placeOf(slot, into.hour)] = value;
      recount(into, slot);
    }
  }

  return {
    take(at, samples) {
      const slot = Math.floor(at / rings.hour.stepMs);
      moveToSlot(slot);
      leftOut = 0;
      const keys = samples.map(({ line }) => lineKey(line));
      for (const [index, { line }] of samples.entries()) {
        const known = kept.get(keys[index] ?? '');
        if (known !== undefined) Object.assign(known, { line, lastSeen: slot });
      }
      // Services first: where room is short, a whole service says more than one of its servers.
      let isFull = false;
      for (const areServers of [false, true]) {
        for (const [index, { line, values }] of samples.entries()) {
          if ((line.destination !== '') !== areServers) continue;
          const known = kept.get(keys[index] ?? '');
          isFull ||= known === undefined && kept.size >= maxLines && !dropOldest();
          if (known === undefined && isFull) leftOut += 1;
          else note(known ?? add(line, slot), values, slot);
        }
      }
      // What nobody has seen for a day holds nothing but gaps.
      for (const [key, { lastSeen }] of kept) if (lastSeen <= slot - slotsOfADay) kept.delete(key);
    },
    lines: () => [...kept.values()],
    leftOut: () => leftOut,
    newest: () => (newest === undefined ? undefined : newest * rings.hour.stepMs),
    span(name, line, measure) {
      return spanOf(name, newest ?? 0, kept.get(lineKey(line))?.values.get(measure));
    },
    place(line, measure, seenAt) {
      const known = kept.get(lineKey(line));
      if (known === undefined && kept.size >= maxLines) return undefined;
      const seen = Math.floor(seenAt / rings.hour.stepMs);
      const own = known ?? add(line, seen);
      own.lastSeen = Math.max(own.lastSeen, seen);
      return ringsFor(own, measure);
    },
    moveTo: (at) => moveToSlot(Math.floor(at / rings.hour.stepMs)),
  };
}

const slotsOfADay = rings.day.slots * finePerCoarse;

function minuteOf(slot: number): number {
  return Math.floor(slot / finePerCoarse);
}

function emptyRings(): KeptRings {
  const ring = (slots: number) => new Float32Array(slots).fill(Number.NaN);
  const { slots } = rings.day;
  return {
    hour: ring(rings.hour.slots),
    day: { average: ring(slots), lowest: ring(slots), highest: ring(slots) },
  };
}

/** Empties the slots after one until another. */
function forget(ring: Float32Array, after: number, until: number): void {
  if (until - after >= ring.length) ring.fill(Number.NaN);
  else for (let slot = after + 1; slot <= until; slot++) ring[placeOf(slot, ring)] = Number.NaN;
}

/** Makes the minute of a slot anew, from the slots of it that are known. */
function recount({ day, hour }: KeptRings, slot: number): void {
  const minute = minuteOf(slot);
  let sum = 0;
  let count = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let fine = minute * finePerCoarse; fine < (minute + 1) * finePerCoarse; fine++) {
    const value = hour[placeOf(fine, hour)] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  const index = placeOf(minute, day.average);
  const isKnown = count > 0;
  day.average[index] = isKnown ? sum / count : Number.NaN;
  day.lowest[index] = isKnown ? lowest : Number.NaN;
  day.highest[index] = isKnown ? highest : Number.NaN;
}

function spanOf(name: SpanName, newest: number, own: KeptRings | undefined): Span {
  const { slots, stepMs } = rings[name];
  const last = name === 'hour' ? newest : minuteOf(newest);
  const first = last - slots + 1;
  const inOrder = (ring: Float32Array | undefined) => slotsOf(ring, first, slots);
  const from = first * stepMs;
  if (name === 'hour') {
    const average = inOrder(own?.hour);
    return { stepMs, from, average, lowest: average, highest: average };
  }
  const { average, highest, lowest } = own?.day ?? {};
  return { stepMs, from, average: inOrder(average), lowest: inOrder(lowest), highest: inOrder(highest) };
}

/** So many slots from one on, oldest first; gaps where there is no ring. */
export function slotsOf(ring: Float32Array | undefined, first: number, slots: number): Float32Array {
  const values = new Float32Array(slots).fill(Number.NaN);
  if (ring === undefined) return values;
  const start = placeOf(first, ring);
  const head = ring.subarray(start, start + slots);
  values.set(head);
  values.set(ring.subarray(0, slots - head.length), head.length);
  return values;
}

/** Where a slot lies in a ring; a clock may also say a time before 1970. */
export function placeOf(slot: number, { length }: Float32Array): number {
  return ((slot % length) + length) % length;
}
