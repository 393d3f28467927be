/** Two people changed what was the same for both: whose version of a part is most likely meant. */

/** Whose version: what the other person saved, or what this one is about to. */
export type Side = 'theirs' | 'mine';

/** Three versions of one part; without `base` nobody knows what it was. */
export interface Versions {
  readonly base: string | undefined;
  readonly theirs: string;
  readonly mine: string;
}

/** The side that alone changed it; nothing where both did, or nobody can tell. */
export function preferred({ base, mine, theirs }: Versions): Side | undefined {
  if (base === mine) return 'theirs';
  return base === theirs ? 'mine' : undefined;
}
