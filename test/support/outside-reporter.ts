/** A reporter of vitest for what its own report leaves out: errors that no test caught. */
import { writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/reporters';

/** Where it writes, in the environment. */
export const outsideReport = 'LVS_CONSOLE_TESTS_OUTSIDE';

/** An error that no test caught. */
export interface OutsideError {
  /** The file that ran; nothing when vitest does not know. */
  readonly file?: string;
  /** Its first line, and where it was thrown. */
  readonly said: string;
}

export default class OutsideReporter implements Reporter {
  onTestRunEnd(...[, errors]: Parameters<NonNullable<Reporter['onTestRunEnd']>>): void {
    const path = process.env[outsideReport];
    if (path === undefined) throw new Error(`${outsideReport} says where to write, and is not set`);
    const found = errors.map(({ message, name, stack, VITEST_TEST_PATH: file }): OutsideError => {
      const [first = ''] = message.split('\n');
      const [, at] = /\n\s+at (.*)/.exec(stack ?? '') ?? [];
      const where = at === undefined ? '' : ` at ${at}`;
      return { ...(typeof file === 'string' && { file }), said: `${name}: ${first}${where}` };
    });
    writeFileSync(path, JSON.stringify(found));
  }
}
