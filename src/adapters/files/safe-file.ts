import { resolve } from 'node:path';
import { ConsoleError, type ErrorReason } from '../../core/problem.js';
import { attempt, systemCode } from './failures.js';
import type { Clock, Files } from './files.js';
import { type HeldLock, openQueue, withLock } from './lock.js';
import { locate, type Place, refuseHardLinks, refuseOpenFolder } from './place.js';
import { type Loaded, openReader, type Snapshot } from './reader.js';
import {
  assertUnchanged,
  ChangedMeanwhile,
  removeLeftovers,
  safeWrite,
  type WriteOptions,
} from './safe-write.js';

/** What a change did. */
export interface Change<T> {
  /** False: the text was the same and nothing was written. */
  readonly changed: boolean;
  readonly before: Loaded<T>;
  readonly after: Loaded<T>;
}

/**
 * Runs before a file is replaced, with the lock held; `before` is missing when the file is new.
 * `mtime`: when it was changed last, in milliseconds since 1970.
 */
export type BeforeWriting<T> = (
  after: Loaded<T>,
  before?: Loaded<T> & { readonly mtime: number },
) => Promise<void>;

/** How a file is read and written. */
export interface SafeFileOptions<T> {
  readonly files: Files;
  readonly path: string;
  readonly parse: (text: string) => T;
  readonly clock: Clock;
  /** The mode of a file made here. */
  readonly newMode: number;
  /** The bits of a replaced file's mode that its new bytes keep. */
  readonly keptBits: bigint;
}

/** A file that is changed by one at a time and never seen half written. */
export interface SafeFile<T> {
  /** @throws file_unavailable: file_missing, no_right, not_a_file, unsafe_place, disk_failed */
  read(): Promise<Loaded<T>>;
  /**
   * Changes the text; an error thrown by `change` leaves everything as it is. `change` runs again when
   * somebody who does not use the lock replaced the file in between.
   * @throws file_unavailable: as `read`; conflict: locked
   */
  update(change: (loaded: Loaded<T>) => string, keep?: BeforeWriting<T>): Promise<Change<T>>;
  /**
   * Makes a file that is missing.
   * @throws file_unavailable: as `read`; conflict: locked, file_exists
   */
  create(text: string, keep?: BeforeWriting<T>): Promise<Loaded<T>>;
  /**
   * Does something else while nobody changes the file.
   * @param work - `reread` reads the file whatever is remembered of it
   * @throws file_unavailable: file_missing (the folder), no_right, unsafe_place, disk_failed; conflict: locked
   */
  exclusively<R>(work: (held: HeldLock, reread: () => Promise<Snapshot<T>>) => Promise<R>): Promise<R>;
}

/**
 * Changes a file, or makes it where there is none: `change` then gets an empty text.
 * @throws file_unavailable: no_right, not_a_file, unsafe_place, disk_failed; conflict: locked
 */
export async function changeOrMake<T>(file: SafeFile<T>, change: (text: string) => string): Promise<void> {
  for (;;) {
    try {
      await file.update(({ text }) => change(text));
      return;
    } catch (error) {
      if (!isFailure(error, 'file_missing')) throw error;
    }
    try {
      await file.create(change(''));
      return;
    } catch (error) {
      // Somebody else made the file between the two: now it can be changed.
      if (!isFailure(error, 'file_exists')) throw error;
    }
  }
}

/**
 * What a file means; undefined where there is none.
 * @throws file_unavailable: no_right, not_a_file, unsafe_place, disk_failed
 */
export async function readIfThere<T>(file: SafeFile<T>): Promise<T | undefined> {
  try {
    return (await file.read()).parsed;
  } catch (error) {
    if (isFailure(error, 'file_missing')) return undefined;
    throw error;
  }
}

/** Whether an operation failed for this reason. */
export function isFailure(error: unknown, reason: ErrorReason): boolean {
  return error instanceof ConsoleError && error.reason === reason;
}

/** A file that changes more often than this while it is being saved is in somebody else's hands. */
const updateTries = 3;

