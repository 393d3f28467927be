/** How the file here stands to the one on the other router, and to the one that was pushed last. */

import type { Config } from '../lvscf/config.js';
import { type Difference, differences } from '../lvscf/diff.js';
import { type ComparedLine, compared } from '../lvscf/line-diff.js';

/**
 * - `never_pushed`: nothing was ever pushed to that router from here; there may be a file nevertheless.
 * - `in_sync`: the same bytes on both.
 * - `to_push`: there lies what was pushed last, or nothing; here was changed.
 * - `changed_there`, `both_changed`: somebody else changed the file there.
 */
export type SyncKind = 'never_pushed' | 'in_sync' | 'to_push' | 'changed_there' | 'both_changed';

/** SHA-256 of the three files, in hexadecimal. */
export interface Hashes {
  /** Missing: nothing was pushed to that router yet. */
  readonly last: string | undefined;
  readonly here: string;
  /** Missing: there is no file. */
  readonly there: string | undefined;
}

/** How three files stand to each other, by their bytes. */
export function syncOf({ last, here, there }: Hashes): SyncKind {
  if (here === there) return 'in_sync';
  if (last === undefined) return 'never_pushed';
  // A file that is gone was nobody's work.
  if (there === undefined || there === last) return 'to_push';
  return here === last ? 'changed_there' : 'both_changed';
}

/** Whether a push would replace work that was not pushed from here. */
export function replacesTheirs(hashes: Hashes): boolean {
  const kind = syncOf(hashes);
  if (kind === 'never_pushed') return hashes.there !== undefined;
  return kind === 'changed_there' || kind === 'both_changed';
}

/** One file of the three. */
export interface Side {
  readonly hash: string;
  readonly config: Config;
}

/** The three files. */
export interface Sides {
  readonly last: Side | undefined;
  readonly here: Side;
  readonly there: Side | undefined;
}

/** What separates two files, in the words of LVS and line by line. */
export interface Separation {
  readonly changes: readonly Difference[];
  /** Nothing stands for lines that are left out. */
  readonly lines: readonly (ComparedLine | undefined)[];
}

/** Three files side by side. */
export interface Comparison {
  readonly kind: SyncKind;
  readonly hashes: Hashes;
  /** From the file there to the one here: what a push changes there. */
  readonly toPush: Separation;
  /** From what was pushed last to the file there: what was done there; nothing where one of them is missing. */
  readonly doneThere: Separation | undefined;
  /** From what was pushed last to the file here. */
  readonly doneHere: Separation | undefined;
}

/** Compares three files. @param nothing a file without any line, for a router that has none */
export function comparisonOf({ last, here, there }: Sides, nothing: Config): Comparison {
  const hashes = { last: last?.hash, here: here.hash, there: there?.hash };
  return {
    kind: syncOf(hashes),
    hashes,
    toPush: separation(there?.config ?? nothing, here.config),
    doneThere: last && there && separation(last.config, there.config),
    doneHere: last && separation(last.config, here.config),
  };
}

function separation(before: Config, after: Config): Separation {
  return { changes: differences(before, after), lines: compared(linesIn(before), linesIn(after)) };
}

function linesIn({ document }: Config): string[] {
  return document.lines.map(({ text }) => text);
}
