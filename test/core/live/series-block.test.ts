import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MeasuredLine, maxLines, openSeries, type Series } from '../../../src/core/live/series.js';
import {
  dayBlock,
  dayParts,
  hourBlock,
  readBlock,
  restoreSeries,
} from '../../../src/core/live/series-block.js';

const hourMs = 3_600_000;
const noon = Date.UTC(2026, 10, 21, 12);
const line: MeasuredLine = {
  side: 'there',
  service: 'FWM 80',
  destination: '10.0.3.101:80',
  virtual: 'été',
  server: 'one',
};

/** Two hours of values, one each ten seconds. */
function measured(): Series {
  const series = openSeries();
  for (let slot = 0; slot < 720; slot++) {
    series.take(noon + slot * 10_000, [{ line, values: { active: slot, weight: 1 } }]);
  }
  return series;
}
const end = noon + 719 * 10_000;

function keptOf(series: Series): Uint8Array[] {
  const parts = [noon, noon + hourMs].map((at) => dayBlock(series, at).bytes);
  return [hourBlock(series) ?? new Uint8Array(), ...parts];
}

function restored(blocks: readonly Uint8Array[], at: number): Series {
  const series = openSeries();
  restoreSeries(
    series,
    blocks.flatMap((bytes) => readBlock(bytes) ?? []),
    at,
  );
  return series;
}

const known = (values: Iterable<number>) => [...values].filter((value) => !Number.isNaN(value));

describe('What is kept over a restart', () => {
  test('is the hour and the day as they were', () => {
    const series = measured();
    const after = restored(keptOf(series), end);
    for (const name of ['hour', 'day'] as const) {
      for (const measure of ['active', 'weight', 'rate'] as const) {
        expect(after.span(name, line, measure)).toEqual(series.span(name, line, measure));
      }
    }
    expect(after.lines().map((one) => one.line)).toEqual([line]);
  });

  test('goes on after a pause, which is a gap', () => {
    const after = restored(keptOf(measured()), end + 30 * 60_000);
    after.take(end + 30 * 60_000, [{ line, values: { active: 5 } }]);
    const { average } = after.span('hour', line, 'active');
    expect(known(average)).toHaveLength(180 + 1);
    expect([...average].slice(-180, -1).every(Number.isNaN)).toBe(true);
    expect(known(after.span('day', line, 'active').average)).toHaveLength(121);
  });

  test('counts for nothing when it is a day old, or lies in the future', () => {
    for (const at of [end + 25 * hourMs, noon - hourMs]) {
      const after = restored(keptOf(measured()), at);
      expect(known(after.span('hour', line, 'active').average)).toEqual([]);
      expect(known(after.span('day', line, 'active').average)).toEqual([]);
    }
  });

  test('has as many parts of a day as there can be, and uses them again', () => {
    const series = measured();
    const parts = Array.from({ length: 60 }, (_, hour) => dayBlock(series, noon + hour * hourMs).part);
    expect(new Set(parts).size).toBe(dayParts);
    expect(parts.slice(0, dayParts)).toEqual([...new Set(parts)]);
    expect(Math.max(...parts)).toBeLessThan(dayParts);
  });

  test('is nothing when nothing was measured', () => {
    expect(hourBlock(openSeries())).toBeUndefined();
  });

  test('takes a name that is too long, cut', () => {
    const series = openSeries();
    series.take(noon, [{ line: { ...line, virtual: 'x'.repeat(5000) }, values: { active: 1 } }]);
    expect(readBlock(hourBlock(series) ?? new Uint8Array())?.lines[0]?.line.virtual).toHaveLength(300);
  });
});

describe('Bytes that are no such part', () => {
  const whole = hourBlock(measured()) ?? new Uint8Array();

  /** A block with this head and so many values behind it. */
  function crafted(head: unknown, values: readonly number[] = []): Uint8Array {
    const text = new TextEncoder().encode(typeof head === 'string' ? head : JSON.stringify(head));
    const bytes = new Uint8Array(8 + text.length + values.length * 4);
    const view = new DataView(bytes.buffer);
    bytes.set(new TextEncoder().encode('LVS1'));
    view.setUint32(4, text.length, true);
    bytes.set(text, 8);
    for (const [index, value] of values.entries()) view.setFloat32(8 + text.length + index * 4, value, true);
    return bytes;
  }
  const headed = { ...line, measures: ['active'] };
  const values = Array.from({ length: 360 }, () => 1);

  test('are refused wherever they are cut', () => {
    for (let length = 0; length < whole.length; length += length < 400 ? 1 : 97) {
      expect(readBlock(whole.subarray(0, length))).toBeUndefined();
    }
    expect(readBlock(whole)).toBeDefined();
  });

  test('are refused when somebody made them up', () => {
    const head = { ring: 'hour', first: 1, lines: [headed] };
    expect(readBlock(crafted(head, values))).toBeDefined();
    const wrong = [
      crafted(head, [...values, 1]),
      crafted(head, values.slice(1)),
      crafted(head, [...values.slice(1), -1]),
      crafted(head, [...values.slice(1), Number.POSITIVE_INFINITY]),
      crafted({ ...head, first: -1 }, values),
      crafted({ ...head, first: 0.5 }, values),
      crafted({ ...head, ring: 'year' }, values),
      crafted({ ...head, more: 1 }, values),
      crafted({ ...head, lines: [{ ...headed, side: 'elsewhere' }] }, values),
      crafted({ ...head, lines: [{ ...headed, service: 'x'.repeat(301) }] }, values),
      crafted({ ...head, lines: [{ ...headed, measures: ['__proto__'] }] }, values),
      crafted({ ...head, lines: Array.from({ length: maxLines + 1 }, () => ({ ...line, measures: [] })) }),
      crafted('{"ring":'),
      crafted('null'),
      new TextEncoder().encode('LVS0 something else'),
    ];
    for (const bytes of wrong) expect(readBlock(bytes)).toBeUndefined();
  });

  test('never stop the console, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.nat(whole.length), (bytes, place) => {
        const changed = whole.slice();
        changed.set(bytes.subarray(0, whole.length - place), place);
        for (const one of [bytes, changed])
          restoreSeries(
            openSeries(),
            [readBlock(one)].flatMap((b) => b ?? []),
            end,
          );
      }),
      { numRuns: 200 },
    );
  });
});
