/** Looking for a place by what somebody typed. */

import { type Place, placeKinds } from './places.js';

/** What was found. */
export interface Found {
  /** The places that are called just so. */
  readonly exact: readonly Place[];
  /** Those of which only a part was typed, the likeliest first. */
  readonly partly: readonly Place[];
}

/** The places of this name, whatever its blanks and large letters, and those that have all its words in theirs. */
export function search(places: readonly Place[], typed: string): Found {
  const wanted = typed.trim().replaceAll(/\s+/g, ' ').toLowerCase();
  if (wanted === '') return { exact: [], partly: [] };
  const words = wanted.split(' ');
  const isPath = words.length > 1 || wanted.includes('/');
  const exact: Place[] = [];
  const beginning: Place[] = [];
  const within: Place[] = [];
  for (const place of places) {
    if (place.names.includes(wanted)) exact.push(place);
    else if (words.every((word) => (isPath ? place.all : place.own).includes(word)))
      (place.names.some((name) => name.startsWith(wanted)) ? beginning : within).push(place);
  }
  return { exact, partly: [...inOrder(beginning), ...inOrder(within)] };
}

/** The one place that was meant; nothing where there are several, or none. */
export function onlyOne({ exact, partly }: Found): Place | undefined {
  const hits = exact.length > 0 ? exact : partly;
  return hits.length === 1 ? hits[0] : undefined;
}

function inOrder(places: readonly Place[]): Place[] {
  return placeKinds.flatMap((kind) => places.filter((place) => place.kind === kind));
}
