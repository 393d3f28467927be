/** The Debian package: a tree of files with what dpkg wants to know about it. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { conffiles, filesIn } from './tree.js';

/** What is to be packed, and where to. */
export interface Packing {
  /** The files, as `layTree` lays them. It is given a folder `DEBIAN`. */
  readonly tree: string;
  readonly version: string;
  /** The versions of Node.js that will do, as in `package.json`: `>=20.19`. */
  readonly node: string;
  /** Seconds since 1970: the date of everything in the package. */
  readonly epoch: number;
  /** The file that is written. */
  readonly target: string;
}

const ownFolder = join(import.meta.dirname, 'debian');
const scripts = ['postinst', 'prerm', 'postrm'];

/** The same tree gives the same bytes, whoever packs it, wherever and whenever. @throws when dpkg-deb fails */
export function packDebian({ tree, version, node, epoch, target }: Packing): void {
  const folder = join(tree, 'DEBIAN');
  rmSync(folder, { recursive: true, force: true });
  const files = filesIn(tree);
  const bytes = files.reduce((sum, path) => sum + statSync(join(tree, path)).size, 0);
  const sums = files
    .filter((path) => !conffiles.some((one) => one === path))
    .map(
      (path) =>
        `${createHash('md5')
          .update(readFileSync(join(tree, path)))
          .digest('hex')}  ${path}\n`,
    );

  mkdirSync(folder);
  const control = readFileSync(join(ownFolder, 'control'), 'utf8')
    .replace('VERSION', version)
    .replace('KIBIBYTES', String(Math.ceil(bytes / 1024)))
    .replace('NODE', node.replace('>=', ''));
  writeFileSync(join(folder, 'control'), control);
  writeFileSync(join(folder, 'conffiles'), conffiles.map((path) => `/${path}\n`).join(''));
  writeFileSync(join(folder, 'md5sums'), sums.join(''));
  for (const name of scripts) copyFileSync(join(ownFolder, name), join(folder, name));
  for (const path of ['control', 'conffiles', 'md5sums']) chmodSync(join(folder, path), 0o644);
  for (const path of ['', ...scripts]) chmodSync(join(folder, path), 0o755);

  // One thread: with more, the bytes would depend on how many this machine has.
  const words = ['--root-owner-group', '--uniform-compression', '-Zxz', '--build', tree, target];
  const { status, stderr, error } = spawnSync('dpkg-deb', words, {
    env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch), DPKG_DEB_THREADS_MAX: '1', LC_ALL: 'C' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`dpkg-deb failed\n${stderr}`, { cause: error });
}
