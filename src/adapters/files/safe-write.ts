import { randomBytes } from 'node:crypto';
import { type BigIntStats, constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ConsoleError } from '../../core/problem.js';
import { systemCode } from './failures.js';
import { type Files, sameFile, syncFolder } from './files.js';
import type { Place } from './place.js';
import { hashOf, otherBytes, readSettled } from './reader.js';

/** What decides who may do what with a file. */
export type Owner = Pick<BigIntStats, 'uid' | 'gid' | 'mode'>;

/** How a write ends. */
export interface WriteOptions {
  /** The file as it was read; `nothing`: there must be none; `anything`: whatever lies there is replaced. */
  readonly over: BigIntStats | 'nothing' | 'anything';
  readonly mode: number;
  /** Whose it becomes, where that is not the owner of the file replaced. */
  readonly owner?: Owner;
  /** Called before the step that cannot be taken back; may throw. */
  readonly beforeReplacing?: () => Promise<void>;
}

/** Somebody who does not use our lock changed the file between its reading and its replacement. */
export class ChangedMeanwhile extends Error {}

/** Bytes on the disk beside a file, which nobody reads before they take its place. */
export interface Staged {
  readonly temporary: string;
  readonly bytes: Uint8Array;
}

/**
 * Replaces a file so that after a crash at any moment it holds the old bytes or the new ones.
 * Owner and group stay those of the file replaced. An account that may not give files away becomes the
 * owner; the group is never lost while it has a right.
 * @returns the new file as it was read back
 * @throws ChangedMeanwhile; conflict: file_exists; file_unavailable: disk_failed; errors of the system
 */
export async function safeWrite(
  files: Files,
  place: Place,
  bytes: Uint8Array,
  options: WriteOptions,
): Promise<BigIntStats> {
  const temporary = besideIn(place, 'tmp');
  return withoutLeftover(files, temporary, async () => {
    // All bytes beside the file, on the disk, with the file's owner, group and mode.
    await writeTemporary(files, temporary, bytes, (handle) => dress(handle, options));
    return { temporary, bytes };
  }).then((staged) => putInPlace(files, place, staged, options));
}

/** Puts bytes beside a file, for this account alone; the file stays as it is. Others' saves leave them alone. */
export async function stage(files: Files, place: Place, bytes: Uint8Array): Promise<Staged> {
  const temporary = besideIn(place, 'offer');
  return withoutLeftover(files, temporary, async () => {
    await writeTemporary(files, temporary, bytes);
    return { temporary, bytes };
  });
}

