/** Long operations in the JSON interface: every one answers with the same list of steps. */

import { z } from 'zod';
import type { Consequence } from '../../core/effects/effects.js';
import { ConsoleError, errorStatus } from '../../core/problem.js';
import type { PushStep } from '../../core/push/steps.js';
import type { Answer, Step } from '../../core/router/answer.js';
import { sentencesOf } from '../../text/failure.js';
import { pushDetailSentence } from '../../text/push.js';
import { differenceSentences, resultSentence, stepSentence } from '../../text/step.js';
import type { ApiAnswer } from './route.js';
import { apiWords, toldEffects } from './told.js';

/** What stands behind the question mark of an operation that can be tried. */
export const dryRunQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((word) => word === 'true')
    .meta({ description: 'Looks how far it would come; nothing is changed.' }),
});

/** What stands behind the question mark of what is asked about first where it takes much away. */
export const confirmQuery = z.strictObject({
  confirm: z.string().max(4096).optional().meta({
    description: 'The name that a refusal (dangerous) asks for, in place of typing it on the page.',
  }),
});

/** What separates two files. */
export const differencesShape = z.array(z.looseObject({ what: z.string(), message: z.string() }));

/** What each change does to live traffic. */
export const effectsShape = z.array(
  z.object({
    change: z.string(),
    effects: z.array(z.looseObject({ gravity: z.string(), message: z.string() })),
  }),
);

/** One thing that was done. */
const stepShape = z.object({
  name: z.string(),
  ms: z.number().meta({ description: 'How long it took, in milliseconds.' }),
  outcome: z
    .enum(['done', 'failed', 'unknown'])
    .meta({ description: 'unknown: done, but nobody can tell with what effect.' }),
  detail: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()), message: z.string() }),
  said: z.array(z.string()).meta({ description: 'What a program said, line by line.' }),
});

/** What was done, in the order in which it was done. */
export const stepsShape = z.array(stepShape);

/** A failure that stopped nothing else: why a router could not be asked. */
export const troubleShape = z.object({ code: z.string(), title: z.string(), detail: z.string() });

/** What the router program did. */
export const ranShape = z.object({
  ok: z.boolean(),
  message: z.string().meta({ description: 'What became of it, in one sentence; empty after a look.' }),
  steps: stepsShape,
  table: z
    .array(z.looseObject({ outcome: z.string(), service: z.string(), destination: z.string() }))
    .meta({ description: 'The lines of the kernel that are not as lvs.cf wants them.' }),
  fates: z
    .array(z.looseObject({ fate: z.string(), service: z.string() }))
    .optional()
    .meta({ description: 'What became of each service of the kernel.' }),
});

/** A step of the router program. */
export function toldStep(step: Step): z.input<typeof stepShape> {
  const { detail, ms, name, outcome, said } = step;
  return {
    name,
    ms,
    outcome,
    detail: { ...detail, message: stepSentence(apiWords, step) },
    said: [...said],
  };
}

/** A step of a push. */
export function toldPushStep(step: PushStep): z.input<typeof stepShape> {
  const { detail, ms, name, outcome, said } = step;
  const { code, params } = detail;
  return {
    name,
    ms,
    outcome,
    detail: { code, params: { ...params }, message: pushDetailSentence(apiWords, step) },
    said: [...said],
  };
}

/** What the router program did. */
export function toldRun(answer: Answer): z.input<typeof ranShape> {
  const { fates, ok, steps, table } = answer;
  const strange = table.filter(({ outcome }) => outcome !== 'applied');
  return {
    ok,
    message: resultSentence(answer, apiWords),
    steps: steps.map(toldStep),
    table: strange.map((line) => ({ ...line, differences: differenceSentences(apiWords, line) })),
    ...(fates !== undefined && { fates: [...fates] }),
  };
}

/** Why something could not be done, beside what could. */
export function toldTrouble(error: ConsoleError): z.input<typeof troubleShape> {
  const { advice, commands, text, title } = sentencesOf(error, apiWords);
  return { code: error.reason, title, detail: [text, ...advice, ...commands].join(' ') };
}

/** How it went on a router: what was done, or why it could not be asked. */
export const endShape = z.union([ranShape, z.object({ ok: z.literal(false), trouble: troubleShape })]);

/** How it went on a router; nothing where it was not to be asked. */
export function toldEnd(end: Answer | ConsoleError | undefined): z.input<typeof endShape> | undefined {
  if (end === undefined) return undefined;
  return end instanceof ConsoleError ? { ok: false, trouble: toldTrouble(end) } : toldRun(end);
}

/**
 * The answer to an operation. What failed has the status of a failure, so that whoever looks at nothing else does
 * not take it for done, and beside the members of one all that was done.
 */
export function ended(json: { readonly ok: boolean; readonly message: string }): ApiAnswer {
  if (json.ok) return { json };
  const status = errorStatus.engine_refused;
  const { message } = json;
  const code = 'step_failed';
  const title = apiWords.api.stepFailed;
  return { status, json: { type: `/secure/api#${code}`, title, status, detail: message, code, ...json } };
}

/** What changes do, in the order of the changes; nothing where nobody knows. */
export function toldForesight(consequences: readonly Consequence[]): z.input<typeof effectsShape> {
  return toldEffects(consequences) as z.input<typeof effectsShape>;
}
