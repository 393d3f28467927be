import type { Attributes } from 'ssh2';
import { ConsoleError } from '../../core/problem.js';
import { type Piece, piecesOf } from '../../core/push/pieces.js';
import { type RemoteCalls, StatusError } from './sftp-calls.js';

/** A file there that was read and is still open. */
interface Source {
  readonly handle: Buffer;
  readonly bytes: Buffer;
  /** Seconds, by the clock there. */
  readonly mtime: number;
  /** When the reading began, in milliseconds of our own. */
  readonly at: number;
}

/** The file that was read last: what stays of it is copied over there instead of being sent. */
export interface ReadBefore {
  /** Takes over a file that is open and was read to its end; closes it where it is of no use. */
  note(handle: Buffer, stats: Attributes, bytes: Buffer, at: number): Promise<void>;
  /** Finds what of these bytes can be copied; nothing where all of them have to be sent. */
  planFor(bytes: Buffer): CopyPlan | undefined;
}

/** How a new file is filled with bytes that were planned for. */
export interface CopyPlan {
  /**
   * Fills it.
   * @param made the new file, looked at
   * @returns false: whatever lies in it now, every byte has to be sent
   */
  fill(handle: Buffer, made: Promise<Attributes>): Promise<boolean>;
}

/** Fewer bytes are sent sooner than they are copied. */
const worthKeeping = 64 * 1024;

/** SFTP tells times in whole seconds: a change within them could go unseen. Source: draft 02, section 5. */
const settlingSeconds = 2;

/** Remembers one file at most. */
export function openReadBefore(calls: RemoteCalls): ReadBefore {
  let source: Source | undefined;

  /** Requests for one file are answered in their order, so that all of them can be on their way at once. */
  async function copyPieces(
    known: Source,
    pieces: readonly Piece[],
    bytes: Buffer,
    handle: Buffer,
    made: Promise<Attributes>,
  ): Promise<boolean> {
    const copying = pieces.map(({ at, from, length }) =>
      from === undefined
        ? calls.writeAll(handle, bytes.subarray(at, at + length), at)
        : calls.copy(known.handle, from, length, handle, at),
    );
    try {
      const looks = [made, calls.fstat(known.handle), calls.fstat(handle)] as const;
      const [[clock, now, filled]] = await Promise.all([Promise.all(looks), Promise.all(copying)]);
      // The clock there at the moment when the reading began, or a little earlier.
      const began = clock.mtime - (performance.now() - known.at) / 1000;
      const isSettled = began - known.mtime >= settlingSeconds;
      // Had somebody written into the file meanwhile, what was copied could be of both.
      const isSame = now.mtime === known.mtime && now.size === known.bytes.length;
      return isSettled && isSame && filled.size === bytes.length;
    } catch (error) {
      if (isRefusal(error)) return false;
      throw error;
    }
  }

  return {
    async note(handle, { mtime }, bytes, at) {
      const useless = bytes.length < worthKeeping ? handle : source?.handle;
      if (bytes.length >= worthKeeping) source = { handle, bytes, mtime, at };
      if (useless !== undefined) await calls.close(useless);
    },
    planFor(bytes) {
      const known = source;
      const pieces = known && piecesOf(known.bytes, bytes);
      if (known === undefined || pieces === undefined) return undefined;
      return { fill: (handle, made) => copyPieces(known, pieces, bytes, handle, made) };
    },
  };
}

/** The server does not copy, or not this file. */
function isRefusal(error: unknown): boolean {
  return error instanceof StatusError || (error instanceof ConsoleError && error.reason === 'ssh_sftp_poor');
}
