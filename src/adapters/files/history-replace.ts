import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import { readme } from '../../core/history/readme.js';
import { attempt, systemCode } from './failures.js';
import { type Files, syncFolder } from './files.js';
import { giveTo, makeOwnedFolder } from './folders.js';

/** A file of a history: its index, or a version. */
export interface HistoryFile {
  /** Without a folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A history that is complete on the disk, and not yet in its place. */
export interface StagedHistory {
  /**
   * Puts it in place; what lies there gets another name. Call it while nobody saves.
   * @returns the path of what was there; undefined when nothing was
   * @throws file_unavailable: no_right, disk_failed
   */
  commit(keptAs: string): Promise<string | undefined>;
}

/**
 * Writes a whole history beside the place where it is to lie.
 * @param folder where it is to lie
 * @throws file_unavailable: no_right, unsafe_place, disk_failed
 */
export async function stageHistory(
  files: Files,
  folder: string,
  contents: AsyncIterable<HistoryFile>,
): Promise<StagedHistory> {
  const staged = `${folder}.rebuild-${randomBytes(4).toString('hex')}`;
  const above = join(folder, '..');
  const writing = <T>(work: () => Promise<T>) =>
    attempt({ files, path: folder, action: 'write', kind: 'state' }, work);

  await writing(async () => {
    await makeOwnedFolder(above, files);
    const owner = await makeOwnedFolder(staged, files);
    const write = async ({ name, bytes }: HistoryFile) => {
      const handle = await files.open(join(staged, basename(name)), 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        if (owner !== undefined) await giveTo(handle, owner);
        await handle.sync();
      } finally {
        await handle.close();
      }
    };
    for await (const file of contents) await write(file);
    await write({ name: 'README', bytes: Buffer.from(readme) });
    await syncFolder(files, staged);
  });

  return {
    commit: (keptAs) =>
      writing(async () => {
        const kept = (await isMoved(files, folder, `${folder}${keptAs}`)) ? `${folder}${keptAs}` : undefined;
        await files.rename(staged, folder);
        await syncFolder(files, above);
        return kept;
      }),
  };
}

async function isMoved(files: Files, from: string, to: string): Promise<boolean> {
  try {
    await files.rename(from, to);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}
