/** Before the first guest boots: the program of the guests is compiled, into a folder that the run leaves behind. */

import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findProgram } from '../../../test/support/system-packages.js';

declare module 'vitest' {
  export interface ProvidedContext {
    labFolder: string;
  }
}

export default function setup(project: TestProject): void {
  if (findProgram('linux.uml') === undefined) {
    throw new Error('The lab needs linux.uml: install the package user-mode-linux.');
  }
  accessSync('/dev/shm', constants.W_OK);
  const folder = mkdtempSync(join(tmpdir(), 'lvs-console-lab-'));
  const program = join(folder, 'program');
  const compiler = resolve(import.meta.dirname, '../../../node_modules/.bin/tsc');
  const { status, stdout } = spawnSync(compiler, [
    '-p',
    resolve(import.meta.dirname, '../guest/tsconfig.json'),
    '--outDir',
    program,
  ]);
  if (status !== 0) throw new Error(`The program of the guests does not compile:\n${stdout}`);
  writeFileSync(join(program, 'package.json'), '{ "type": "module" }\n');
  project.provide('labFolder', folder);
}
