import type { Consequence } from '../core/effects/effects.js';
import { verdictsOf } from '../core/effects/expected.js';
import type { Foresight } from '../core/effects/foresight.js';
import type { Traffic } from '../core/effects/traffic.js';
import { readable, visible } from '../core/lvscf/bytes.js';
import type { Answer } from '../core/router/answer.js';
import { countedSentence, countOf, effectSentence, fateSentence, isNotable } from '../text/effect.js';
import { wordsFor } from '../text/index.js';

/** Prints each change with what it does, one sentence a line, and which connections were counted. */
export function printEffects(
  consequences: readonly Consequence[],
  traffic: Traffic,
  to: NodeJS.WritableStream,
): void {
  const words = wordsFor('en');
  for (const { difference, effects } of consequences) {
    to.write(`${words.saving.difference(difference)}\n`);
    for (const effect of effects) {
      to.write(`    ${words.effects.mark[effect.gravity]}: ${effectSentence(words, effect)}\n`);
    }
  }
  const isCounted = consequences.some(({ effects }) => effects.some(({ stake }) => stake !== undefined));
  if (isCounted) to.write(`${countedSentence(words, traffic)}\n`);
}

/** Prints what APPLY would do; nothing where it would change nothing that runs. */
export function printForesight(foresight: Foresight | undefined, to: NodeJS.WritableStream): void {
  if (foresight === undefined) return;
  if (foresight === 'unknown') to.write(`${wordsFor('en').effects.unknownRunning}\n`);
  else printEffects(foresight.consequences, foresight.traffic, to);
}

/** Prints what became of the services; nothing where all were left alone, as it was said. */
export function printFates(
  { fates = [] }: Answer,
  foresight: Foresight | undefined,
  to: NodeJS.WritableStream,
): void {
  const words = wordsFor('en');
  const said = foresight === 'unknown' ? undefined : (foresight?.consequences ?? []);
  const verdicts = verdictsOf(fates, said);
  const notable = verdicts.filter(isNotable);
  for (const verdict of notable) {
    const { service, virtual } = verdict.happened;
    const name = [visible(readable(virtual)), service].filter((part) => part !== '').join(' / ');
    to.write(`${name}: ${fateSentence(words, verdict)}\n`);
  }
  const others = verdicts.filter((verdict) => !isNotable(verdict)).map(({ happened }) => happened);
  if (notable.length === 0 || others.length === 0) return;
  const total = (side: 'before' | 'after') => others.reduce((sum, one) => sum + countOf(one[side]), 0);
  to.write(`${words.effects.happened.others(others.length, total('before'), total('after'))}\n`);
}
