/** What changes do to live traffic, ready for `views/parts/effects.eta`. */

import type { Gravity } from '../core/effects/effect.js';
import { type Consequence, effectsOf } from '../core/effects/effects.js';
import type { Traffic } from '../core/effects/traffic.js';
import type { Config } from '../core/lvscf/config.js';
import { countedSentence, effectSentence } from '../text/effect.js';
import type { Words } from '../text/index.js';

/** One change with its effects. */
export interface EffectLine {
  /** What changes, in words. */
  readonly change: string;
  readonly effects: readonly string[];
}

/** Changes of one gravity. */
export interface EffectGroup {
  readonly gravity: Gravity;
  readonly mark: string;
  readonly lead: string;
  readonly lines: readonly EffectLine[];
}

/** What changes do, the gravest first. */
export interface EffectLines {
  /** Only those that have changes; none where nothing changes. */
  readonly groups: readonly EffectGroup[];
  /** Which connections were counted; blank where no effect is about any. */
  readonly counted: string;
}

const gravities: readonly Gravity[] = ['breaks', 'smooth', 'none'];

/** What it does that a router which runs one file applies another, in words. */
export function effectLines(words: Words, before: Config, after: Config, traffic: Traffic): EffectLines {
  return shownEffects(words, effectsOf(before, after, traffic), traffic);
}

/** Changes whose effects are known already, in words. */
export function shownEffects(
  words: Words,
  consequences: readonly Consequence[],
  traffic: Traffic,
): EffectLines {
  const groups = gravities.flatMap((gravity): EffectGroup[] => {
    const lines = consequences
      .filter(({ effects: [gravest] }) => (gravest?.gravity ?? 'none') === gravity)
      .map(({ difference, effects }) => ({
        change: words.saving.difference(difference),
        effects: effects.map((effect) => effectSentence(words, effect)),
      }));
    if (lines.length === 0) return [];
    return [
      { gravity, mark: words.effects.mark[gravity], lead: leadOf(words, gravity, lines.length), lines },
    ];
  });
  const isCounted = consequences.some(({ effects }) => effects.some(({ stake }) => stake !== undefined));
  return { groups, counted: isCounted ? countedSentence(words, traffic) : '' };
}

function leadOf({ effects: { summary } }: Words, gravity: Gravity, lines: number): string {
  return gravity === 'breaks' ? summary.breaks(lines) : summary[gravity];
}
