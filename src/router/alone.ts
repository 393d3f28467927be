import { dirname } from 'node:path';
import { machineFiles } from '../adapters/files/files.js';
import { withLock } from '../adapters/files/lock.js';
import type { Router } from './router.js';

/**
 * One run at a time: two would take each other's files for the ones that were there before.
 * @throws conflict: locked
 */
export async function alone<T>({ settings }: Pick<Router, 'settings'>, work: () => Promise<T>): Promise<T> {
  const { pidFile: path } = settings;
  return withLock(machineFiles, { path, target: `${path}.lvs-console`, folder: dirname(path) }, work);
}
