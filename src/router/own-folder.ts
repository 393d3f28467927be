/** What the router program keeps for itself, in root's own folder. */

import { dirname, join } from 'node:path';
import { ownUid, syncFolder } from '../adapters/files/files.js';
import { openReader } from '../adapters/files/reader.js';
import { type Owner, removeLeftovers, safeWrite } from '../adapters/files/safe-write.js';
import { textIn } from './prepare.js';
import type { Router } from './router.js';

/** A file of it. */
export interface OwnFile {
  readonly path: string;
  /** A byte string; undefined where there is none. @throws file_unavailable */
  read(): Promise<string | undefined>;
  /** On the disk, and read back, when it returns. @throws file_unavailable; what the file system throws */
  write(text: string): Promise<void>;
}

/** Who reads lvs.cf reads these, too: a console says on every page what is in them. */
const mode = 0o640;

/** A file of the folder, which is made with the first. Whoever writes holds the lock of the router program. */
export function ownFile(router: Pick<Router, 'files' | 'settings'>, name: string): OwnFile {
  const { files, settings } = router;
  const { file: lvsCf, ownFolder: folder } = settings;
  const path = join(folder, name);
  const place = { path, target: path, folder };
  const reader = openReader(files, path, (text) => text, Date.now);

  async function owner(): Promise<Owner | undefined> {
    try {
      return { ...(await files.stat(lvsCf, { bigint: true })), uid: ownUid() };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  return {
    path,
    read: () => textIn(reader),
    async write(text) {
      const made = await files.mkdir(folder, { recursive: true, mode: 0o755 });
      if (made !== undefined) await syncFolder(files, dirname(folder));
      await removeLeftovers(files, place);
      const whose = await owner();
      await safeWrite(files, place, Buffer.from(text, 'latin1'), {
        over: 'anything',
        mode,
        ...(whose && { owner: whose }),
      });
    },
  };
}
