import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { attempt, systemCode } from './failures.js';
import { type Clock, type Files, syncFolder } from './files.js';
import { makeStateFolder } from './folders.js';
import { type Author, printVersion, readEnd, type Version, versionsFromEnd } from './history-index.js';
import type { Place } from './place.js';
import { hashOf, otherBytes, readSettled } from './reader.js';
import { safeWrite } from './safe-write.js';

/** A version in a list. */
export interface ListedVersion extends Version {
  /**
   * The next version is known not to come from this one: its save was cut off before it reached the file,
   * or the file was put back or removed outside. Never said of the newest version, which has no next one.
   */
  readonly skipped: boolean;
}

/** One page of the list, newest first. */
export interface ListOptions {
  /** How many at most; 50 when not given. */
  readonly limit?: number;
  /** Only versions with a smaller number. */
  readonly before?: number;
}

/** Bytes that go to the file, or lie in it. */
export interface Content {
  readonly text: string;
  readonly hash: string;
}

/** Every version of one file, each a file of its own, with an index of one line each. */
export interface History {
  /**
   * Keeps a version, on the disk when it returns. Call it before the file is replaced, so that no accepted
   * save is missing here. What the file holds now is kept first when no version has these bytes.
   * @throws file_unavailable: no_right, unsafe_place, disk_failed
   */
  keep(by: Author, after: Content, before?: Content): Promise<Version>;
  /** @throws file_unavailable: no_right, disk_failed */
  list(options?: ListOptions): Promise<ListedVersion[]>;
  /**
   * A version with its text, one character per byte; undefined when there is none of this number.
   * @throws file_unavailable: no_right, disk_failed (`verify`: its bytes are gone, or not the ones kept)
   */
  get(number: number): Promise<{ version: Version; text: string } | undefined>;
}

const usualLimit = 50;

/** Opens the history in a folder, which is made by the first version. */
export function openHistory(files: Files, folder: string, clock: Clock): History {
  const indexPath = join(folder, 'index.jsonl');

  function placeOf(version: Version): Place {
    const path = join(folder, fileNameOf(version));
    return { path, target: path, folder };
  }

  async function keepAll(by: Author, after: Content, before?: Content): Promise<Version> {
    await makeStateFolder(folder, files);
    const index = await files.open(indexPath, 'a+', 0o600);
    try {
      const { last, length, lineEndMissing } = await readEnd(index);
      const time = new Date(clock()).toISOString();
      let number = last?.number ?? (await highestNumber());
      let lines = lineEndMissing ? '\n' : '';
      let previous = last?.hash ?? '';

      // 1. The files of the versions.
      const add = async (author: Author, content: Content): Promise<Version> => {
        number += 1;
        const version = versionOf(number, time, author, content, previous);
        const bytes = Buffer.from(content.text, 'latin1');
        await safeWrite(files, placeOf(version), bytes, { over: 'anything', mode: 0o600 });
        lines += printVersion(version);
        previous = content.hash;
        return version;
      };
      if (before !== undefined && !isKept(before, last)) {
        await add({ user: '', address: '', panel: 'outside' }, before);
      }
      previous = before?.hash ?? '';
      const version = await add(by, after);

      // 2. Their lines, once what they name is on the disk.
      await index.truncate(length);
      await index.appendFile(lines);
      await index.sync();
      if (length === 0) {
        await syncFolder(files, folder);
      }
      return version;
    } finally {
      await index.close();
    }
  }

  /** An index that was lost must not give the numbers of the files that are still there again. */
  async function highestNumber(): Promise<number> {
    const numbers = (await files.readdir(folder)).map((name) => Number(/^(\d{6,})-/.exec(name)?.[1] ?? 0));
    return numbers.reduce((highest, number) => Math.max(highest, number), 0);
  }

  function keep(by: Author, after: Content, before?: Content): Promise<Version> {
    return attempt({ files, path: folder, action: 'keep', kind: 'state' }, () => keepAll(by, after, before));
  }

  function reading<T>(work: () => Promise<T>): Promise<T> {
    return attempt({ files, path: folder, action: 'read', kind: 'state' }, work);
  }

  function list({ limit = usualLimit, before = Number.POSITIVE_INFINITY }: ListOptions = {}) {
    return reading(async () => {
      const listed: ListedVersion[] = [];
      await withIndex(async (index) => {
        let next: Version | undefined;
        for await (const version of versionsFromEnd(index)) {
          if (listed.length >= limit) {
            return;
          }
          if (version.number < before) {
            listed.push({ ...version, skipped: next !== undefined && next.previous !== version.hash });
          }
          next = version;
        }
      });
      return listed;
    });
  }

  function get(number: number) {
    return reading(async () => {
      const version = await found(number);
      if (version === undefined) {
        return undefined;
      }
      return { version, text: await textOf(version) };
    });
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

  async function found(number: number): Promise<Version | undefined> {
    let wanted: Version | undefined;
    await withIndex(async (index) => {
      for await (const version of versionsFromEnd(index)) {
        if (version.number <= number) {
          wanted = version.number === number ? version : undefined;
          return;
        }
      }
    });
    return wanted;
  }

  /** Does nothing when no version was kept yet. */
  async function withIndex(work: (index: FileHandle) => Promise<void>): Promise<void> {
    let index: FileHandle;
    try {
      index = await files.open(indexPath, 'r');
    } catch (error) {
      if (systemCode(error) === 'ENOENT') {
        return;
      }
      throw error;
    }
    try {
      await work(index);
    } finally {
      await index.close();
    }
  }

  return { keep, list, get };
}

/** The name of a version's file: its number and the start of its hash. */
function fileNameOf({ number, hash }: Version): string {
  return `${String(number).padStart(6, '0')}-${hash.slice(0, 12)}.cf`;
}

/**
 * Whether these bytes are the last version, or the ones it was made from: then the save of the last version
 * was cut off, and what it was made from is a version too.
 */
function isKept(content: Content, last: Version | undefined): boolean {
  return last !== undefined && (last.hash === content.hash || last.previous === content.hash);
}

function versionOf(number: number, time: string, by: Author, content: Content, previous: string): Version {
  const { user, address, panel, note = '' } = by;
  return {
    number,
    time,
    user,
    address,
    panel,
    note,
    hash: content.hash,
    bytes: content.text.length,
    previous,
  };
}
