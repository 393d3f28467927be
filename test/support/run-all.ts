/**
 * The test command: every part one after another, each as the npm script that also runs alone, then the time and
 * the count of each. All parts run even when one fails, so that one run tells everything.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wildCorpus } from './corpus.js';
import { type Counts, closingLine, judged, playwrightCounts, sum, vitestCounts } from './counts.js';
import { ensurePrograms } from './system-packages.js';

interface Part {
  /** The npm script. */
  readonly script: string;
  /** What the script's test runner reports; a check without a runner counts as one test. */
  readonly runner?: 'vitest' | 'playwright';
  /** A part that takes longer hangs: it is ended and has failed. */
  readonly minutes: number;
}

/** In this order. */
const parts: readonly Part[] = [
  { script: 'typecheck', minutes: 5 },
  { script: 'lint', minutes: 5 },
  { script: 'test:unit', runner: 'vitest', minutes: 10 },
  { script: 'test:web', runner: 'vitest', minutes: 10 },
  { script: 'test:keepalived', runner: 'vitest', minutes: 15 },
  { script: 'test:ssh', runner: 'vitest', minutes: 15 },
  { script: 'test:e2e', runner: 'playwright', minutes: 20 },
  { script: 'test:package', runner: 'vitest', minutes: 15 },
  { script: 'test:lab', runner: 'vitest', minutes: 35 },
];

interface Outcome extends Counts {
  readonly script: string;
  readonly seconds: number;
}

let running: ChildProcess | undefined;

/** Ends the running part with everything it started: it leads a process group of its own. */
function endRunning(signal: NodeJS.Signals): void {
  if (running?.pid === undefined) return;
  try {
    process.kill(-running.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it had just ended by itself
  }
}

function npmRun(part: Part, reportFile: string): Promise<boolean> {
  const reporters = {
    vitest: ['--', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
    playwright: ['--', '--reporter=list,json'],
  };
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', part.script, ...(part.runner ? reporters[part.runner] : [])], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile },
      detached: true,
    });
    running = child;
    const limit = setTimeout(() => {
      console.error(`${part.script} was ended: it took longer than ${part.minutes} minutes.`);
      endRunning('SIGKILL');
    }, part.minutes * 60_000);
    const finish = (exitedWell: boolean) => {
      clearTimeout(limit);
      running = undefined;
      resolve(exitedWell);
    };
    child.on('error', (error) => {
      console.error(error);
      finish(false);
    });
    child.on('close', (code) => finish(code === 0));
  });
}

function counted(part: Part, reportFile: string, exitedWell: boolean): Counts {
  if (part.runner === undefined) return { passed: exitedWell ? 1 : 0, failed: exitedWell ? 0 : 1 };
  const read = part.runner === 'vitest' ? vitestCounts : playwrightCounts;
  try {
    return judged(read(readFileSync(reportFile, 'utf8')), exitedWell);
  } catch (error) {
    console.error(`${part.script} left no report to count: ${error}`);
    return { passed: 0, failed: 1 };
  }
}

async function runParts(): Promise<readonly Outcome[]> {
  const reports = mkdtempSync(join(tmpdir(), 'lvs-console-tests-'));
  const outcomes: Outcome[] = [];
  try {
    for (const part of parts) {
      console.log(`\n== npm run ${part.script}`);
      const start = performance.now();
      const reportFile = join(reports, `${part.script.replace(':', '-')}.json`);
      const exitedWell = await npmRun(part, reportFile);
      const seconds = (performance.now() - start) / 1000;
      outcomes.push({ script: part.script, seconds, ...counted(part, reportFile, exitedWell) });
    }
  } finally {
    rmSync(reports, { recursive: true });
  }
  return outcomes;
}

function printTable(outcomes: readonly Outcome[]): void {
  console.log('');
  for (const { script, seconds, passed, failed } of outcomes) {
    const verdict = failed === 0 ? 'ok    ' : 'FAILED';
    console.log(
      `${verdict} ${script.padEnd(15)} ${seconds.toFixed(1).padStart(7)} s ${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed`,
    );
  }
  const corpus = wildCorpus();
  if (corpus.missing) console.log(corpus.missing);
  console.log(`\n${closingLine(sum(outcomes))}`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    endRunning(signal);
    process.exit(130);
  });
}

if (ensurePrograms()) {
  const outcomes = await runParts();
  printTable(outcomes);
  if (sum(outcomes).failed > 0) process.exitCode = 1;
} else {
  console.log(closingLine({ passed: 0, failed: 1 }));
  process.exitCode = 1;
}
