/** What of a file another one has already: an edit changes a few lines of many. */

/** Bytes of the file after, in its order and without a gap. */
export interface Piece {
  /** Where they lie in the file after. */
  readonly at: number;
  readonly length: number;
  /** Where the file before has the same bytes; missing: they are new. */
  readonly from?: number;
}

const newline = 10;
/** Fewer bytes that are the same are not worth a piece of their own. */
const worthCopying = 64;
/** So much from the start of a line is looked for: with less, one virtual server looks like the next. */
const windowBytes = 512;
const compareBytes = 64 * 1024;
/** How far a line that was moved by others before it is looked for, at first. */
const nearBytes = 16 * 1024;
/** So many lines that are new in one place are passed over. */
const linesTried = 300;
/** With more pieces the whole file is quicker. */
const mostPieces = 256;
/** So often the whole rest of the file is looked through. */
const mostFarLooks = 16;

/** A place in both files from which on they are the same again. */
interface Meeting {
  readonly at: number;
  readonly from: number;
}

/** The file after, made of pieces; undefined where less than half of it is in the file before. */
export function piecesOf(before: Buffer, after: Buffer): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let at = 0;
  let from = 0;
  let newFrom = 0;
  let newBytes = 0;
  let farLooks = 0;

  function endNew(end: number): void {
    if (end > newFrom) pieces.push({ at: newFrom, length: end - newFrom });
    newBytes += end - newFrom;
  }

  function meet(): Meeting | undefined {
    const near = meetNear(before, from, after, at);
    if (near !== undefined || farLooks >= mostFarLooks) return near;
    farLooks++;
    return meetFar(before, from, after, at);
  }

  while (at < after.length) {
    const length = sameBytes(before, from, after, at);
    if (length >= worthCopying) {
      endNew(at);
      pieces.push({ at, length, from });
      newFrom = at + length;
    }
    at += length;
    from += length;
    const next = at === after.length ? undefined : meet();
    at = next?.at ?? after.length;
    from = next?.from ?? from;
    if (pieces.length > mostPieces) return undefined;
  }
  endNew(after.length);
  return newBytes * 2 > after.length ? undefined : pieces;
}

/** How many bytes are the same from two places on. */
function sameBytes(before: Buffer, from: number, after: Buffer, at: number): number {
  const most = Math.min(before.length - from, after.length - at);
  let length = 0;
  for (let step = compareBytes; length < most && step > 0; ) {
    const next = Math.min(step, most - length);
    const [one, other] = [from + length, at + length];
    if (after.compare(before, one, one + next, other, other + next) === 0) length += next;
    else step = next >> 1;
  }
  return length;
}

/** The next line that both have, close by. */
function meetNear(before: Buffer, from: number, after: Buffer, at: number): Meeting | undefined {
  const around = before.subarray(from, from + nearBytes);
  let there = 0;
  let line = at;
  for (let tried = 0; tried < linesTried; tried++) {
    line = after.indexOf(newline, line) + 1;
    if (line === 0) return undefined;
    const window = after.subarray(line, line + windowBytes);
    if (window.length === 0) return undefined;
    // A line that was edited has as many lines before it as it had.
    there = there < 0 ? there : around.indexOf(newline, there) + 1 || -1;
    const isThere = there >= 0 && around.subarray(there, there + window.length).equals(window);
    const found = isThere ? there : around.indexOf(window);
    if (found >= 0) return { at: line, from: from + found };
  }
  return undefined;
}

/** One of the next lines, wherever it is: much was taken away, or put in. */
function meetFar(before: Buffer, from: number, after: Buffer, at: number): Meeting | undefined {
  let line = after.indexOf(newline, at) + 1;
  for (let skip = windowBytes; line > 0 && line < after.length; skip *= 8) {
    const found = before.indexOf(after.subarray(line, line + windowBytes), from);
    if (found >= 0) return { at: line, from: found };
    line = after.indexOf(newline, line + skip) + 1;
  }
  return undefined;
}
