import { describe, expect, test } from 'vitest';
import { playwrightFailures, vitestFailures } from './failures.js';

describe('What failed', () => {
  test('is found in the report of vitest, file by file', () => {
    const report = {
      testResults: [
        {
          name: 'test/a.test.ts',
          status: 'failed',
          message: '',
          assertionResults: [
            { status: 'passed', fullName: 'A does well', failureMessages: [] },
            { status: 'failed', fullName: 'A does it', failureMessages: ['Error: late\n    at line'] },
          ],
        },
        { name: 'test/b.test.ts', status: 'passed', message: '', assertionResults: [] },
        { name: 'test/c.test.ts', status: 'failed', message: 'no such file\nat', assertionResults: [] },
      ],
    };
    expect(vitestFailures(JSON.stringify(report))).toEqual([
      { file: 'test/a.test.ts', title: 'A does it', said: 'Error: late' },
      { file: 'test/c.test.ts', title: 'the file as a whole', said: 'no such file' },
    ]);
  });

  test('is found in the report of Playwright, however deep it lies', () => {
    const spec = (title: string, ok: boolean) => ({
      title,
      ok,
      file: 'a.spec.ts',
      tests: [{ results: [{}, { error: { message: 'Timeout\nCall log' } }] }],
    });
    const suite = { title: 'inner', specs: [spec('is seen', false), spec('is well', true)] };
    const report = { suites: [{ title: 'a.spec.ts', specs: [], suites: [suite] }] };
    expect(playwrightFailures(JSON.stringify(report))).toEqual([
      { file: 'a.spec.ts', title: 'is seen', said: 'Timeout' },
    ]);
  });
});
