import { dirname, join } from 'node:path';
import { openAccessFile } from '../adapters/files/access-files.js';
import { openRulesFile } from '../adapters/files/rules-file.js';
import { hashPassword } from '../core/access/password.js';
import { type Groups, parseGroups } from '../core/access/roles.js';
import type { Settings } from '../settings.js';
import { audited } from './audited.js';

/** Sets a password on the command line. */
export function setPassword(settings: Settings, user: string, password: string): Promise<void> {
  return audited(settings, { action: 'password', object: user }, () =>
    keepPassword(settings, user, password),
  );
}

/** Keeps the hash of a password; a running console takes it at once. */
export async function keepPassword(settings: Settings, user: string, password: string): Promise<void> {
  await openAccessFile({ path: settings.users }).setUser(user, await hashPassword(password));
}

/** Who can log in: user name to password hash. */
export function readUsers(settings: Settings): Promise<ReadonlyMap<string, string>> {
  return openAccessFile({ path: settings.users }).readUsers();
}

/** The groups that give roles; nothing where there is no such file, and everybody is an administrator. */
export async function readGroups(settings: Settings): Promise<Groups | undefined> {
  return (await groupsOf(settings).read())?.parsed;
}

/** The file of the groups. */
export function groupsOf(settings: Settings) {
  return openRulesFile({ path: join(dirname(settings.users), 'htgroup'), parse: parseGroups });
}

/** Takes a user out; false when there is none. A running console lets nobody of that name in from then on. */
export function removeUser(settings: Settings, user: string): Promise<boolean> {
  return audited(
    settings,
    { action: 'remove-user', object: user },
    () => openAccessFile({ path: settings.users }).removeUser(user),
    (wasThere) => (wasThere ? { outcome: 'done' } : { outcome: 'refused', reason: 'no_such_user' }),
  );
}
