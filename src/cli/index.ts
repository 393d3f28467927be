import { ConsoleError } from '../core/problem.js';
import { sentencesOf } from '../text/failure.js';
import { wordsFor } from '../text/index.js';
import { api } from './api.js';
import { apply } from './apply.js';
import { audit, complainOfAudit } from './audit.js';
import { activate, add, copy, deactivate, move, remove, set } from './block-commands.js';
import { certificate } from './certificate.js';
import { check } from './check.js';
import type { Command, Io, Tools } from './command.js';
import { confirm } from './confirm.js';
import { diff } from './diff.js';
import { engine } from './engine.js';
import { exportCommand } from './export.js';
import { history } from './history.js';
import { importCommand } from './import.js';
import { passwd } from './passwd.js';
import { preflight } from './preflight.js';
import { probe } from './probe.js';
import { push } from './push.js';
import { rebuild } from './rebuild.js';
import { recipes } from './recipes.js';
import { reference } from './reference.js';
import { render } from './render.js';
import { restore } from './restore.js';
import { serve } from './serve.js';
import { show } from './show.js';
import { status } from './status.js';
import { drain, putBack, weight } from './weight.js';

/** The subcommands, in the order of the help text; the first is run when none is named. */
export const commands: readonly Command[] = [
  serve,
  check,
  show,
  render,
  apply,
  engine,
  status,
  drain,
  weight,
  putBack,
  probe,
  push,
  history,
  diff,
  restore,
  importCommand,
  confirm,
  reference,
  recipes,
  preflight,
  add,
  set,
  remove,
  copy,
  move,
  activate,
  deactivate,
  api,
  passwd,
  audit,
  certificate,
  exportCommand,
  rebuild,
];

const usage = `LVS Console: the web configuration console for Linux Virtual Server.

Usage: lvs-console [COMMAND] [OPTIONS]

Commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(13)}${summary}`).join('\n')}

  lvs-console COMMAND --help   explains a command
  lvs-console --version        prints the version
`;

/** Runs a command line and returns the exit status: 0 done, 1 failed, 2 wrongly called. */
export async function runCommandLine(args: readonly string[], io: Io, tools: Tools): Promise<number> {
  const [first = ''] = args;
  if (first === '--help' || first === '-h' || first === 'help') return print(io, usage);
  if (first === '--version') return print(io, `${tools.version}\n`);
  const named = commands.find(({ name }) => name === first);
  if (named === undefined && first !== '' && !first.startsWith('-')) {
    const names = commands.map(({ name }) => name).join(', ');
    return complain(
      io,
      `There is no command "${first}". The commands are ${names}; see lvs-console --help.`,
      2,
    );
  }
  const command = named ?? serve;
  const rest = named === undefined ? args : args.slice(1);
  if (isHelp(rest)) return print(io, command.usage);
  try {
    return await command.run(rest, io, tools);
  } catch (error) {
    return complain(io, sentenceOf(error, command), isCallError(error) ? 2 : 1);
  } finally {
    complainOfAudit(tools, io);
  }
}

/** `--help` anywhere before a `--`. */
function isHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? undefined : end).some((arg) => arg === '--help' || arg === '-h');
}

function isCallError(error: unknown): error is Error {
  return String((error as { code?: unknown } | null)?.code).startsWith('ERR_PARSE_ARGS');
}

function sentenceOf(error: unknown, command: Command): string {
  if (isCallError(error)) return `${error.message}\nSee lvs-console ${command.name} --help.`;
  if (error instanceof ConsoleError) {
    const { text, advice, commands: lines } = sentencesOf(error, wordsFor('en'));
    return [text, ...advice, ...lines.map((line) => `  ${line}`)].join('\n');
  }
  return error instanceof Error ? error.message : String(error);
}

function print(io: Io, text: string): number {
  io.stdout.write(text);
  return 0;
}

function complain(io: Io, sentence: string, status: number): number {
  io.stderr.write(`lvs-console: ${sentence}\n`);
  return status;
}
