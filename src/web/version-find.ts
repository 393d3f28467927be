import type { FastifyRequest } from 'fastify';
import type { ListedVersion } from '../core/history/version.js';
import { ConsoleError } from '../core/problem.js';
import { parseVersionNumber } from '../core/versions/side.js';
import type { LoadedConfig } from './editing.js';
import type { VersionedFile } from './versions.js';

/** The number of the version that an address names. @throws ConsoleError no_such_page */
export function numberIn({ params, url }: FastifyRequest<{ Params: { number: string } }>): number {
  const number = parseVersionNumber(params.number);
  if (number !== undefined) return number;
  const [path = ''] = url.split('?', 1);
  throw new ConsoleError('not_found', 'no_such_page', { path });
}

/** A version with its text. @throws ConsoleError no_such_version; file_unavailable */
export async function found({ history }: Pick<VersionedFile, 'history'>, number: number) {
  const kept = await history.get(number);
  if (kept === undefined) throw new ConsoleError('not_found', 'no_such_version', { number });
  return kept;
}

/** Every version, those made outside the console too. @throws ConsoleError file_unavailable */
export async function newestFirst(configFile: VersionedFile): Promise<readonly ListedVersion[]> {
  try {
    await configFile.noticeOutside();
  } catch (error) {
    // What was kept can be looked at also where nothing more can be kept, or the file be read.
    if (!(error instanceof ConsoleError)) throw error;
  }
  return configFile.history.list({ limit: Number.POSITIVE_INFINITY });
}

/** The file; nothing where it cannot be read: its own panels say why. */
export async function ifReadable({ read }: Pick<VersionedFile, 'read'>): Promise<LoadedConfig | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ConsoleError) return undefined;
    throw error;
  }
}

/** The number of the newest version, if it is the file as it is now. */
export function nowIn(
  [newest]: readonly ListedVersion[],
  file: LoadedConfig | undefined,
): number | undefined {
  return newest !== undefined && newest.hash === file?.hash ? newest.number : undefined;
}
