import { join } from 'node:path';
import { openConfigFile } from '../adapters/files/config-file.js';
import { readConfig } from '../core/lvscf/config.js';
import type { Settings } from '../settings.js';

/** The one file, with its history. */
export function configFileOf({ file: path, state }: Pick<Settings, 'file' | 'state'>) {
  return openConfigFile({ path, historyFolder: join(state, 'history'), parse: readConfig });
}
