/** Reading root's own settings file, and the two places in it that are needed before everything else. */

import { dirname } from 'node:path';
import { type Files, machineFiles, ownUid } from '../adapters/files/files.js';
import { areSafe, locate } from '../adapters/files/place.js';
import { readSettled } from '../adapters/files/reader.js';
import { ConsoleError } from '../core/problem.js';
import { routerSettingsPath } from '../core/router/verbs.js';

/** The settings of the router program cannot be used; the message names the file and says why. */
export class RouterSettingsError extends Error {}

/** What a path in the settings looks like. */
export const pathPattern = /^\/[^\0]*$/;

/** Where an installed console has its file, and what it keeps for itself. */
export const consolePlaces = { file: '/etc/lvs-console/lvs.cf', state: '/var/lib/lvs-console' } as const;

/**
 * What the file holds, not looked at any further; a missing file holds nothing.
 * @throws RouterSettingsError also when somebody who is neither root nor this account could have written it
 */
export async function readSettingsFile(
  file: string = routerSettingsPath,
  files: Files = machineFiles,
): Promise<unknown> {
  const text = await textOf(file, files);
  try {
    return text === undefined ? {} : JSON.parse(text);
  } catch (error) {
    throw new RouterSettingsError(`${file}: not JSON`, { cause: error });
  }
}

/** The `lvs.cf` of this router, and the state folder of a console on it. */
export interface Places {
  readonly file: string;
  readonly state: string;
}

/**
 * The places alone: whoever only asks for the file does not wait until all settings are understood.
 * @throws RouterSettingsError
 */
export async function readPlaces(file?: string, files?: Files): Promise<Places> {
  const content = await readSettingsFile(file, files);
  if (typeof content !== 'object' || content === null) {
    throw new RouterSettingsError(`${file ?? routerSettingsPath}: expects an object of settings`);
  }
  const place = (name: keyof Places): string => {
    const given: unknown = Object.hasOwn(content, name) ? content[name as never] : consolePlaces[name];
    if (typeof given === 'string' && pathPattern.test(given)) return given;
    throw new RouterSettingsError(`${file ?? routerSettingsPath}: ${name}: expects an absolute path`);
  };
  return { file: place('file'), state: place('state') };
}

async function textOf(file: string, files: Files): Promise<string | undefined> {
  try {
    const place = await locate(files, file);
    const { bytes, stats } = await readSettled(files, place);
    const isOurs = stats.uid === 0n || stats.uid === ownUid();
    const isClosed = (stats.mode & 0o022n) === 0n && (await areSafe(files, dirname(place.target), stats.uid));
    if (!isOurs || !isClosed) {
      throw new RouterSettingsError(`${file}: others than root could have written it, or put it there`);
    }
    return bytes.toString('utf8');
  } catch (error) {
    if (error instanceof RouterSettingsError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof ConsoleError && error.reason === 'file_missing') return undefined;
    throw new RouterSettingsError(`${file}: cannot be read (${(error as Error).message})`, { cause: error });
  }
}
