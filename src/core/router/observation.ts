/** What a router sees of itself, from one look at it. */

import { z } from 'zod';

const text = z.string().max(4096);

/** How an observation is checked when it comes from the router program. */
export const observationShape = z.strictObject({
  /** The clock of that router, in milliseconds since 1970. */
  at: z.number(),
  engine: z.strictObject({
    /** Null: nothing is installed that could run lvs.cf. */
    name: z.enum(['keepalived', 'pulse']).nullable(),
    status: z.enum(['not_installed', 'stopped', 'running', 'failed', 'unknown']),
    pid: z.int().nullable(),
    /** As it says itself; blank where it does not. */
    version: text,
  }),
});

/** What one router sees of itself. */
export type Observation = Readonly<z.output<typeof observationShape>>;
