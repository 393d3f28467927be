/** A console as one file: everything that is needed to set it up again. */

import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type ArchiveSource, writeArchive } from '../adapters/files/archive-write.js';
import { attempt } from '../adapters/files/failures.js';
import { machineFiles } from '../adapters/files/files.js';
import { hashOf } from '../adapters/files/reader.js';
import { isFailure } from '../adapters/files/safe-file.js';
import type { Exported } from '../cli/command.js';
import { archiveReadme } from '../core/archive/readme.js';
import { fileNameOf, readIndexLine } from '../core/history/index-line.js';
import type { Settings } from '../settings.js';
import { archivePlaces, bytesIfThere, historyOf } from './archive-places.js';
import { audited } from './audited.js';
import { configFileOf } from './config-file.js';
import { version } from './version.js';

/**
 * Writes an archive of a console, for this account alone.
 * @throws conflict: file_exists; file_unavailable; ArchiveRefused: too_large, too_many
 */
export function exportConsole(settings: Settings, path: string): Promise<Exported> {
  return audited(settings, { action: 'export' }, async () => {
    const { sources: versions, unreadable } = await historySources(settings);
    const others = await otherSources(settings);
    const sources = [fixed('README', Buffer.from(archiveReadme)), ...others, ...versions];
    const from = { version, host: hostname(), time: new Date().toISOString() };
    const bytes = await writeArchive(machineFiles, path, sources, from);
    const names = others.map(({ name }) => name);
    return { bytes, names, versions: Math.max(0, versions.length - 1), unreadable };
  });
}

/** The file as it is now, and before it the history, in which it is then. */
async function historySources(settings: Settings) {
  const folder = historyOf(settings);
  await configFileOf(settings).noticeOutside();
  const index = await bytesIfThere(join(folder, 'index.jsonl'));
  if (index === undefined) return { sources: [], unreadable: [] };
  const sources = new Map([['index.jsonl', fixed('history/index.jsonl', index)]]);
  const unreadable: number[] = [];
  for (const text of index.toString('utf8').split('\n')) {
    const line = readIndexLine(text);
    if (line === undefined || !('version' in line)) continue;
    const { hash, number } = line.version;
    const name = fileNameOf(line.version);
    const bytes = await bytesIfThere(join(folder, name));
    if (bytes === undefined || hashOf(bytes) !== hash) {
      unreadable.push(number);
    } else {
      sources.set(name, { name: `history/${name}`, read: () => bytesOf(join(folder, name)) });
    }
  }
  return { sources: [...sources.values()], unreadable };
}

/** What is small is read once, so that it is the same in the list of the archive and in the archive. */
async function otherSources(settings: Settings): Promise<ArchiveSource[]> {
  const sources: ArchiveSource[] = [];
  const lvsCf = await textIfThere(settings);
  if (lvsCf !== undefined) sources.push(fixed('lvs.cf', Buffer.from(lvsCf, 'latin1')));
  for (const { name, path } of archivePlaces(settings)) {
    const bytes = await bytesIfThere(path);
    if (bytes !== undefined) sources.push(fixed(name, bytes));
  }
  return sources;
}

async function textIfThere(settings: Settings): Promise<string | undefined> {
  try {
    return (await configFileOf(settings).read()).text;
  } catch (error) {
    if (isFailure(error, 'file_missing')) return undefined;
    throw error;
  }
}

function fixed(name: string, bytes: Buffer): ArchiveSource {
  return { name, read: async () => bytes };
}

function bytesOf(path: string): Promise<Buffer> {
  return attempt({ files: machineFiles, path, action: 'read', kind: 'file' }, () => readFile(path));
}