/** Opens a file for safe changes; nothing is read or made before it is asked. */
export function openSafeFile<T>(options: SafeFileOptions<T>): SafeFile<T> {
  const { files, clock, newMode, keptBits } = options;
  const path = resolve(options.path);
  const reader = openReader(files, path, options.parse, clock);
  const inTurn = openQueue();

  /** Finds the file, locks it and clears away what an earlier crash left. */
  function changing<R>(work: (place: Place, held: HeldLock) => Promise<R>): Promise<R> {
    return inTurn(async () => {
      const place = await attempt({ files, path, action: 'read', kind: 'file' }, async () => {
        const found = await locate(files, path);
        await refuseOpenFolder(files, found);
        return found;
      });
      return attempt({ files, path, action: 'lock', kind: 'file' }, () =>
        withLock(files, place, async (held) => {
          await writing(() => removeLeftovers(files, place));
          return work(place, held);
        }),
      );
    });
  }

  function writing<R>(work: () => Promise<R>): Promise<R> {
    return attempt({ files, path, action: 'write', kind: 'file' }, work);
  }

  function write(place: Place, text: string, how: WriteOptions) {
    return writing(() => safeWrite(files, place, Buffer.from(text, 'latin1'), how));
  }

  async function replace(
    place: Place,
    held: HeldLock,
    change: (loaded: Loaded<T>) => string,
    keep?: BeforeWriting<T>,
  ): Promise<Change<T>> {
    const before = await reread(place);
    const text = byteString(change(before.loaded));
    if (text === before.loaded.text) {
      return { changed: false, before: before.loaded, after: before.loaded };
    }
    const after = reader.load(text);
    // Also looked at before the replacement; here it spares the history a version that is never used.
    await writing(() => assertUnchanged(files, place, before.stats));
    await keep?.(after, { ...before.loaded, mtime: Number(before.stats.mtimeMs) });
    const readAt = clock();
    const stats = await write(place, text, {
      over: before.stats,
      mode: Number(before.stats.mode & keptBits),
      beforeReplacing: held.assertHeld,
    });
    reader.remember({ loaded: after, stats, readAt });
    return { changed: true, before: before.loaded, after };
  }

  function reread(place: Place): Promise<Snapshot<T>> {
    return attempt({ files, path, action: 'read', kind: 'file' }, async () => {
      const snapshot = await reader.reread(place);
      refuseHardLinks(place, snapshot.stats);
      return snapshot;
    });
  }

  function update(change: (loaded: Loaded<T>) => string, keep?: BeforeWriting<T>): Promise<Change<T>> {
    return changing(async (place, held) => {
      for (let tries = 1; ; tries++) {
        try {
          return await replace(place, held, change, keep);
        } catch (error) {
          if (!(error instanceof ChangedMeanwhile)) {
            throw error;
          }
          if (tries === updateTries) {
            throw new ConsoleError('conflict', 'locked', { path }, { cause: error });
          }
        }
      }
    });
  }

  function create(text: string, keep?: BeforeWriting<T>): Promise<Loaded<T>> {
    const after = reader.load(byteString(text));
    return changing(async (place, held) => {
      await writing(() => refuseExisting(files, place));
      await keep?.(after);
      const readAt = clock();
      const stats = await write(place, after.text, {
        over: 'nothing',
        mode: newMode,
        beforeReplacing: held.assertHeld,
      });
      reader.remember({ loaded: after, stats, readAt });
      return after;
    });
  }

  function exclusively<R>(
    work: (held: HeldLock, reread: () => Promise<Snapshot<T>>) => Promise<R>,
  ): Promise<R> {
    return changing((place, held) => work(held, () => reread(place)));
  }

  return { read: reader.read, update, create, exclusively };
}

/** Refuses before anything is kept; the write itself refuses again what appears meanwhile. */
async function refuseExisting(files: Files, place: Place): Promise<void> {
  try {
    await files.lstat(place.target);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      return;
    }
    throw error;
  }
  throw new ConsoleError('conflict', 'file_exists', { path: place.path });
}

/** A character beyond one byte would be cut in two without a word. */
function byteString(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: every byte is meant, the control characters too
  const wide = /[^\u0000-\u00ff]/u.exec(text);
  if (wide !== null) {
    throw new RangeError(`the text is not a byte string at character ${wide.index}`);
  }
  return text;
}
