import { type Consequence, effectsOf } from '../core/effects/effects.js';
import type { Traffic } from '../core/effects/traffic.js';
import type { Config } from '../core/lvscf/config.js';
import { runnerInLine } from '../core/lvscf/programs.js';
import type { Words } from '../text/index.js';
import { comparisonOf } from './comparison.js';
import { shownEffects } from './effects.js';

/** How many changes a page lists in words. */
const changesListed = 200;

/**
 * What separates two files: in words with what it does to live traffic, then line by line.
 * @param traffic what passes through the router, where the first of the two is what runs
 */
export function differenceView(before: Config, after: Config, words: Words, traffic?: Traffic) {
  const { compare: say } = words.versions;
  const all = effectsOf(before, after, traffic ?? { kind: 'unknown' });
  const found = traffic === undefined ? all.map(withoutStakes) : all;
  const [one, other] = [before, after].map(({ document }) => String(document));
  const left = found.length - changesListed;
  const { isCut, rows } = comparisonOf(one ?? '', other ?? '', (line) => {
    const runner = runnerInLine(after, line);
    return runner && words.saving.runs(runner);
  });
  return {
    isSame: one === other,
    effects: shownEffects(words, found.slice(0, changesListed), traffic ?? { kind: 'unknown' }),
    remark: left > 0 ? say.cut(left) : found.length === 0 ? say.noSetting : '',
    rows,
    isCut,
  };
}

/** Connections are at stake only where something runs. */
function withoutStakes({ difference, effects }: Consequence): Consequence {
  return { difference, effects: effects.map(({ stake: _stake, ...effect }) => effect) };
}
