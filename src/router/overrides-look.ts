import { join } from 'node:path';
import { machineFiles } from '../adapters/files/files.js';
import { openReader } from '../adapters/files/reader.js';
import { ConsoleError } from '../core/problem.js';
import { type Override, readOverrides } from '../core/router/override.js';
import { overridesName } from './override/kept.js';
import { RouterSettingsError, readRouterSettings } from './settings.js';

/**
 * Looks at the temporary weights of this router, also those whose end has come. This needs no rights: who may read
 * lvs.cf may read them. Undefined where nobody can tell.
 * @param file the settings file of the router program
 */
export function overridesLook(file: string): () => Promise<readonly Override[] | undefined> {
  const open = (folder: string) => ({
    folder,
    reader: openReader(
      machineFiles,
      join(folder, overridesName),
      (text) => readOverrides(Buffer.from(text, 'latin1').toString('utf8')),
      Date.now,
    ),
  });
  let opened: ReturnType<typeof open> | undefined;

  return async () => {
    try {
      const { ownFolder } = await readRouterSettings(file);
      if (opened?.folder !== ownFolder) opened = open(ownFolder);
      return (await opened.reader.read()).parsed;
    } catch (error) {
      if (error instanceof ConsoleError && error.reason === 'file_missing') return [];
      // No right to read it, settings that are no settings: APPLY says so, not every page.
      if (error instanceof ConsoleError || error instanceof RouterSettingsError) return undefined;
      throw error;
    }
  };
}
