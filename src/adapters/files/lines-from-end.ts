import type { FileHandle } from 'node:fs/promises';

/** One line of a file. */
export interface Line {
  /** Without its end. */
  readonly bytes: Buffer;
  /** Where it begins, in bytes. */
  readonly start: number;
  /** What stands behind the last line end; empty in a whole file. */
  readonly unterminated: boolean;
}

const firstChunkBytes = 64 * 1024;
const newline = 0x0a;

/** The lines of a file before a position, from the last to the first; only what is asked for is read. */
export async function* linesFromEnd(file: FileHandle, end: number): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0);
  let position = end;
  let chunkBytes = firstChunkBytes;
  let unterminated = true;
  while (position > 0) {
    const length = Math.min(chunkBytes, position);
    position -= length;
    rest = Buffer.concat([await readAt(file, position, length), rest]);
    for (let cut = rest.lastIndexOf(newline); cut !== -1; cut = rest.lastIndexOf(newline)) {
      yield { bytes: rest.subarray(cut + 1), start: position + cut + 1, unterminated };
      unterminated = false;
      rest = rest.subarray(0, cut);
      chunkBytes = firstChunkBytes;
    }
    // A line longer than the chunk is read in growing steps, so that a damaged file stays linear.
    chunkBytes *= 2;
  }
  yield { bytes: rest, start: 0, unterminated };
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) {
      break;
    }
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}
