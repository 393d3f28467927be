import type { BigIntStats } from 'node:fs';
import { join } from 'node:path';
import { fileNameOf, type IndexLine, printPruned, printVersion } from '../../core/history/index-line.js';
import { readme } from '../../core/history/readme.js';
import { outlived } from '../../core/history/retention.js';
import type { ListedVersion } from '../../core/history/version.js';
import { systemCode } from './failures.js';
import { type Clock, type Files, syncFolder } from './files.js';
import { entriesFromEnd, type IndexEntry } from './history-index.js';
import type { HeldLock } from './lock.js';
import { safeWrite } from './safe-write.js';

/** The hashes of bytes that something else refers to, so that the versions with them must stay. */
export type NeededHashes = () => Promise<ReadonlySet<string>>;

/** What tending needs. */
export interface TendingNeeds {
  readonly files: Files;
  readonly folder: string;
  readonly clock: Clock;
  /** Asked only when there is something to remove. */
  readonly needed: NeededHashes;
  /** Does the work while nobody saves. */
  readonly exclusively: <T>(work: (held: HeldLock) => Promise<T>) => Promise<T>;
}

const indexName = 'index.jsonl';
const readmeName = 'README';

/** What is to be done in a folder. */
interface Job {
  /** The index as it is. */
  readonly entries: readonly IndexEntry[];
  readonly isReadmeMissing: boolean;
  /** What writes that were cut off left. */
  readonly leftovers: readonly string[];
  /** The versions that go. */
  readonly outlived: readonly ListedVersion[];
  /** Files of versions that went before, when the program died. */
  readonly remains: readonly string[];
}

/**
 * Looks after the folder of the history: what tells how to use it is there, what crashes left is not, and
 * versions that have served their time go. Takes the lock only when there is something to do, and removes
 * their files without it.
 *
 * The index is replaced first, then files go. A crash between the two leaves files that no line names; the
 * index remembers their names, and only files that it names so are ever removed. When the index is lost, so is
 * that memory, and every file stays.
 * @returns how many versions went
 * @throws errors of the system; conflict: locked
 */
export async function tendHistory(needs: TendingNeeds): Promise<number> {
  const { files, folder, exclusively, needed } = needs;
  const first = await lookedAt(needs, none);
  const stays = first.outlived.length > 0 ? await needed() : none;
  if (isIdle(without(first, stays))) return 0;
  const job = await exclusively(async (held) => {
    const found = await lookedAt(needs, stays);
    for (const name of found.leftovers) await files.unlink(join(folder, name));
    if (found.isReadmeMissing) await writeReadme(files, folder);
    if (found.outlived.length > 0) await replaceIndex(needs, held, found);
    return found;
  });
  await removeFiles(needs, [...job.remains, ...job.outlived.map(fileNameOf)]);
  return job.outlived.length;
}

const none: ReadonlySet<string> = new Set();

/** Writes what tells how to use the folder without us. */
export async function writeReadme(files: Files, folder: string, owner?: BigIntStats): Promise<void> {
  const path = join(folder, readmeName);
  const how = { over: 'anything', mode: 0o600, ...(owner && { owner }) } as const;
  await safeWrite(files, { path, target: path, folder }, Buffer.from(readme), how);
}

/** Reads the folder, and the index in it. */
async function lookedAt(needs: TendingNeeds, stays: ReadonlySet<string>): Promise<Job> {
  const { files, folder, clock } = needs;
  const names = new Set(await namesIn(files, folder));
  const entries = names.has(indexName) ? await entriesOf(files, join(folder, indexName)) : [];
  const versions = entries.flatMap(({ version }) => version ?? []);
  // Whatever an index says, a file that one of its versions has stays.
  const named = new Set(versions.map(fileNameOf));
  const pruned = entries.flatMap(({ line }) => (line !== undefined && 'pruned' in line ? line.pruned : []));
  const job = {
    entries,
    isReadmeMissing: names.has(indexName) && !names.has(readmeName),
    leftovers: [...names].filter((name) => /^\..+\.[0-9a-f]{16}\.tmp$/.test(name)),
    outlived: outlived(versions, clock()),
    remains: pruned.filter((name) => names.has(name) && !named.has(name)),
  };
  return without(job, stays);
}

/** The job, without the versions that are needed elsewhere. */
function without(job: Job, stays: ReadonlySet<string>): Job {
  return { ...job, outlived: job.outlived.filter(({ hash }) => !stays.has(hash)) };
}

function isIdle({ isReadmeMissing, leftovers, outlived: old, remains }: Job): boolean {
  return !isReadmeMissing && leftovers.length + old.length + remains.length === 0;
}

/** Writes the index again without the versions that go, and with the names of the files that may go. */
async function replaceIndex({ files, folder }: TendingNeeds, held: HeldLock, job: Job): Promise<void> {
  const path = join(folder, indexName);
  const gone = new Set<ListedVersion>(job.outlived);
  const goneNumbers = new Set(job.outlived.map(({ number }) => number));
  const lines: (Buffer | string)[] = [];
  let isNextGone = false;
  for (const { bytes, isUnterminated, line, version } of job.entries) {
    if (version !== undefined && line !== undefined && 'version' in line) {
      // With the next version goes what told whether it came from this one.
      if (!gone.has(version)) {
        const { skipped } = version;
        lines.push(isNextGone ? printVersion({ ...line.version, skipped }) : wholeLine(bytes));
      }
      isNextGone = gone.has(version);
    } else if (line !== undefined ? !isOfGone(line, goneNumbers) : !isUnterminated && bytes.length > 0) {
      lines.push(wholeLine(bytes));
    }
  }
  lines.push(printPruned([...job.remains, ...job.outlived.map(fileNameOf)]));
  const bytes = Buffer.concat(lines.reverse().map((line) => Buffer.from(line)));
  await safeWrite(files, { path, target: path, folder }, bytes, {
    over: 'anything',
    mode: 0o600,
    owner: await files.stat(path, { bigint: true }),
    beforeReplacing: held.assertHeld,
  });
}

/** Whether a line that is no version says something about what is not there any more. */
function isOfGone(line: IndexLine, gone: ReadonlySet<number>): boolean {
  return 'pruned' in line || ('mark' in line && gone.has(line.number));
}

function wholeLine(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.from('\n')]);
}

/** Files that no version has any more. What cannot be removed today is removed another day. */
async function removeFiles({ files, folder }: TendingNeeds, names: readonly string[]): Promise<void> {
  for (const name of names) await files.unlink(join(folder, name)).catch(() => undefined);
  if (names.length > 0) await syncFolder(files, folder);
}

async function entriesOf(files: Files, path: string): Promise<IndexEntry[]> {
  const index = await files.open(path, 'r');
  try {
    const entries: IndexEntry[] = [];
    for await (const entry of entriesFromEnd(index)) entries.push(entry);
    return entries;
  } finally {
    await index.close();
  }
}

/** Nothing is in a folder that was not made yet. */
async function namesIn(files: Files, folder: string): Promise<string[]> {
  try {
    return await files.readdir(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
