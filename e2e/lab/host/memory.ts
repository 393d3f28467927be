/** Where the memory of a guest lies: a file that the guest maps, as large as what it has ever used. */

import { readFileSync, realpathSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** The memory of a guest as its kernel is told it. */
export const memorySize = '1G';

/** What a guest may really use, in bytes; two run side by side. */
const enough = 2 * 700 * 2 ** 20;

/** The fastest folder that will do; nothing when none does. A container's /dev/shm is often too small, or barred. */
export function memoryFolder(): string | undefined {
  return ['/dev/shm', tmpdir()].find((folder) => {
    try {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize >= enough && mayExecute(realpathSync(folder));
    } catch {
      return false; // not there
    }
  });
}

/** Whether programs may lie there: the guest's do. */
function mayExecute(folder: string): boolean {
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, point = '']) => point === '/' || `${folder}/`.startsWith(`${point}/`))
    .sort(([, a = ''], [, b = '']) => a.length - b.length);
  return !mounts.at(-1)?.[3]?.split(',').includes('noexec');
}
