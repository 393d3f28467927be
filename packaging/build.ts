/** `npm run package [FOLDER]`: writes the Debian package of this version to a folder, `release/` if none is named. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packDebian } from './debian.js';
import { layTree } from './tree.js';

const project = dirname(import.meta.dirname);

/** A package as it is asked for. */
export interface Wish {
  /** The folder that the package is put in. */
  readonly into: string;
  /** Seconds since 1970: the date of everything in the package. */
  readonly epoch: number;
  /** One package for each, all of the same files; by default the version in `package.json`. */
  readonly versions?: readonly string[];
}

/** Builds packages and returns their paths. */
export function buildPackages({ into, epoch, versions }: Wish): string[] {
  const { version, engines } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const tree = mkdtempSync(join(tmpdir(), 'lvs-console-package-'));
  try {
    layTree(tree, epoch);
    mkdirSync(into, { recursive: true });
    return (versions ?? [version]).map((one) => {
      const target = join(into, `lvs-console_${one}_all.deb`);
      packDebian({ tree, version: one, node: engines.node, epoch, target });
      return target;
    });
  } finally {
    rmSync(tree, { recursive: true });
  }
}

/** The date of the last commit, so that everybody who builds it gets the same package. */
function commitDate(): number {
  const given = process.env['SOURCE_DATE_EPOCH'];
  const { stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: project, encoding: 'utf8' });
  const epoch = Number(given ?? (stdout || Number.NaN));
  if (Number.isInteger(epoch)) return epoch;
  throw new Error('The date of the last commit is not known: set SOURCE_DATE_EPOCH, in seconds since 1970.');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const into = process.argv[2] ?? join(project, 'release');
  for (const path of buildPackages({ into, epoch: commitDate() })) {
    const sum = createHash('sha256').update(readFileSync(path)).digest('hex');
    console.log(`${relative(process.cwd(), path)}\nSHA-256 ${sum}`);
  }
}
