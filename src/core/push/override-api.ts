/** What pages and commands can have done with temporary weights, on both routers. */

import type { ConsoleError } from '../problem.js';
import type { Answer } from '../router/answer.js';
import { isInForce, type Override, type OverrideOrder, overrideOf } from '../router/override.js';

/** The routers that are told. */
export const overrideRouters = ['both', 'here', 'other'] as const;

/** The routers that are told. */
export type OverrideRouters = (typeof overrideRouters)[number];

/** What is known of the temporary weights of the two routers. */
export interface OverridesSeen {
  /** Undefined where nobody can tell. */
  readonly here: readonly Override[] | undefined;
  /** The other router; undefined where no connection to it is set up. */
  readonly there: OverridesThere | undefined;
}

/** What is known of the other router. */
export interface OverridesThere {
  /** Undefined until it has said so once. */
  readonly overrides: readonly Override[] | undefined;
  /** When it said so, in milliseconds since 1970. */
  readonly at: number | undefined;
  /** Why it did not the last time. */
  readonly trouble: ConsoleError | undefined;
}

/** How it went on each router: what it answered, or why it could not be asked; undefined: it was not to be. */
export interface OverrideEnd {
  readonly here: Answer | ConsoleError | undefined;
  readonly there: Answer | ConsoleError | undefined;
  /** Whether there is another router to be asked. */
  readonly isPaired: boolean;
}

/** Temporary weights. */
export interface Overrides {
  /** What is known. Never waits for the other router: when nobody looked for a while, a look begins. */
  seen(): Promise<OverridesSeen>;
  /** The same, once the other router was asked. */
  look(): Promise<OverridesSeen>;
  /** Gives one, or puts the weight back. Whatever goes wrong on a router is told, and stops nothing on the other. */
  set(order: OverrideOrder, routers: OverrideRouters): Promise<OverrideEnd>;
}

/** Whether every router that was told has done it. */
export function isTaken({ here, there }: Pick<OverrideEnd, 'here' | 'there'>): boolean {
  return [here, there].every((end) => end === undefined || ('ok' in end && end.ok));
}

/**
 * Where a temporary weight holds.
 * - `both`, `here`, `other`: and the other router has none like it.
 * - `alone`: there is no other router.
 * - `unknown`: here; nobody knows of the other router.
 */
export type OverridePlace = 'both' | 'here' | 'other' | 'alone' | 'unknown';

/** A temporary weight with the place where it holds. */
export interface PlacedOverride extends Override {
  readonly place: OverridePlace;
}

/** All that are in force, the ones of this router first. @param now milliseconds since 1970 */
export function placedOverrides({ here, there }: OverridesSeen, now: number): readonly PlacedOverride[] {
  const ours = (here ?? []).filter((one) => isInForce(one, now));
  const theirs = there?.overrides?.filter((one) => isInForce(one, now));
  const placeHere = (one: Override): OverridePlace => {
    if (there === undefined) return 'alone';
    if (theirs === undefined) return 'unknown';
    const other = overrideOf(theirs, one);
    return other !== undefined && isSame(one, other) ? 'both' : 'here';
  };
  const onlyThere = (theirs ?? []).filter((one) => {
    const mine = overrideOf(ours, one);
    return mine === undefined || !isSame(one, mine);
  });
  return [
    ...ours.map((one) => ({ ...one, place: placeHere(one) })),
    ...onlyThere.map((one) => ({ ...one, place: 'other' as const })),
  ];
}

function isSame(one: Override, other: Override): boolean {
  return one.weight === other.weight && one.until === other.until;
}
