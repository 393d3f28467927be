import type { BigIntStats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ConsoleError, type FileKind, type UnsafeReason } from '../../core/problem.js';
import { systemCode } from './failures.js';
import { type Files, ownUid } from './files.js';
import { commandsForNewFolder } from './rights.js';

/** Where a file really lies. */
export interface Place {
  /** The path as it was named, which is what messages name. */
  readonly path: string;
  /** The path without symbolic links. */
  readonly target: string;
  readonly folder: string;
}

/**
 * Finds where a file really lies. A symbolic link is followed only when root or this account made it, into
 * a folder as safe as its own.
 * @throws file_unavailable: file_missing (the folder, or what a link points to), unsafe_place
 */
export async function locate(files: Files, path: string): Promise<Place> {
  if (!(await isLink(files, path))) {
    const folder = await realFolder(files, dirname(path));
    return { path, target: join(folder, basename(path)), folder };
  }
  const target = await files.realpath(path);
  const { uid } = await files.stat(target, { bigint: true });
  if (!(await areSafe(files, dirname(target), uid))) {
    throw unsafe(path, 'link_target');
  }
  return { path, target, folder: dirname(target) };
}

/**
 * Refuses a folder in which everybody may replace what others put there.
 * @throws file_unavailable: unsafe_place
 */
export async function refuseOpenFolder(files: Files, { path, folder }: Place): Promise<void> {
  const { mode } = await files.stat(folder, { bigint: true });
  if (isOpen(mode) && !isSticky(mode)) {
    throw unsafe(path, 'folder_open');
  }
}

/**
 * Refuses to replace a file that has a second name: that name would keep the old bytes.
 * @throws file_unavailable: unsafe_place
 */
export function refuseHardLinks({ path }: Place, { nlink }: BigIntStats): void {
  if (nlink > 1n) {
    throw unsafe(path, 'hard_links');
  }
}

/**
 * Refuses what is not an ordinary file.
 * @throws file_unavailable: not_a_file
 */
export function refuseOtherKinds({ path }: Place, stats: BigIntStats): void {
  const found = otherKind(stats);
  if (found !== undefined) {
    throw new ConsoleError('file_unavailable', 'not_a_file', { path, found });
  }
}

async function isLink(files: Files, path: string): Promise<boolean> {
  try {
    const stats = await files.lstat(path, { bigint: true });
    if (stats.isSymbolicLink() && !isTrusted(stats.uid)) {
      throw unsafe(path, 'link_owner');
    }
    return stats.isSymbolicLink();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      return false;
    }
    throw error;
  }
}

async function realFolder(files: Files, folder: string): Promise<string> {
  try {
    return await files.realpath(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      const commands = await commandsForNewFolder(files, folder);
      throw new ConsoleError(
        'file_unavailable',
        'file_missing',
        { path: folder, commands },
        { cause: error },
      );
    }
    throw error;
  }
}

/**
 * Whether nobody but root and this account can put something else where the path leads.
 * @param owner whose the thing in the folder is
 */
export async function areSafe(files: Files, folder: string, owner: bigint): Promise<boolean> {
  let inside = owner;
  for (let above = folder; ; above = dirname(above)) {
    const { uid, mode } = await files.stat(above, { bigint: true });
    // In a sticky folder only the owner of a thing may take it away.
    if (!isTrusted(uid) || (isOpen(mode) && !(isSticky(mode) && isTrusted(inside)))) {
      return false;
    }
    if (above === dirname(above)) {
      return true;
    }
    inside = uid;
  }
}

function otherKind(stats: BigIntStats): FileKind | undefined {
  if (stats.isFile()) {
    return undefined;
  }
  if (stats.isDirectory()) {
    return 'folder';
  }
  if (stats.isFIFO()) {
    return 'pipe';
  }
  return stats.isSocket() ? 'socket' : 'device';
}

function isTrusted(uid: bigint): boolean {
  return uid === 0n || uid === ownUid();
}

function isOpen(mode: bigint): boolean {
  return (mode & 0o002n) !== 0n;
}

function isSticky(mode: bigint): boolean {
  return (mode & 0o1000n) !== 0n;
}

function unsafe(path: string, why: UnsafeReason): ConsoleError {
  return new ConsoleError('file_unavailable', 'unsafe_place', { path, why });
}
