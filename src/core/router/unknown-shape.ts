import { z } from 'zod';

const path = z.string().max(4096);

/** Why something on a router is not known, as it is checked when it comes from the router program. */
export const unknownShape = z.discriminatedUnion('reason', [
  z.strictObject({ at: z.number(), reason: z.literal('absent'), path }),
  z.strictObject({
    at: z.number(),
    reason: z.literal('denied'),
    path,
    owner: z.strictObject({ uid: z.int(), gid: z.int(), mode: z.string().max(10) }).optional(),
  }),
  z.strictObject({
    at: z.number(),
    reason: z.literal('malformed'),
    path,
    line: z.int().min(0),
    text: z.string().max(1000),
  }),
  z.strictObject({ at: z.number(), reason: z.literal('failed'), path, system: z.string().max(200) }),
]);

/** Nothing is known on a router, since this time of its clock and for this reason. */
export type UnknownThere = Readonly<z.output<typeof unknownShape>>;
