/** Whom the commands ask that go over the JSON interface, out of what flags, variables and a file say. */

import { z } from 'zod';
import type { ClientSettings } from './client.js';

/** The console that commands ask unless told otherwise. */
export const usualConsole = 'http://localhost:3636';

/** The user that every console begins with. */
const usualUser = 'piranha';

/** What one place says; paths are absolute. */
export interface ClientSaid {
  readonly console?: string | undefined;
  readonly user?: string | undefined;
  readonly passwordFile?: string | undefined;
  readonly ca?: string | undefined;
}

const text = z.string().min(1);

/** The file of whoever runs the command. A password is in a file of its own, never in this one. */
export const clientFileShape = z.strictObject({
  console: text.exactOptional(),
  user: text.exactOptional(),
  passwordFile: text.exactOptional(),
  ca: text.exactOptional(),
});

/** What is wrong with what was said, in a sentence. */
export interface ClientFault {
  readonly fault: string;
}

/**
 * The first place that says something counts, each thing by itself.
 * @param mayGoInClear whether a password may go over plain HTTP to another machine
 */
export function clientSettingsOf(
  places: readonly ClientSaid[],
  mayGoInClear: boolean,
): ClientSettings | ClientFault {
  const said = (name: keyof ClientSaid) =>
    places.map((place) => place[name]).find((one) => one !== undefined);
  const origin = originIn(said('console') ?? usualConsole);
  if (typeof origin !== 'string') return origin;
  if (!mayGoInClear && isReadByOthers(origin)) {
    return { fault: `${origin}: the password would cross the network for everybody to read; use https` };
  }
  const user = said('user') ?? usualUser;
  if (user.includes(':')) return { fault: 'the name of a user has no colon' };
  return { origin, user, passwordFile: said('passwordFile'), ca: said('ca') };
}

function originIn(text: string): string | ClientFault {
  const fault = { fault: 'the console is an address such as https://router1:3636, and nothing behind it' };
  if (!URL.canParse(text)) return fault;
  const { hash, origin, password, pathname, protocol, search, username } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') return fault;
  // A password in an address stands in the list of processes, and in the history of the shell.
  if (username !== '' || password !== '') return { fault: 'an address has no user and no password in it' };
  return pathname === '/' && search === '' && hash === '' ? origin : fault;
}

/** Whether what goes there can be read on the way. */
function isReadByOthers(origin: string): boolean {
  const { hostname, protocol } = new URL(origin);
  return protocol === 'http:' && !/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
