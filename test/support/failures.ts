/** Which tests of a part failed, read from the JSON reports of vitest and Playwright. */

import type { OutsideError } from './outside-reporter.js';

/** One test that failed. */
export interface Failure {
  /** As the test runner takes it for a filter; empty where it is not known. */
  readonly file: string;
  readonly title: string;
  /** The first line of what it said. */
  readonly said: string;
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

/** Reads the report of `vitest --reporter=json`; a file that could not even be loaded counts as one test. */
export function vitestFailures(report: string): Failure[] {
  const { testResults } = JSON.parse(report) as VitestReport;
  return testResults.flatMap(({ assertionResults, message, name: file, status }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && status === 'failed') {
      return [{ file, title: 'the file as a whole', said: firstLine(message) }];
    }
    return failed.map(({ failureMessages, fullName: title }) => ({
      file,
      title,
      said: firstLine(failureMessages?.[0]),
    }));
  });
}

/**
 * Reads the report of errors that no test caught.
 * @param report the text of what `OutsideReporter` wrote
 */
export function outsideFailures(report: string): Failure[] {
  return (JSON.parse(report) as readonly OutsideError[]).map(({ file = '', said }) => {
    return { file, title: 'an error outside of its tests', said };
  });
}

interface PlaywrightSuite {
  readonly title: string;
  readonly specs?: readonly {
    readonly title: string;
    readonly ok: boolean;
    readonly file: string;
    readonly tests: readonly { readonly results: readonly { readonly error?: { message?: string } }[] }[];
  }[];
  readonly suites?: readonly PlaywrightSuite[];
}

/** Reads the report of `playwright test --reporter=json`. */
export function playwrightFailures(report: string): Failure[] {
  const { suites } = JSON.parse(report) as { suites: readonly PlaywrightSuite[] };
  return suites.flatMap(failuresIn);
}

function failuresIn({ specs = [], suites = [] }: PlaywrightSuite): Failure[] {
  return [
    ...specs
      .filter(({ ok }) => !ok)
      .map(({ file, tests, title }) => ({
        file,
        title,
        said: firstLine(tests[0]?.results.at(-1)?.error?.message),
      })),
    ...suites.flatMap(failuresIn),
  ];
}

function firstLine(text: string | undefined): string {
  return text?.split('\n')[0] ?? '';
}
