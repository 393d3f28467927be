/** What the look `probe` is told, and what it sees: the check of a virtual server, tried once and written down. */

import { z } from 'zod';
import { detailShape } from './details.js';

/** As many real servers as one look tries. */
export const mostProbed = 100;

/** As long as one step of a check is waited for, in seconds, also where lvs.cf says more: somebody waits. */
export const longestProbe = 10;

const text = z.string().max(4096);
const name = z.string().min(1).max(1000);
const typed = z.string().max(1024).optional();
const count = z.int().min(0);
const hex = z
  .string()
  .max(8192)
  .regex(/^(?:[0-9a-f]{2})*$/);

const orderShape = z.strictObject({
  /** References in lvs.cf, byte strings; null: each of its real servers. */
  virtual: name,
  server: name.nullable(),
  /** What is typed on MONITORING SCRIPTS and not saved; null: what the file says. */
  typed: z.strictObject({ send_program: typed, send: typed, expect: typed, use_regex: typed }).nullable(),
});

const test = z.strictObject({
  /** Name in lvs.cf. */
  server: text,
  address: text,
  port: count,
  /** `not_run`: there was no address, no time left, or the checker did not answer. */
  outcome: z.enum(['up', 'down', 'not_run']),
  reason: z.enum(['', 'connect', 'silent', 'reply', 'program']),
  /** Until there was a connection, or until the program had ended, in microseconds. */
  tookUs: count.nullable(),
  status: count.nullable(),
  /** Bytes in hexadecimal. */
  sent: hex.nullable(),
  received: hex,
  /** What the system or the checker said of it. */
  system: text,
});

/** How what was seen is checked when it comes from the router program. */
export const probeShape = z.strictObject({
  /** The clock of that router, in milliseconds since 1970. */
  at: z.number(),
  /** Why nothing was tried; null where something was. */
  refused: detailShape.nullable(),
  /** What was tried; null where nothing was. */
  check: z
    .strictObject({
      kind: z.enum(['tcp', 'udp', 'program']),
      mode: z.enum(['none', 'any', 'prefix', 'regex', 'equal']),
      expect: hex,
      seconds: z.number(),
    })
    .nullable(),
  tests: z.array(test).max(mostProbed),
});

/** What `probe` is told. */
export type ProbeOrder = Readonly<z.output<typeof orderShape>>;

/** What it sees. */
export type ProbeSeen = Readonly<z.output<typeof probeShape>>;

/** The check of one real server. */
export type ProbeTest = ProbeSeen['tests'][number];

/** What `probe` is told, on one line without anything but ASCII. */
export function probeLine(order: ProbeOrder): string {
  return JSON.stringify(order).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The line that `probe` was told; undefined for anything else. */
export function readProbeOrder(line: string): ProbeOrder | undefined {
  try {
    return orderShape.safeParse(JSON.parse(line)).data;
  } catch (error) {
    // Not JSON: as good as anything else that is no such line.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
