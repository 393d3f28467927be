import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { fileNameOf, printMark, printVersion } from '../../core/history/index-line.js';
import { type Content, isKept, timeOf, timeOutside, versionOf } from '../../core/history/new-version.js';
import {
  type Author,
  changesOf,
  type ListedVersion,
  type ListOptions,
  type Mark,
  marked,
  type Version,
  type Versions,
} from '../../core/history/version.js';
import type { Difference } from '../../core/lvscf/diff.js';
import { attempt, systemCode } from './failures.js';
import { type Clock, type Files, syncFolder } from './files.js';
import { giveTo, makeOwnedFolder } from './folders.js';
import { type IndexEnd, readEnd, versionsFromEnd } from './history-index.js';
import { openHistoryMemory } from './history-memory.js';
import { type NeededHashes, tendHistory, writeReadme } from './history-tending.js';
import type { HeldLock } from './lock.js';
import type { Place } from './place.js';
import { hashOf, otherBytes, readSettled } from './reader.js';
import { safeWrite } from './safe-write.js';

/** What of a text differs from the one it was made from. */
export type Differ = (before: string, after: string) => readonly Difference[];

/**
 * Every version of one file, each a file of its own, with an index of one line each. Whoever calls what writes
 * holds the lock of the file.
 */
export interface History extends Versions {
  /**
   * Keeps a version, on the disk when it returns. Call it before the file is replaced, so that no accepted
   * save is missing here. What the file holds now is kept first when no version has these bytes.
   * @throws file_unavailable: no_right, unsafe_place, disk_failed
   */
  keep(by: Author, after: Content, before?: Content): Promise<Version>;
  /** Keeps what the file holds; undefined when the newest version has these bytes. @throws as `keep` */
  keepOutside(found: Content): Promise<Version | undefined>;
  /** Whether `keepOutside` would keep this. @throws file_unavailable: no_right, disk_failed */
  isKnown(found: Content): Promise<boolean>;
  /**
   * Removes versions that have served their time, and what crashes left.
   * @param exclusively does the work while nobody saves
   * @returns how many versions went
   * @throws file_unavailable: no_right, disk_failed; what `exclusively` throws
   */
  tend(
    needed: NeededHashes,
    exclusively: <T>(work: (held: HeldLock) => Promise<T>) => Promise<T>,
  ): Promise<number>;
}

/** What a history needs. */
export interface HistoryOptions {
  readonly files: Files;
  /** Made by the first version. */
  readonly folder: string;
  readonly clock: Clock;
  /** Without it, versions do not remember what they changed. */
  readonly differ?: Differ | undefined;
}

const usualLimit = 50;

/** What is added to the end of the index, and whose the files are to be. */
interface Addition {
  readonly end: IndexEnd;
  readonly lines: string[];
  readonly owner: BigIntStats | undefined;
}

