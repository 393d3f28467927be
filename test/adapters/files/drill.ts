/** Programs that are cut off at each of their file calls, and what they leave. */
import { existsSync, mkdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openConfigFile } from '../../../src/adapters/files/config-file.js';
import type { Clock, Files } from '../../../src/adapters/files/files.js';
import type { ListedVersion } from '../../../src/core/history/version.js';
import { ConsoleError } from '../../../src/core/problem.js';
import { scratchFolder } from './scratch-folder.js';
import { type Fault, shakyFiles } from './shaky-files.js';

/** The faults, and how many calls a save makes at least. */
export const faults: readonly { readonly fault: Fault; readonly title: string; readonly least: number }[] = [
  { fault: 'EIO', title: 'When the n-th file call fails', least: 60 },
  { fault: 'stop', title: 'When the program dies before its n-th file call', least: 60 },
  { fault: 'ENOSPC', title: 'When the disk is full in the middle of the n-th write', least: 4 },
  { fault: 'torn', title: 'When the program dies in the middle of its n-th write', least: 4 },
];

/** The texts that drills save one after the other. */
export const firstText = '# the first file\n';
export const savedText = '# saved once\n';
export const oldText = '# the old file, edited by hand \xff\n'.repeat(40);
export const newText = '# the new file \xe9\n'.repeat(50);
export const nextText = '# the next file\n';
/** Who saves. */
export const by = { user: 'ann', address: '10.0.0.1', panel: 'global-settings' };

/** What one fault leaves in a folder. */
interface Outcome {
  readonly folder: string;
  readonly path: string;
  /** `done`: reported as done; `refused`: reported as failed; `died`: nothing was reported. */
  readonly end: 'done' | 'refused' | 'died';
}

/** A program that is cut off at each of its file calls in turn. */
export interface Drill {
  prepare(folder: string): Promise<void>;
  run(folder: string, files: Files): Promise<unknown>;
  /** Looks at what is left, as the next program finds it. */
  inspect(outcome: Outcome): Promise<void>;
}

/**
 * Cuts the program off at its first file call, in a folder of its own, then at the second, until it ends by itself.
 * @returns how many calls it made, at most
 */
export async function drill(fault: Fault, { prepare, run, inspect }: Drill): Promise<number> {
  const all = scratchFolder();
  let steps = 0;
  async function cutOffAt(n: number): Promise<boolean> {
    const folder = join(all, String(n));
    mkdirSync(folder);
    await prepare(folder);
    const shaky = shakyFiles(fault, n);
    const reported = run(folder, shaky.files).then(
      () => 'done' as const,
      (error: unknown) => {
        expect(error).toBeInstanceOf(ConsoleError);
        expect(error).toMatchObject({ reason: 'disk_failed' });
        return 'refused' as const;
      },
    );
    const end = await Promise.race([reported, shaky.died]);
    const path = join(folder, 'lvs.cf');
    letTimePass(`${path}.lock`);
    await inspect({ folder, path, end });
    await shaky.bury();
    return shaky.wasHit();
  }
  for (let hit = true; hit; ) {
    const numbers = Array.from({ length: 8 }, () => ++steps);
    hit = (await Promise.all(numbers.map(cutOffAt))).every(Boolean);
  }
  return steps;
}

/** A lock of a dead program is taken over after some seconds; here they have passed. */
function letTimePass(lock: string): void {
  if (existsSync(lock)) {
    utimesSync(lock, 0, 0);
  }
}

/** The bytes of a file, one character each. */
export const bytesOf = (path: string) => readFileSync(path, 'latin1');

/** The file in a folder, with its history. */
export function open(folder: string, files?: Files, clock?: Clock) {
  return openConfigFile({
    path: join(folder, 'lvs.cf'),
    historyFolder: join(folder, 'state', 'history'),
    parse: (text) => text,
    ...(files && { files }),
    ...(clock && { clock }),
  });
}

/** The texts of the versions, oldest first. */
export async function textsKept(folder: string, only = (_version: ListedVersion) => true): Promise<string[]> {
  const { history } = open(folder);
  const texts: string[] = [];
  for (const { number } of (await history.list()).filter(only)) {
    texts.unshift((await history.get(number))?.text ?? 'missing');
  }
  return texts;
}

/** Without the versions whose save was cut off before it reached the file. */
export const textsReached = (folder: string) => textsKept(folder, ({ skipped }) => !skipped);
