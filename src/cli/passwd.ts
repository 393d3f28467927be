import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { type PasswordWeakness, weaknessOf } from '../core/access/password.js';
import type { Command, Io } from './command.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';

const defaultUser = 'piranha';

/** Sets the password of a user; a running console takes it at once. */
export const passwd: Command = {
  name: 'passwd',
  summary: 'sets the password of a user',
  usage: `Sets the password of a user, ${defaultUser} if none is named. Adds the user if there is none of that name.
In a terminal it asks twice, without showing what is typed; otherwise it takes the first line of
the standard input. A running console takes the new password at once.

Usage: lvs-console passwd [OPTIONS] [USER]

${settingFlagsUsage}`,

  async run(args, io, tools) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: settingFlags,
      allowPositionals: true,
      strict: true,
    });
    const [user = defaultUser, extra] = positionals;
    if (extra !== undefined) {
      io.stderr.write('lvs-console: one user at a time; see lvs-console passwd --help\n');
      return 2;
    }
    const settings = tools.readSettings(values);
    const password = io.stdin.isTTY === true ? await ask(io, user) : await firstLine(io);
    if (password === undefined) {
      io.stderr.write('lvs-console: the two are not the same; nothing was changed\n');
      return 1;
    }
    const weakness = weaknessOf(password, user);
    if (weakness !== undefined) {
      io.stderr.write(`lvs-console: ${refusals[weakness]}; nothing was changed\n`);
      return 1;
    }
    await tools.prepare(settings, false);
    await tools.setPassword(settings, user, password);
    io.stdout.write(`Password of ${user} set.\n`);
    return 0;
  },
};

const refusals: Readonly<Record<PasswordWeakness, string>> = {
  empty: 'the password is empty',
  short: 'the password is shorter than 10 characters',
  long: 'the password is longer than 72 bytes, and bcrypt would not read the rest',
  control_character: 'the password holds a control character, which browsers cannot send',
  user_name: 'the password holds the name of the user',
  monotonous: 'the password has fewer than 5 different characters',
};

/** Asks twice without echo; undefined when the answers differ. */
async function ask(io: Io, user: string): Promise<string | undefined> {
  // The line editor writes what is typed to a place where nobody sees it.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const editor = createInterface({ input: io.stdin, output: nowhere, terminal: true });
  editor.on('SIGINT', () => editor.close());
  const lines = editor[Symbol.asyncIterator]();
  const answer = async (question: string) => {
    io.stdout.write(question);
    const { value, done } = await lines.next();
    io.stdout.write('\n');
    if (done) throw new Error('stopped; nothing was changed');
    return value;
  };
  try {
    const first = await answer(`New password for ${user}: `);
    return (await answer('Once more: ')) === first ? first : undefined;
  } finally {
    editor.close();
  }
}

async function firstLine(io: Io): Promise<string> {
  let text = '';
  io.stdin.setEncoding('utf8');
  for await (const chunk of io.stdin) {
    text += String(chunk);
    // Longer than any password: do not read on.
    if (text.includes('\n') || text.length > 4096) break;
  }
  return (text.split('\n', 1)[0] ?? '').replace(/\r$/, '');
}
