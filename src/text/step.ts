import type { Answer, Step, TableLine } from '../core/router/answer.js';
import type { DetailCode, DetailParams } from '../core/router/details.js';
import type { Words } from './index.js';

/** A sentence for everything that a step can say. */
export type DetailTexts = { readonly [Code in DetailCode]: (params: DetailParams[Code]) => string };

/** What a step found out or did, in a sentence. */
export function stepSentence({ router }: Words, { detail }: Pick<Step, 'detail'>): string {
  // The code and its parameters belong together; TypeScript does not follow that through the index.
  const say = router.details[detail.code] as (params: typeof detail.params) => string;
  return say(detail.params);
}

/** The settings of a service or a server that are others in the kernel, in a sentence each. */
export function differenceSentences({ router }: Words, { differences }: TableLine): string[] {
  return differences.map(({ what, wanted, live }) => router.difference(router.differing[what], wanted, live));
}

/** What became of a run, in one sentence; blank where only a look was asked for. */
export function resultSentence({ verb, ok, steps }: Answer, { router }: Words): string {
  const isApply = verb === 'apply' || verb === 'adopt';
  const isLeftStopped = steps.some(({ detail }) => detail.code === 'left_stopped');
  if (ok && isApply && isLeftStopped) return router.leftStopped;
  const isTouched = steps.some(({ name }) => name === 'install' || name === 'reload');
  if (!ok && isApply && !isTouched) return router.untouched;
  return router.result[verb][ok ? 'ok' : 'failed'];
}
