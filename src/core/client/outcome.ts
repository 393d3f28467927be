/** What a console answers to a change of lvs.cf, as far as a command prints it. */

import { z } from 'zod';

/** One thing that is wrong. */
export const problemShape = z.object({
  field: z.string().optional(),
  line: z.int().optional(),
  virtual: z.string().optional(),
  server: z.string().optional(),
  message: z.string(),
});

/** What a change did, or would do. */
export const changeShape = z.object({
  dryRun: z.boolean(),
  saved: z.boolean(),
  accepted: z.boolean(),
  version: z.int().optional(),
  differences: z.array(z.object({ message: z.string() })),
  effects: z.array(
    z.object({
      change: z.string(),
      effects: z.array(z.object({ gravity: z.enum(['none', 'smooth', 'breaks']), message: z.string() })),
    }),
  ),
  problems: z.array(problemShape),
  confirm: z.object({ name: z.string(), dangers: z.array(z.string()) }).optional(),
});

/** What a change did, or would do. */
export type ChangeTold = Readonly<z.output<typeof changeShape>>;

/** One thing that is wrong. */
export type ProblemTold = ChangeTold['problems'][number];

/** Where a problem is, in the names of the file; blank where it is about the whole. */
export function placeOf({ field, line, server, virtual }: ProblemTold): string {
  const block = [virtual, server].filter((name) => name !== undefined).join('/');
  const named = [block, field].filter((part) => part !== undefined && part !== '').join(' ');
  return named !== '' ? named : line === undefined ? '' : `line ${line}`;
}
