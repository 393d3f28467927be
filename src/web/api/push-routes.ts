/** The other router in the JSON interface: how its file stands to the one here, and the push. */

import { z } from 'zod';
import { toldOf } from '../../core/audit/changes.js';
import { outcomeOf } from '../../core/audit/engine.js';
import { effectsOf } from '../../core/effects/effects.js';
import type { Config } from '../../core/lvscf/config.js';
import type { BeforePush, PushState } from '../../core/push/api.js';
import { replacesTheirs, type Separation } from '../../core/push/compare.js';
import type { PushResult } from '../../core/push/steps.js';
import { trialMinutes } from '../../core/router/trial.js';
import { authorOf } from '../editing.js';
import { requireConfirmed } from '../guard-rail.js';
import type { OtherRouter } from '../other-router.js';
import { type ApiRoute, apiRoute } from './route.js';
import { problemShape } from './shapes.js';
import { apiWords, toldDifferences, toldProblem } from './told.js';
import {
  confirmQuery,
  differencesShape,
  dryRunQuery,
  effectsShape,
  ended,
  stepsShape,
  toldForesight,
  toldPushStep,
  toldTrouble,
  troubleShape,
} from './told-steps.js';

/** What the routes of the other router are given. */
export interface PushRoutesNeeds {
  readonly otherRouter: OtherRouter;
}

const tag = 'push';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const stateShape = z.object({
  kind: z.string().meta({ description: 'in_sync, to_push, never_pushed, changed_there, both_changed, ...' }),
  message: z.string(),
  to: z.string().meta({ description: 'Address and port of the other router; empty without a connection.' }),
  changes: z
    .int()
    .nullable()
    .meta({ description: 'How many there are to push; null where nobody can tell.' }),
  at: z.number().nullable().meta({ description: 'When the other router last said what it has.' }),
  unreachable: troubleShape.extend({ since: z.number() }).optional(),
  running: z.object({ by: z.string(), since: z.string(), steps: stepsShape }).optional(),
});

const comparedShape = z.object({
  kind: z.string(),
  message: z.string(),
  hashes: z.object({ here: hash, there: hash.optional(), last: hash.optional() }),
  differences: differencesShape.meta({ description: 'What a push changes there.' }),
  effects: effectsShape.meta({ description: 'What that does there once it is applied.' }),
  doneThere: differencesShape.meta({ description: 'What somebody changed there since the last push.' }),
  problems: z.array(problemShape).meta({ description: 'Why the file here is not pushed.' }),
  copyOnly: z.boolean().meta({ description: 'Nobody there can apply the file: it is only copied.' }),
  together: z.boolean().meta({ description: 'Both routers have to apply it at once, to hear each other.' }),
  choices: z
    .array(z.looseObject({ key: z.string(), on: z.string(), changedBy: z.string() }))
    .meta({ description: 'What can be taken from there one by one, with /push/take.' }),
  over: hash
    .optional()
    .meta({ description: 'What has to be sent as over, because a push replaces their work.' }),
});

const pushBody = z.strictObject({
  applyThere: z.boolean().default(true),
  applyHere: z
    .boolean()
    .optional()
    .meta({ description: 'Also here; without it, where both have to apply it at once.' }),
  trialMinutes: z.int().min(trialMinutes.least).max(trialMinutes.most).optional().meta({
    description: 'Both routers apply it, and go back after so long unless /trial/confirm comes before.',
  }),
  seen: hash
    .optional()
    .meta({ description: 'SHA-256 of the file here that was looked at; another is not pushed.' }),
  over: hash
    .optional()
    .meta({ description: 'SHA-256 of a file there that was not pushed from here, and is given up.' }),
});

const takeBody = z.strictObject({
  here: hash.meta({ description: 'SHA-256 of the file here that was looked at.' }),
  there: hash.meta({ description: 'SHA-256 of the file there that was looked at.' }),
  objects: z
    .array(z.string().max(4096))
    .min(1)
    .max(10_000)
    .optional()
    .meta({ description: 'Keys of choices; without it the whole file.' }),
});

const pushedShape = z.object({
  ok: z.boolean(),
  message: z.string(),
  dryRun: z.boolean(),
  to: z.string(),
  steps: stepsShape,
  hash: z.object({ here: hash.nullable(), there: hash.nullable() }),
});

const receiptShape = pushedShape.omit({ message: true }).extend({ time: z.string(), by: z.string() });

