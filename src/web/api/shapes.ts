/** Shapes that more than one route of the JSON interface has. */

import { z } from 'zod';
import type { NamedShape } from './route.js';

const severity = z.enum(['refused', 'broken', 'advice']);

/** One thing that is wrong. */
export const problemShape = z.object({
  code: z.string(),
  severity,
  line: z.int().optional(),
  column: z.int().optional(),
  field: z.string().optional(),
  virtual: z.string().optional(),
  server: z.string().optional(),
  message: z.string(),
});

/** Beside a list of problems that is not whole. */
export const moreProblems = z.int().optional().meta({ description: 'How many problems are not listed.' });

/** What has to be sent as `confirm`, and why. */
const confirmShape = z.object({ name: z.string(), dangers: z.array(z.string()) });

/** A failure. Source: RFC 9457. */
export const failureShape = {
  name: 'Failure',
  shape: z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ description: 'Stays the same when the sentences change.' }),
    commands: z.array(z.string()).optional(),
    href: z.string().optional(),
    problems: z.array(problemShape).optional(),
    moreProblems,
    confirm: confirmShape.optional(),
  }),
} satisfies NamedShape;

/** What a change of lvs.cf did, or would do. */
export const outcomeShape = {
  name: 'Outcome',
  shape: z.object({
    dryRun: z.boolean(),
    saved: z.boolean().meta({ description: 'Whether the file was changed.' }),
    accepted: z.boolean().meta({ description: 'Whether it is, or would be, saved without another word.' }),
    version: z.int().optional().meta({ description: 'The version that was kept.' }),
    differences: z.array(z.looseObject({ what: z.string(), message: z.string() })),
    moreDifferences: z.int().optional().meta({ description: 'How many are not listed.' }),
    effects: z
      .array(
        z.object({
          change: z.string(),
          effects: z.array(z.looseObject({ gravity: z.string(), message: z.string() })),
        }),
      )
      .meta({ description: 'What each change does to live traffic once it is applied.' }),
    problems: z.array(problemShape).meta({ description: 'What the change would add, which stops it.' }),
    moreProblems,
    confirm: confirmShape.optional(),
  }),
} satisfies NamedShape;

/** What stands behind the question mark of every change of lvs.cf. */
export const changeQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((word) => word === 'true')
    .meta({ description: 'Says what would change, and saves nothing.' }),
  confirm: z.string().max(4096).optional().meta({
    description: 'The name that a refusal (dangerous) asks for, in place of typing it on the page.',
  }),
});

/** What every change of lvs.cf may say. */
export type ChangeQuery = z.output<typeof changeQuery>;

/** What stands behind the question mark where blocks are read. */
export const readQuery = z.strictObject({
  assumed: z
    .enum(['true', 'false'])
    .default('false')
    .transform((word) => word === 'true')
    .meta({ description: 'With what the daemons assume where the file says nothing.' }),
});
