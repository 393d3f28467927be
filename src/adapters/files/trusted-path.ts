/** Whether nobody but root and who runs a program could put something else where its path leads. */

import type { BigIntStats } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { quoted } from '../../core/machine/program.js';
import { systemCode } from './failures.js';
import type { Files } from './files.js';

/** Who runs a program. */
export interface Runner {
  readonly uid: bigint;
  readonly gids: ReadonlySet<bigint>;
}

/**
 * What is wrong with a program.
 * - `missing`: there is none.
 * - `not_runnable`: it, or a folder on the way, does not let the runner run it.
 * - `owner`: it, or something on the way, belongs to somebody else.
 * - `writable`: others may write it, or a folder on the way.
 */
export interface PathFault {
  readonly what: 'missing' | 'not_runnable' | 'owner' | 'writable';
  /** What it is about, which may be a folder or a link on the way. */
  readonly at: string;
  /** What root would do about it; blank where no command does. */
  readonly command: string;
}

/** As many links as the kernel follows. Source: path_resolution(7). */
const mostLinks = 40;

/** Where a path leads: every folder and link on the way could be changed by root and the runner only. */
type Way = { readonly fault: PathFault } | { readonly at: string; readonly stats: BigIntStats };

/** What is wrong with a program that somebody is to run; nothing when it is well. */
export async function programFault(
  files: Files,
  path: string,
  runner: Runner,
): Promise<PathFault | undefined> {
  const way = await wayTo(files, path, runner);
  if ('fault' in way) return way.fault;
  const { at, stats } = way;
  const fault = faultOf(at, stats, runner);
  if (fault !== undefined) return fault;
  return stats.isFile() && mayRun(stats, runner) ? undefined : notRunnable(at);
}

/**
 * What is wrong with a path that a program is given: an interpreter runs what lies there. That nothing lies there is
 * no fault as long as nobody else could put something there.
 */
export async function argumentFault(
  files: Files,
  path: string,
  runner: Runner,
): Promise<PathFault | undefined> {
  const way = await wayTo(files, path, runner);
  if ('fault' in way) return way.fault.what === 'missing' ? openAbove(files, way.fault.at) : way.fault;
  const { at, stats } = way;
  // Such as /dev/null: nothing in it is run.
  return stats.isCharacterDevice() ? undefined : faultOf(at, stats, runner);
}

/** Walks as the kernel does, link by link. Source: path_resolution(7). */
async function wayTo(files: Files, path: string, runner: Runner): Promise<Way> {
  const ahead = path.split('/');
  let here = '/';
  let stats = await files.lstat(here, { bigint: true });
  for (let links = 0; ahead.length > 0; ) {
    const name = ahead.shift() ?? '';
    if (name === '' || name === '.') continue;
    const folderFault = stats.isDirectory() ? faultOf(here, stats, runner) : missing(path);
    if (folderFault !== undefined) return { fault: inFolder(folderFault, path) };
    if (!mayRun(stats, runner)) return { fault: notRunnable(here) };
    if (name === '..') {
      here = dirname(here);
      stats = await files.lstat(here, { bigint: true });
      continue;
    }
    const next = join(here, name);
    const seen = await lookedAt(files, next);
    if (seen === undefined) return { fault: missing(next) };
    if (!seen.isSymbolicLink()) {
      here = next;
      stats = seen;
      continue;
    }
    if (!isTrusted(seen, runner)) return { fault: { what: 'owner', at: next, command: chown(next, '-h ') } };
    if (++links > mostLinks) return { fault: missing(path) };
    const target = await files.readlink(next);
    ahead.unshift(...target.split('/'));
    if (isAbsolute(target)) {
      here = '/';
      stats = await files.lstat(here, { bigint: true });
    }
  }
  return { at: here, stats };
}

function faultOf(at: string, stats: BigIntStats, runner: Runner): PathFault | undefined {
  if (!isTrusted(stats, runner)) return { what: 'owner', at, command: chown(at) };
  // In a sticky folder only the owner of a thing may take it away, and whose that is is looked at as well.
  const isSticky = stats.isDirectory() && (stats.mode & 0o1000n) !== 0n;
  const isOpen = (stats.mode & 0o022n) !== 0n && !isSticky;
  return isOpen ? { what: 'writable', at, command: `chmod go-w ${quoted(at)}` } : undefined;
}

/** Nobody's home becomes root's: what lies in a folder of somebody else has to be elsewhere. */
function inFolder(fault: PathFault, path: string): PathFault {
  if (fault.what !== 'owner') return fault;
  const elsewhere = join('/usr/local/sbin', basename(path));
  return { ...fault, command: `install -o root -g root -m 755 ${quoted(path)} ${quoted(elsewhere)}` };
}

/** Where nothing is, everybody may put something who may write in the folder, sticky or not. */
async function openAbove(files: Files, at: string): Promise<PathFault | undefined> {
  const folder = dirname(at);
  const { mode } = await files.stat(folder, { bigint: true });
  return (mode & 0o022n) === 0n ? undefined : { what: 'writable', at: folder, command: '' };
}

function isTrusted({ uid }: BigIntStats, runner: Runner): boolean {
  return uid === 0n || uid === runner.uid;
}

/** Whether the runner may run a file, or go through a folder. Root may when anybody may. Source: access(2). */
function mayRun({ mode, uid, gid }: BigIntStats, runner: Runner): boolean {
  if (runner.uid === 0n) return (mode & 0o111n) !== 0n;
  if (uid === runner.uid) return (mode & 0o100n) !== 0n;
  return (mode & (runner.gids.has(gid) ? 0o010n : 0o001n)) !== 0n;
}

function missing(at: string): PathFault {
  return { what: 'missing', at, command: '' };
}

function notRunnable(at: string): PathFault {
  return { what: 'not_runnable', at, command: `chmod a+rx ${quoted(at)}` };
}

function chown(at: string, how = ''): string {
  return `chown ${how}root ${quoted(at)}`;
}

async function lookedAt(files: Files, path: string): Promise<BigIntStats | undefined> {
  try {
    return await files.lstat(path, { bigint: true });
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENAMETOOLONG') return undefined;
    throw error;
  }
}
