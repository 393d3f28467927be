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
  /** How many changes are not listed; blank where all are. */
  readonly left: string;
  /** Which connections were counted; blank where no effect is about any. */
  readonly counted: string;
}

/** How many changes a page lists; what breaks something goes first. */
const mostLines = 200;

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
  let room = mostLines;
  const groups = gravities.flatMap((gravity): EffectGroup[] => {
    const ofGravity = consequences.filter(
      ({ effects: [gravest] }) => (gravest?.gravity ?? 'none') === gravity,
    );
    const lines = ofGravity.slice(0, room).map((one) => lineOf(words, one));
    room -= lines.length;
    if (lines.length === 0) return [];
    const lead = leadOf(words, gravity, ofGravity.length);
    return [{ gravity, mark: words.effects.mark[gravity], lead, lines }];
  });
  const isCounted = consequences.some(({ effects }) => effects.some(({ stake }) => stake !== undefined));
  const left = consequences.length - (mostLines - room);
  return {
    groups,
    left: left === 0 ? '' : words.effects.left(left),
    counted: isCounted ? countedSentence(words, traffic) : '',
  };
}

function lineOf(words: Words, { difference, effects }: Consequence): EffectLine {
  return {
    change: words.saving.difference(difference),
    effects: effects.map((effect) => effectSentence(words, effect)),
  };
}

function leadOf({ effects: { summary } }: Words, gravity: Gravity, lines: number): string {
  return gravity === 'breaks' ? summary.breaks(lines) : summary[gravity];
}
