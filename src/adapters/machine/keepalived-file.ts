import { readFile } from 'node:fs/promises';
import type { Reading } from '../../core/machine/reading.js';
import { type MachineRoot, pathIn, unknownBecause } from './root.js';

/** Reads what keepalived has to run, as a byte string: one character is one byte. */
export async function readKeepalivedFile(root: MachineRoot, path: string): Promise<Reading<string>> {
  const full = pathIn(root, path);
  try {
    const value = await readFile(full, 'latin1');
    return { at: root.now(), value };
  } catch (error) {
    return unknownBecause(root, full, error);
  }
}
