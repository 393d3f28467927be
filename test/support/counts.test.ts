import { describe, expect, test } from 'vitest';
import { closingLine, judged, playwrightCounts, sum, vitestCounts } from './counts.js';

describe('The count of the tests', () => {
  test('takes a test that did not run for a failure', () => {
    expect(
      vitestCounts('{"numTotalTests":9,"numPassedTests":6,"numFailedTests":1,"numPendingTests":2}'),
    ).toEqual({ passed: 6, failed: 3 });
    expect(playwrightCounts('{"stats":{"expected":5,"unexpected":1,"flaky":2,"skipped":4}}')).toEqual({
      passed: 5,
      failed: 7,
    });
  });

  test('is not good when the program ended badly or tested nothing', () => {
    expect(judged({ passed: 3, failed: 0 }, true)).toEqual({ passed: 3, failed: 0 });
    expect(judged({ passed: 3, failed: 0 }, false)).toEqual({ passed: 3, failed: 1 });
    expect(judged({ passed: 3, failed: 2 }, false)).toEqual({ passed: 3, failed: 2 });
    expect(judged({ passed: 0, failed: 0 }, true)).toEqual({ passed: 0, failed: 1 });
  });

  test('closes with one plain line for all parts', () => {
    const parts = [
      { passed: 1, failed: 0 },
      { passed: 120, failed: 2 },
    ];
    expect(closingLine(sum(parts))).toBe('121 passed, 2 failed');
  });
});
