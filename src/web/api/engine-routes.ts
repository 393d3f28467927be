/** The engine in the JSON interface: how this router is, and what the buttons of CONTROL/MONITORING do. */

import { z } from 'zod';
import { outcomeOf } from '../../core/audit/engine.js';
import type { Foresight } from '../../core/effects/foresight.js';
import { type RouterState, routerStateShape } from '../../core/router/answer.js';
import { type EngineLog, engineLogShape } from '../../core/router/engine-log.js';
import type { Verb } from '../../core/router/verbs.js';
import { noteSentence, obstacleSentence } from '../../text/rendering.js';
import type { Engine } from '../engine.js';
import { type ApiCall, type ApiRoute, apiRoute } from './route.js';
import { apiWords } from './told.js';
import { dryRunQuery, effectsShape, ended, ranShape, toldForesight, toldRun } from './told-steps.js';

/** What the routes of the engine are given. */
export interface EngineRoutesNeeds {
  readonly engine: Engine;
  /** What APPLY would do; nothing where nothing that runs would change. @throws ConsoleError of the file */
  readonly foresee: (state: RouterState) => Promise<Foresight | undefined>;
  /** Looks at the engine of a router. @throws ConsoleError why it could not be looked at */
  readonly engineLog: (side: 'here' | 'other') => Promise<EngineLog>;
}

const tag = 'engine';

const engineShape = z.object({
  state: routerStateShape.nullable().meta({ description: 'How the router is, as its own program says.' }),
  unapplied: z.boolean().meta({ description: 'Whether lvs.cf was changed since it was last applied.' }),
  role: z.enum(['primary', 'backup', 'single', 'unknown']),
  effects: effectsShape
    .nullable()
    .meta({ description: 'What APPLY would do to live traffic; null where nobody knows what runs.' }),
  notes: z.array(z.string()).meta({ description: 'What is rendered otherwise than lvs.cf says.' }),
  obstacles: z.array(z.string()).meta({ description: 'What stands in the way of APPLY.' }),
});

const applyBody = z.strictObject({
  takeOver: z
    .boolean()
    .default(false)
    .meta({ description: 'Replaces a keepalived.conf that is not of this console; a copy is kept.' }),
});

const ran = { name: 'Run', shape: ranShape };

const waits =
  'Answers when it is done: as a rule within seconds; an engine that does not answer is given up.';

/** What the buttons other than APPLY do. */
const others = {
  reload: 'Has the engine read its file again',
  revert: 'Puts the previous file in place again, and reloads',
  start: 'Starts the engine',
  stop: 'Ends the engine; the addresses are given away before',
  'hand-over': 'Gives the addresses to the other router, and stands by',
  enable: 'Has the engine start with the machine',
  disable: 'Has the engine not start with the machine',
} as const satisfies Partial<Record<Verb, string>>;

/** The routes of the engine. */
export function engineRoutes({ engine, engineLog, foresee }: EngineRoutesNeeds): readonly ApiRoute[] {
  async function run({ request }: ApiCall, verb: Verb) {
    const answer = await engine.run(verb);
    Object.assign(request.audited, outcomeOf(answer));
    return ended(toldRun(answer));
  }

  return [
    apiRoute({
      method: 'GET',
      path: '/engine',
      tag,
      summary: 'How the engine is, and what APPLY would do',
      answers: { name: 'Engine', shape: engineShape },
      answer: async () => {
        const [{ state }, { identity, rendering }, unapplied] = await Promise.all([
          engine.run('state'),
          engine.wanted(),
          engine.isUnapplied(),
        ]);
        const foresight = state === null ? 'unknown' : await foresee(state);
        return {
          json: {
            state,
            unapplied,
            role: 'role' in identity ? identity.role : 'unknown',
            effects: foresight === 'unknown' ? null : toldForesight(foresight?.consequences ?? []),
            notes: (rendering?.notes ?? []).map((note) => noteSentence(apiWords, note)),
            obstacles: (rendering?.obstacles ?? []).map((one) => obstacleSentence(apiWords, one)),
          } satisfies z.input<typeof engineShape>,
        };
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/engine/log',
      tag,
      summary: "The engine's processes and its last log lines, on one router",
      query: z.strictObject({ router: z.enum(['here', 'other']).default('here') }),
      answers: { name: 'EngineLog', shape: engineLogShape },
      answer: async ({ query }) => ({ json: await engineLog(query.router) }),
    }),
    apiRoute({
      method: 'POST',
      path: '/engine/apply',
      tag,
      summary: 'Makes this router run what its lvs.cf says',
      detail: waits,
      query: dryRunQuery,
      body: { name: 'Apply', shape: applyBody },
      answers: ran,
      audit: 'apply',
      answer: async (call) => {
        const { body, query, request } = call;
        if (query.dryRun) {
          request.audited.isLook = true;
          return run(call, 'test');
        }
        request.audited.action = body.takeOver ? 'adopt' : 'apply';
        return run(call, body.takeOver ? 'adopt' : 'apply');
      },
    }),
    ...Object.entries(others).map(([verb, summary]) =>
      apiRoute({
        method: 'POST',
        path: `/engine/${verb}`,
        tag,
        summary,
        detail: waits,
        answers: ran,
        audit: verb as keyof typeof others,
        answer: (call) => run(call, verb as keyof typeof others),
      }),
    ),
  ];
}
