/**
 * What the router program answers, on one line of JSON: the contract between the two ends of sudo or SSH, where
 * whatever comes in is checked before it is used.
 */

import { z } from 'zod';
import type { RouterRefusal } from '../problem.js';
import { detailShape } from './details.js';
import { trialShape } from './trial.js';
import { verbs } from './verbs.js';

/** An answer may not be longer than this, in characters. */
export const answerLimit = 4 * 1024 * 1024;

const text = z.string().max(4096);
const lines = z.array(text).max(200);

/** What was done, in the order in which it is done. */
export const stepNames = [
  'engine',
  'read',
  'render',
  'programs',
  'checker',
  'test',
  'keep',
  'install',
  'hand_over',
  'stop',
  'start',
  'reload',
  'boot',
  'table',
  'vrrp',
  'put_back',
  'filter_test',
  'filter',
  'forwarding',
  'trial',
  'lvs_cf',
  'override',
  'remember',
] as const;

const step = z.strictObject({
  name: z.enum(stepNames),
  /** How long it took, in milliseconds. */
  ms: z.int().min(0),
  /** `unknown`: done, but nobody can tell with what effect. */
  outcome: z.enum(['done', 'failed', 'unknown']),
  detail: detailShape,
  /** What a program said, one line each, without anything that a terminal would obey. */
  said: lines,
});

const difference = z.strictObject({
  what: z.enum(['scheduler', 'persistence', 'mask', 'forwarding', 'weight']),
  wanted: text,
  live: text,
});

const tableLine = z.strictObject({
  outcome: z.enum(['applied', 'missing', 'extra', 'differs', 'out']),
  /** Names in lvs.cf; blank where the file does not know it. */
  virtual: text,
  server: text,
  /** As the kernel writes them: `TCP 10.0.0.100:80`, `FWM 80`; the destination is blank on a service's own line. */
  service: text,
  destination: text,
  differences: z.array(difference).max(5),
});

const identity = z.union([
  z.strictObject({ role: z.enum(['primary', 'backup', 'single']), device: text, address: text }),
  z.strictObject({ unknown: z.enum(['neither', 'both']), primary: text, backup: text }),
]);

/** How a router is, as the shape it is checked with. */
export const routerStateShape = z.strictObject({
  /** Milliseconds since 1970. */
  at: z.number(),
  engine: z.strictObject({
    /** Nothing is installed that could run lvs.cf. */
    name: z.enum(['keepalived', 'pulse']).nullable(),
    status: z.enum(['not_installed', 'stopped', 'running', 'failed', 'unknown']),
    pid: z.int().nullable(),
    boot: z.enum(['enabled', 'disabled', 'unknown']),
    control: z.enum(['systemd', 'init', 'process']),
    /** Its last log lines, when it has failed. */
    log: lines,
  }),
  /** Null where lvs.cf cannot be read. */
  identity: identity.nullable(),
  /** The file that this router renders from. */
  file: z.strictObject({ path: text, hash: text.nullable() }),
  installed: z.strictObject({
    path: text,
    whose: z.enum(['ours', 'foreign', 'nobodys', 'unknown']),
    /** Whether it is what would be rendered now; null when nothing would. */
    current: z.boolean().nullable(),
  }),
  /** Whether a previous file is kept. */
  previous: z.boolean(),
  /** What the installed file was made of, and when; null where nobody knows. */
  applied: z.strictObject({ hash: text, at: z.number() }).nullable(),
  /** The last trial; null where there was none. */
  trial: trialShape.nullable(),
  vrrp: z
    .strictObject({
      state: z.enum(['INIT', 'BACKUP', 'MASTER', 'FAULT']),
      priority: z.int(),
      /** Since when, in milliseconds since 1970. */
      since: z.number(),
    })
    .nullable(),
});

/** As many services an answer tells the fate of. */
export const mostFates = 5000;

const connections = z.strictObject({ active: z.int().min(0), inactive: z.int().min(0) });

const fate = z.strictObject({
  fate: z.enum(['kept', 'recreated', 'gone', 'new']),
  /** Name in lvs.cf; blank where no file knows it. */
  virtual: text,
  /** As the kernel writes it; `was` is blank unless it was another one before. */
  service: text,
  was: text,
  before: connections,
  after: connections,
  /** Of those before, the connections to servers that are not there any more. */
  cut: connections,
});

/** A whole answer. `ok`: every step that matters was done. */
export const answerShape = z.strictObject({
  format: z.literal(1),
  verb: z.enum(verbs),
  ok: z.boolean(),
  steps: z.array(step).max(50),
  /** What the kernel was compared with, line by line; empty when nothing was compared. */
  table: z.array(tableLine).max(20_000),
  /** What became of each service of the kernel; missing where nothing was applied, or nobody can tell. */
  fates: z.array(fate).max(mostFates).optional(),
  state: routerStateShape.nullable(),
});

/** What the program answers when it does nothing at all. */
export const refusalShape = z.strictObject({
  format: z.literal(1),
  refused: z.enum(['verb', 'settings', 'rights', 'busy', 'fault'] satisfies RouterRefusal[]),
  said: text,
});

/** An answer of the router program. */
export type Answer = Readonly<z.output<typeof answerShape>>;

/** Why the router program did nothing. */
export type Refusal = Readonly<z.output<typeof refusalShape>>;

/** Whether a file was installed for an engine that does not run, and that was not started. */
export function isLeftStopped({ ok, steps }: Pick<Answer, 'ok' | 'steps'>): boolean {
  return ok && steps.some(({ detail }) => detail.code === 'left_stopped');
}

/** One thing that was done. */
export type Step = Answer['steps'][number];

/** Name of a step. */
export type StepName = Step['name'];

/** One line of the comparison with the kernel. */
export type TableLine = Answer['table'][number];

/** How a router is. */
export type RouterState = NonNullable<Answer['state']>;
