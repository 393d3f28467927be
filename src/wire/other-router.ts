import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ConfigFile } from '../adapters/files/config-file.js';
import { keepConnection } from '../adapters/ssh/kept.js';
import type { Config } from '../core/lvscf/config.js';
import { ConsoleError } from '../core/problem.js';
import type { Push } from '../core/push/api.js';
import type { ConnectionSetup } from '../core/push/setup-api.js';
import { connectAsSetUp, openConnectionFiles } from '../push/connection.js';
import { openPush, type PushNeeds } from '../push/push.js';
import { openSetup } from '../push/setup.js';
import type { Settings } from '../settings.js';

/** The other router, as this console reaches it. */
export interface OtherRouterHere {
  readonly push: Push;
  readonly setup: ConnectionSetup;
  /** Whether our program is to be asked there; where only files are copied there is nobody to ask. */
  readonly isObservable: () => Promise<boolean>;
}

/** Connects what pushes with where the connection is kept; nobody is connected to before it is asked. */
export function openOtherRouter(
  { agent, state }: Pick<Settings, 'agent' | 'state'>,
  lvsCf: Pick<ConfigFile<Config>, 'read' | 'update'>,
  engine: PushNeeds['engine'],
  version: string,
): OtherRouterHere {
  const files = openConnectionFiles(join(state, 'ssh'), agent);
  const connection = keepConnection(() => connectAsSetUp(files));
  const push = openPush({
    folder: join(state, 'push'),
    lvsCf,
    connection,
    engine,
    version,
    host: hostname(),
    target: async () => {
      const settings = await files.backup.read();
      return settings && { to: shownPlace(settings), copyTo: settings.copyTo };
    },
  });
  const setup = openSetup({ files, renew: connection.close, inspect: push.inspect });
  return { push, setup, isObservable: () => isObservable(files) };
}

async function isObservable({ backup }: ReturnType<typeof openConnectionFiles>): Promise<boolean> {
  try {
    const settings = await backup.read();
    return settings !== undefined && settings.copyTo === null;
  } catch (error) {
    // Whoever looks there is told why it cannot be.
    if (error instanceof ConsoleError) return true;
    throw error;
  }
}

/** Address and port as people write them; the usual port goes without saying. */
function shownPlace({ address, port }: { readonly address: string; readonly port: number }): string {
  if (port === 22) return address;
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}
