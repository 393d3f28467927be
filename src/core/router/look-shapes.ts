/** What each look answers, and how that is checked when it comes through sudo or from the other router. */

import { z } from 'zod';
import { engineLogShape } from './engine-log.js';
import { eventsShape } from './events.js';
import { observationShape } from './observation.js';
import { overridesShape } from './override.js';
import { preflightShape } from './preflight.js';
import { probeShape } from './probe.js';
import type { Look } from './verbs.js';

/** The shape of each look: strict, and every text and list in it bounded. */
export const lookShapes = {
  observe: observationShape,
  log: engineLogShape,
  overrides: overridesShape,
  events: eventsShape,
  probe: probeShape,
  preflight: preflightShape,
} as const satisfies Readonly<Record<Look, z.ZodType>>;

/** What can be seen by each look. */
export type LookAnswers = { readonly [Name in Look]: z.output<(typeof lookShapes)[Name]> };

/** What the router program prints for a look; what was seen is read by the shape of that look. */
const printedShape = z.strictObject({ format: z.literal(1), look: z.string(), seen: z.unknown() });

/** A look as the router program prints it. */
export interface Printed<Name extends Look = Look> {
  readonly format: 1;
  readonly look: Name;
  readonly seen: LookAnswers[Name];
}

/** What was seen by a look; undefined for everything that is no answer to it. */
export function readSeen<Name extends Look>(look: Name, content: unknown): LookAnswers[Name] | undefined {
  return lookShapes[look].safeParse(content).data as LookAnswers[Name] | undefined;
}

/** What was seen, from what the router program printed; undefined for everything else. */
export function readPrinted<Name extends Look>(look: Name, content: unknown): LookAnswers[Name] | undefined {
  const { data } = printedShape.safeParse(content);
  return data?.look === look ? readSeen(look, data.seen) : undefined;
}
