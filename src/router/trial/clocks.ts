/** What tells that the time of a trial is over: two clocks, and whether the router was started anew. */

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clocks } from '../../core/router/trial.js';
import type { Router } from '../router.js';

type Room = Pick<Router, 'files' | 'settings'>;

/**
 * Reads the clocks. Source: proc_uptime(5), random(4).
 * @throws what the file system throws
 */
export async function readClocks(router: Room): Promise<Clocks> {
  const uptime = await readFile('/proc/uptime', 'utf8');
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
  const { armed } = await readMark(router);
  return { now: Date.now(), uptime: Number(uptime.split(' ')[0]), boot: boot.trim(), armed };
}

/** A mark that is gone after a restart, also that of a container, whose kernel goes on. */
export interface Mark {
  /** Id of the trial that was armed last; blank: none since the router was started. */
  readonly armed: string;
  /** Whether somebody waits for its deadline. */
  readonly isWatched: boolean;
}

/** Reads the mark. */
export async function readMark({ files, settings }: Room): Promise<Mark> {
  try {
    const [armed = '', watched] = (await files.readFile(markPath(settings), 'utf8')).trim().split(' ');
    return { armed, isWatched: watched === 'watched' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { armed: '', isWatched: false };
    throw error;
  }
}

/** Makes the mark. Nobody else writes it, and what is lost with a crash is meant to be lost. */
export async function makeMark({ files, settings }: Room, { armed, isWatched }: Mark): Promise<void> {
  const path = markPath(settings);
  const handle = await files.open(`${path}.new`, 'w', 0o600);
  try {
    await handle.writeFile(`${armed}${isWatched ? ' watched' : ''}\n`);
  } finally {
    await handle.close();
  }
  await files.rename(`${path}.new`, path);
}

/** Beside the pid file of keepalived: in a folder that is empty after a restart, and belongs to root. */
function markPath({ pidFile }: Room['settings']): string {
  return join(dirname(pidFile), 'lvs-console.trial');
}
