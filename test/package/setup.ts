/** Before the first test the packages are built; each of them holds the same files. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPackages } from '../../packaging/build.js';

declare module 'vitest' {
  export interface ProvidedContext {
    packages: BuiltPackages;
  }
}

/** What the tests install. */
export interface BuiltPackages {
  /** For whatever the tests leave; it goes with the last of them. */
  readonly folder: string;
  /** The paths of the package and of the next one. */
  readonly first: string;
  readonly second: string;
  /** The date of everything in them, in seconds since 1970. */
  readonly epoch: number;
}

const epoch = 1_700_000_000;

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'lvs-console-package-test-'));
  const manifest = readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8');
  const { version } = JSON.parse(manifest);
  // As whoever has npm told to install everything: the package must come out the same.
  process.env['npm_config_include'] = 'dev';
  const [first = '', second = ''] = buildPackages({
    into: folder,
    epoch,
    versions: [version, `${version}+1`],
  });
  project.provide('packages', { folder, first, second, epoch });
  return () => rmSync(folder, { recursive: true });
}
