import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ConsoleError } from '../../core/problem.js';
import { attempt } from './failures.js';
import { type Files, machineFiles, ownUid, syncFolder } from './files.js';

/**
 * Makes a folder that only this account may enter (mode 0700), with the folders above it; an existing one
 * keeps its mode.
 * @throws file_unavailable: no_right, disk_failed, unsafe_place (everybody may write in it)
 */
export async function makeStateFolder(folder: string, files: Files = machineFiles): Promise<void> {
  const path = resolve(folder);
  await attempt({ files, path, action: 'write', kind: 'state' }, async () => {
    const firstMade = await files.mkdir(path, { recursive: true, mode: 0o700 });
    if (firstMade !== undefined) {
      await syncAbove(files, path, firstMade);
    }
    const { mode } = await files.stat(path, { bigint: true });
    if ((mode & 0o002n) !== 0n) {
      throw new ConsoleError('file_unavailable', 'unsafe_place', { path, why: 'folder_open' });
    }
  });
}

/**
 * As `makeStateFolder`; what root makes belongs to the account that has the folder above: the console itself is
 * no root.
 * @returns whose the files in it are to be, when root asks
 */
export async function makeOwnedFolder(folder: string, files: Files): Promise<BigIntStats | undefined> {
  await makeStateFolder(folder, files);
  if (ownUid() !== 0n) return undefined;
  const owner = await files.stat(dirname(folder), { bigint: true });
  const handle = await files.open(folder, 'r');
  try {
    await giveTo(handle, owner);
  } finally {
    await handle.close();
  }
  return owner;
}

/** Gives a file or folder to the owner of another one. */
export async function giveTo(handle: FileHandle, owner: BigIntStats): Promise<void> {
  const { uid, gid } = await handle.stat({ bigint: true });
  if (uid !== owner.uid || gid !== owner.gid) await handle.chown(Number(owner.uid), Number(owner.gid));
}

/** Makes the names of new folders survive a power cut: each is written in the folder above it. */
async function syncAbove(files: Files, last: string, first: string): Promise<void> {
  for (let made = last; ; made = dirname(made)) {
    await syncFolder(files, dirname(made));
    if (made === first) {
      return;
    }
  }
}
