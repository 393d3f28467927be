import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import type { Reading } from '../../core/machine/reading.js';
import { type MachineRoot, pathIn, unknownBecause } from './root.js';

/** A pipe or a device that lies where a file is expected must not keep anybody waiting. */
const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/** Reads a file of the system's set-up. @param limit in bytes; a longer one is not read (`EFBIG`) */
export async function readSmallFile(
  root: MachineRoot,
  path: string,
  limit = 256 * 1024,
): Promise<Reading<string>> {
  const full = pathIn(root, path);
  try {
    const handle = await open(full, flags);
    try {
      const stats = await handle.stat();
      const failed = (system: string) => ({ at: root.now(), reason: 'failed', path: full, system }) as const;
      if (!stats.isFile()) return failed(stats.isDirectory() ? 'EISDIR' : 'ENXIO');
      // What a file of /proc says of its size is no size.
      const buffer = Buffer.alloc(limit + 1);
      let length = 0;
      for (;;) {
        const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
        length += bytesRead;
        if (length > limit) return failed('EFBIG');
        if (bytesRead === 0) return { at: root.now(), value: buffer.toString('utf8', 0, length) };
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    return unknownBecause(root, full, error);
  }
}

/** Names in a folder, in the order of their letters. */
export async function namesIn(root: MachineRoot, folder: string): Promise<Reading<readonly string[]>> {
  const full = pathIn(root, folder);
  try {
    return { at: root.now(), value: (await readdir(full)).sort() };
  } catch (error) {
    return unknownBecause(root, full, error);
  }
}
