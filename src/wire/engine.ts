import { join } from 'node:path';
import type { ConfigFile } from '../adapters/files/config-file.js';
import type { Machine } from '../adapters/machine/machine.js';
import type { Config } from '../core/lvscf/config.js';
import { ConsoleError } from '../core/problem.js';
import { type RouterFromConsole, routerFromConsole } from '../router/from-console.js';
import { packageFolder, type Settings } from '../settings.js';

/** The router program of this machine; whoever may not call it is told the command that gives the right. */
export function engineOf(
  settings: Settings,
  lvsCf: Pick<ConfigFile<Config>, 'noticeOutside' | 'path' | 'read'>,
  machine: Machine,
): RouterFromConsole {
  const rules = join(packageFolder, 'config', 'sudoers');
  const rightCommands = [`install -o root -g root -m 0440 ${rules} /etc/sudoers.d/lvs-console`];
  const router = routerFromConsole({ ...settings.router, rightCommands, lvsCf, machine });
  return {
    ...router,
    async run(verb, line) {
      if (verb === 'apply' || verb === 'adopt') await keepVersion(lvsCf);
      return router.run(verb, line);
    },
  };
}

/** What is applied is a version from then on, also when somebody changed the file outside the console. */
async function keepVersion(lvsCf: Pick<ConfigFile<Config>, 'noticeOutside'>): Promise<void> {
  try {
    await lvsCf.noticeOutside();
  } catch (error) {
    // Whoever may not write the history, or finds no room for it, may apply nevertheless.
    if (!(error instanceof ConsoleError)) throw error;
  }
}
