import { join } from 'node:path';
import { openConfigFile } from '../adapters/files/config-file.js';
import { readConfig } from '../core/lvscf/config.js';
import { differencesOfTexts } from '../core/lvscf/diff.js';
import type { Settings } from '../settings.js';

/** The one file, with its history. */
export function configFileOf({ file: path, state }: Pick<Settings, 'file' | 'state'>) {
  const historyFolder = join(state, 'history');
  return openConfigFile({ path, historyFolder, parse: readConfig, differ: differencesOfTexts });
}
