/**
 * What a router knows of a trial, which goes back by itself unless somebody confirms it: written down before anything
 * is changed, and read after every crash.
 */

import { z } from 'zod';
import { readAs, shownName } from './told-line.js';

/** How long a trial may take, in seconds. People are offered minutes. */
export const trialSeconds = { least: 2, most: 3600 } as const;

/** What people are offered, in minutes. */
export const trialMinutes = { least: 1, most: 60 } as const;

const id = z.string().regex(/^[0-9a-f]{32}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const moment = z.number().min(0);
const seconds = z.int().min(trialSeconds.least).max(trialSeconds.most);

const armShape = z.strictObject({
  /** The same on both routers; nobody can guess it. */
  trial: id,
  seconds,
  /** The user of the console. */
  by: shownName,
  /** SHA-256 of the lvs.cf that is to be tried. */
  tries: hash,
  /** Whether the other router tries it, too. */
  both: z.boolean(),
});

const endShape = z.strictObject({
  trial: id,
  by: shownName,
  /** `failed`: it could not be applied everywhere, so that there is nothing to confirm. */
  why: z.enum(['asked', 'failed']),
  /** Whether lvs.cf stays what it is: somebody is working on it here. */
  leaves: z.boolean(),
});

/** What `arm` is told. */
export type ArmOrder = Readonly<z.output<typeof armShape>>;

/** What `confirm` and `go-back` are told. */
export type EndOrder = Readonly<z.output<typeof endShape>>;

/** Why a trial goes back: the time is over, the router was started anew, somebody asked, or it could not begin. */
export const trialReasons = ['time', 'restart', 'asked', 'failed'] as const;

/** Why a trial goes back. */
export type TrialReason = (typeof trialReasons)[number];

/**
 * What became of lvs.cf.
 * - `left`: it stays, as was asked for.
 * - `changed_since`, `missing`: it was saved again, or taken away, during the trial, and is left as it is.
 */
export const fileOutcomes = ['put_back', 'there_already', 'left', 'changed_since', 'missing'] as const;

const returning = { why: z.enum(trialReasons), by: shownName };

const trial = z.strictObject({
  format: z.literal(1),
  id,
  by: shownName,
  both: z.boolean(),
  /** Milliseconds since 1970. */
  since: moment,
  until: moment,
  /** The same deadline for a clock that nobody sets: seconds since the machine was started, and which start that was. */
  uptimeUntil: moment,
  boot: shownName,
  tries: hash,
  /** What goes back: SHA-256 of the two files as they were. */
  before: z.strictObject({ lvsCf: hash, configuration: hash }),
  phase: z.discriminatedUnion('name', [
    /** Nothing was changed yet. */
    z.strictObject({ name: z.literal('armed') }),
    z.strictObject({ name: z.literal('tried') }),
    /** It has begun to go back, and goes on with that after a crash. */
    z.strictObject({ name: z.literal('returning'), ...returning, leaves: z.boolean() }),
    z.strictObject({ name: z.literal('confirmed'), at: moment, by: shownName }),
    z.strictObject({
      name: z.literal('went_back'),
      at: moment,
      ...returning,
      file: z.enum(fileOutcomes),
      /** False: the files are back, but the engine could not be told, or does not do what they say. */
      engine: z.boolean(),
    }),
  ]),
});

/** The last trial of a router, as the shape it is checked with. */
export const trialShape = trial;

/** The last trial of a router. */
export type Trial = Readonly<z.output<typeof trial>>;

/** That a trial goes back, and why. */
export type Return = Omit<Extract<Trial['phase'], { name: 'returning' }>, 'name'>;

/** How a trial went back. */
export type WentBack = Extract<Trial['phase'], { name: 'went_back' }>;

/** The line that `arm` was given; undefined for anything else. */
export function readArmOrder(line: string): ArmOrder | undefined {
  return readAs(armShape, line);
}

/** The line that `confirm` or `go-back` was given; undefined for anything else. */
export function readEndOrder(line: string): EndOrder | undefined {
  return readAs(endShape, line);
}

/** A record as it was written; undefined for anything else. */
export function readTrial(text: string): Trial | undefined {
  return readAs(trial, text);
}

/** Whether a trial is neither confirmed nor gone back. */
export function isPending({ phase }: Pick<Trial, 'phase'>): boolean {
  return phase.name !== 'confirmed' && phase.name !== 'went_back';
}

/** The clocks of a router. */
export interface Clocks {
  /** Milliseconds since 1970; somebody may set it. */
  readonly now: number;
  /** Seconds since the machine was started. */
  readonly uptime: number;
  /** Which start of the machine that was. */
  readonly boot: string;
  /** Id of the trial that was armed since then; blank when none was. */
  readonly armed: string;
}

/** Why a pending trial has to go back now; undefined while it may still be confirmed. */
export function dueReturn(trial: Trial, clocks: Clocks): Return | undefined {
  const { boot, id: own, phase, until, uptimeUntil } = trial;
  if (phase.name === 'returning') return phase;
  const byItself = { by: '', leaves: false } as const;
  if (clocks.boot !== boot || clocks.armed !== own) return { why: 'restart', ...byItself };
  const isOver = clocks.now >= until || clocks.uptime >= uptimeUntil;
  return isOver ? { why: 'time', ...byItself } : undefined;
}
