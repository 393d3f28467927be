import { parseArgs } from 'node:util';
import { visible } from '../core/lvscf/bytes.js';
import { type Config, readConfig } from '../core/lvscf/config.js';
import { excerptOf } from '../core/lvscf/excerpt.js';
import type { Problem, Severity } from '../core/problem.js';
import { wordsFor } from '../text/index.js';
import { sentence } from '../text/sentence.js';
import type { Command, Io } from './command.js';
import { InputError, readInput } from './input.js';

/** Reads files with all rules and says what is wrong, as compilers do. */
export const check: Command = {
  name: 'check',
  summary: 'says what is wrong with lvs.cf files',
  usage: `Reads lvs.cf files with all rules and changes nothing. Prints FILE: ok, or for each problem

  FILE:LINE:COLUMN: error CODE message
      the line
          ^^^^

Line 0 is the file as a whole; columns count bytes. The severities:
  error    the original daemons refuse the file, die on it or read it at random
  warning  it is accepted, but it cannot work or the daemons misread it
  advice   it works, and is probably not meant

Usage: lvs-console check [--strict] FILE...

FILE may be - for the standard input.

Options:
  --strict  a warning counts as an error

Exit status: 0 without errors, 1 with errors, 2 when wrongly called or a file cannot be read.
`,

  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { strict: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    if (positionals.length === 0) {
      io.stderr.write('lvs-console: name at least one file; see lvs-console check --help\n');
      return 2;
    }
    const failing: readonly Severity[] = values.strict ? ['refused', 'broken'] : ['refused'];
    let status = 0;
    for (const file of positionals) status = Math.max(status, await checkFile(file, failing, io));
    return status;
  },
};

/** Prints what is wrong with one file and returns the exit status for it. */
async function checkFile(file: string, failing: readonly Severity[], io: Io): Promise<number> {
  let config: Config;
  try {
    config = readConfig(await readInput(file, io));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    io.stderr.write(`lvs-console: ${error.message}\n`);
    return 2;
  }
  const { problems } = config;
  if (problems.length === 0) io.stdout.write(`${visible(file)}: ok\n`);
  for (const problem of problems) io.stdout.write(report(file, config, problem));
  return problems.some(({ severity }) => failing.includes(severity)) ? 1 : 0;
}

const severities: Readonly<Record<Severity, string>> = {
  refused: 'error',
  broken: 'warning',
  advice: 'advice',
};

function report(file: string, { document }: Config, problem: Problem): string {
  const { code, severity, place } = problem;
  const where = `${visible(file)}:${place.line}:${place.column}`;
  const head = `${where}: ${severities[severity]} ${code} ${sentence(wordsFor('en'), problem)}\n`;
  const line = document.lines[place.line - 1];
  if (line === undefined) return head;
  const { text, carets } = excerptOf(line.text, place);
  return `${head}    ${text}\n    ${carets}\n`;
}
