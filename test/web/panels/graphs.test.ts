import { describe, expect, test } from 'vitest';
import { openSeries, type Series } from '../../../src/core/live/series.js';
import { chartOf, frame, summaryOf } from '../../../src/web/panels/graphs/chart.js';
import { graphsAddress, readGraphsQuery } from '../../../src/web/panels/graphs/query.js';

const noon = Date.UTC(2026, 10, 21, 12);
const line = { side: 'here', service: 'FWM 1', destination: '', virtual: 'web', server: '' } as const;

/** One value each ten seconds, the last one now; nothing is a gap. */
function measured(...values: readonly (number | undefined)[]): Series {
  const series = openSeries();
  for (const [index, active] of values.entries()) {
    series.take(noon + (index - values.length) * 10_000, [
      { line, values: active === undefined ? {} : { active } },
    ]);
  }
  return series;
}

const chart = (series: Series, span: 'hour' | 'day', top: number, isWhole = true) =>
  chartOf(series.span(span, line, 'active'), top, isWhole);

describe('A graph', () => {
  test('draws each run of values as a line of its own, and what is between as unknown', () => {
    const drawn = chart(measured(1, 2, undefined, undefined, 3), 'hour', 4);
    expect(drawn.line.match(/M/g)).toHaveLength(2);
    // The hour before, and the gap.
    expect(drawn.gaps).toHaveLength(2);
    expect(drawn.band).toBe('');
    // 0 is at the bottom, the top of the scale at the top.
    expect(drawn.values.map(({ value, place }) => [value, place])).toEqual([
      [0, frame.bottom],
      [1, 112],
      [2, 78],
      [3, 44],
      [4, frame.top],
    ]);
  });

  test('is one gap where nothing was measured', () => {
    const drawn = chart(openSeries(), 'hour', 0);
    expect(drawn.line).toBe('');
    expect(drawn.gaps).toEqual([{ x: frame.left, width: frame.right - frame.left }]);
    expect(drawn.values.map(({ value }) => value)).toEqual([0, 1]);
  });

  test('of a day has a band from the lowest to the highest', () => {
    const drawn = chart(measured(1, 9, 5, 1, 9, 5, 1, 9, 5, 1, 9, 5), 'day', 9);
    expect(drawn.band).toMatch(/^M.*Z$/);
    expect(drawn.line).toMatch(/^M/);
  });

  test.each([
    [0, true, [0, 1]],
    [1, true, [0, 1]],
    [3, true, [0, 1, 2, 3]],
    [7, true, [0, 2, 4, 6, 8]],
    [574, true, [0, 200, 400, 600]],
    [1_000_000, true, [0, 500_000, 1_000_000]],
    [0.3, false, [0, 0.1, 0.2, 0.3]],
  ])('has a scale of round numbers up to %d (whole: %s)', (top, isWhole, ticks) => {
    const drawn = chart(openSeries(), 'hour', top, isWhole).values.map(({ value }) =>
      Number(value.toFixed(6)),
    );
    expect(drawn).toEqual(ticks);
  });

  test('never leaves its frame, whatever was measured', () => {
    const drawn = chart(measured(0, 3, undefined, 574, 1e9, 0.1), 'hour', 1e9);
    const places = [...drawn.line.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(places).toHaveLength(5);
    for (const [x = 0, y = 0] of places) {
      expect(x).toBeGreaterThanOrEqual(frame.left);
      expect(x).toBeLessThanOrEqual(frame.right);
      expect(y).toBeGreaterThanOrEqual(frame.top);
      expect(y).toBeLessThanOrEqual(frame.bottom);
    }
  });

  test('has round times on its axis', () => {
    const hour = chart(measured(1), 'hour', 1).times;
    expect(hour.length).toBeGreaterThanOrEqual(5);
    expect(hour.every(({ value }) => value % 600_000 === 0)).toBe(true);
    const day = chart(measured(1), 'day', 1).times;
    expect(day.length).toBeGreaterThanOrEqual(5);
    expect(day.every(({ value }) => new Date(value).getHours() % 4 === 0)).toBe(true);
  });

  test('is summed up, and says when nothing is known of now', () => {
    const of = (series: Series) => summaryOf(series.span('hour', line, 'active'));
    expect(of(measured(1, 2, 6))).toEqual({ now: 6, lowest: 1, average: 3, highest: 6 });
    expect(of(measured(1, 2, undefined, undefined))).toMatchObject({ now: undefined, highest: 2 });
    expect(of(openSeries())).toBeUndefined();
  });
});

describe('The address of a graph', () => {
  test('has no more than what is not usual, and comes back as it was', () => {
    expect(graphsAddress(readGraphsQuery({}))).toBe('/secure/graphs');
    const asked = {
      virtual: 'TCP 10.0.0.1:80',
      server: '[fd00::1]:80',
      measure: 'rate',
      span: 'day',
      as: 'table',
    };
    const address = graphsAddress(readGraphsQuery(asked));
    expect(readGraphsQuery(Object.fromEntries(new URL(address, 'http://x').searchParams))).toEqual(
      readGraphsQuery(asked),
    );
  });

  test('that makes no sense is the usual one', () => {
    const wrong = { measure: 'x', span: ['a'], as: {}, part: '-1', rows: '1e99', server: 'x', router: '' };
    expect(readGraphsQuery(wrong)).toEqual(readGraphsQuery({}));
  });
});
