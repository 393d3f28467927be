/** Whom the commands ask that go over the JSON interface of a console, and the way to it. */

import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { openConsoleClient } from '../adapters/console-client/client.js';
import { readCertificates, readPasswordFile } from '../adapters/console-client/secrets.js';
import type { ClientSettings, ConsoleClient } from '../core/client/client.js';
import { type ClientSaid, clientFileShape, clientSettingsOf } from '../core/client/settings.js';
import { SettingError } from '../setting-kinds.js';
import { clientEnvironment } from '../settings.js';

/** Flags first, then variables, then the file of whoever runs the command. @throws SettingError */
export async function readClientSettings(
  flags: ClientSaid,
  mayGoInClear: boolean,
  environment = clientEnvironment(),
): Promise<ClientSettings> {
  const { file, said } = environment;
  const found = clientSettingsOf([flags, said, await inFile(file)], mayGoInClear);
  if ('fault' in found) throw new SettingError(found.fault);
  return found;
}

/** What the file says; relative paths in it start at its folder. */
async function inFile(file: string): Promise<ClientSaid> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return {};
    throw new SettingError(`${file}: it cannot be read (${code})`, { cause: error });
  }
  const { data } = clientFileShape.safeParse(parsed(text));
  if (data === undefined) {
    const names = Object.keys(clientFileShape.shape).join(', ');
    throw new SettingError(`${file}: expects an object in JSON with texts called ${names}, and no others`);
  }
  const inFolder = (path: string | undefined) =>
    path === undefined ? undefined : resolve(dirname(file), path);
  return { ...data, passwordFile: inFolder(data.passwordFile), ca: inFolder(data.ca) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no object either
  }
}

/**
 * The way to a console. Nothing is asked yet.
 * @param askPassword asks whoever sits at the terminal; called where no file with the password is named
 * @throws SecretFileError; what `askPassword` throws
 */
export async function connectToConsole(
  { ca, origin, passwordFile, user }: ClientSettings,
  askPassword: () => Promise<string>,
): Promise<ConsoleClient> {
  const trusted = ca === undefined ? undefined : await readCertificates(ca);
  const password = passwordFile === undefined ? await askPassword() : await readPasswordFile(passwordFile);
  return openConsoleClient({ origin, user, password, ...(trusted !== undefined && { ca: trusted }) });
}
