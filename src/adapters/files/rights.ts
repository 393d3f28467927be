import { type BigIntStats, constants } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { quoted } from '../../core/machine/program.js';
import { type Files, ownUid } from './files.js';

/** Where a file goes that lies in a folder of the system, which must not be opened to this account. */
const ownFolder = '/etc/lvs-console';

/**
 * The commands that, run by root, let this account read a file and save it.
 * The folder is opened to the account's group, because a save puts a temporary file beside the file.
 */
export async function commandsForFile(files: Files, named: string): Promise<string[]> {
  // A file that is missing, or hidden from this account, is where it was named.
  const path = await files.realpath(named).catch(() => named);
  const folder = dirname(path);
  if (ownUid() === 0n) {
    return [`chattr -ia ${quoted(folder)} ${quoted(path)}`];
  }
  const group = await ownGroup(files);
  const commands = await commandsForAncestors(files, folder);
  const folderIsOpen = await allowed(files, folder, constants.R_OK | constants.W_OK | constants.X_OK);
  const fileCommands = await commandsForTheFile(files, path, group);
  if (!folderIsOpen && isSystemFolder(folder)) {
    const moved = join(ownFolder, basename(path));
    commands.push(makeFolder(ownFolder, group));
    commands.push(`mv ${quoted(path)} ${quoted(moved)}`, `ln -s ${quoted(moved)} ${quoted(path)}`);
    commands.push(...fileCommands.map((command) => command.replace(quoted(path), () => quoted(moved))));
    return commands;
  }
  if (!folderIsOpen) {
    commands.push(...(await commandsForTheFolder(files, folder, group)));
  }
  commands.push(...fileCommands);
  return commands;
}

/** The command that, run by root, makes the folder of a file that this account is to save. */
export async function commandsForNewFolder(files: Files, folder: string): Promise<string[]> {
  return [makeFolder(folder, await ownGroup(files))];
}

/** The commands that, run by root, give this account a folder of its own with all that lies in it. */
export async function commandsForState(files: Files, folder: string): Promise<string[]> {
  if (ownUid() === 0n) {
    return [`chattr -R -ia ${quoted(folder)}`];
  }
  const commands = await commandsForAncestors(files, dirname(folder));
  const owner = `${ownName()}:${await ownGroup(files)}`;
  commands.push(`install -d -m 700 ${quoted(folder)}`, `chown -R ${quoted(owner)} ${quoted(folder)}`);
  return commands;
}

async function commandsForAncestors(files: Files, folder: string): Promise<string[]> {
  const ancestors: string[] = [];
  for (let above = dirname(folder); above !== '/' && above !== '.'; above = dirname(above)) {
    ancestors.unshift(above);
  }
  const commands: string[] = [];
  for (const ancestor of ancestors) {
    const seen = await looked(files, ancestor);
    if (seen !== 'nothing' && !(await allowed(files, ancestor, constants.X_OK))) {
      commands.push(`chmod o+x ${quoted(ancestor)}`);
    }
  }
  return commands;
}

function makeFolder(folder: string, group: string): string {
  return `install -d -o root -g ${quoted(group)} -m 2770 ${quoted(folder)}`;
}

async function commandsForTheFolder(files: Files, folder: string, group: string): Promise<string[]> {
  const seen = await looked(files, folder);
  if (seen === 'nothing') {
    return [makeFolder(folder, group)];
  }
  if (seen !== 'hidden' && seen.uid === ownUid()) {
    return [`chmod u+rwx ${quoted(folder)}`];
  }
  const chgrp = `chgrp ${quoted(group)} ${quoted(folder)}`;
  const chmod = `chmod g+rwxs ${quoted(folder)}`;
  return seen !== 'hidden' && isOwnGroup(seen.gid) ? [chmod] : [chgrp, chmod];
}

async function commandsForTheFile(files: Files, path: string, group: string): Promise<string[]> {
  const seen = await looked(files, path);
  if (seen === 'nothing') {
    return [];
  }
  const chgrp = `chgrp ${quoted(group)} ${quoted(path)}`;
  if (seen === 'hidden') {
    return [chgrp, `chmod g+rw ${quoted(path)}`];
  }
  const owned = seen.uid === ownUid();
  if (!owned && (await isKeptByOwner(files, path))) {
    return [`chown ${quoted(`${ownName()}:${group}`)} ${quoted(path)}`, `chmod u+rw ${quoted(path)}`];
  }
  const needsGroup = !isOwnGroup(seen.gid) && (!owned || (seen.mode & 0o070n) !== 0n);
  const bits = owned ? 0o600n : 0o060n;
  const commands = needsGroup ? [chgrp] : [];
  if ((seen.mode & bits) !== bits) {
    commands.push(`chmod ${owned ? 'u' : 'g'}+rw ${quoted(path)}`);
  }
  return commands;
}

/** Whether the folder is sticky: then only who owns a file, or the folder, may replace it. */
async function isKeptByOwner(files: Files, path: string): Promise<boolean> {
  const folder = await looked(files, dirname(path));
  return typeof folder === 'object' && (folder.mode & 0o1000n) !== 0n && folder.uid !== ownUid();
}

/** What lies there; `hidden` when a folder above does not let this account look. */
async function looked(files: Files, path: string): Promise<BigIntStats | 'hidden' | 'nothing'> {
  try {
    return await files.stat(path, { bigint: true });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'nothing' : 'hidden';
  }
}

async function allowed(files: Files, path: string, mode: number): Promise<boolean> {
  try {
    await files.access(path, mode);
    return true;
  } catch {
    // Why not is asked by looking at the mode; here every refusal counts the same.
    return false;
  }
}

/** A folder that programs of the system share: `/`, and what lies directly in it. */
function isSystemFolder(folder: string): boolean {
  return dirname(folder) === '/';
}

function isOwnGroup(gid: bigint): boolean {
  return BigInt(process.getegid?.() ?? 0) === gid || (process.getgroups?.() ?? []).includes(Number(gid));
}

/** The name of the account that this process acts as; its number where it has none. */
export function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    // An account without an entry in the system's list has a number only.
    return String(ownUid());
  }
}

/** The name of this account's group; its number when the system's list has no name. Source: group(5). */
async function ownGroup(files: Files): Promise<string> {
  const gid = String(process.getegid?.() ?? 0);
  let list: string;
  try {
    list = await files.readFile('/etc/group', 'utf8');
  } catch {
    // A number is as good for chgrp as a name.
    return gid;
  }
  const entry = list.split('\n').find((line) => line.split(':')[2] === gid);
  return entry?.split(':')[0] ?? gid;
}
