/** Where a console has what an archive holds. */

import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { attempt, systemCode } from '../adapters/files/failures.js';
import { machineFiles } from '../adapters/files/files.js';
import { namesOf } from '../core/archive/contents.js';
import type { Settings } from '../settings.js';

/** A file of a console, and its name in an archive. */
export interface ArchivePlace {
  readonly name: string;
  readonly path: string;
}

/** The folder of the history. */
export function historyOf({ state }: Pick<Settings, 'state'>): string {
  return join(state, 'history');
}

/** Every file of a console that an archive may hold, but for lvs.cf and its history. */
export function archivePlaces(settings: Settings): readonly ArchivePlace[] {
  const { config, state, users } = settings;
  const access = namesOf('access').map((name) => ({
    name,
    path: name === 'access/htpasswd' ? users : join(dirname(users), name.slice('access/'.length)),
  }));
  const kept = namesOf('state').map((name) => ({ name, path: join(state, name) }));
  return [...namesOf('settings').map((name) => ({ name, path: config })), ...access, ...kept];
}

/** The bytes of a file; undefined where there is none. @throws file_unavailable */
export function bytesIfThere(path: string): Promise<Buffer | undefined> {
  return ifThere(path, () => readFile(path));
}

/** The names in a folder, which need not be there. @throws file_unavailable */
export async function namesIn(path: string): Promise<string[]> {
  return (await ifThere(path, () => readdir(path))) ?? [];
}

function ifThere<T>(path: string, look: () => Promise<T>): Promise<T | undefined> {
  return attempt({ files: machineFiles, path, action: 'read', kind: 'file' }, async () => {
    try {
      return await look();
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  });
}
