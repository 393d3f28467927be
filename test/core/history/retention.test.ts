import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fullDays, outlived } from '../../../src/core/history/retention.js';
import type { ListedVersion } from '../../../src/core/history/version.js';

const dayMs = 24 * 60 * 60 * 1000;
const noon = Date.UTC(2026, 5, 1, 12);

function version(number: number, ms: number, more: Partial<ListedVersion> = {}): ListedVersion {
  const hash = number.toString(16).padStart(64, '0');
  const by = { user: 'ann', address: '::1', panel: 'redundancy', note: '' };
  const time = new Date(ms).toISOString();
  return { number, time, ...by, hash, bytes: 1, previous: '', pinned: false, skipped: false, ...more };
}

/** Numbers of the versions that go. @param ages in days, oldest first */
function goneOf(ages: readonly (number | [number, Partial<ListedVersion>])[], now = noon): number[] {
  const versions = ages.map((one, at) => {
    const [age, more] = typeof one === 'number' ? [one, {}] : one;
    return version(at + 1, noon - age * dayMs, more);
  });
  return outlived(versions.reverse(), now).map(({ number }) => number);
}

describe('The history gives up', () => {
  test('nothing of the last 90 days', () => {
    expect(goneOf([89.9, 89.8, 89.7, 1, 0.1, 0])).toEqual([]);
    expect(fullDays).toBe(90);
  });

  test('all but the last of each older day', () => {
    expect(goneOf([200.3, 200.2, 200.1, 150.2, 150.1, 91.2, 91.1, 0])).toEqual([6, 4, 2, 1]);
  });

  test('nothing of a day whose last version is younger, but the older ones of it', () => {
    // Noon, 90 days ago, is where the full days begin.
    expect(goneOf([90.2, 90.1, 89.9, 0])).toEqual([2, 1]);
  });

  test('days by UTC', () => {
    const versions = [
      version(4, noon),
      version(3, Date.UTC(2025, 0, 2, 0, 0, 1)),
      version(2, Date.UTC(2025, 0, 1, 23, 59, 59)),
      version(1, Date.UTC(2025, 0, 1, 23, 59, 58)),
    ];
    expect(outlived(versions, noon).map(({ number }) => number)).toEqual([1]);
  });

  test('no pinned version', () => {
    expect(goneOf([[200.3, { pinned: true }], 200.2, 200.1, 0])).toEqual([2]);
  });

  test('never the newest, however old it is', () => {
    expect(goneOf([900.2, 900.1, 900])).toEqual([]);
    expect(outlived([], noon)).toEqual([]);
  });

  test('a save that never reached the file, rather than the last one that did', () => {
    expect(goneOf([200.3, 200.2, [200.1, { skipped: true }], 0])).toEqual([3, 1]);
    expect(goneOf([[200.2, { skipped: true }], [200.1, { skipped: true }], 0])).toEqual([1]);
  });

  test('nothing because a clock runs ahead: the days count from the newest version', () => {
    expect(goneOf([2.2, 2.1, 1.2, 1.1, 0], noon + 5000 * dayMs)).toEqual([]);
  });

  test('nothing whose time cannot be read', () => {
    expect(goneOf([[200.2, { time: 'yesterday' }], [200.1, { time: 'yesterday' }], 0])).toEqual([]);
    expect(goneOf([0.2, 0.1, [0, { time: '' }]])).toEqual([]);
  });

  test('the same as the rule says, for any history', () => {
    const ages = fc.array(fc.tuple(fc.integer({ min: 0, max: 150 * 24 }), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(ages, (drawn) => {
        const sorted = drawn.toSorted(([a], [b]) => b - a);
        const versions = sorted
          .map(([hours, pinned], at) => version(at + 1, noon - hours * 60 * 60 * 1000, { pinned }))
          .reverse();
        const gone = new Set(outlived(versions, noon));
        const from = Math.min(noon, ...versions.slice(0, 1).map(({ time }) => Date.parse(time))) - 90 * dayMs;
        for (const [at, one] of versions.entries()) {
          const isOld = Date.parse(one.time) < from;
          const isLast = !versions
            .slice(0, at)
            .some(({ time }) => time.slice(0, 10) === one.time.slice(0, 10));
          expect(gone.has(one)).toBe(at > 0 && isOld && !isLast && !one.pinned);
        }
      }),
    );
  });
});
