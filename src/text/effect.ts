import type { Effect } from '../core/effects/effect.js';
import type { Words } from './index.js';

/** What an effect is, and the connections that it is about, in a sentence or two. */
export function effectSentence({ effects }: Words, { code, params, stake }: Effect): string {
  // The code and its parameters belong together; TypeScript does not follow that through the index.
  const say = effects.sentences[code] as (given: typeof params) => string;
  if (stake === undefined) return say(params);
  if (stake === 'unknown') return `${say(params)} ${effects.stake.unknown}`;
  const { active, inactive } = stake;
  const count = active + inactive === 0 ? effects.stake.none : effects.stake.some(active, inactive);
  return `${say(params)} ${count}`;
}
