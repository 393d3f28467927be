import type { Finding } from '../core/push/findings.js';
import type { PushStep } from '../core/push/steps.js';
import { sentencesOf } from './failure.js';
import type { Words } from './index.js';
import { stepSentence } from './step.js';

/** What a step of a push did or found, in a sentence or two. */
export function pushDetailSentence(words: Words, { detail }: Pick<PushStep, 'detail'>): string {
  if (detail.code === 'failed') {
    // A receipt holds what makes the sentence of a failure, not the failure itself.
    const { text, advice, commands } = sentencesOf(detail.params, words);
    return [text, ...advice, ...commands].join(' ');
  }
  if (detail.code === 'not_applied') {
    const { step, why } = detail.params;
    return words.push.notApplied(words.router.steps[step], stepSentence(words, { detail: why }));
  }
  if (detail.code === 'not_armed') {
    return words.push.notArmed(stepSentence(words, { detail: detail.params.why }));
  }
  // The code and its parameters belong together; TypeScript does not follow that through the index.
  const say = words.push.details[detail.code] as (params: typeof detail.params) => string;
  return say(detail.params);
}

/** What a look at the other router found, in a sentence or two. */
export function findingSentence({ push }: Words, { code, params }: Finding): string {
  const say = push.findings[code] as (given: typeof params) => string;
  return say(params);
}
