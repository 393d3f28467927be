import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { LockoutState } from '../../core/access/lockout.js';

/** What is known of wrong passwords, over a restart. */
export interface LockoutFile {
  /** What was kept; nothing when there is no file, or no such file. */
  read(): Promise<LockoutState>;
  /** Keeps the state as it will be when the disk is free: a flood of wrong passwords is not a flood of writes. */
  keep(state: () => LockoutState): void;
  /** Waits until everything is kept. */
  settled(): Promise<void>;
}

const content = z.record(z.string(), z.object({ count: z.int().min(0), last: z.number() }));

/** Opens the file. What the disk refuses costs the memory of some wrong passwords, not the login of anybody. */
export function openLockoutFile(path: string): LockoutFile {
  let next: (() => LockoutState) | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    if (next === undefined) return;
    const state = next;
    next = undefined;
    const temporary = `${path}.new`;
    await writeFile(temporary, JSON.stringify(state()), { mode: 0o600 });
    await rename(temporary, path);
  }

  return {
    async read() {
      try {
        return content.parse(JSON.parse(await readFile(path, 'utf8')));
      } catch {
        return {}; // not there, or damaged: counting begins anew
      }
    },
    keep(state) {
      next = state;
      writing = writing.then(write).catch(() => undefined); // counted in memory all the same
    },
    settled: () => writing,
  };
}
