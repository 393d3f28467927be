/** Times of jobs, and tables of them with the ratios between rows. */

/** The middle one of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/**
 * The times of each job, in milliseconds. The jobs take turns, so that a busy moment of the machine meets all of
 * them, and where Node lets us (`--expose-gc`), none pays for what the one before left behind. The first rounds
 * warm up and do not count.
 */
export async function timeJobs(
  jobs: readonly (() => unknown)[],
  { rounds, warmUp }: { readonly rounds: number; readonly warmUp: number },
): Promise<readonly (readonly number[])[]> {
  const times = jobs.map((): number[] => []);
  for (let round = -warmUp; round < rounds; round++) {
    for (const [i, job] of jobs.entries()) {
      globalThis.gc?.();
      const start = performance.now();
      await job();
      if (round >= 0) times[i]?.push(performance.now() - start);
    }
  }
  return times;
}

/** Milliseconds as a person reads them. */
export function ms(time: number): string {
  return `${time < 10 ? time.toFixed(2) : time < 1000 ? time.toFixed(1) : time.toFixed(0)} ms`;
}

/** A factor as a person reads it. */
export function times(ratio: number): string {
  return `x${ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(1)}`;
}

/** Prints a table; the first row holds the headings. Numbers stand at the right, the first column at the left. */
export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  console.log(`\n${title}`);
  for (const row of rows) {
    const cells = row.map((cell, i) =>
      i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
    );
    console.log(`  ${cells.join('   ')}`);
  }
}

/** Something the console promises. */
export interface Goal {
  readonly promise: string;
  readonly measured: number;
  readonly limit: number;
}

/** Prints each goal with its verdict. Returns whether all were met. */
export function printGoals(goals: readonly Goal[]): boolean {
  console.log('');
  for (const { promise, measured, limit } of goals) {
    const verdict = measured <= limit ? 'met   ' : 'MISSED';
    console.log(`${verdict} ${promise}: ${measured.toFixed(2)}, at most ${limit}`);
  }
  return goals.every(({ measured, limit }) => measured <= limit);
}
