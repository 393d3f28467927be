import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Hundreds of saves wait for the disk hundreds of times; in memory they do not. */
const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A new folder that is removed when the test has ended. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(root, 'lvs-console-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
