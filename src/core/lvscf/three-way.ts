/** Two people changed what was the same for both: whose version of a part is most likely meant. */

import { type Hunk, lineHunks } from './line-diff.js';

/** Whose version: what the other person saved, or what this one is about to. */
export type Side = 'theirs' | 'mine';

/** Three versions of one part; without `base` nobody knows what it was. */
export interface ThreeVersions<T> {
  readonly base: T;
  readonly theirs: T;
  readonly mine: T;
}

/** The side that alone changed it; nothing where both did, or nobody can tell. */
export function preferred({ base, mine, theirs }: ThreeVersions<string | undefined>): Side | undefined {
  if (base === mine) return 'theirs';
  return base === theirs ? 'mine' : undefined;
}

/**
 * The lines with what both changed; nothing where they changed the same lines, or neighbouring ones, otherwise.
 * Source: S. Khanna, K. Kunal, B. C. Pierce, A Formal Investigation of Diff3, section 2.
 */
export function mergedLines({ base, mine, theirs }: ThreeVersions<readonly string[]>): string[] | undefined {
  const [ours, others] = [runsOf(base, mine), runsOf(base, theirs)];
  const result: string[] = [];
  let next = 0;
  while (ours.length > 0 || others.length > 0) {
    const [one, other] = [ours[0], others[0]];
    const isFirst = other === undefined || (one !== undefined && one.from <= other.from);
    const run = isFirst ? one : other;
    const rival = isFirst ? other : one;
    if (run === undefined) break;
    if (rival !== undefined && rival.from <= run.from + run.removed) {
      if (!isSame(run, rival)) return undefined;
      (isFirst ? others : ours).shift();
    }
    (isFirst ? ours : others).shift();
    result.push(...base.slice(next, run.from), ...run.put);
    next = run.from + run.removed;
  }
  result.push(...base.slice(next));
  return result;
}

/** A run of lines that differ, with those that take their place. */
type Run = Pick<Hunk, 'from' | 'removed'> & { readonly put: readonly string[] };

function runsOf(base: readonly string[], now: readonly string[]): Run[] {
  return lineHunks(base, now).map(({ added, from, removed, to }) => ({
    from,
    removed,
    put: now.slice(to, to + added),
  }));
}

function isSame(one: Run, other: Run): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
