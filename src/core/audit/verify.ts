/** Whether a log is as it was written: every line whole, in its place, and none gone. */

import { isSound, noHash, recordIn, type Seal, sealOf, sha256 } from './line.js';

/** The last line that is known to have been written: kept in a file of its own, so that a cut end is seen. */
export interface Head {
  readonly number: number;
  readonly hash: string;
}

/**
 * What is wrong with a line.
 * - `unreadable`: no line of a log.
 * - `edited`: it does not hold what it was written with.
 * - `missing`: lines before it are gone; `moved`: they stand behind it; `repeated`: it stood before already.
 * - `previous`: the line before it is not the one that it was written behind.
 * - `cut`: it and those behind it are gone.
 * - `head`: the file that names the last line is gone, unreadable, or names another one.
 */
export type Fault = 'unreadable' | 'edited' | 'missing' | 'moved' | 'repeated' | 'previous' | 'cut' | 'head';

/** The first line that does not fit. */
export interface Misfit {
  /** Counts from 1. */
  readonly line: number;
  readonly fault: Fault;
  /** How many lines are gone. */
  readonly count?: number;
}

/** What was found. */
export interface Verification {
  readonly lines: number;
  /**
   * Lines that a crash cut off in the middle of a write: told by the line behind them, or last in the file.
   */
  readonly torn: readonly number[];
  /** Nothing when all is well. */
  readonly misfit?: Misfit;
}

/**
 * Goes through a log from its first line.
 * @param lines without their ends, one character per byte
 */
export async function verify(
  lines: Iterable<string> | AsyncIterable<string>,
  head: Head | 'missing' | 'unreadable',
): Promise<Verification> {
  const check = beginCheck(head);
  for await (const line of lines) check.take(line);
  return check.end();
}

function beginCheck(head: Head | 'missing' | 'unreadable') {
  const torn: number[] = [];
  let count = 0;
  let last: Seal = { number: 0, previous: noHash, hash: noHash };
  /** Unreadable lines that the next readable one has to account for. */
  let open: { line: number; hash: string }[] = [];
  let misfit: Misfit | undefined;

  /** What is wrong with a readable line; nothing when it fits. */
  function faultOf(line: string, seal: Seal): Misfit | undefined {
    const record = line.includes('"action":"damage"') ? recordIn(line) : undefined;
    const [first] = open;
    if (first !== undefined && !open.every(({ hash }) => record?.torn?.includes(hash))) {
      return { line: first.line, fault: 'unreadable' };
    }
    const next = last.number + 1;
    const here = (fault: Fault): Misfit => ({ line: count, fault });
    if (!isSound(line, seal)) return here('edited');
    if (seal.number < next) return here('repeated');
    if (seal.number > next) return { ...here('missing'), count: seal.number - next };
    if (seal.previous !== last.hash) return here('previous');
    const isOtherHead = typeof head === 'object' && head.number === seal.number && head.hash !== seal.hash;
    return isOtherHead || record?.reason === 'head' ? here('head') : undefined;
  }

  /** What is wrong at the end. */
  function faultAtEnd(): Misfit | undefined {
    const [first] = open;
    if (typeof head === 'object' && head.number > last.number) {
      if (first !== undefined) return { line: first.line, fault: 'unreadable' };
      return { line: count + 1, fault: 'cut', count: head.number - last.number };
    }
    // Between the first line and the first head a crash may come; later there always is one.
    const isHeadGone = head === 'unreadable' || (head === 'missing' && last.number > 1);
    return isHeadGone ? { line: Math.max(count, 1), fault: 'head' } : undefined;
  }

  return {
    take(line: string): void {
      count += 1;
      const seal = sealOf(line);
      if (misfit !== undefined) {
        // Behind the first misfit only one thing is looked for: whether what is missing stands elsewhere.
        const isWanted = misfit.fault === 'missing' && seal?.number === last.number + 1;
        if (isWanted) misfit = { line: misfit.line, fault: 'moved' };
        return;
      }
      if (seal === undefined) {
        open.push({ line: count, hash: sha256(line) });
        return;
      }
      misfit = faultOf(line, seal);
      if (misfit !== undefined) return;
      torn.push(...open.map((one) => one.line));
      open = [];
      last = seal;
    },
    end(): Verification {
      const found = misfit ?? faultAtEnd();
      if (found !== undefined) return { lines: count, torn, misfit: found };
      return { lines: count, torn: [...torn, ...open.map(({ line }) => line)] };
    },
  };
}
