import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { outcomeOf } from '../../../core/audit/engine.js';
import { ConsoleError } from '../../../core/problem.js';
import type { TrialEnd, Trials } from '../../../core/push/trial-api.js';
import { trialMinutes } from '../../../core/router/trial.js';
import { sentencesOf } from '../../../text/failure.js';
import type { Words } from '../../../text/index.js';
import { resultSentence, stepSentence } from '../../../text/step.js';
import { localAddress } from '../../language.js';
import { markRead } from '../../trial-line.js';

/** What the buttons of a trial are given. */
export interface TrialNeeds {
  readonly trials: Trials;
}

const minutes = z.coerce.number().int().min(trialMinutes.least).max(trialMinutes.most);
const tryForm = z.object({ minutes });
const endForm = z.object({
  do: z.enum(['confirm', 'go-back', 'read']),
  trial: z.string().regex(/^[0-9a-f]{32}$/),
  back: z.string().max(2000).default('/secure/control'),
});

/** The buttons of a trial: TRY on CONTROL/MONITORING, and those at the head of every page. */
export function trial(scope: FastifyInstance, { trials }: TrialNeeds): void {
  scope.post('/control/try', { config: { audit: 'arm' } }, async (request, reply) => {
    const { data } = tryForm.safeParse(request.body);
    if (data === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
    const answer = await trials.tryHere({ by: request.user, seconds: data.minutes * 60 });
    Object.assign(request.audited, outcomeOf(answer));
    return reply.done('/secure/control', {
      kind: answer.ok ? 'done' : 'warning',
      text: (words) => (answer.ok ? words.trial.begun : resultSentence(answer, words)),
      details: (words) =>
        answer.steps.filter(({ outcome }) => outcome !== 'done').map((step) => stepSentence(words, step)),
    });
  });

  scope.post('/trial', { config: { audit: 'confirm' } }, async (request, reply) => {
    const { data } = endForm.safeParse(request.body);
    if (data === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
    const back = localAddress(data.back);
    if (data.do === 'read') {
      request.audited.isLook = true;
      markRead(request.user, data.trial);
      return reply.redirect(back, 303);
    }
    const { do: how } = data;
    request.audited.action = how;
    const end = await trials.end({ by: request.user, trial: data.trial, how });
    Object.assign(request.audited, { outcome: end.ok ? 'done' : 'failed' });
    return reply.done(back, {
      kind: end.ok ? 'done' : 'warning',
      text: (words) => words.trial.ended[how][end.ok ? 'ok' : 'failed'],
      details: (words) => (end.ok ? [] : troubleOf(end, words)),
    });
  });
}

/** What went wrong, on which router. */
function troubleOf({ here, there }: TrialEnd, words: Words): string[] {
  const { trial: say } = words;
  if (there instanceof ConsoleError) {
    const { text, title } = sentencesOf(there, words);
    return [say.there(`${title}. ${text}`)];
  }
  const failed = (answer: TrialEnd['here']) =>
    (answer?.steps ?? [])
      .filter(({ outcome }) => outcome === 'failed')
      .map((step) => stepSentence(words, step));
  return [...failed(there).map(say.there), ...failed(here)];
}
