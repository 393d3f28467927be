import { z } from 'zod';
import type { Typed } from '../../../core/lvscf/form.js';
import { ConsoleError } from '../../../core/problem.js';
import { questions, type WizardKind, wizardKinds } from '../../../core/wizard/kinds.js';

const text = z.string().max(4096).optional();

const form = z.object({
  kind: z.enum(wizardKinds),
  _revision: text,
  _back: text,
  ...(Object.fromEntries(questions.map((question) => [question, text])) as Record<string, typeof text>),
});

const address = z.object({ kind: z.enum(wizardKinds).optional() }).catch({});

/** What the form of a case sent. */
export interface Sent {
  readonly kind: WizardKind;
  /** By the name of the input. */
  readonly typed: Typed;
}

/** The case that an address names. */
export function kindIn(query: unknown): WizardKind | undefined {
  return address.parse(query).kind;
}

/** Only the inputs of the wizard, each one short text. @throws ConsoleError `invalid`: request_refused */
export function sentIn(body: unknown): Sent {
  const { data } = form.safeParse(body);
  if (data === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
  const { kind, ...typed } = data;
  return { kind, typed: typed as Typed };
}
