import type { FileHandle } from 'node:fs/promises';
import { type IndexedVersion, type IndexLine, readIndexLine } from '../../core/history/index-line.js';
import { type ListedVersion, type Mark, marked, type Version } from '../../core/history/version.js';
import { linesFromEnd } from './lines-from-end.js';

/** The end of an index, and what an append must do to it first. */
export interface IndexEnd {
  readonly last: IndexedVersion | undefined;
  /** Where the last whole line ends, in bytes. */
  readonly length: number;
  /** What stands behind that was cut off by a crash. */
  readonly isTorn: boolean;
  /** The last line is whole but for its line end. */
  readonly lineEndMissing: boolean;
}

/** Reads the end of an index, whatever its length. */
export async function readEnd(index: FileHandle): Promise<IndexEnd> {
  const size = (await index.stat()).size;
  let length = size;
  let lineEndMissing = false;
  for await (const { bytes, start, unterminated } of linesFromEnd(index, size)) {
    const line = readIndexLine(bytes.toString('utf8'));
    const isCut = unterminated && bytes.length > 0;
    if (isCut && line === undefined) {
      length = start;
    } else if (isCut) {
      lineEndMissing = true;
    }
    if (line !== undefined && 'version' in line) {
      return { last: line.version, length, isTorn: length < size, lineEndMissing };
    }
  }
  return { last: undefined, length, isTorn: length < size, lineEndMissing };
}

/** One line of an index, read. */
export interface IndexEntry {
  /** Without the line end. */
  readonly bytes: Buffer;
  /** Undefined when it is none of ours; see `isTorn`. */
  readonly line: IndexLine | undefined;
  /** The line's version, with what was said about it. */
  readonly version: ListedVersion | undefined;
  /** It has no line end, as the last line after a crash. */
  readonly isUnterminated: boolean;
}

/** Which lines of an index are wanted; all that are there when nothing is said. */
export interface IndexPart {
  /** Versions with a higher number are passed over, but for the one that came next. */
  readonly from?: number;
  /** Only lines that begin at this byte, or behind it. */
  readonly behind?: number;
  /** Only lines of the first so many bytes. */
  readonly size?: number;
}

/** The lines of an index, the last one first. */
export async function* entriesFromEnd(index: FileHandle, part: IndexPart = {}): AsyncGenerator<IndexEntry> {
  const { behind = 0, from = Number.POSITIVE_INFINITY } = part;
  const size = part.size ?? (await index.stat()).size;
  // A mark stands behind its version, and the last word counts.
  const marks = new Map<number, Mark>();
  let next: IndexedVersion | undefined;
  for await (const { bytes, start, unterminated } of linesFromEnd(index, size)) {
    if (start < behind) return;
    if (numberIn(bytes) > from + 1) continue;
    const line = readIndexLine(bytes.toString('utf8'));
    let version: ListedVersion | undefined;
    if (line !== undefined && 'mark' in line) {
      marks.set(line.number, joined(marks.get(line.number), line.mark));
    } else if (line !== undefined && 'version' in line) {
      const skipped = line.version.skipped ?? comesFromAnother(next, line.version);
      version = marked({ ...line.version, skipped }, marks.get(line.version.number) ?? {});
      next = line.version;
    }
    yield { bytes, line, version, isUnterminated: unterminated };
  }
}

/**
 * The versions of an index, newest first, with what was said about them. Other lines are passed over.
 * @param from the highest number that is wanted: what is newer is hardly looked at
 */
export async function* versionsFromEnd(
  index: FileHandle,
  from = Number.POSITIVE_INFINITY,
): AsyncGenerator<ListedVersion> {
  for await (const { version } of entriesFromEnd(index, { from })) {
    if (version !== undefined && version.number <= from) yield version;
  }
}

/** The number that a line of a version begins with; it says which lines need no reading. */
function numberIn(bytes: Buffer): number {
  return Number(/^\{"number":(\d{1,15}),/.exec(bytes.toString('latin1', 0, 32))?.[1] ?? 0);
}

/** Whether the version behind another one was made from a third one. */
export function comesFromAnother(
  next: Pick<Version, 'number' | 'previous'> | undefined,
  { hash, number }: Pick<Version, 'hash' | 'number'>,
): boolean {
  return next !== undefined && next.number === number + 1 && next.previous !== hash;
}

/** What two marks of one version say together. */
export function joined(later: Mark | undefined, earlier: Mark): Mark {
  return { note: later?.note ?? earlier.note, pinned: later?.pinned ?? earlier.pinned };
}
