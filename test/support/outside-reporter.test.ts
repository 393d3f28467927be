import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { outsideFailures } from './failures.js';
import { outsideReport } from './outside-reporter.js';

test('An error that no test caught is named with the file that ran', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lvs-console-outside-'));
  const project = join(import.meta.dirname, '../..');
  try {
    const file = join(folder, 'late.test.ts');
    const imported = join(project, 'node_modules/vitest/dist/index.js');
    writeFileSync(
      file,
      `import { test } from ${JSON.stringify(imported)};
test('passes', async () => {
  setTimeout(() => { throw new Error('too late\\nfor it'); }, 0);
  await new Promise((done) => setTimeout(done, 50));
});`,
    );
    const report = join(folder, 'outside.json');
    const vitest = join(project, 'node_modules/vitest/vitest.mjs');
    const reporter = join(import.meta.dirname, 'outside-reporter.ts');
    const ended = () =>
      execFileSync(process.execPath, [vitest, 'run', '--root', folder, '--reporter', reporter], {
        env: { ...process.env, [outsideReport]: report },
        stdio: 'pipe',
      });
    expect(ended).toThrow();
    expect(outsideFailures(readFileSync(report, 'utf8'))).toEqual([
      {
        file,
        title: 'an error outside of its tests',
        said: expect.stringMatching(/^Error: too late at .*late\.test\.ts:3/),
      },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
