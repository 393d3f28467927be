import { parseArgs } from 'node:util';
import type { ConsoleAnswer, ConsoleClient } from '../core/client/client.js';
import { readable, visible } from '../core/lvscf/bytes.js';
import type { Command, Io } from './command.js';
import { consoleFlags, consoleFlagsUsage, consoleOf } from './console-flags.js';
import { InputError, readInput } from './input.js';
import { plain } from './plain.js';
import { accepted, jsonOf } from './refusal.js';

const options = {
  ...consoleFlags,
  'if-match': { type: 'string' },
  type: { type: 'string' },
  revision: { type: 'boolean', default: false },
} as const;

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Below it everything of the interface is. */
const prefix = '/api/v1';

/** Asks the JSON interface of a console that runs. */
export const api: Command = {
  name: 'api',
  summary: 'asks the JSON interface of a console that runs, here or elsewhere',
  usage: `Sends one request to the JSON interface of a console that runs, and prints what it answers.

Usage: lvs-console api METHOD PATH [FILE] [OPTIONS]

METHOD is GET, POST, PUT, PATCH or DELETE. PATH begins below /api/v1: virtual-servers/web is
/api/v1/virtual-servers/web. FILE is what is sent; - is the standard input. The page API of the console
tells of every path, and api GET openapi.json prints all of it for programs.

  --if-match REVISION   changes only what is still as it was at this revision. The word now stands for
                        the revision that is there, whatever it is
  --revision            prints the revision of the answer to the standard error
  --type TYPE           the media type of FILE (default application/json; text/plain for lvs.cf, check)

${consoleFlagsUsage}
Exit status: 0 done, 1 refused, or the console cannot be reached, 2 when wrongly called.
`,

  async run(args, io, tools) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: true,
    });
    const { 'if-match': ifMatch, revision, type, ...flags } = values;
    const [named = '', where, file, extra] = positionals;
    const method = named.toUpperCase();
    const fault =
      (!methods.includes(method) && `the method is one of ${methods.join(', ')}`) ||
      (where === undefined && 'name a path, such as virtual-servers') ||
      (extra !== undefined && 'one file at most');
    if (fault || where === undefined) return wrongCall(io, fault || '');
    const path = pathOf(where);
    try {
      const sent = file === undefined ? usualBody(method) : Buffer.from(await readInput(file, io), 'latin1');
      const client = await consoleOf(flags, io, tools);
      const matched = await matchOf(client, path, ifMatch);
      const answer = accepted(
        await client.ask({
          method,
          path,
          headers: {
            ...(sent !== undefined && { 'content-type': type ?? usualType(path) }),
            ...(matched !== undefined && { 'if-match': matched }),
          },
          ...(sent !== undefined && { body: sent }),
        }),
      );
      if (revision && answer.revision !== undefined) io.stderr.write(`${plain(answer.revision)}\n`);
      const body = io.stdout.isTTY === true ? forPeople(answer) : answer.body;
      io.stdout.write(body);
      if (body.length > 0 && body.at(-1) !== newline) io.stdout.write('\n');
      return 0;
    } catch (error) {
      if (error instanceof InputError) return wrongCall(io, error.message);
      throw error;
    }
  },
};

const newline = 0x0a;

/** Whoever only says what is to be done sends no members. */
function usualBody(method: string): Buffer | undefined {
  return method === 'POST' ? Buffer.from('{}') : undefined;
}

/** JSON in lines, where a person reads it; nothing that the terminal would obey. */
function forPeople({ body, type }: ConsoleAnswer): Buffer {
  const json = type === 'application/json' ? jsonOf({ body }) : undefined;
  const text = json === undefined ? readable(body.toString('latin1')) : JSON.stringify(json, null, 2);
  return Buffer.from(text.split('\n').map(visible).join('\n'));
}

/** What has no place in an address is written as it has to be there. Source: RFC 3986, section 2.1. */
function pathOf(where: string): string {
  const path = where.startsWith('/api/') ? where : `${prefix}/${where.replace(/^\/+/, '')}`;
  return path.replace(/[^\x21-\x7e]+/gu, encodeURIComponent);
}

function usualType(path: string): string {
  return /\/(?:lvs\.cf|check)(?:\?|$)/.test(path) ? 'text/plain' : 'application/json';
}

async function matchOf(
  client: ConsoleClient,
  path: string,
  given: string | undefined,
): Promise<string | undefined> {
  if (given !== 'now') return given === undefined || /^(?:\*|.*".*")$/.test(given) ? given : `"${given}"`;
  const [resource = path] = path.split('?', 1);
  return accepted(await client.ask({ method: 'GET', path: resource })).revision;
}

function wrongCall(io: Io, sentence: string): number {
  io.stderr.write(`lvs-console: ${sentence.replace(/\.$/, '')}; see lvs-console api --help\n`);
  return 2;
}
