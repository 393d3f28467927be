import { parseArgs } from 'node:util';
import { tallyOf } from '../core/preflight/preflight.js';
import { isAnythingOpen, type RouterReport, type Side } from '../core/preflight/report.js';
import type { Fix, Verdict } from '../core/preflight/verdict.js';
import { ConsoleError } from '../core/problem.js';
import { sentencesOf } from '../text/failure.js';
import { wordsFor } from '../text/index.js';
import { remarkSentence } from '../text/preflight.js';
import type { Command, Io } from './command.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';

const options = {
  ...settingFlags,
  json: { type: 'boolean', default: false },
  router: { type: 'string', default: 'both' },
} as const;

const choices: Readonly<Record<string, readonly Side[]>> = {
  here: ['here'],
  other: ['other'],
  both: ['here', 'other'],
};

/** Says what is set up on the routers around lvs.cf. */
export const preflight: Command = {
  name: 'preflight',
  summary: 'says what is set up on both routers around lvs.cf, and what is not',
  usage: `Usage: lvs-console preflight [--router here|other|both] [--json] [OPTIONS]

Looks at the routers and holds them against what lvs-console recipes prints: the engine, modules, forwarding,
interfaces, firewall marks, openings in the firewall, files that would bring them back after a start of the machine,
clocks. What is not done is said with what sets it right; what cannot be seen is unknown, with the reason. Nothing is
changed.

  --router WHICH  this router, the other one over the connection that is set up, or both, which is usual
  --json          the same on one line of JSON, for programs: routers with side, role, at, trouble and verdicts,
                  each with id, state (done, open, unknown), found (code and parameters) and fix

${settingFlagsUsage}
Exit status: 0 when nothing is open and each router has answered, 1 otherwise, 2 when wrongly called.
`,

  async run(args, io, tools) {
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const { json, router, ...flags } = values;
    const sides = Object.hasOwn(choices, router) ? choices[router] : undefined;
    if (sides === undefined) {
      io.stderr.write(`lvs-console: --router is one of ${Object.keys(choices).join(', ')}\n`);
      return 2;
    }
    const { close, preflights } = tools.preflights(tools.readSettings(flags));
    try {
      const reports = await preflights.look(sides);
      if (json) printJson(reports, io);
      else print(reports, sides, io);
      return reports.length === 0 || isAnythingOpen(reports) ? 1 : 0;
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error;
      io.stderr.write(`lvs-console: ${sentencesOf(error, wordsFor('en')).text}\n`);
      return 1;
    } finally {
      await close();
    }
  },
};

function printJson(reports: readonly RouterReport[], io: Io): void {
  const words = wordsFor('en');
  const routers = reports.map(({ at, role, side, trouble, verdicts }) => ({
    side,
    role: role ?? null,
    at: at ?? null,
    trouble: trouble === undefined ? '' : sentencesOf(trouble, words).text,
    verdicts: verdicts ?? null,
  }));
  io.stdout.write(`${JSON.stringify({ format: 1, routers })}\n`);
}

function print(reports: readonly RouterReport[], sides: readonly Side[], io: Io): void {
  const { preflight: say } = wordsFor('en');
  const lines = reports.flatMap(linesOf);
  if (reports.length === 0 && sides.includes('other')) lines.push(say.cli.alone);
  io.stdout.write(`${lines.join('\n')}\n`);
}

function linesOf({ isReachable, role, side, trouble, verdicts }: RouterReport): string[] {
  const words = wordsFor('en');
  const { preflight: say } = words;
  const name = `${say.roles[role ?? 'unknown']} (${say.sides[side]})`;
  const failure = trouble && sentencesOf(trouble, words);
  const why = [
    ...(isReachable ? [] : [say.notSetUp]),
    ...(role === undefined && side === 'here' ? [say.noRole] : []),
    ...(failure === undefined ? [] : [failure.text, ...failure.advice, ...failure.commands]),
    ...(failure !== undefined && verdicts !== undefined ? [say.withoutRights] : []),
  ].map((text) => `  ${text}`);
  if (verdicts === undefined) return [name, ...why];
  return [
    `${name}: ${say.counts(tallyOf(verdicts))}`,
    ...why,
    ...verdicts.flatMap((one) => verdictLines(one, role)),
  ];
}

/** Wide enough for the longest of the states. */
const width = 11;

function verdictLines({ fix, found, id, state }: Verdict, role: RouterReport['role']): string[] {
  const words = wordsFor('en');
  const { preflight: say } = words;
  const said = found.map((remark) => `${' '.repeat(width + 2)}${remarkSentence(remark, words)}`);
  const helps = state === 'done' ? [] : fixLines(fix, role).map((text) => `${' '.repeat(width + 2)}${text}`);
  return [`  ${say.states[state].padEnd(width)}${say.checks[id]}`, ...said, ...helps];
}

function fixLines({ commands = [], page, recipe }: Fix, role: RouterReport['role']): string[] {
  const { preflight: say } = wordsFor('en');
  return [
    ...(recipe === undefined ? [] : [say.cli.recipe(role ?? 'primary', recipe)]),
    ...(page === undefined ? [] : [say.cli.page(say.fixPages[page])]),
    ...commands.map((command) => `# ${command}`),
  ];
}
