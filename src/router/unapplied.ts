import { machineFiles } from '../adapters/files/files.js';
import { openReader } from '../adapters/files/reader.js';
import type { Machine } from '../adapters/machine/machine.js';
import { ConsoleError } from '../core/problem.js';
import { isOurs } from './prepare.js';
import { RouterSettingsError, readRouterSettings } from './settings.js';
import { type LvsCf, wantedOf } from './wanted.js';

/** What it takes to see whether the file was changed since it was applied. */
export interface UnappliedNeeds {
  /** The lvs.cf that is edited. */
  readonly lvsCf: LvsCf & { readonly path: string };
  readonly machine: Machine;
  /** The settings file of the router program. */
  readonly settings: string;
}

/**
 * Looks whether the installed file is another one than would be made of lvs.cf now. This needs no rights: who may
 * read the one may read the other. False where nobody can tell, and where nothing was applied yet.
 */
export function unappliedLook({ lvsCf, machine, settings: file }: UnappliedNeeds): () => Promise<boolean> {
  const readers = new Map<string, ReturnType<typeof openReader<string>>>();

  return async () => {
    try {
      const settings = await readRouterSettings(file);
      const { configuration, engine } = settings;
      if (engine !== 'keepalived' || settings.file !== lvsCf.path) return false;
      const reader =
        readers.get(configuration) ?? openReader(machineFiles, configuration, (text) => text, Date.now);
      readers.set(configuration, reader);
      const { text } = await reader.read();
      if (!isOurs(text)) return false;
      const { rendering } = await wantedOf(lvsCf, machine, settings);
      return rendering?.text !== undefined && rendering.text !== text;
    } catch (error) {
      // No file, no right to read it, settings that are no settings: APPLY says so, not every page.
      if (error instanceof ConsoleError || error instanceof RouterSettingsError) return false;
      throw error;
    }
  };
}
