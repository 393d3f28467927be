import { describe, expect, test } from 'vitest';
import { processorsIn } from '../../e2e/lab/host/processor.js';
import { largestShare } from '../../e2e/lab/host/waiting.js';

test('The processors of a machine are read as the kernel lists them', () => {
  expect(processorsIn('0')).toEqual([0]);
  expect(processorsIn('0-1')).toEqual([0, 1]);
  expect(processorsIn('2,4-6,9')).toEqual([2, 4, 5, 6, 9]);
});

describe('A guest that waits for its processor', () => {
  /** Four samples a second; in each quarter it has waited for so many milliseconds. */
  const samples = (...quarters: readonly number[]) => {
    let waited = 0;
    return [0, ...quarters].map((more, index) => {
      waited += more;
      return { at: 5000 + index * 250, waited };
    });
  };

  test('has waited for none of a time that nobody has seen', () => {
    expect(largestShare([])).toBe(0);
    expect(largestShare(samples(250))).toBe(0);
  });

  test('is judged by the worst second', () => {
    expect(largestShare(samples(0, 0, 0, 0, 200, 200, 100, 0, 0, 0, 0))).toBe(0.5);
  });

  test('has waited as long when it waits a little again and again', () => {
    expect(largestShare(samples(...Array.from({ length: 40 }, () => 150)))).toBeCloseTo(0.6);
  });

  test('has never waited for more than all of a second', () => {
    expect(largestShare(samples(250, 250, 300, 300))).toBe(1);
  });
});
