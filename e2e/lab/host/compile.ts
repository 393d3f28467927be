/** The programs of the guests, from TypeScript to what node runs. */

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** Compiles them into a folder. @throws with what the compiler says */
export function compileGuests(into: string): void {
  const { status, stdout } = spawnSync(
    join(root, 'node_modules/.bin/tsc'),
    ['-p', join(root, 'e2e/lab/guest/tsconfig.json'), '--outDir', into],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The program of the guests does not compile:\n${stdout}`);
  writeFileSync(join(into, 'package.json'), '{ "type": "module" }\n');
}
