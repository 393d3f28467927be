import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exists, putExample } from '../adapters/files/first-run.js';
import { makeStateFolder } from '../adapters/files/folders.js';
import type { Prepared } from '../cli/command.js';
import { installed, packageFolder, type Settings } from '../settings.js';
import { readUsers, setPassword } from './users.js';

/** The first thing a console makes that nobody else puts there: without it, none ran here before. */
export function keyPath(settings: Settings): string {
  return join(settings.state, 'keys', 'forms.key');
}

/**
 * Makes the state folder ready: on the first run with the shipped examples, and with a random password for
 * the first user if somebody is there to read it.
 */
export async function prepare(settings: Settings, mayShowPassword: boolean): Promise<Prepared> {
  const firstRun = settings.startsFromExamples && !(await exists(keyPath(settings)));
  await makeStateFolder(settings.state);
  const examples = join(packageFolder, 'config');
  if (firstRun) await putExample(join(examples, 'console.json'), join(settings.state, 'console.json'));
  const copied = firstRun && (await putExample(join(examples, 'lvs.cf'), settings.file));
  if (settings.users !== installed.users) {
    for (const name of ['htaccess', 'secure.htaccess']) {
      await putExample(join(examples, name), join(dirname(settings.users), name));
    }
  }
  const example = copied ? { example: settings.file } : {};

  if (!(await exists(settings.router.settings)) && settings.startsFromExamples) {
    await writeFile(settings.router.settings, `${JSON.stringify({ file: settings.file }, null, 2)}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
  }
  const hasUsers = (await readUsers(settings)).size > 0;
  if (hasUsers || !mayShowPassword) return { hasUsers, ...example };
  const firstUser = { user: 'piranha', password: randomPassword() };
  await setPassword(settings, firstUser.user, firstUser.password);
  return { hasUsers: true, firstUser, ...example };
}

/** About 79 bits, in groups that can be copied from a screen: no letters that look alike. */
function randomPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
