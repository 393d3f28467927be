import { parseArgs } from 'node:util';
import { familyOf } from '../core/access/hash-family.js';
import { type PasswordWeakness, weaknessOf } from '../core/access/password.js';
import { type Groups, roleOf } from '../core/access/roles.js';
import type { Command, Io } from './command.js';
import { plain } from './plain.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';
import { askUnseen } from './unseen.js';

const defaultUser = 'piranha';

/** Sets passwords, lists users and takes them out; a running console takes it at once. */
export const passwd: Command = {
  name: 'passwd',
  summary: 'sets the password of a user; lists and removes users',
  usage: `Sets the password of a user, ${defaultUser} if none is named. Adds the user if there is none of that name.
In a terminal it asks twice, without showing what is typed; otherwise it takes the first line of
the standard input. A running console takes the new password at once.

Usage: lvs-console passwd [OPTIONS] [USER]
       lvs-console passwd [OPTIONS] --remove USER
       lvs-console passwd [OPTIONS] --list

  --remove           takes the user out: the password opens nothing any more
  --list             lists the users with their roles, and how their passwords are kept

${settingFlagsUsage}`,

  async run(args, io, tools) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...settingFlags, list: { type: 'boolean' }, remove: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    });
    const { list = false, remove = false, ...flags } = values;
    const [user = defaultUser, extra] = positionals;
    const fault = list
      ? (remove || positionals.length > 0) && '--list stands alone'
      : (extra !== undefined && 'one user at a time') ||
        (remove && positionals.length === 0 && 'remove whom?');
    if (fault) {
      io.stderr.write(`lvs-console: ${fault}; see lvs-console passwd --help\n`);
      return 2;
    }
    const settings = tools.readSettings(flags);
    if (list) return listUsers(io, await tools.readUsers(settings), await tools.readGroups(settings));
    if (remove) return removed(io, user, await tools.removeUser(settings, user));
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

/** A line each: the name, the role, the kind of the hash, and what is wrong with it. */
function listUsers(io: Io, users: ReadonlyMap<string, string>, groups: Groups | undefined): number {
  const width = Math.max('USER'.length, ...[...users.keys()].map((user) => user.length));
  const row = (user: string, role: string, hash: string) =>
    `${user.padEnd(width)}  ${role.padEnd(6)}  ${hash}\n`;
  if (users.size > 0) io.stdout.write(row('USER', 'ROLE', 'PASSWORD'));
  for (const [user, hash] of users) io.stdout.write(row(plain(user), roleOf(groups, user), hashRemark(hash)));
  if (users.size === 0) io.stdout.write('Nobody can log in: there is no user.\n');
  return 0;
}

function hashRemark(hash: string): string {
  const family = familyOf(hash);
  if (family === undefined) return 'unusable: not a hash that is known, or one that takes too long to check';
  const remarks: string[] = [family.name];
  if (family.readsBytes !== undefined) remarks.push(`only the first ${family.readsBytes} bytes count`);
  if (family.weak) remarks.push('weak: set the password again to have it kept as bcrypt');
  return remarks.join('; ');
}

function removed(io: Io, user: string, wasThere: boolean): number {
  if (!wasThere) io.stderr.write(`lvs-console: there is no user ${plain(user)}\n`);
  else io.stdout.write(`${user} was removed.\n`);
  return wasThere ? 0 : 1;
}

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
  const questions = [`New password for ${user}: `, 'Once more: '];
  const [first, second] = await askUnseen(io, io.stdout, questions);
  return first === second ? first : undefined;
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
