/** One saved state of `lvs.cf`, and what is known of it beside its bytes. */

import type { Difference } from '../lvscf/diff.js';
import { noteOf } from './note.js';

/** Who changes the file, from where, and on which panel. */
export interface Author {
  readonly user: string;
  readonly address: string;
  /** The panel's name, or `outside` for bytes that were not saved by the console. */
  readonly panel: string;
  readonly note?: string;
}

/** What a version changed in the one it was made from. */
export interface VersionChanges {
  /** How many changes there are. */
  readonly count: number;
  /** The first of them, with long values cut. */
  readonly first: readonly Difference[];
}

/** One version of the file. */
export interface Version {
  /** Counts from 1, and is never given twice. */
  readonly number: number;
  /** When it was kept, or the file was changed outside, in ISO 8601, UTC. */
  readonly time: string;
  readonly user: string;
  readonly address: string;
  readonly panel: string;
  /** What a person wrote about it; empty when nobody did. */
  readonly note: string;
  /** Never removed because of its age. */
  readonly pinned: boolean;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly hash: string;
  readonly bytes: number;
  /** The hash of the bytes it was made from; empty when there were none. */
  readonly previous: string;
  /** Unknown for the first version, and for those that an older console kept. */
  readonly changes?: VersionChanges | undefined;
}

/** A version in a list. */
export interface ListedVersion extends Version {
  /**
   * The next version is known not to come from this one: its save was cut off before it reached the file,
   * or the file was put back or removed outside. Never said of the newest version, which has no next one.
   */
  readonly skipped: boolean;
}

/** What a person says about a version; what is not given stays as it is. */
export interface Mark {
  readonly note?: string | undefined;
  readonly pinned?: boolean | undefined;
}

/** One page of the list, newest first. */
export interface ListOptions {
  /** How many at most; 50 when not given. */
  readonly limit?: number | undefined;
  /** Only versions with a smaller number. */
  readonly before?: number | undefined;
}

/** What pages and commands may ask of the history. */
export interface Versions {
  /** @throws ConsoleError file_unavailable: no_right, disk_failed */
  list(options?: ListOptions): Promise<ListedVersion[]>;
  /**
   * A version with its text, one character per byte; undefined when there is none of this number.
   * @throws ConsoleError file_unavailable: no_right, disk_failed (`verify`: its bytes are gone, or not the ones kept)
   */
  get(number: number): Promise<{ readonly version: ListedVersion; readonly text: string } | undefined>;
  /**
   * Writes down what a person says about a version; the note is made one clean line.
   * @returns the version as it is now; undefined when there is none of this number
   * @throws ConsoleError file_unavailable: no_right, unsafe_place, disk_failed; conflict: locked
   */
  mark(number: number, mark: Mark): Promise<ListedVersion | undefined>;
}

/** A list of versions is read line by line: each says what changed without becoming a page of its own. */
const limits = { changes: 20, text: 200 } as const;

/** The changes as a version remembers them. */
export function changesOf(differences: readonly Difference[]): VersionChanges {
  return { count: differences.length, first: differences.slice(0, limits.changes).map(short) };
}

function short(difference: Difference): Difference {
  const texts = (['virtual', 'server', 'keyword', 'from', 'to'] as const).flatMap((key) => {
    const characters = [...(difference[key] ?? '')];
    return characters.length > limits.text ? [[key, `${characters.slice(0, limits.text).join('')}…`]] : [];
  });
  return texts.length === 0 ? difference : { ...difference, ...Object.fromEntries(texts) };
}

/** A version with what a person said about it. */
export function marked<V extends Version>(version: V, { note, pinned }: Mark): V {
  return {
    ...version,
    ...(note !== undefined && { note: noteOf(note) }),
    ...(pinned !== undefined && { pinned }),
  };
}
