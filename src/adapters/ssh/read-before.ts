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
  /**
   * Fills a new file with the bytes.
   * @param made the new file, looked at
   * @returns false: whatever lies in it now, every byte has to be sent
   */
  copyInto(handle: Buffer, bytes: Buffer, made: Promise<Attributes>): Promise<boolean>;
}

/** Fewer bytes are sent sooner than they are copied. */
const worthKeeping = 64 * 1024;

/** SFTP tells times in whole seconds: a change within them could go unseen. */
const settlingSeconds = 2;

/** Remembers one file at most. */
export function openReadBefore(calls: RemoteCalls): ReadBefore {
  let source: Source | undefined;

  async function copyPieces(
    { handle: from, mtime, bytes: before }: Source,
    handle: Buffer,
    bytes: Buffer,
    pieces: readonly Piece[],
  ): Promise<boolean> {
    try {
      await Promise.all(
        pieces.map((piece) =>
          piece.from === undefined
            ? calls.writeAll(handle, bytes.subarray(piece.at, piece.at + piece.length), piece.at)
            : calls.copy(from, piece.from, piece.length, handle, piece.at),
        ),
      );
    } catch (error) {
      if (isRefusal(error)) return false;
      throw error;
    }
    // Had somebody written into the file meanwhile, what was copied could be of both.
    const [now, filled] = await Promise.all([calls.fstat(from), calls.fstat(handle)]);
    return now.mtime === mtime && now.size === before.length && filled.size === bytes.length;
  }

  return {
    async note(handle, { mtime }, bytes, at) {
      const useless = bytes.length < worthKeeping ? handle : source?.handle;
      if (bytes.length >= worthKeeping) source = { handle, bytes, mtime, at };
      if (useless !== undefined) await calls.close(useless);
    },
    async copyInto(handle, bytes, made) {
      const known = source;
      const pieces = known && piecesOf(known.bytes, bytes);
      if (known === undefined || pieces === undefined) return false;
      const passed = (performance.now() - known.at) / 1000;
      // The clock there at the moment when the reading began, or a little earlier.
      const began = (await made).mtime - passed;
      if (began - known.mtime < settlingSeconds) return false;
      return copyPieces(known, handle, bytes, pieces);
    },
  };
}

/** The server does not copy, or not this file. */
function isRefusal(error: unknown): boolean {
  return error instanceof StatusError || (error instanceof ConsoleError && error.reason === 'ssh_sftp_poor');
}
