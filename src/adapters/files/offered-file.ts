import type { BigIntStats } from 'node:fs';
import { resolve } from 'node:path';
import { attempt, systemCode } from './failures.js';
import type { Clock, Files } from './files.js';
import { withLock } from './lock.js';
import { locate, type Place, refuseHardLinks, refuseOpenFolder } from './place.js';
import { hashOf, openReader, readSettled } from './reader.js';
import { ChangedMeanwhile, removeStaleStaged, replaceByStaged, type Staged, stage } from './safe-write.js';

/** A file as it lies there. */
export interface FileLook {
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly hash: string;
  readonly size: number;
  /** When it was changed last, in milliseconds since 1970. */
  readonly mtime: number;
}

/** A file with its bytes, one character each (latin1). */
export interface LookedInto extends FileLook {
  readonly text: string;
}

/** What is to happen before the file is replaced, with the lock held. */
export type BeforeCommit<Kept> = (before: LookedInto | undefined) => Promise<Kept>;

/** What a commit did. */
export interface Committed<Kept> {
  /** As it was read back. */
  readonly file: FileLook;
  readonly kept: Kept;
}

/** Bytes that lie beside a file and may take its place. */
export interface Offer {
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly hash: string;
  /**
   * Puts the bytes in place of the file with this hash; without one, where there is none. Whatever comes of it, the
   * offer is gone then.
   * @throws OtherFile; file_unavailable; conflict: locked, file_exists: the file is as it was
   */
  commit<Kept>(over: string | undefined, keep: BeforeCommit<Kept>): Promise<Committed<Kept>>;
  /** Takes the bytes away; does nothing once they are gone. */
  discard(): Promise<void>;
}

/** A file that is replaced in two steps: bytes are put beside it, looked at, and put in its place. */
export interface OfferedFile {
  /** Where it really lies. @throws file_unavailable: also where it must not be replaced */
  place(): Promise<Place>;
  /** Nothing where there is no file; costs one look while nothing changes. @throws file_unavailable; FileTooLarge */
  look(): Promise<FileLook | undefined>;
  /** As `look`, with the bytes. */
  read(): Promise<LookedInto | undefined>;
  /** Puts bytes beside the file, on the disk. @throws file_unavailable */
  offer(bytes: Uint8Array): Promise<Offer>;
  /** Takes away what was offered an hour ago or more, by a program that died. @throws file_unavailable */
  sweep(): Promise<void>;
}

/** The file is not the one that was to be replaced. */
export class OtherFile extends Error {
  /** What is there instead. */
  readonly found: FileLook | undefined;

  constructor(found: FileLook | undefined) {
    super('the file is another one');
    this.found = found;
  }
}

/** Nobody meant a file of this size. */
export class FileTooLarge extends Error {}

/** How the file is kept. */
export interface OfferedFileOptions {
  readonly files: Files;
  readonly path: string;
  readonly clock: Clock;
  /** In bytes. */
  readonly limit: number;
  /** Of a file made here; one that is replaced keeps its own. */
  readonly newMode: number;
}

const staleMs = 60 * 60 * 1000;

/** Opens a file for offers; nothing is read or made before it is asked. */
export function openOfferedFile(options: OfferedFileOptions): OfferedFile {
  const { clock, files, limit, newMode } = options;
  const path = resolve(options.path);
  const reader = openReader(files, path, (text) => text, clock);

  function working<T>(action: 'read' | 'write' | 'lock', work: () => Promise<T>): Promise<T> {
    return attempt({ files, path, action, kind: 'file' }, work);
  }

  function place(): Promise<Place> {
    return working('read', async () => {
      const found = await locate(files, path);
      await refuseOpenFolder(files, found);
      return found;
    });
  }

  /** A missing file, unlike a missing folder, is nothing to complain of. */
  async function statsOf({ target }: Place): Promise<BigIntStats | undefined> {
    try {
      const stats = await files.lstat(target, { bigint: true });
      if (stats.size > BigInt(limit)) throw new FileTooLarge(path);
      return stats;
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  async function read(): Promise<LookedInto | undefined> {
    const stats = await working('read', async () => statsOf(await locate(files, path)));
    if (stats === undefined) return undefined;
    const { hash, text } = await reader.read();
    return { hash, size: text.length, mtime: Number(stats.mtimeMs), text };
  }

  async function look(): Promise<FileLook | undefined> {
    const found = await read();
    return found && withoutBytes(found);
  }

  /** The bytes that are to be replaced, whatever is remembered. */
  async function present(at: Place) {
    if ((await statsOf(at)) === undefined) return undefined;
    const { bytes, stats } = await readSettled(files, at);
    refuseHardLinks(at, stats);
    const { mtimeMs, size } = stats;
    const text = bytes.toString('latin1');
    return { stats, hash: hashOf(bytes), size: Number(size), mtime: Number(mtimeMs), text };
  }

  async function replace<Kept>(
    at: Place,
    { hash, staged }: { readonly staged: Staged; readonly hash: string },
    over: string | undefined,
    keep: BeforeCommit<Kept>,
  ): Promise<Committed<Kept>> {
    return withLock(files, at, async (held) => {
      const before = await working('read', () => present(at));
      if (before?.hash !== over) throw new OtherFile(before && withoutBytes(before));
      const kept = await keep(before);
      const stats = await working('write', () =>
        replaceByStaged(files, at, staged, {
          over: before?.stats ?? 'nothing',
          mode: before === undefined ? newMode : Number(before.stats.mode & 0o7777n),
          beforeReplacing: held.assertHeld,
        }),
      );
      // They were read back from where they lie now, and are the same.
      return { file: { hash, size: Number(stats.size), mtime: Number(stats.mtimeMs) }, kept };
    });
  }

  async function offer(bytes: Uint8Array): Promise<Offer> {
    const at = await place();
    const staging = working('write', () => stage(files, at, bytes));
    // The disk has begun.
    const hash = hashOf(bytes);
    const staged = await staging;
    // Once it is in place, or gone, there is nothing of this name.
    const discard = () => files.unlink(staged.temporary).catch(() => undefined);
    return {
      hash,
      discard,
      async commit(over, keep) {
        try {
          return await working('lock', () => replace(at, { staged, hash }, over, keep));
        } catch (error) {
          throw error instanceof ChangedMeanwhile ? new OtherFile(await look()) : error;
        } finally {
          await discard();
        }
      },
    };
  }

  async function sweep(): Promise<void> {
    const at = await place();
    await working('write', () => removeStaleStaged(files, at, clock() - staleMs));
  }

  return { place, look, read, offer, sweep };
}

function withoutBytes({ hash, mtime, size }: FileLook): FileLook {
  return { hash, mtime, size };
}
