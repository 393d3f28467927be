import { z } from 'zod';
import { type Config, readConfig } from '../../../core/lvscf/config.js';
import { areaBytes } from '../../../core/lvscf/text-area.js';
import type { Side } from '../../../core/lvscf/three-way.js';
import type { MergeChoice } from '../../../core/push/merge.js';
import { canMerge, mergedTexts } from '../../../core/versions/three-texts.js';

/** What a text was made from, what stands in the file now, and the text as it was typed. */
export interface TypedMeanwhile {
  /** Nothing where it is not kept any more. */
  readonly base: Config | undefined;
  readonly theirs: Config;
  readonly typed: string;
}

/** What a person decided on the page that asks. */
export interface Decisions {
  /** Whose version of an object, by the key of its choice. */
  readonly decided: ReadonlyMap<string, Side>;
  /** What the other one changed beside the objects may go. */
  readonly withoutComments: boolean;
}

/**
 * The outcome of a merge: the text; or what has to be decided first, `objects` or that comments go; or nothing,
 * where the texts cannot be put together.
 */
export type Outcome =
  | { readonly text: string }
  | { readonly ask: 'objects'; readonly objects: readonly MergeChoice[] }
  | { readonly ask: 'comments' }
  | { readonly ask: 'text' };

/** Puts a typed text and the file together, as far as nobody has to be asked. */
export function mergedWith(
  { base, theirs, typed }: TypedMeanwhile,
  { decided, withoutComments }: Decisions,
): Outcome {
  if (base === undefined) return { ask: 'text' };
  const three = { base, theirs, mine: readConfig(areaBytes(typed, String(base.document))) };
  if (!canMerge(three)) return { ask: 'text' };
  const merged = mergedTexts(three, decided);
  if ('contested' in merged) return { ask: 'objects', objects: merged.contested };
  return merged.withoutComments && !withoutComments ? { ask: 'comments' } : { text: merged.text };
}

/** Stands before the key of an object in the name of its choice. */
export const sideOf = '_side:';

const sides = z.record(z.string(), z.unknown());
const side = z.enum(['theirs', 'mine']);

/** What was chosen, by the key of an object. */
export function decidedIn(body: unknown): ReadonlyMap<string, Side> {
  const decided = new Map<string, Side>();
  for (const [name, value] of Object.entries(sides.safeParse(body).data ?? {})) {
    const { data } = side.safeParse(value);
    if (data !== undefined && name.startsWith(sideOf)) decided.set(name.slice(sideOf.length), data);
  }
  return decided;
}
