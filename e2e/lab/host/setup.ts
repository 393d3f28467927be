/** Before the first guest boots, the program of the guests is compiled; after the last, what they left is kept. */

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { Report, Scenario } from '../scenario.js';
import { compileGuests } from './compile.js';
import { whatIsMissing } from './kernel.js';
import { type Account, accountOf, tableOf } from './summary.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Holds the compiled program and one folder for each guest. */
    labFolder: string;
  }
}

const root = resolve(import.meta.dirname, '../../..');

/** Where a run is kept until the next one. */
const keptFolder = join(root, 'test-results/lab');

/** What of a guest's folder is not worth keeping. */
const scaffolding = ['program', 'kernel', 'init.sh', 'host'];

export default function setup(project: TestProject): () => void {
  const missing = whatIsMissing('lab');
  if (missing !== undefined) throw new Error(missing);
  const folder = mkdtempSync(join(tmpdir(), 'lvs-console-lab-'));
  compileGuests(join(folder, 'program'));
  project.provide('labFolder', folder);
  return () => {
    keep(folder);
    rmSync(folder, { recursive: true });
  };
}

function keep(folder: string): void {
  rmSync(keptFolder, { recursive: true, force: true });
  mkdirSync(keptFolder, { recursive: true });
  const wanted = (path: string) => !scaffolding.includes(basename(path));
  const groups = readdirSync(folder).filter(wanted);
  for (const group of groups) {
    cpSync(join(folder, group), join(keptFolder, group), { recursive: true, filter: wanted });
  }
  const table = tableOf(groups.flatMap((group) => accountsIn(join(folder, group))));
  writeFileSync(join(keptFolder, 'traffic.txt'), table);
  console.log(`\n${table}\nkept, with all logs, in ${keptFolder}`);
}

/** What is told of each scenario that a guest has reported, in turn. */
function accountsIn(folder: string): Account[] {
  const accounts: Account[] = [];
  for (let number = 1; existsSync(join(folder, `report-${number}.json`)); number++) {
    const read = (kind: string) =>
      JSON.parse(readFileSync(join(folder, `${kind}-${number}.json`), 'utf8')) as unknown;
    accounts.push(accountOf(read('scenario') as Scenario, read('report') as Report));
  }
  return accounts;
}
