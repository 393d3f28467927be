/** Reading, checking and writing a file grow with its length, not with the square of it as the original's reader. */
import { changeGlobal } from '../../src/core/lvscf/change.js';
import { readConfig } from '../../src/core/lvscf/config.js';
import { parse } from '../../src/core/lvscf/document.js';
import { generateLines } from '../support/generate.js';
import { type Goal, ms, printTable, timeJobs, times } from './measure.js';

const steps = [1_000, 10_000, 100_000, 1_000_000];
const work = ['read', 'check', 'write'] as const;

/** The fastest times of one file: `read` keeps every byte of it, `check` reads it with all rules, `write` changes one value. */
async function measure(lines: number) {
  const text = generateLines(lines);
  const config = readConfig(text);
  const jobs = [() => parse(text), () => readConfig(text), () => changeGlobal(config, { deadtime: 20 })];
  const rounds = Math.min(50, Math.max(3, 300_000 / lines));
  const all = await timeJobs(jobs, { rounds, warmUp: Math.ceil(rounds / 5) });
  return { lines: text.split('\n').length - 1, fastest: all.map((one) => Math.min(...one)) };
}

/** Prints the times at each step with the ratio to the step before. */
export async function benchCore(): Promise<readonly Goal[]> {
  const rows = [['lines', ...work.flatMap((name) => [name, 'ratio'])]];
  let before: Awaited<ReturnType<typeof measure>> | undefined;
  let largestRatio = 0;
  for (const step of steps) {
    const now = await measure(step);
    const cells = now.fastest.flatMap((time, i) => {
      const ratio = time / (before?.fastest[i] ?? Number.NaN);
      // In the shortest files the compiler, not yet warm, weighs more than the work.
      if (step > 10_000) largestRatio = Math.max(largestRatio, ratio);
      return [ms(time), before === undefined ? '' : times(ratio)];
    });
    rows.push([now.lines.toLocaleString('en'), ...cells]);
    before = now;
  }
  printTable('An lvs.cf of so many lines (ratio: to the row above, which has a tenth of the lines)', rows);
  // Ten, and more where the memory caches are outgrown; a reader that is not linear would need a hundred.
  return [{ promise: 'ten times the lines, so many times the time', measured: largestRatio, limit: 40 }];
}
