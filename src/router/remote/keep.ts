/** Keeping what a push replaces, where somebody on this router looks for it. */

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { machineFiles } from '../../adapters/files/files.js';
import { openHistory } from '../../adapters/files/history.js';
import type { LookedInto, OfferedFile } from '../../adapters/files/offered-file.js';
import { safeWrite } from '../../adapters/files/safe-write.js';
import { differencesOfTexts } from '../../core/lvscf/diff.js';
import type { Answers } from '../../core/push/answers.js';
import type { Sender } from '../../core/push/requests.js';

/** Who pushes, and where this router keeps what. */
export interface KeepNeeds {
  readonly by: Sender;
  readonly state: string;
  readonly file: Pick<OfferedFile, 'place'>;
}

/** The mode of a file that lies beside lvs.cf: as closed as lvs.cf itself. */
const closedMode = 0o640;

/**
 * Keeps the file as it is in the history of the console on this router; where there is no console, beside it.
 * @throws file_unavailable
 */
export async function keepVersion(
  { by, file, state }: KeepNeeds,
  after: { readonly text: string; readonly hash: string },
  before: LookedInto | undefined,
): Promise<Answers['commit']['kept']> {
  if (await isFolder(state)) {
    const folder = join(state, 'history');
    const author = { user: by.user, address: by.router, panel: 'push' };
    const history = openHistory({
      files: machineFiles,
      folder,
      clock: Date.now,
      differ: differencesOfTexts,
    });
    await history.keep(author, after, before);
    return before === undefined ? null : { where: 'history', path: folder };
  }
  if (before === undefined) return null;
  const { folder, target } = await file.place();
  const path = `${target}.previous`;
  const bytes = Buffer.from(before.text, 'latin1');
  await safeWrite(machineFiles, { path, target: path, folder }, bytes, {
    over: 'anything',
    mode: closedMode,
  });
  return { where: 'beside', path };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
