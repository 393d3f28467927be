import { describe, expect, test } from 'vitest';
import {
  bytesPerLine,
  type MeasuredLine,
  maxLines,
  openSeries,
  type Sample,
  type Series,
} from '../../../src/core/live/series.js';

const noon = Date.UTC(2026, 10, 21, 12);
const web: MeasuredLine = {
  side: 'here',
  service: 'TCP 10.0.2.100:80',
  destination: '',
  virtual: 'web',
  server: '',
};

const active = (value: number, line = web): Sample[] => [{ line, values: { active: value } }];

/** Takes one value each ten seconds. */
function takeEach(series: Series, from: number, values: readonly number[]): void {
  for (const [index, value] of values.entries()) series.take(from + index * 10_000, active(value));
}

const hourOf = (series: Series) => [...series.span('hour', web, 'active').average];
const known = (values: Iterable<number>) => [...values].filter((value) => !Number.isNaN(value));

describe('What was measured lately', () => {
  test('is the last hour, oldest first, with the time of its first value', () => {
    const series = openSeries();
    takeEach(series, noon, [1, 2, 3]);
    const { average, from, stepMs } = series.span('hour', web, 'active');
    expect(average).toHaveLength(360);
    expect([...average].slice(-4)).toEqual([Number.NaN, 1, 2, 3]);
    expect(from + 359 * stepMs).toBe(noon + 20_000);
    expect(series.newest()).toBe(noon + 20_000);
  });

  test('forgets what is older than an hour, and keeps a day by the minute with its lowest and highest', () => {
    const series = openSeries();
    takeEach(series, noon, [1, 2, 3, 4, 5, 9]);
    takeEach(
      series,
      noon + 60_000,
      Array.from({ length: 400 }, () => 7),
    );
    expect(known(hourOf(series))).toEqual(Array.from({ length: 360 }, () => 7));
    const day = series.span('day', web, 'active');
    expect(day.average).toHaveLength(1440);
    expect([known(day.average)[0], known(day.lowest)[0], known(day.highest)[0]]).toEqual([4, 1, 9]);
    expect(known(day.average)).toHaveLength(68);
    series.take(noon + 26 * 60 * 60_000, active(1));
    expect(known(series.span('day', web, 'active').average)).toEqual([1]);
  });

  test('has a gap where nothing was measured, never 0', () => {
    const series = openSeries();
    series.take(noon, active(5));
    series.take(noon + 10_000, []);
    series.take(noon + 40_000, active(6));
    expect(hourOf(series).slice(-5)).toEqual([5, Number.NaN, Number.NaN, Number.NaN, 6]);
    expect(known(series.span('hour', web, 'rate').average)).toEqual([]);
    expect(series.span('day', web, 'active').average.at(-1)).toBe(5.5);
  });

  test('takes no value that is none', () => {
    const series = openSeries();
    for (const value of [Number.NaN, -1, Number.POSITIVE_INFINITY]) series.take(noon, active(value));
    expect(known(hourOf(series))).toEqual([]);
  });

  test('survives a clock that goes back: what is in the future then is forgotten, the rest stays', () => {
    const series = openSeries();
    takeEach(
      series,
      noon,
      Array.from({ length: 60 }, (_, index) => index),
    );
    series.take(noon + 5 * 60_000 + 5_000, active(100));
    expect(known(hourOf(series))).toEqual([...Array.from({ length: 30 }, (_, index) => index), 100]);
    expect(hourOf(series).at(-1)).toBe(100);
    expect(series.span('day', web, 'active').highest.at(-1)).toBe(100);
    expect(known(series.span('day', web, 'active').average)).toHaveLength(6);
  });

  test.each([
    ['years ahead', 20 * 365 * 24 * 60 * 60_000],
    ['to the beginning of time', -noon],
    ['before it', -noon - 3_600_000],
  ])('survives a clock that jumps %s and back', (_, jump) => {
    const series = openSeries();
    takeEach(series, noon, [1, 2, 3]);
    series.take(noon + jump, active(50));
    expect(known(hourOf(series))).toEqual([50]);
    series.take(noon + 30_000, active(4));
    expect(known(hourOf(series))).toEqual([4]);
    expect(known(series.span('day', web, 'active').average)).toEqual([4]);
  });

  test('is bounded: the services first, then the servers, and it says how many found no room', () => {
    const series = openSeries();
    const lines = Array.from({ length: maxLines }, (_, index) => [
      { ...web, service: `FWM ${index + 1}`, destination: '10.0.0.1:80' },
      { ...web, service: `FWM ${index + 1}` },
    ]).flat();
    series.take(
      noon,
      lines.flatMap((line) => active(1, line)),
    );
    expect(series.lines()).toHaveLength(maxLines);
    expect(series.lines().every(({ line }) => line.destination === '')).toBe(true);
    expect(series.leftOut()).toBe(maxLines);
    // What has gone makes room.
    series.take(noon + 10_000, active(1));
    expect(series.lines()).toHaveLength(maxLines);
    expect(known(hourOf(series))).toEqual([1]);
    expect(bytesPerLine * maxLines).toBeLessThan(60e6);
  });

  test('forgets a line that nobody has seen for a day', () => {
    const series = openSeries();
    series.take(noon, active(1));
    series.take(noon + 23 * 60 * 60_000, []);
    expect(series.lines()).toHaveLength(1);
    series.take(noon + 24 * 60 * 60_000, []);
    expect(series.lines()).toEqual([]);
  });
});
