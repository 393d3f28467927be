/** Trials in the JSON interface: a change that goes back by itself unless somebody confirms it. */

import { z } from 'zod';
import { outcomeOf } from '../../core/audit/engine.js';
import type { Trials } from '../../core/push/trial-api.js';
import { isPending, trialMinutes, trialShape } from '../../core/router/trial.js';
import { type ApiCall, type ApiRoute, apiRoute } from './route.js';
import { apiWords } from './told.js';
import { ended, endShape, ranShape, toldEnd, toldRun } from './told-steps.js';

/** What the routes of trials are given. */
export interface TrialRoutesNeeds {
  readonly trials: Trials;
}

const tag = 'trial';

const seenShape = z.object({
  pending: z.boolean(),
  trial: trialShape.nullable().meta({ description: 'The last one; null where there was none.' }),
});

const tryBody = z.strictObject({
  minutes: z.int().min(trialMinutes.least).max(trialMinutes.most),
});

const endBody = z.strictObject({
  trial: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .meta({ description: 'Its id, as it was read.' }),
});

const endedShape = z.object({
  ok: z.boolean(),
  message: z.string(),
  here: endShape.optional(),
  there: endShape.optional(),
});

const ends = {
  confirm: 'Keeps what is tried, on both routers where both try it',
  'go-back': 'Goes back at once',
} as const;

/** The routes of trials. */
export function trialRoutes({ trials }: TrialRoutesNeeds): readonly ApiRoute[] {
  async function end({ body, request }: ApiCall<unknown, { trial: string }>, how: keyof typeof ends) {
    const { here, ok, there } = await trials.end({ by: request.user, trial: body.trial, how });
    request.audited.outcome = ok ? 'done' : 'failed';
    const message = apiWords.trial.ended[how][ok ? 'ok' : 'failed'];
    const [endHere, endThere] = [toldEnd(here), toldEnd(there)];
    return ended({ ok, message, ...(endHere && { here: endHere }), ...(endThere && { there: endThere }) });
  }

  return [
    apiRoute({
      method: 'GET',
      path: '/trial',
      tag,
      summary: 'The last trial, and whether it still waits for somebody to confirm it',
      answers: { name: 'TrialSeen', shape: seenShape },
      answer: async () => {
        const trial = (await trials.last())?.trial ?? null;
        return { json: { pending: trial !== null && isPending(trial), trial } };
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/trial',
      tag,
      summary: 'Applies lvs.cf here for a while; one on both routers begins with a push',
      detail: 'Answers when it is applied. It goes back by itself unless /trial/confirm comes before.',
      body: { name: 'Try', shape: tryBody },
      answers: { name: 'Tried', shape: ranShape.extend({ trial: trialShape.nullable() }) },
      audit: 'arm',
      answer: async ({ body, request }) => {
        const answer = await trials.tryHere({ by: request.user, seconds: body.minutes * 60 });
        Object.assign(request.audited, outcomeOf(answer));
        return ended({ ...toldRun(answer), ...{ trial: answer.state?.trial ?? null } });
      },
    }),
    ...(['confirm', 'go-back'] as const).map((how) =>
      apiRoute({
        method: 'POST',
        path: `/trial/${how}`,
        tag,
        summary: ends[how],
        body: { name: 'TrialEnd', shape: endBody },
        answers: { name: 'TrialEnded', shape: endedShape },
        audit: how,
        answer: (call) => end(call, how),
      }),
    ),
  ];
}
