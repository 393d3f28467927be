import { trialMinutes } from '../core/router/trial.js';
import type { Io } from './command.js';

/** How a command that can be tried is told so. */
export const trialFlag = { trial: { type: 'string' } } as const;

/** What the usage says of it. */
export const trialUsage = `  --trial MINUTES
               goes back by itself after so many minutes (1 to 60), unless lvs-console confirm comes before`;

/** The seconds of a trial; undefined without one, null after a complaint about what was given. */
export function trialSecondsOf(given: string | undefined, { stderr }: Io): number | undefined | null {
  if (given === undefined) return undefined;
  const { least, most } = trialMinutes;
  const minutes = /^\d{1,3}$/.test(given) ? Number(given) : Number.NaN;
  if (minutes >= least && minutes <= most) return minutes * 60;
  stderr.write(`lvs-console: --trial expects minutes, ${least} to ${most}\n`);
  return null;
}
