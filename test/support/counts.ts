/** How many checks a part of the tests made, read from the JSON reports of vitest and Playwright. */

export interface Counts {
  readonly passed: number;
  /** Tests that failed, and tests that did not run: nothing is skipped silently. */
  readonly failed: number;
}

/** Reads the report of `vitest --reporter=json`. */
export function vitestCounts(report: string): Counts {
  const { numTotalTests, numPassedTests } = JSON.parse(report) as {
    numTotalTests: number;
    numPassedTests: number;
  };
  return { passed: numPassedTests, failed: numTotalTests - numPassedTests };
}

/** Reads the report of `playwright test --reporter=json`. A test that passed only when repeated has failed. */
export function playwrightCounts(report: string): Counts {
  const { stats } = JSON.parse(report) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  };
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped };
}

/** A program that ends badly has failed at least once, whatever its report says, and an empty run has failed. */
export function judged(counts: Counts, exitedWell: boolean): Counts {
  const ranNothing = counts.passed + counts.failed === 0;
  const mustHaveFailed = !exitedWell || ranNothing;
  return mustHaveFailed && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Adds up the parts. */
export function sum(parts: readonly Counts[]): Counts {
  return {
    passed: parts.reduce((total, part) => total + part.passed, 0),
    failed: parts.reduce((total, part) => total + part.failed, 0),
  };
}

/** The line that closes the whole run; continuous integration reads it, so its form is fixed. */
export function closingLine(counts: Counts): string {
  return `${counts.passed} passed, ${counts.failed} failed`;
}
