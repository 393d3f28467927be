/** How a version begins: what its line says before anybody says more. */

import { noteOf } from './note.js';
import type { Author, Version } from './version.js';

/** Bytes that go to the file, or lie in it. */
export interface Content {
  readonly text: string;
  readonly hash: string;
  /** When the file that holds them was changed last, in milliseconds since 1970. */
  readonly mtime?: number;
}

/**
 * Whether these bytes are the last version, or the ones it was made from: then the save of the last version
 * was cut off, and what it was made from is a version too.
 */
export function isKept(content: Content, last: Version | undefined): boolean {
  return last !== undefined && (last.hash === content.hash || last.previous === content.hash);
}

/** When bytes came to the file outside: as the file says, as long as that is between the last version and now. */
export function timeOutside(mtime: number | undefined, last: Version | undefined, now: number): string {
  const earliest = last === undefined ? 0 : Date.parse(last.time);
  return timeOf(Math.min(now, Math.max(mtime ?? now, Number.isNaN(earliest) ? now : earliest)));
}

/** ISO 8601, UTC. */
export function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** A version of what somebody saves. @param previous hash of what it was made from; empty when there was nothing */
export function versionOf(
  number: number,
  time: string,
  by: Author,
  content: Content,
  previous: string,
): Version {
  const { user, address, panel, note = '' } = by;
  return {
    number,
    time,
    user,
    address,
    panel,
    note: noteOf(note),
    pinned: false,
    hash: content.hash,
    bytes: content.text.length,
    previous,
  };
}