/** The routes of the other router. */
export function pushRoutes({ otherRouter }: PushRoutesNeeds): readonly ApiRoute[] {
  return [
    apiRoute({
      method: 'GET',
      path: '/push',
      tag,
      summary: 'How the other router stands, as far as it is known; nobody is waited for',
      answers: { name: 'PushState', shape: stateShape },
      answer: async () => ({ json: toldState(await otherRouter.state()) }),
    }),
    apiRoute({
      method: 'GET',
      path: '/push/compare',
      tag,
      summary: 'Asks the other router for its file, and says what a push would change there',
      answers: { name: 'BeforePush', shape: comparedShape },
      answer: async () => ({ json: toldBefore(await otherRouter.compare()) }),
    }),
    apiRoute({
      method: 'POST',
      path: '/push',
      tag,
      summary: 'Copies lvs.cf to the other router, checked and read back, and has it applied there',
      detail:
        'Answers when it is done: as a rule within seconds; where a router does not answer, within minutes.',
      query: dryRunQuery,
      body: { name: 'PushOrder', shape: pushBody },
      answers: { name: 'Pushed', shape: pushedShape },
      audit: 'push',
      answer: async ({ body, query: { dryRun }, request }) => {
        const { applyThere, over, trialMinutes: minutes } = body;
        if (dryRun) request.audited.isLook = true;
        // What is looked at here is what is pushed, also where the asker has not looked.
        const { comparison, order } = await otherRouter.compare();
        const result = await otherRouter.push({
          by: request.user,
          applyThere,
          applyHere: body.applyHere ?? (applyThere && order.order === 'together'),
          dryRun,
          seen: body.seen ?? comparison.hashes.here,
          ...(minutes !== undefined && { trialSeconds: minutes * 60 }),
          ...(over !== undefined && { over }),
        });
        request.audited.object = result.to;
        Object.assign(request.audited, outcomeOf(result));
        return ended(toldResult(result, dryRun));
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/push/take',
      tag,
      summary: 'Takes the file of the other router, or objects of it, in place of what is here',
      detail: 'A push with over, the hash of the file there, follows where only objects were taken.',
      query: confirmQuery,
      body: { name: 'Take', shape: takeBody },
      answers: {
        name: 'Taken',
        shape: z.object({ differences: differencesShape, version: z.int().optional() }),
      },
      answer: async ({ body: { here, objects, there }, request }) => {
        const approve = (before: Config, after: Config) => requireConfirmed(request, before, after);
        const order = { by: authorOf(request, 'api'), here, there, approve };
        const { changes, version } =
          objects === undefined
            ? await otherRouter.takeTheirs(order)
            : await otherRouter.takeObjects(order, new Set(objects));
        request.audited.changes = toldOf(changes);
        if (version !== undefined) request.audited.version = version;
        return {
          json: { differences: toldDifferences(changes), ...(version !== undefined && { version }) },
        };
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/push/receipts',
      tag,
      summary: 'What was pushed, the last first',
      query: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(10) }),
      answers: { name: 'Receipts', shape: z.object({ receipts: z.array(receiptShape) }) },
      answer: async ({ query }) => {
        const receipts = await otherRouter.receipts(query.limit);
        return {
          json: {
            receipts: receipts.map(({ by, hash: hashes, ok, steps, time, to, what }) => ({
              ...{ time, by, to, ok, dryRun: what === 'dry_run', hash: hashes },
              steps: steps.map(toldPushStep),
            })),
          },
        };
      },
    }),
  ];
}

function toldState(state: PushState): z.input<typeof stateShape> {
  const { at, changes, kind, running, to, unreachable } = state;
  const words = apiWords.pushPage.kind as Readonly<Record<string, string>>;
  return {
    ...{ kind, to, changes, at },
    message: words[kind] ?? '',
    ...(unreachable && { unreachable: { ...toldTrouble(unreachable.error), since: unreachable.since } }),
    ...(running && { running: { ...running, steps: running.steps.map(toldPushStep) } }),
  };
}

function toldBefore(before: BeforePush): z.input<typeof comparedShape> {
  const { choices, comparison, copyOnly, files, order, refused, standsBy } = before;
  const { doneThere, hashes, kind, toPush } = comparison;
  const traffic = { kind: standsBy ? 'standby' : 'unknown' } as const;
  return {
    ...{ kind, copyOnly },
    message: apiWords.pushPage.kind[kind],
    hashes: {
      here: hashes.here,
      ...(hashes.there !== undefined && { there: hashes.there }),
      ...(hashes.last !== undefined && { last: hashes.last }),
    },
    differences: toldSeparation(toPush),
    effects: toldForesight(effectsOf(files.there, files.here, traffic)),
    doneThere: replacesTheirs(hashes) && doneThere ? toldSeparation(doneThere) : [],
    problems: refused.map((problem) => toldProblem(problem)),
    together: order.order === 'together',
    choices: choices.map((choice) => ({ ...choice })),
    ...(replacesTheirs(hashes) && hashes.there !== undefined && { over: hashes.there }),
  };
}

function toldSeparation({ changes }: Separation): z.input<typeof differencesShape> {
  return toldDifferences(changes) as z.input<typeof differencesShape>;
}

function toldResult(
  { hash: hashes, ok, steps, to }: PushResult,
  dryRun: boolean,
): z.input<typeof pushedShape> {
  const message = apiWords.pushPage.done[dryRun ? 'dryRun' : 'push'][ok ? 'ok' : 'failed'];
  return { ok, message, dryRun, to, steps: steps.map(toldPushStep), hash: hashes };
}
