import type { BigIntStats } from 'node:fs';
import * as nodeFiles from 'node:fs/promises';

/** The calls of `node:fs/promises` made here, so that a test can let any of them fail or stop. */
export type Files = Pick<
  typeof nodeFiles,
  | 'access'
  | 'chown'
  | 'copyFile'
  | 'link'
  | 'lstat'
  | 'mkdir'
  | 'open'
  | 'readdir'
  | 'readFile'
  | 'readlink'
  | 'realpath'
  | 'rename'
  | 'rmdir'
  | 'stat'
  | 'unlink'
  | 'utimes'
>;

/** The machine's own files. */
export const machineFiles: Files = nodeFiles;

/** Milliseconds since 1970. */
export type Clock = () => number;

/** The account this process acts as. */
export function ownUid(): bigint {
  return BigInt(process.geteuid?.() ?? 0);
}

/** Whether two looks at a file saw the same file with the same bytes, as far as the system tells. */
export function sameFile(one: BigIntStats, other: BigIntStats): boolean {
  return (
    one.dev === other.dev &&
    one.ino === other.ino &&
    one.size === other.size &&
    one.mtimeNs === other.mtimeNs &&
    one.ctimeNs === other.ctimeNs
  );
}

/** Makes the names in a folder survive a power cut. */
export async function syncFolder(files: Files, folder: string): Promise<void> {
  const handle = await files.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
