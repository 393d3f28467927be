/**
 * The lines of the index of the history, one JSON object each:
 * - a version, with its number;
 * - a mark: what a person said later about the version before it with this number;
 * - pruned: names of files of versions that were taken out of the index, which may still lie there.
 */

import { z } from 'zod';
import type { Mark, Version } from './version.js';

const count = z.int().min(0);
/** A hash also keeps a name that is made of it inside the folder. */
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const text = z.string();

const difference = z.object({
  what: z.enum(['added', 'removed', 'renamed', 'changed', 'comments']),
  scope: z.enum(['global', 'virtual', 'failover', 'server']),
  virtual: text.exactOptional(),
  server: text.exactOptional(),
  keyword: text.exactOptional(),
  from: text.exactOptional(),
  to: text.exactOptional(),
  runsAs: text.exactOptional(),
});

const versionLine = z.object({
  number: count,
  time: text,
  user: text,
  address: text,
  panel: text,
  note: text,
  hash,
  bytes: count,
  previous: z.union([z.literal(''), hash]),
  // What only explains a version must never hide it, whatever a newer console may write there.
  pinned: z.boolean().optional().catch(true),
  changes: z
    .object({ count, first: z.array(difference) })
    .optional()
    .catch(undefined),
  skipped: z.boolean().optional().catch(undefined),
});

const markLine = z.object({
  mark: count,
  time: text,
  note: text.exactOptional(),
  pinned: z.boolean().exactOptional(),
});

const prunedLine = z.object({ pruned: z.array(z.string().regex(/^\d{6,}-[0-9a-f]{12}\.cf$/)) });

/** A version as its line tells it. */
export interface IndexedVersion extends Version {
  /** Whether the next version came from another one; not said while the next version is there to ask. */
  readonly skipped?: boolean | undefined;
}

/** What one line of the index says. */
export type IndexLine =
  | { readonly version: IndexedVersion }
  | { readonly number: number; readonly mark: Mark }
  | { readonly pruned: readonly string[] };

/** Reads a line; undefined when it is none of ours: cut off, or written by somebody else. */
export function readIndexLine(line: string): IndexLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined; // half a line, or a line that a person wrote: it has no meaning here
  }
  const version = versionLine.safeParse(value).data;
  if (version !== undefined) return { version: { ...version, pinned: version.pinned ?? false } };
  const mark = markLine.safeParse(value).data;
  if (mark !== undefined) return { number: mark.mark, mark: { note: mark.note, pinned: mark.pinned } };
  return prunedLine.safeParse(value).data;
}

/** A version as a line of the index. */
export function printVersion(version: IndexedVersion): string {
  // What is not said takes no room, and an older console reads the line.
  return print({ ...version, pinned: version.pinned || undefined });
}

/** A mark as a line of the index. @param time ISO 8601, UTC */
export function printMark(number: number, { note, pinned }: Mark, time: string): string {
  return print({ mark: number, time, note, pinned });
}

/** The names of files that may go, as a line of the index. */
export function printPruned(pruned: readonly string[]): string {
  return print({ pruned });
}

/** The name of a version's file: its number and the start of its hash. */
export function fileNameOf({ number, hash: whole }: Pick<Version, 'number' | 'hash'>): string {
  return `${String(number).padStart(6, '0')}-${whole.slice(0, 12)}.cf`;
}

function print(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
