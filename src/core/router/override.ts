/**
 * Weights that somebody gives real servers for the time being, without a change of lvs.cf and without a reload: the
 * checks report them. Each router has its own, so that they are still there when the other one takes over.
 */

import { z } from 'zod';
import { largestReportedWeight } from './check-weight.js';
import { readAs, shownName } from './told-line.js';

/** Longer than any way of the kernel to write a service or a server. */
const kernelWord = z.string().regex(/^[A-Za-z0-9.:[\] ]{1,80}$/);

/** Milliseconds since 1970, as far as twelve digits of seconds go. */
const moment = z.int().min(0).max(999_999_999_999_000);

/** `drain` and 0 are the same for the kernel; the word says what was meant. */
const weight = z.union([z.literal('drain'), z.int().min(0).max(largestReportedWeight)]);

const orderShape = z.strictObject({
  /** As the kernel names them, whatever lvs.cf calls them: `TCP 10.0.0.100:80` and `10.0.0.11:80`. */
  service: kernelWord,
  destination: kernelWord,
  /** Null: the weight is put back. */
  weight: weight.nullable(),
  /** Null: until it is put back. */
  until: moment.nullable(),
  /** The user of the console. */
  by: shownName,
});

const override = z.strictObject({
  service: kernelWord,
  destination: kernelWord,
  weight,
  until: moment.nullable(),
  by: shownName,
  since: moment,
  /** Names in lvs.cf when it was given. */
  virtual: z.string().max(1000),
  server: z.string().max(1000),
  /** Names its file in the folder of the checks. */
  id: z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}$/),
});

/** As many as one router keeps. */
export const mostOverrides = 1000;

const listShape = z.strictObject({ format: z.literal(1), overrides: z.array(override).max(mostOverrides) });

/** What the look `overrides` sees: those in force, and the clock of that router in milliseconds since 1970. */
export const overridesShape = z.strictObject({
  at: z.number(),
  overrides: z.array(override).max(mostOverrides),
});

/** What `override` is told. */
export type OverrideOrder = Readonly<z.output<typeof orderShape>>;

/** A weight that somebody gave a real server for the time being. */
export type Override = Readonly<z.output<typeof override>>;

/** The real server of a service, in the kernel's words. */
export type OverrideTarget = Pick<OverrideOrder, 'service' | 'destination'>;

/** What `override` is told, on one line. */
export function overrideLine(order: OverrideOrder): string {
  return JSON.stringify(order);
}

/** The line that `override` was told; undefined for anything else. */
export function readOverrideOrder(line: string): OverrideOrder | undefined {
  return readAs(orderShape, line);
}

/** The overrides of a router as they were written; undefined for anything else. */
export function readOverrides(text: string): readonly Override[] | undefined {
  return readAs(listShape, text)?.overrides;
}

/** As they are written. */
export function printOverrides(overrides: readonly Override[]): string {
  return `${JSON.stringify({ format: 1, overrides })}\n`;
}

/** What the checker reads of one. Source: the head of `config/lvs-check`. */
export function overrideWords({ until, weight: given }: Pick<Override, 'until' | 'weight'>): string {
  return until === null ? `${given}\n` : `${given} ${Math.ceil(until / 1000)}\n`;
}

/** Whether its end has not come. @param now milliseconds since 1970 */
export function isInForce({ until }: Pick<Override, 'until'>, now: number): boolean {
  return until === null || now < until;
}

/** The one that holds for a real server. */
export function overrideOf<T extends OverrideTarget>(
  overrides: readonly T[],
  { destination, service }: OverrideTarget,
): T | undefined {
  return overrides.find((one) => one.service === service && one.destination === destination);
}

/** The list with one more, or another one for the same real server; without one, the real server has none. */
export function withOverride(
  overrides: readonly Override[],
  target: OverrideTarget,
  next: Override | undefined,
): readonly Override[] {
  const others = overrides.filter((one) => overrideOf([one], target) === undefined);
  return next === undefined ? others : [...others, next];
}

/** The kernel's weight that it asks for. */
export function weightOf({ weight: given }: Pick<Override, 'weight'>): number {
  return given === 'drain' ? 0 : given;
}
