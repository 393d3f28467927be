/** The processes of the engine and its last log lines, as the router program tells them. */

import { z } from 'zod';
import { unknownShape } from './unknown-shape.js';

/** At most so many log lines are told; of each, at most so many characters. */
export const logLimits = { lines: 200, characters: 1000 } as const;

/** At most so many processes are told: a thousand checks may run at once. */
export const mostProcesses = 100;

const path = z.string().max(4096);
const word = z.string().max(256);
const line = z.string().max(logLimits.characters);
const count = z.int().min(0);

const processShape = z.strictObject({
  pid: count,
  user: word,
  /** State letter, such as `S`. Source: proc_pid_stat(5). */
  state: z.string().max(1),
  commandLine: line,
  elapsedSeconds: z.number().min(0),
  cpuSeconds: z.number().min(0),
});

/** How it is checked when it comes from the router program. */
export const engineLogShape = z.strictObject({
  /** The clock of that router, in milliseconds since 1970. */
  at: z.number(),
  processes: z.union([
    z.strictObject({
      /** Those of the engine first. */
      listed: z.array(processShape).max(mostProcesses),
      /** So many more run. */
      more: count,
      /** False where that system hides the processes of others. */
      complete: z.boolean(),
    }),
    unknownShape,
  ]),
  log: z.union([
    z.strictObject({
      /** `journalctl -u keepalived`, or the path of a file. */
      from: path,
      /** The newest last, without anything that a terminal would obey. */
      lines: z.array(line).max(logLimits.lines),
    }),
    z.strictObject({
      /** Where nothing of the engine was found, and what was there instead: a code of the system, or `nothing`. */
      looked: z.array(z.strictObject({ from: path, found: word })).max(10),
    }),
  ]),
});

/** What is known of the engine's processes and log at one moment. */
export type EngineLog = Readonly<z.output<typeof engineLogShape>>;

/** One process, as it is told. */
export type ToldProcess = Readonly<z.output<typeof processShape>>;

/** Whether the processes are known. */
export function areKnown(
  processes: EngineLog['processes'],
): processes is Extract<EngineLog['processes'], { listed: unknown }> {
  return 'listed' in processes;
}