/** Opens the history in a folder. */
export function openHistory({ files, folder, clock, differ }: HistoryOptions): History {
  const indexPath = join(folder, 'index.jsonl');
  const memory = openHistoryMemory();

  function placeOf(version: Version): Place {
    const path = join(folder, fileNameOf(version));
    return { path, target: path, folder };
  }

  /** Adds lines at the end of the index, once what they name is on the disk. */
  async function adding<T>(work: (addition: Addition) => Promise<T>): Promise<T> {
    const owner = await makeOwnedFolder(folder, files);
    const index = await files.open(indexPath, 'a+', 0o600);
    try {
      if (owner !== undefined) await giveTo(index, owner);
      const end = await readEnd(index);
      const lines = end.lineEndMissing ? ['\n'] : [];
      const result = await work({ end, lines, owner });
      // Never without need: whoever slept so long that the lock was taken must not cut off what others added.
      if (end.isTorn) await index.truncate(end.length);
      await index.appendFile(lines.join(''));
      await index.sync();
      if (end.length === 0) {
        await syncFolder(files, folder);
        // The version counts as kept without it, and tending makes it good.
        await writeReadme(files, folder, owner).catch(() => undefined);
      }
      return result;
    } finally {
      await index.close();
    }
  }

  /** Writes the file of a version, and the line of it. */
  async function add({ lines, owner }: Addition, version: Version, text: string): Promise<Version> {
    const bytes = Buffer.from(text, 'latin1');
    const how = { over: 'anything', mode: 0o600, ...(owner && { owner }) } as const;
    await safeWrite(files, placeOf(version), bytes, how);
    lines.push(printVersion(version));
    return version;
  }

  async function addOutside(addition: Addition, found: Content): Promise<Version> {
    const { last } = addition.end;
    const by = { user: '', address: '', panel: 'outside' };
    const time = timeOutside(found.mtime, last, clock());
    const before = last && (await textIfThere(last));
    const version = versionOf(await nextNumber(last), time, by, found, last?.hash ?? '');
    return add(addition, { ...version, ...changed(before, found.text) }, found.text);
  }

  function keep(by: Author, after: Content, before?: Content): Promise<Version> {
    return keeping(() =>
      adding(async (addition) => {
        const { last } = addition.end;
        const isNew = before !== undefined && !isKept(before, last);
        const outside = isNew ? await addOutside(addition, before) : last;
        const number = await nextNumber(outside);
        const version = versionOf(number, timeOf(clock()), by, after, before?.hash ?? '');
        return add(addition, { ...version, ...changed(before?.text, after.text) }, after.text);
      }),
    );
  }

  function keepOutside(found: Content): Promise<Version | undefined> {
    return keeping(async () =>
      (await isKnown(found)) ? undefined : adding((addition) => addOutside(addition, found)),
    );
  }

  function mark(number: number, said: Mark): Promise<ListedVersion | undefined> {
    return keeping(async () => {
      const version = await find(number);
      if (version === undefined) return undefined;
      const now = marked(version, said);
      if (now.note !== version.note || now.pinned !== version.pinned) {
        const { note, pinned } = now;
        await adding(async ({ lines }) => lines.push(printMark(number, { note, pinned }, timeOf(clock()))));
      }
      return now;
    });
  }

  function changed(before: string | undefined, after: string): Pick<Version, 'changes'> {
    if (differ === undefined || before === undefined) return {};
    return { changes: changesOf(differ(before, after)) };
  }

  /** An index that was lost must not give the numbers of the files that are still there again. */
  async function nextNumber(last: Version | undefined): Promise<number> {
    if (last !== undefined) return last.number + 1;
    const numbers = (await files.readdir(folder)).map((name) => Number(/^(\d{6,})-/.exec(name)?.[1] ?? 0));
    return numbers.reduce((highest, number) => Math.max(highest, number), 0) + 1;
  }

  function keeping<T>(work: () => Promise<T>): Promise<T> {
    return attempt({ files, path: folder, action: 'keep', kind: 'state' }, work);
  }

  function reading<T>(work: () => Promise<T>): Promise<T> {
    return attempt({ files, path: folder, action: 'read', kind: 'state' }, work);
  }

  function list({ limit = usualLimit, before = Number.POSITIVE_INFINITY }: ListOptions = {}) {
    return reading(async () => {
      const listed = await withIndex(async (index) => {
        const wantsAll = limit === Number.POSITIVE_INFINITY;
        const known = await (wantsAll ? memory.all(index) : memory.ifKnown(index));
        if (known === undefined) return firstOf(versionsFromEnd(index, before - 1), limit);
        const first = known.findIndex(({ number }) => number < before);
        return first === -1 ? [] : known.slice(first, first + limit);
      });
      return listed ?? [];
    });
  }

  function get(number: number) {
    return reading(async () => {
      const version = await find(number);
      if (version === undefined) return undefined;
      try {
        return { version, text: await textOf(version) };
      } catch (error) {
        // Perhaps it went while it was being looked for.
        if ((await find(number)) === undefined) return undefined;
        throw error;
      }
    });
  }

  function isKnown(found: Content): Promise<boolean> {
    return reading(async () => isKept(found, await withIndex(async (index) => (await readEnd(index)).last)));
  }

  function textOf(version: Version): Promise<string> {
    const place = placeOf(version);
    return attempt({ files, path: place.path, action: 'verify', kind: 'state' }, async () => {
      const { bytes } = await readSettled(files, place);
      const seen = hashOf(bytes);
      if (seen !== version.hash) {
        throw otherBytes(place.path, seen, version.hash);
      }
      return bytes.toString('latin1');
    });
  }

  /** A version that cannot be read any more must not hinder the next: only its differences stay unknown. */
  function textIfThere(version: Version): Promise<string | undefined> {
    return differ === undefined ? Promise.resolve(undefined) : textOf(version).catch(() => undefined);
  }

  async function find(number: number): Promise<ListedVersion | undefined> {
    return withIndex(async (index) => {
      const known = await memory.ifKnown(index);
      if (known !== undefined) return known.find((version) => version.number === number);
      for await (const version of versionsFromEnd(index, number)) {
        return version.number === number ? version : undefined;
      }
      return undefined;
    });
  }

  /** Gives nothing when no version was kept yet. */
  async function withIndex<T>(work: (index: FileHandle) => Promise<T>): Promise<T | undefined> {
    let index: FileHandle;
    try {
      index = await files.open(indexPath, 'r');
    } catch (error) {
      if (systemCode(error) === 'ENOENT') {
        return undefined;
      }
      throw error;
    }
    try {
      return await work(index);
    } finally {
      await index.close();
    }
  }

  const tend: History['tend'] = (needed, exclusively) =>
    keeping(() => tendHistory({ files, folder, clock, needed, exclusively }));

  return { keep, keepOutside, isKnown, list, get, mark, tend };
}

async function firstOf<T>(all: AsyncIterable<T>, most: number): Promise<T[]> {
  const found: T[] = [];
  for await (const one of all) {
    if (found.length >= most) break;
    found.push(one);
  }
  return found;
}