/** Replaces a file as `safeWrite` does, by bytes that were staged before. @throws as `safeWrite` */
export async function replaceByStaged(
  files: Files,
  place: Place,
  staged: Staged,
  options: WriteOptions,
): Promise<BigIntStats> {
  await withoutLeftover(files, staged.temporary, async () => {
    const handle = await files.open(staged.temporary, stagedFlags);
    try {
      await dress(handle, options);
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
  return putInPlace(files, place, staged, options);
}

const stagedFlags = constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** A name beside the file that nobody can guess. */
function besideIn({ folder, target }: Place, ending: 'tmp' | 'offer'): string {
  return join(folder, `.${basename(target)}.${randomBytes(8).toString('hex')}.${ending}`);
}

/** Does the work; where it fails, the temporary file goes. */
async function withoutLeftover<T>(files: Files, temporary: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // The first failure is the one to report; what stays here is removed later.
    await files.unlink(temporary).catch(() => undefined);
    throw error;
  }
}

async function putInPlace(
  files: Files,
  place: Place,
  { bytes, temporary }: Staged,
  options: WriteOptions,
): Promise<BigIntStats> {
  await withoutLeftover(files, temporary, async () => {
    // 1. Still the file that was read?
    if (typeof options.over === 'object') {
      await assertUnchanged(files, place, options.over);
    }
    await options.beforeReplacing?.();
    // 2. The one step that changes what others see.
    if (options.over === 'nothing') {
      await linkNew(files, temporary, place);
    } else {
      await files.rename(temporary, place.target);
    }
  });
  // 3. The name on the disk, and the bytes seen there.
  await syncFolder(files, place.folder);
  return readBack(files, place, bytes);
}

/** Removes what was staged and never put in place: by a program that died, if it is as old as this. */
export async function removeStaleStaged(
  files: Files,
  { folder, target }: Place,
  olderThan: number,
): Promise<void> {
  for (const path of await besides(files, folder, target, 'offer')) {
    const stats = await files.lstat(path).catch(() => undefined);
    // One that cannot be looked at or removed does not hinder: the next name is another.
    if (stats !== undefined && stats.mtimeMs < olderThan) await files.unlink(path).catch(() => undefined);
  }
}

/** Removes what writes that were cut off left beside the file. Call it with the lock held. */
export async function removeLeftovers(files: Files, { folder, target }: Place): Promise<void> {
  for (const path of await besides(files, folder, target, 'tmp')) {
    // One that cannot be removed does not hinder: the next name is another.
    await files.unlink(path).catch(() => undefined);
  }
}

async function besides(
  files: Files,
  folder: string,
  target: string,
  ending: 'tmp' | 'offer',
): Promise<string[]> {
  const start = `.${basename(target)}.`;
  const rest = new RegExp(`^[0-9a-f]{16}\\.${ending}$`);
  const names = await files.readdir(folder);
  return names
    .filter((name) => name.startsWith(start) && rest.test(name.slice(start.length)))
    .map((name) => join(folder, name));
}

/**
 * Looks whether the file is still the one that was read.
 * @throws ChangedMeanwhile
 */
export async function assertUnchanged(files: Files, place: Place, original: BigIntStats): Promise<void> {
  const now = await files.lstat(place.target, { bigint: true }).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') {
      throw new ChangedMeanwhile(place.path, { cause: error });
    }
    throw error;
  });
  if (!sameFile(now, original)) {
    throw new ChangedMeanwhile(place.path);
  }
}

async function writeTemporary(
  files: Files,
  temporary: string,
  bytes: Uint8Array,
  dressed: (handle: FileHandle) => Promise<void> = async () => {},
): Promise<void> {
  const handle = await files.open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await dressed(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives a temporary file what the file that it is to be has. */
async function dress(handle: FileHandle, { mode, over, owner: given }: WriteOptions): Promise<void> {
  const owner = given ?? over;
  if (typeof owner === 'object') {
    await keepOwner(handle, owner);
  }
  await handle.chmod(mode);
}

async function keepOwner(handle: FileHandle, original: Owner): Promise<void> {
  const made = await handle.stat({ bigint: true });
  if (made.uid === original.uid && made.gid === original.gid) {
    return;
  }
  try {
    await handle.chown(Number(original.uid), Number(original.gid));
  } catch (error) {
    if (systemCode(error) !== 'EPERM') {
      throw error;
    }
    // Only root gives files away; the group is what others reach the file by, unless it has no right.
    if (made.gid !== original.gid && (original.mode & 0o070n) !== 0n) {
      await handle.chown(Number(made.uid), Number(original.gid));
    }
  }
}

async function linkNew(files: Files, temporary: string, place: Place): Promise<void> {
  try {
    // Unlike rename, link never replaces what lies there.
    await files.link(temporary, place.target);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') {
      throw new ConsoleError('conflict', 'file_exists', { path: place.path }, { cause: error });
    }
    throw error;
  }
  await files.unlink(temporary);
}

async function readBack(files: Files, place: Place, bytes: Uint8Array): Promise<BigIntStats> {
  const seen = await readSettled(files, place);
  if (!seen.bytes.equals(bytes)) {
    throw otherBytes(place.path, hashOf(seen.bytes), hashOf(bytes));
  }
  return seen.stats;
}
