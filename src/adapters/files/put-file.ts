import { attempt, systemCode } from './failures.js';
import type { Files } from './files.js';
import { withLock } from './lock.js';
import { locate, type Place, refuseHardLinks, refuseOpenFolder } from './place.js';
import { readSettled } from './reader.js';
import { safeWrite } from './safe-write.js';

/** How a file is put in place. */
export interface PutOptions {
  /** Of a file that was not there; one that is replaced keeps its own. */
  readonly newMode: number;
  /** What is added to the name of what is replaced. */
  readonly keptAs: string;
}

/**
 * Puts bytes where perhaps others lie, which are kept beside them under another name.
 * @returns the path of what was replaced; undefined when nothing was
 * @throws file_unavailable: file_missing (the folder), no_right, not_a_file, unsafe_place, disk_failed;
 *   conflict: locked, file_exists
 */
export async function putFile(
  files: Files,
  path: string,
  bytes: Uint8Array,
  { newMode, keptAs }: PutOptions,
): Promise<string | undefined> {
  const place = await attempt({ files, path, action: 'read', kind: 'file' }, async () => {
    const found = await locate(files, path);
    await refuseOpenFolder(files, found);
    return found;
  });
  return attempt({ files, path, action: 'write', kind: 'file' }, () =>
    withLock(files, place, async ({ assertHeld: beforeReplacing }) => {
      const present = await presentAt(files, place);
      if (present === undefined) {
        // Whoever has the folder is to have the file, whoever makes it.
        const owner = await files.stat(place.folder, { bigint: true });
        await safeWrite(files, place, bytes, { over: 'nothing', mode: newMode, owner, beforeReplacing });
        return undefined;
      }
      if (present.bytes.equals(bytes)) return undefined;
      const { stats } = present;
      const mode = Number(stats.mode & 0o777n);
      const kept = { ...place, path: `${path}${keptAs}`, target: `${place.target}${keptAs}` };
      await safeWrite(files, kept, present.bytes, { over: 'nothing', mode, owner: stats });
      await safeWrite(files, place, bytes, { over: stats, mode, beforeReplacing });
      return kept.path;
    }),
  );
}

async function presentAt(files: Files, place: Place) {
  try {
    const found = await readSettled(files, place);
    refuseHardLinks(place, found.stats);
    return found;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
