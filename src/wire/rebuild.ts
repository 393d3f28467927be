/** A console out of an archive. */

import { basename, dirname, join } from 'node:path';
import { type CheckedArchive, readArchive } from '../adapters/files/archive-read.js';
import { machineFiles } from '../adapters/files/files.js';
import { makeOwnedFolder, makeStateFolder } from '../adapters/files/folders.js';
import { type HistoryFile, stageHistory } from '../adapters/files/history-replace.js';
import { putFile } from '../adapters/files/put-file.js';
import { openSafeFile } from '../adapters/files/safe-file.js';
import type { Rebuilt } from '../cli/command.js';
import { ArchiveRefused, partOf } from '../core/archive/contents.js';
import { joinSettings, SettingError } from '../setting-kinds.js';
import { packageFolder, type Settings } from '../settings.js';
import { archivePlaces, bytesIfThere, historyOf, namesIn } from './archive-places.js';
import { audited, operator } from './audited.js';
import { configFileOf } from './config-file.js';

/** Everything of an archive but the versions, as it is to lie here. */
interface Plan {
  readonly archive: CheckedArchive;
  readonly lvsCf: Buffer | undefined;
  readonly index: Buffer | undefined;
  /** Names of their files. */
  readonly versions: readonly string[];
  readonly files: readonly { readonly name: string; readonly path: string; readonly bytes: Buffer }[];
  /** Settings that name places of the other machine. */
  readonly notTaken: readonly string[];
}

/**
 * Sets up a console from an archive; everything is checked before anything is written. What is there and would
 * be replaced makes it stop, unless it is told to go over it: then it is kept under another name.
 * @throws ArchiveRefused; ConsoleError of the files
 */
export async function rebuildConsole(settings: Settings, path: string, over: boolean): Promise<Rebuilt> {
  const plan = await planOf(settings, await readArchive(machineFiles, path));
  const inTheWay = await present(settings, plan);
  if (inTheWay.length > 0 && !over) return { ...told(plan), inTheWay, kept: [], put: [] };
  return audited(settings, { action: 'rebuild' }, async () => {
    await makeStateFolder(settings.state);
    const keptAs = `.before-${new Date().toISOString().replace(/\.\d+|[-:]/g, '')}`;
    const history = await putHistory(settings, plan, keptAs);
    const put: string[] = [];
    const kept = history === undefined ? [] : [history];
    for (const { bytes, name, path: target } of plan.files) {
      if (partOf(name) === 'state') await makeOwnedFolder(dirname(target), machineFiles);
      const newMode = partOf(name) === 'state' ? 0o600 : 0o660;
      const replaced = await putFile(machineFiles, target, bytes, { newMode, keptAs });
      put.push(target);
      if (replaced !== undefined) kept.push(replaced);
    }
    // The file last: until then a console that runs shows what it had.
    await putLvsCf(settings, plan, keptAs);
    if (plan.lvsCf !== undefined) put.push(settings.file);
    return { ...told(plan), inTheWay: [], kept, put };
  });
}

function told({ archive, notTaken, versions }: Plan) {
  const { host, time } = archive.manifest;
  return { host, time, notTaken, versions: versions.length };
}

async function planOf(settings: Settings, archive: CheckedArchive): Promise<Plan> {
  const found = new Map<string, Buffer>();
  const versions: string[] = [];
  for await (const { name, bytes } of archive.files()) {
    if (partOf(name) === 'version') versions.push(basename(name));
    else found.set(name, Buffer.from(bytes));
  }
  const own = await bytesIfThere(settings.config);
  const theirs = found.get('console.json');
  const joined = theirs && joinedSettings(own?.toString('utf8'), theirs.toString('utf8'));
  if (joined !== undefined) found.set('console.json', Buffer.from(joined.text));
  const files = archivePlaces(settings).flatMap(({ name, path }) => {
    const bytes = found.get(name);
    return bytes === undefined ? [] : [{ name, path, bytes }];
  });
  const index = found.get('history/index.jsonl');
  return { archive, lvsCf: found.get('lvs.cf'), index, versions, files, notTaken: joined?.notTaken ?? [] };
}

function joinedSettings(own: string | undefined, theirs: string) {
  try {
    return joinSettings(own, theirs);
  } catch (cause) {
    if (!(cause instanceof SettingError)) throw cause;
    throw new ArchiveRefused({ fault: 'no_settings', name: cause.message }, { cause });
  }
}

/** The paths of what is there and would be lost: neither the same, nor as it was shipped, nor empty. */
async function present(settings: Settings, { files, index, lvsCf }: Plan): Promise<string[]> {
  const all = [
    ...files,
    ...(lvsCf === undefined ? [] : [{ name: 'lvs.cf', path: settings.file, bytes: lvsCf }]),
  ];
  const found: string[] = [];
  for (const { bytes, name, path } of all) {
    const there = await bytesIfThere(path);
    if (there === undefined || there.length === 0 || there.equals(bytes)) continue;
    const shipped = await bytesIfThere(join(packageFolder, 'config', basename(name)));
    if (shipped === undefined || !shipped.equals(there)) found.push(path);
  }
  const history = historyOf(settings);
  if (index !== undefined && (await namesIn(history)).length > 0) {
    const there = await bytesIfThere(join(history, 'index.jsonl'));
    if (there === undefined || !there.equals(index)) found.push(history);
  }
  return found;
}

/** @returns where the history that was there is now */
async function putHistory(settings: Settings, plan: Plan, keptAs: string): Promise<string | undefined> {
  const folder = historyOf(settings);
  if (plan.index === undefined || (await isThere(folder, plan.index, plan.versions))) return undefined;
  const staged = await stageHistory(machineFiles, folder, historyFiles(plan.archive));
  return fileOf(settings).exclusively(() => staged.commit(keptAs));
}

/** Whether a history is the one of the archive: this was cut short behind it, or is done again. */
async function isThere(folder: string, index: Buffer, versions: readonly string[]): Promise<boolean> {
  const names = new Set(await namesIn(folder));
  if (!versions.every((name) => names.has(name))) return false;
  return (await bytesIfThere(join(folder, 'index.jsonl')))?.equals(index) ?? false;
}

async function* historyFiles(archive: CheckedArchive): AsyncGenerator<HistoryFile> {
  for await (const { bytes, name } of archive.files()) {
    if (name.startsWith('history/')) yield { name: basename(name), bytes };
  }
}

/** What the file held becomes a version behind those of the archive. */
async function putLvsCf(settings: Settings, { archive, lvsCf }: Plan, keptAs: string): Promise<void> {
  if (lvsCf === undefined) return;
  if ((await bytesIfThere(settings.file)) === undefined) {
    await putFile(machineFiles, settings.file, lvsCf, { newMode: 0o660, keptAs });
    return;
  }
  const { host, time } = archive.manifest;
  const note = `rebuilt from the archive of ${host} of ${time.slice(0, 10)}`;
  const by = { user: operator().user, address: '', panel: 'command line', note };
  await configFileOf(settings).update(by, () => lvsCf.toString('latin1'));
}

/** The file, for its lock. */
function fileOf({ file: path }: Settings) {
  const parse = (text: string) => text;
  return openSafeFile({
    files: machineFiles,
    path,
    parse,
    clock: Date.now,
    newMode: 0o660,
    keptBits: 0o7777n,
  });
}
