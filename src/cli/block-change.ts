import type { ConsoleAnswer, ConsoleClient } from '../core/client/client.js';
import { changeShape, placeOf } from '../core/client/outcome.js';
import { wordsFor } from '../text/index.js';
import type { Command, Io, Tools } from './command.js';
import { consoleFlags, consoleFlagsUsage, consoleOf } from './console-flags.js';
import { plain } from './plain.js';
import { accepted, ConsoleRefused, jsonOf } from './refusal.js';

/** The flags of every command that changes lvs.cf over a console that runs. */
export const changeFlags = {
  ...consoleFlags,
  'dry-run': { type: 'boolean', default: false },
  confirm: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** What was given of these flags, and of those of the console. */
export interface ChangeFlags {
  readonly 'dry-run': boolean;
  readonly confirm?: string | undefined;
  readonly json: boolean;
}

/** Their paragraph in a help text, with what all these commands do. */
export const changeUsage = `What changes goes to the standard output, one change a line, and below it what the change does to live
traffic once it is applied. What runs does not change before APPLY. What somebody else changed in the
meantime is not overwritten.

  --dry-run       prints what would change; nothing is saved
  --confirm NAME  what has to be typed where a change takes away services that answer clients; the refusal
                  names it
  --json          prints the answer of the console, for programs

VIRTUAL and REAL are names in lvs.cf; the second virtual server of one name is NAME~2, and a slash in a
name is written %2F.

${consoleFlagsUsage}
Exit status: 0 done, 1 refused, or the console cannot be reached, 2 when wrongly called.
`;

/** One change that is asked for. */
export interface BlockChange {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`. */
  readonly path: string;
  readonly body?: object;
  /** The ETag of what it is made from: it is changed only as it was then. */
  readonly revision?: string | undefined;
}

const prefix = '/api/v1';

/** Asks the console that the flags name for a change, and prints what came of it. */
export async function changeBlock(
  flags: Parameters<typeof consoleOf>[0] & ChangeFlags,
  io: Io,
  tools: Tools,
  changeFor: (client: ConsoleClient) => BlockChange | Promise<BlockChange>,
): Promise<number> {
  const client = await consoleOf(flags, io, tools);
  const { body, method, path, revision } = await changeFor(client);
  const query = new URLSearchParams({
    ...(flags['dry-run'] && { dryRun: 'true' }),
    ...(flags.confirm !== undefined && { confirm: flags.confirm }),
  }).toString();
  const answer = confirmable(
    await client.ask({
      method,
      path: `${prefix}${path}${query === '' ? '' : `?${query}`}`,
      headers: {
        ...(method !== 'DELETE' && { 'content-type': 'application/json' }),
        ...(revision !== undefined && { 'if-match': revision }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
  if (flags.json) io.stdout.write(`${answer.body.toString('utf8').trimEnd()}\n`);
  return print(answer, io, flags.json);
}

/** The answer, when it is none of a refusal; one that asks for a name says how it is given. @throws ConsoleRefused */
function confirmable(answer: ConsoleAnswer): ConsoleAnswer {
  try {
    return accepted(answer);
  } catch (error) {
    if (!(error instanceof ConsoleRefused) || error.confirm === undefined) throw error;
    throw new ConsoleRefused(`${error.message}\nSay so with --confirm ${plain(error.confirm)}.`);
  }
}

/** What is there now, below `/api/v1`. @throws ConsoleRefused */
export async function read(client: ConsoleClient, path: string): Promise<ConsoleAnswer> {
  return accepted(await client.ask({ method: 'GET', path: `${prefix}${path}` }));
}

function print(answer: ConsoleAnswer, { stderr, stdout }: Io, isJson: boolean): number {
  const { data: told } = changeShape.safeParse(jsonOf(answer));
  if (told === undefined) throw new ConsoleRefused('the answer is none of a console of this version');
  const words = wordsFor('en');
  const say = (line: string) => isJson || stdout.write(`${plain(line)}\n`);
  const lines =
    told.effects.length > 0
      ? told.effects
      : told.differences.map(({ message }) => ({ change: message, effects: [] }));
  for (const { change, effects } of lines) {
    say(change);
    for (const { gravity, message } of effects) say(`    ${words.effects.mark[gravity]}: ${message}`);
  }
  const { restore } = words.versions;
  if (told.version !== undefined) say(restore.kept(told.version));
  else if (told.differences.length === 0) say(words.saving.nothingChanged);
  for (const problem of told.problems) {
    const place = placeOf(problem);
    stderr.write(`${plain(place === '' ? problem.message : `${place}: ${problem.message}`)}\n`);
  }
  for (const danger of told.confirm?.dangers ?? []) stderr.write(`${plain(danger)}\n`);
  if (told.accepted) return 0;
  const { confirm } = told;
  const why =
    told.problems.length > 0 || confirm === undefined
      ? restore.refused
      : `it is saved only with --confirm ${plain(confirm.name)}`;
  stderr.write(`lvs-console: ${why}\n`);
  return 1;
}

/** Complains about how a command was called. */
export function wrongCall({ name }: Pick<Command, 'name'>, { stderr }: Io, fault: string): number {
  stderr.write(`lvs-console: ${fault}; see lvs-console ${name} --help\n`);
  return 2;
}
