import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileOwner, Reading, Unknown } from '../../core/machine/reading.js';

/** Where the machine is looked at, and by which clock. */
export interface MachineRoot {
  /** The folder that holds `proc`, `etc`, `boot` and `usr`: `/`, or a test's own. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The whole path of a file of the machine, such as `proc/net/ip_vs`. */
export function pathIn(root: MachineRoot, path: string): string {
  return join(root.folder, path);
}

/** Reads a file of `/proc` or another small text. */
export async function readText(root: MachineRoot, path: string): Promise<Reading<string>> {
  const full = pathIn(root, path);
  try {
    const value = await readFile(full, 'utf8');
    return { at: root.now(), value };
  } catch (error) {
    return unknownBecause(root, full, error);
  }
}

/** Translates what the system said when a path could not be used. */
export async function unknownBecause(root: MachineRoot, path: string, error: unknown): Promise<Unknown> {
  const at = root.now();
  const system = systemCode(error);
  if (system === 'ENOENT' || system === 'ENOTDIR') return { at, reason: 'absent', path };
  if (system === 'EACCES' || system === 'EPERM') {
    const owner = await ownerOf(path);
    return { at, reason: 'denied', path, ...(owner && { owner }) };
  }
  return { at, reason: 'failed', path, system };
}

/** The system's own code of an error, such as `ENOENT`; any other error is a fault of the program and goes on. */
export function systemCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}

async function ownerOf(path: string): Promise<FileOwner | undefined> {
  try {
    const { uid, gid, mode } = await stat(path);
    return { uid, gid, mode: (mode & 0o7777).toString(8).padStart(4, '0') };
  } catch {
    // A folder on the way is closed: then nobody tells us whose the file is.
    return undefined;
  }
}
