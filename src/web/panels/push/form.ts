import { z } from 'zod';
import { ConsoleError } from '../../../core/problem.js';
import type { PushOrder } from '../../../core/push/api.js';
import { trialMinutes } from '../../../core/router/trial.js';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const ticked = z.literal('1').optional();

const pushForm = z.object({
  do: z.enum(['push', 'dry_run', 'try']),
  minutes: z.coerce.number().int().min(trialMinutes.least).max(trialMinutes.most).optional(),
  seen: hash,
  over: hash.optional(),
  apply_there: ticked,
  apply_here: ticked,
});

const takeForm = z.object({
  do: z.enum(['theirs', 'chosen']),
  here: hash,
  there: hash,
  object: z.union([z.string(), z.array(z.string())]).optional(),
});

/** What a push form asks for. @throws ConsoleError request_refused */
export function readPush(body: unknown): Omit<PushOrder, 'by' | 'onStep'> {
  const { data } = pushForm.safeParse(body);
  if (data === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
  const { minutes } = data;
  if (data.do === 'try' && minutes === undefined) {
    throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
  }
  return {
    applyThere: data.apply_there !== undefined,
    applyHere: data.apply_here !== undefined,
    dryRun: data.do === 'dry_run',
    seen: data.seen,
    ...(data.do === 'try' && minutes !== undefined && { trialSeconds: minutes * 60 }),
    ...(data.over !== undefined && { over: data.over }),
  };
}

/** What is to be taken from the other router. */
export interface Taking {
  /** SHA-256 of the two files that were seen. */
  readonly here: string;
  readonly there: string;
  /** Keys of objects; missing: the whole file. */
  readonly taken: ReadonlySet<string> | undefined;
}

/** What TAKE asks for. @throws ConsoleError request_refused */
export function readTaking(body: unknown): Taking {
  const { data } = takeForm.safeParse(body);
  if (data === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
  const { do: what, here, object = [], there } = data;
  return { here, there, taken: what === 'theirs' ? undefined : new Set([object].flat()) };
}
