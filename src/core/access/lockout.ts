/** How fast passwords may be tried. Counts distinct wrong ones: a browser repeats the same one again and again. */

import { type Address, siteOf } from './address.js';

/** How many distinct wrong passwords are free, before each further one doubles the wait. */
const freeTries = { user: 5, site: 20 } as const;

const longestWaitMs = 15 * 60 * 1000;
const forgottenAfterMs = 60 * 60 * 1000;

/** More than this many places at a time are not remembered; the oldest goes first. */
const maxEntries = 10_000;

/** What is kept of one place, over a restart too; never a password, nor a hash of one. */
export interface LockoutEntry {
  readonly count: number;
  /** When the last wrong one came, in milliseconds since 1970. */
  readonly last: number;
}

/** What is kept of all places. */
export type LockoutState = Readonly<Record<string, LockoutEntry>>;

/** One password that is tried now. It counts as wrong from the start: so do many that are tried at once. */
export interface Try {
  /** It was right. */
  succeeded(): void;
}

/** Who has to wait before another password is tried. */
export interface Lockout {
  /**
   * Begins a try, or tells how many seconds to wait.
   * @param user the name as given; empty for what is no name and password at all.
   * @param mark tells this name and password from others.
   * @param now milliseconds since 1970.
   */
  begin(from: Address, user: string, mark: string, now: number): Try | number;
  /** What to keep over a restart. */
  state(now: number): LockoutState;
}

interface Entry {
  count: number;
  last: number;
  readonly marks: Set<string>;
  readonly free: number;
}

/** @param saved what an earlier console kept. */
export function createLockout(saved: LockoutState = {}): Lockout {
  const entries = new Map<string, Entry>();
  for (const [key, { count, last }] of Object.entries(saved)) {
    entries.set(key, { count, last, marks: new Set(), free: freeOf(key) });
  }

  function entryOf(key: string, now: number): Entry {
    const known = entries.get(key);
    if (known !== undefined && now - known.last < forgottenAfterMs) return known;
    const entry: Entry = { count: 0, last: now, marks: new Set(), free: freeOf(key) };
    entries.delete(key);
    entries.set(key, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= maxEntries) break;
      entries.delete(oldest);
    }
    return entry;
  }

  return {
    begin(from, user, mark, now) {
      const place = placeOf(from);
      const keys = user === '' ? [place] : [place, `${place} ${user}`];
      const places = keys.map((key) => ({ key, entry: entryOf(key, now) }));
      const waitMs = Math.max(...places.map(({ entry }) => entry.last + delayOf(entry) - now));
      if (waitMs > 0) return Math.ceil(waitMs / 1000);
      const undo = places.map(({ key, entry }) => counted(key, entry, mark, now));
      return {
        succeeded: () => {
          for (const each of undo) each();
        },
      };
    },
    state: (now) =>
      Object.fromEntries(
        [...entries]
          .filter(([, { count, last }]) => count > 0 && now - last < forgottenAfterMs)
          .map(([key, { count, last }]) => [key, { count, last }]),
      ),
  };

  /** Counts a mark that was not seen before; returns what takes it back. */
  function counted(key: string, entry: Entry, mark: string, now: number): () => void {
    const { last } = entry;
    const isNew = !entry.marks.has(mark);
    if (isNew) {
      entry.marks.add(mark);
      entry.count += 1;
      entry.last = now;
    }
    return () => {
      // Whoever knows a password of this user did not guess the others; of other users he may still be guessing.
      if (isUser(key)) entries.delete(key);
      else if (isNew && entry.marks.delete(mark)) {
        entry.count -= 1;
        if (entry.last === now) entry.last = last;
      }
    };
  }
}

/** The address, or the network of an IPv6 one, of which anybody has many. */
export function placeOf(from: Address): string {
  const { family, bits } = siteOf(from);
  return `${family}:${bits.toString(16)}`;
}

function isUser(key: string): boolean {
  return key.includes(' ');
}

function freeOf(key: string): number {
  return isUser(key) ? freeTries.user : freeTries.site;
}

/** 2, 4, 8 ... seconds after the free ones. */
function delayOf({ count, free }: Entry): number {
  return count <= free ? 0 : Math.min(1000 * 2 ** (count - free), longestWaitMs);
}
