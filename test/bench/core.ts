/** Reading, checking and writing a file grow with its length, not with the square of it as the original's reader. */
import { readConfig } from '../../src/core/lvscf/config.js';
import { parse } from '../../src/core/lvscf/document.js';
import { generateLines } from '../support/generate.js';
import { type Goal, medianTimes, ms, printTable, times } from './measure.js';

const steps = [1_000, 10_000, 100_000, 1_000_000];
const work = ['read', 'check', 'write'] as const;

/** Times of one file: `read` keeps every byte of it, `check` reads it with all rules, `write` gives the text back. */
async function measure(lines: number) {
  const text = generateLines(lines);
  const document = parse(text);
  const jobs = [() => parse(text), () => readConfig(text), () => String(document)];
  const rounds = Math.min(50, Math.max(3, 1_000_000 / lines));
  const medians = await medianTimes(jobs, { rounds, warmUp: Math.min(rounds, 5) });
  if (String(document) !== text) throw new Error('the text was not given back');
  return { lines: text.split('\n').length - 1, medians };
}

/** Prints the times at each step with the ratio to the step before. */
export async function benchCore(): Promise<readonly Goal[]> {
  const rows = [['lines', ...work.flatMap((name) => [name, 'ratio'])]];
  let before: Awaited<ReturnType<typeof measure>> | undefined;
  let largestRatio = 0;
  for (const step of steps) {
    const now = await measure(step);
    const cells = now.medians.flatMap((time, i) => {
      const ratio = time / (before?.medians[i] ?? Number.NaN);
      // Below a few milliseconds the compiler warming up weighs more than the work.
      if (step > 10_000 && work[i] !== 'write') largestRatio = Math.max(largestRatio, ratio);
      return [ms(time), before === undefined ? '' : times(ratio)];
    });
    rows.push([now.lines.toLocaleString('en'), ...cells]);
    before = now;
  }
  printTable('An lvs.cf of so many lines (ratio: to the row above, which has a tenth of the lines)', rows);
  return [{ promise: 'ten times the lines, so many times the time', measured: largestRatio, limit: 20 }];
}
