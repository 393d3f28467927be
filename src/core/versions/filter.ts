/** Which versions somebody wants to see. */

import type { ListedVersion } from '../history/version.js';
import type { Difference } from '../lvscf/diff.js';

/** All that is given must fit; texts fit in small or capital letters. */
export interface VersionFilter {
  /** Part of a user's name. */
  readonly user?: string;
  /** Part of the name of what changed: a server, a key. */
  readonly object?: string;
  /** Part of the note. */
  readonly note?: string;
  /** One of these panels. */
  readonly panels?: ReadonlySet<string>;
  /** From this moment on, in milliseconds since 1970. */
  readonly since?: number;
  /** Before this moment. */
  readonly until?: number;
}

/** A part of the list. */
export interface VersionPage {
  readonly versions: readonly ListedVersion[];
  /** There are wanted versions before, and after, those of this part. */
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
}

/** Where a part of the list begins: behind a version, towards older ones or newer ones. Nothing: at the newest. */
export type PageStart = { readonly before: number } | { readonly after: number } | undefined;

/** Whether a version is wanted. */
export function isWanted(version: ListedVersion, filter: VersionFilter): boolean {
  const { note, object, panels, since, until, user } = filter;
  const at = Date.parse(version.time);
  if (since !== undefined && at < since) return false;
  if (until !== undefined && at >= until) return false;
  if (panels !== undefined && !panels.has(version.panel)) return false;
  if (user !== undefined && !holds(version.user, user)) return false;
  if (note !== undefined && !holds(version.note, note)) return false;
  return object === undefined || (version.changes?.first ?? []).some((change) => isAbout(change, object));
}

/** Whether a change is about something of this name. */
export function isAbout({ from, keyword, server, virtual, what }: Difference, part: string): boolean {
  const former = what === 'renamed' ? from : undefined;
  return [keyword, server, virtual, former].some((name) => name !== undefined && holds(name, part));
}

/** @param all newest first */
export function pageOf(
  all: readonly ListedVersion[],
  filter: VersionFilter,
  start: PageStart,
  size: number,
): VersionPage {
  const wanted = all.filter((version) => isWanted(version, filter));
  const first = firstOf(wanted, start, size);
  const versions = wanted.slice(first, first + size);
  return { versions, hasNewer: first > 0, hasOlder: first + size < wanted.length };
}

function firstOf(wanted: readonly ListedVersion[], start: PageStart, size: number): number {
  if (start === undefined) return 0;
  if ('before' in start) {
    const first = wanted.findIndex(({ number }) => number < start.before);
    return first === -1 ? wanted.length : first;
  }
  const end = wanted.findIndex(({ number }) => number <= start.after);
  return Math.max(0, (end === -1 ? wanted.length : end) - size);
}

function holds(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}
