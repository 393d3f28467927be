/** What an APPLY did to the services, beside what was said of it, ready for `views/parts/fates.eta`. */

import { verdictsOf } from '../core/effects/expected.js';
import type { Foresight } from '../core/effects/foresight.js';
import { readable, visible } from '../core/lvscf/bytes.js';
import type { Answer } from '../core/router/answer.js';
import { countOf, expectationSentence, fateSentence, isNotable } from '../text/effect.js';
import type { Words } from '../text/index.js';

/** How many services a page lists; those that came otherwise than said are first. */
const mostRows = 200;

/** @returns nothing where nothing was applied, or nobody can tell what became of it */
export function fatesView({ fates, state }: Answer, foresight: Foresight | undefined, words: Words) {
  if (fates === undefined) return undefined;
  // Where APPLY changed nothing that runs, everything was to be left alone.
  const said = foresight === 'unknown' ? undefined : (foresight?.consequences ?? []);
  const verdicts = verdictsOf(fates, said);
  const notable = verdicts.filter(isNotable).sort((a, b) => Number(b.isOtherwise) - Number(a.isOtherwise));
  const others = verdicts.filter((verdict) => !isNotable(verdict)).map(({ happened }) => happened);
  const total = (side: 'before' | 'after') => others.reduce((sum, one) => sum + countOf(one[side]), 0);
  const { happened: say } = words.effects;
  return {
    rows: notable.slice(0, mostRows).map((verdict) => ({
      virtual: visible(readable(verdict.happened.virtual)),
      service: verdict.happened.service,
      said: expectationSentence(words, verdict.expected),
      came: fateSentence(words, verdict),
      tone: verdict.isOtherwise ? 'bad' : countOf(verdict.happened.cut) > 0 ? 'unsure' : 'good',
    })),
    others: others.length === 0 ? '' : say.others(others.length, total('before'), total('after')),
    standby: state?.vrrp?.state === 'BACKUP' ? say.standby : '',
  };
}
