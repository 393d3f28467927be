import type { Effect } from '../core/effects/effect.js';
import type { Expectation, Verdict } from '../core/effects/expected.js';
import type { Count, Traffic } from '../core/effects/traffic.js';
import type { Words } from './index.js';
import { unknownSentence } from './unknown.js';

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

/** What became of a service, with its connections, in one line. */
export function fateSentence(
  { effects: { happened: say } }: Words,
  { happened, isOtherwise }: Verdict,
): string {
  const { after, before, cut, fate, was } = happened;
  const parts = [
    say.fates[fate],
    ...(was === '' ? [] : [say.was(was)]),
    say.counts(countOf(before), countOf(after)),
    ...(countOf(cut) === 0 ? [] : [say.cut(countOf(cut))]),
  ];
  return `${parts.join('; ')}.${isOtherwise ? ` ${say.otherwise}` : ''}`;
}

/** What was said of a service before. */
export function expectationSentence(
  { effects: { happened: say } }: Words,
  said: Expectation | undefined,
): string {
  if (said === undefined) return say.unsaid;
  const fate = say.fates[said.fate];
  return said.isCut && said.fate === 'kept' ? say.fateAndCut(fate) : fate;
}

/** Whether a service is worth a line of its own: one that was left alone, as it was said, is not. */
export function isNotable({ expected, happened, isOtherwise }: Verdict): boolean {
  const isCut = countOf(happened.cut) > 0 || expected?.isCut === true;
  return happened.fate !== 'kept' || isCut || isOtherwise;
}

/** Which connections were counted. */
export function countedSentence({ control, effects: { counted } }: Words, traffic: Traffic): string {
  if (traffic.kind !== 'unknown') return counted[traffic.kind];
  const { because } = traffic;
  return because === undefined ? counted.unknown : counted.unreadable(unknownSentence(control, because));
}

/** All connections of a count. */
export function countOf({ active, inactive }: Count): number {
  return active + inactive;
}
