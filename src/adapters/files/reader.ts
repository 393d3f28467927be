import { createHash } from 'node:crypto';
import { type BigIntStats, constants } from 'node:fs';
import { ConsoleError } from '../../core/problem.js';
import { attempt } from './failures.js';
import { type Clock, type Files, sameFile } from './files.js';
import { locate, type Place, refuseOtherKinds } from './place.js';

/** The bytes of a file and what they mean. */
export interface Loaded<T> {
  /** One character per byte (latin1), so that every byte survives. */
  readonly text: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly hash: string;
  readonly parsed: T;
}

/** The bytes as they were seen in one file. */
export interface Snapshot<T> {
  readonly loaded: Loaded<T>;
  readonly stats: BigIntStats;
  /** When the reading began. */
  readonly readAt: number;
}

/** Reads one file, and parses it again only when its bytes are others. */
export interface Reader<T> {
  /**
   * The file as it is now. When nothing changed this costs one look at the file.
   * @throws file_unavailable: file_missing, no_right, not_a_file, unsafe_place, disk_failed
   */
  read(): Promise<Loaded<T>>;
  /** Reads the bytes whatever is remembered. */
  reread(place: Place): Promise<Snapshot<T>>;
  /** The meaning of bytes that were not read from the file. */
  load(text: string): Loaded<T>;
  /** Takes bytes just written and read back as what the file holds. */
  remember(snapshot: Snapshot<T>): void;
}

/** Sizes and times tell files apart only when the last change is older than the clock of a file system. */
const settlingTimeMs = 2000;
const readingTries = 3;
// A pipe or a device that took the file's place after the look must not block.
const readingFlags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW | constants.O_NOCTTY;

/** Opens a reader of one file; nothing is read before it is asked. */
export function openReader<T>(
  files: Files,
  path: string,
  parse: (text: string) => T,
  clock: Clock,
): Reader<T> {
  let remembered: Snapshot<T> | undefined;

  function load(text: string): Loaded<T> {
    if (remembered?.loaded.text === text) return remembered.loaded;
    const hash = hashOf(Buffer.from(text, 'latin1'));
    return { text, hash, parsed: parse(text) };
  }

  async function reread(place: Place): Promise<Snapshot<T>> {
    const readAt = clock();
    const { bytes, stats } = await readSettled(files, place);
    remembered = { loaded: load(bytes.toString('latin1')), stats, readAt };
    return remembered;
  }

  function read(): Promise<Loaded<T>> {
    return attempt({ files, path, action: 'read', kind: 'file' }, async () => {
      if (remembered !== undefined && isSettled(remembered)) {
        const stats = await files.stat(path, { bigint: true });
        if (sameFile(stats, remembered.stats)) {
          return remembered.loaded;
        }
      }
      return (await reread(await locate(files, path))).loaded;
    });
  }

  function remember(snapshot: Snapshot<T>): void {
    remembered = snapshot;
  }

  return { read, reread, load, remember };
}

/** SHA-256 in hexadecimal. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reads a file's bytes together with the look that belongs to them. */
export async function readSettled(
  files: Files,
  place: Place,
): Promise<{ bytes: Buffer; stats: BigIntStats }> {
  for (let tries = 1; ; tries++) {
    const { bytes, before, after } = await readOnce(files, place);
    // Bytes read while somebody writes in place are neither the old nor the new ones.
    if (sameFile(before, after) || tries === readingTries) {
      return { bytes, stats: before };
    }
  }
}

async function readOnce(files: Files, place: Place) {
  refuseOtherKinds(place, await files.lstat(place.target, { bigint: true }));
  const handle = await files.open(place.target, readingFlags);
  try {
    const before = await handle.stat({ bigint: true });
    refuseOtherKinds(place, before);
    const bytes = await handle.readFile();
    return { bytes, before, after: await handle.stat({ bigint: true }) };
  } finally {
    await handle.close();
  }
}

/** Whether a later change must show in the times of the file. */
function isSettled<T>({ stats, readAt }: Snapshot<T>): boolean {
  return [stats.mtimeNs, stats.ctimeNs].every(
    (changedNs) => readAt - Number(changedNs / 1_000_000n) > settlingTimeMs,
  );
}

/** What is thrown when a file does not hold the bytes it should. */
export function otherBytes(path: string, seen: string, wanted: string): ConsoleError {
  const system = `SHA-256 ${seen.slice(0, 12)} != ${wanted.slice(0, 12)}`;
  return new ConsoleError('file_unavailable', 'disk_failed', { path, action: 'verify', system });
}
