import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { type ListedVersion, type Mark, marked } from '../../core/history/version.js';
import { sameFile } from './files.js';
import { comesFromAnother, entriesFromEnd, joined } from './history-index.js';

/** The versions of an index, newest first, as they were read last. */
export interface HistoryMemory {
  /** Reads them all, or what was added since they were read. */
  all(index: FileHandle): Promise<readonly ListedVersion[]>;
  /** As `all`, where that costs little; undefined when nothing is remembered. */
  ifKnown(index: FileHandle): Promise<readonly ListedVersion[] | undefined>;
}

interface Remembered {
  readonly stats: BigIntStats;
  readonly versions: readonly ListedVersion[];
}

/** Opens a memory that knows nothing yet. An index only grows, until a pruning puts another file in its place. */
export function openHistoryMemory(): HistoryMemory {
  let known: Remembered | undefined;

  async function read(index: FileHandle, stats: BigIntStats, before: Remembered | undefined) {
    const added: ListedVersion[] = [];
    const marks = new Map<number, Mark>();
    let isWhole = true;
    for await (const { bytes, isUnterminated, line, version } of entriesFromEnd(index, {
      size: Number(stats.size),
      behind: Number(before?.stats.size ?? 0n),
    })) {
      // What may become another line, or go, must not be remembered.
      if (isUnterminated && bytes.length > 0) isWhole = false;
      if (version !== undefined) added.push(version);
      if (line !== undefined && 'mark' in line) {
        marks.set(line.number, joined(marks.get(line.number), line.mark));
      }
    }
    const versions = [...added, ...(before === undefined ? [] : later(before.versions, marks, added.at(-1)))];
    known = isWhole ? { stats, versions } : undefined;
    return versions;
  }

  async function ifKnown(index: FileHandle): Promise<readonly ListedVersion[] | undefined> {
    const before = known;
    if (before === undefined) return undefined;
    const stats = await index.stat({ bigint: true });
    if (sameFile(stats, before.stats)) return before.versions;
    const hasGrown =
      stats.dev === before.stats.dev && stats.ino === before.stats.ino && stats.size > before.stats.size;
    return hasGrown ? read(index, stats, before) : undefined;
  }

  async function all(index: FileHandle): Promise<readonly ListedVersion[]> {
    return (await ifKnown(index)) ?? read(index, await index.stat({ bigint: true }), undefined);
  }

  return { all, ifKnown };
}

/** Versions that were read before, with what the lines behind them say. */
function later(
  versions: readonly ListedVersion[],
  marks: ReadonlyMap<number, Mark>,
  next: ListedVersion | undefined,
): ListedVersion[] {
  return versions.map((version, at) => {
    const mark = marks.get(version.number);
    const said = mark === undefined ? version : marked(version, mark);
    return at === 0 ? { ...said, skipped: said.skipped || comesFromAnother(next, said) } : said;
  });
}
