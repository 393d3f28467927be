import type { ConsoleClient } from '../core/client/client.js';
import { usualConsole } from '../core/client/settings.js';
import type { Io, Tools } from './command.js';
import { askUnseen } from './unseen.js';

/** The flags of every command that asks a console that runs, for `node:util` parseArgs. */
export const consoleFlags = {
  console: { type: 'string' },
  user: { type: 'string' },
  'password-file': { type: 'string' },
  ca: { type: 'string' },
  'in-clear': { type: 'boolean', default: false },
} as const;

/** Their paragraph in a help text. */
export const consoleFlagsUsage = `The console is one that runs, on this machine or another:
  --console URL         its address (default ${usualConsole})
  --user NAME           who asks (default piranha)
  --password-file FILE  a file with the password in its first line, which others may not read; without
                        it a terminal is asked. A password never stands on a command line
  --ca FILE             the certificate of the console, in PEM, where no authority has signed it;
                        lvs-console certificate says where it is
  --in-clear            lets the password cross the network without encryption

Each also as a variable, LVS_CONSOLE_URL, _USER, _PASSWORD_FILE and _CA, or in
~/.config/lvs-console/client.json: {"console": ..., "user": ..., "passwordFile": ..., "ca": ...}
`;

/** What was given of these flags. */
export interface ConsoleFlags {
  readonly console?: string | undefined;
  readonly user?: string | undefined;
  readonly 'password-file'?: string | undefined;
  readonly ca?: string | undefined;
  readonly 'in-clear': boolean;
}

/** Nobody said what the password is, and nobody can be asked. */
export class NoPassword extends Error {}

/** The console that the flags name. @throws what `tools` throws; NoPassword */
export async function consoleOf(flags: ConsoleFlags, io: Io, tools: Tools): Promise<ConsoleClient> {
  const { ca, console, 'in-clear': mayGoInClear, 'password-file': passwordFile, user } = flags;
  const settings = await tools.readClientSettings({ ca, console, passwordFile, user }, mayGoInClear);
  return tools.connectToConsole(settings, async () => {
    if (io.stdin.isTTY !== true) {
      throw new NoPassword(`no password: name a file with that of ${settings.user} with --password-file`);
    }
    const question = `Password of ${settings.user} at ${settings.origin}: `;
    const [password = ''] = await askUnseen(io, io.stderr, [question]);
    return password;
  });
}
