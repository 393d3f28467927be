/**
 * The test command: every part one after another, each as the npm script that also runs alone, then the time and
 * the count of each, and by name what failed. All parts run even when one fails, so that one run tells everything.
 *
 * The real parts (a kernel, engines, sshd, a browser) keep real deadlines, and a machine that stands still for a few
 * seconds lets one of them pass. Files with failures are therefore run once more, alone: what fails again has
 * failed; what passes then is named as unsteady, because each is a test to be mended.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { wildCorpus } from './corpus.js';
import { type Counts, closingLine, judged, playwrightCounts, sum, vitestCounts } from './counts.js';
import { type Failure, outsideFailures, playwrightFailures, vitestFailures } from './failures.js';
import { outsideReport } from './outside-reporter.js';
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
  { script: 'test:unit', runner: 'vitest', minutes: 15 },
  { script: 'test:web', runner: 'vitest', minutes: 15 },
  { script: 'test:keepalived', runner: 'vitest', minutes: 20 },
  { script: 'test:ssh', runner: 'vitest', minutes: 15 },
  { script: 'test:e2e', runner: 'playwright', minutes: 30 },
  { script: 'test:package', runner: 'vitest', minutes: 15 },
  { script: 'test:lab', runner: 'vitest', minutes: 40 },
];

/** What one run of a part came to. */
interface Run {
  readonly counts: Counts;
  readonly failures: readonly Failure[];
}

interface Outcome extends Run {
  readonly script: string;
  readonly seconds: number;
  /** Failed at first and passed when run again, alone. */
  readonly unsteady: readonly Failure[];
}

const outsideReporter = join(import.meta.dirname, 'outside-reporter.ts');

/** Beside the report of a run, the errors that no test caught. */
const outsideOf = (reportFile: string) => reportFile.replace(/\.json$/, '-outside.json');

/** More files than this with failures are no accident. */
const mostFilesAgain = 3;

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

/** @param files filters of the test runner; none for all */
function npmRun(part: Part, reportFile: string, files: readonly string[]): Promise<boolean> {
  const reporters = {
    vitest: [
      ...['--', '--reporter=default', `--reporter=${outsideReporter}`],
      ...['--reporter=json', `--outputFile.json=${reportFile}`],
    ],
    playwright: ['--', '--reporter=list,json'],
  };
  return new Promise((resolve) => {
    const told = part.runner ? [...reporters[part.runner], ...files] : [];
    const child = spawn('npm', ['run', part.script, ...told], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
        [outsideReport]: outsideOf(reportFile),
      },
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

function readRun(part: Part, reportFile: string, exitedWell: boolean): Run {
  if (part.runner === undefined) {
    return { counts: { passed: exitedWell ? 1 : 0, failed: exitedWell ? 0 : 1 }, failures: [] };
  }
  const isVitest = part.runner === 'vitest';
  try {
    const report = readFileSync(reportFile, 'utf8');
    if (!isVitest) {
      return { counts: judged(playwrightCounts(report), exitedWell), failures: playwrightFailures(report) };
    }
    const { failed, passed } = vitestCounts(report);
    const outside = outsideFailures(readFileSync(outsideOf(reportFile), 'utf8'));
    return {
      counts: judged({ passed, failed: failed + outside.length }, exitedWell),
      failures: [...vitestFailures(report), ...outside],
    };
  } catch (error) {
    console.error(`${part.script} left no report to count: ${error}`);
    return { counts: { passed: 0, failed: 1 }, failures: [] };
  }
}

/** @param again the files that are run a second time; all of them when none is named */
async function run(part: Part, reports: string, again?: readonly string[]): Promise<Run> {
  const name = `${part.script.replace(':', '-')}${again === undefined ? '' : '-again'}.json`;
  const files = again ?? [];
  const reportFile = join(reports, name);
  console.log(['\n== npm run', part.script, ...files].join(' '));
  return readRun(part, reportFile, await npmRun(part, reportFile, files));
}

async function outcomeOf(part: Part, reports: string): Promise<Omit<Outcome, 'seconds'>> {
  const { script } = part;
  const first = await run(part, reports);
  const { counts, failures } = first;
  const named = [...new Set(failures.map(({ file }) => file))];
  // What happened nobody knows where is looked for everywhere.
  const files = named.includes('') ? [] : named;
  // What was not run at all, or ended without naming a test, is nothing that a second run could make good.
  const isAccident = failures.length === counts.failed && named.length <= mostFilesAgain;
  if (counts.failed === 0 || !isAccident) return { script, ...first, unsteady: [] };
  const again = await run(part, reports, files);
  const { failed } = again.counts;
  return {
    script,
    counts: { passed: counts.passed + Math.max(0, counts.failed - failed), failed },
    failures: again.failures,
    unsteady: failures.filter(
      (failure) =>
        !again.failures.some(({ file, title }) => {
          return file === failure.file && title === failure.title;
        }),
    ),
  };
}

async function runParts(): Promise<readonly Outcome[]> {
  const reports = mkdtempSync(join(tmpdir(), 'lvs-console-tests-'));
  const outcomes: Outcome[] = [];
  try {
    for (const part of parts) {
      const start = performance.now();
      const outcome = await outcomeOf(part, reports);
      outcomes.push({ ...outcome, seconds: (performance.now() - start) / 1000 });
    }
  } finally {
    rmSync(reports, { recursive: true });
  }
  return outcomes;
}

function printTable(outcomes: readonly Outcome[]): void {
  console.log('');
  for (const { script, seconds, counts } of outcomes) {
    const { passed, failed } = counts;
    const verdict = failed === 0 ? 'ok    ' : 'FAILED';
    console.log(
      `${verdict} ${script.padEnd(15)} ${seconds.toFixed(1).padStart(7)} s ${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed`,
    );
  }
  for (const { failures, script, unsteady } of outcomes) {
    for (const failure of failures) console.log(named('failed', script, failure));
    for (const failure of unsteady)
      console.log(named('UNSTEADY: failed, then passed alone', script, failure));
  }
  const corpus = wildCorpus();
  if (corpus.missing) console.log(corpus.missing);
  console.log(`\n${closingLine(sum(outcomes.map(({ counts }) => counts)))}`);
}

function named(verdict: string, script: string, { file, said, title }: Failure): string {
  return `${verdict}: ${script} ${relative(process.cwd(), file) || file}: ${title}: ${said}`.slice(0, 400);
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
  if (sum(outcomes.map(({ counts }) => counts)).failed > 0) process.exitCode = 1;
} else {
  console.log(closingLine({ passed: 0, failed: 1 }));
  process.exitCode = 1;
}
