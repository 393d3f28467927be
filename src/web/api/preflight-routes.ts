/** How both routers are set up around lvs.cf, in the JSON interface. It changes nothing. */

import { z } from 'zod';
import { tallyOf } from '../../core/preflight/preflight.js';
import { isAnythingOpen, type RouterReport } from '../../core/preflight/report.js';
import type { Verdict } from '../../core/preflight/verdict.js';
import { remarkSentence } from '../../text/preflight.js';
import { type ApiRoute, apiRoute } from './route.js';
import { apiWords } from './told.js';
import { toldTrouble, troubleShape } from './told-steps.js';

/** What these routes are given. */
export interface PreflightRoutesNeeds {
  readonly preflights: {
    /** What is known after so long. @throws ConsoleError of the file */
    soon(ms: number): Promise<readonly RouterReport[]>;
  };
}

const verdictShape = z.object({
  check: z.string(),
  title: z.string(),
  state: z.enum(['done', 'open', 'unknown']),
  found: z.array(z.object({ code: z.string(), message: z.string() })),
  fix: z.object({
    recipe: z.string().optional().meta({ description: 'As in /recipes/{machine}.' }),
    commands: z.array(z.string()).optional().meta({ description: 'To be run as root on that router.' }),
    page: z.string().optional(),
  }),
});

const routerShape = z.object({
  router: z.enum(['here', 'other']),
  role: z.enum(['primary', 'backup']).nullable().meta({ description: 'Null where nobody can tell.' }),
  at: z.number().nullable().meta({ description: 'When it told this, in milliseconds since 1970.' }),
  trouble: troubleShape.optional().meta({ description: 'Why it told nothing, or not all.' }),
  counts: z.object({ all: z.int(), done: z.int(), open: z.int(), unknown: z.int() }).optional(),
  checks: z.array(verdictShape),
});

/** Longer than a router takes that answers at all, in milliseconds. */
const patienceMs = 30_000;

/** These routes. */
export function preflightRoutes({ preflights }: PreflightRoutesNeeds): readonly ApiRoute[] {
  return [
    apiRoute({
      method: 'GET',
      path: '/preflight',
      tag: 'recipes',
      summary: 'Which of the things to be done on the routers are done, and what sets the others right',
      detail: 'Answers once both routers have told, or after half a minute.',
      answers: {
        name: 'Preflight',
        shape: z.object({
          ok: z.boolean().meta({ description: 'Nothing is open, and each router has told.' }),
          routers: z.array(routerShape),
        }),
      },
      answer: async () => {
        const reports = await preflights.soon(patienceMs);
        const ok = reports.length > 0 && !isAnythingOpen(reports);
        return { json: { ok, routers: reports.map(toldReport) } };
      },
    }),
  ];
}

function toldReport({ at, role, side, trouble, verdicts }: RouterReport): z.input<typeof routerShape> {
  return {
    router: side,
    role: role ?? null,
    at: at ?? null,
    ...(trouble && { trouble: toldTrouble(trouble) }),
    ...(verdicts && { counts: tallyOf(verdicts) }),
    checks: (verdicts ?? []).map(toldVerdict),
  };
}

function toldVerdict({ fix, found, id, state }: Verdict): z.input<typeof verdictShape> {
  const { commands, page, recipe } = fix;
  return {
    check: id,
    title: apiWords.preflight.checks[id],
    state,
    found: found.map((remark) => ({ code: remark.code, message: remarkSentence(remark, apiWords) })),
    fix: {
      ...(recipe !== undefined && { recipe }),
      ...(commands !== undefined && { commands: [...commands] }),
      ...(page !== undefined && { page }),
    },
  };
}
