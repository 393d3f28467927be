import { join } from 'node:path';
import type { ConfigFile } from '../adapters/files/config-file.js';
import type { Machine } from '../adapters/machine/machine.js';
import type { Config } from '../core/lvscf/config.js';
import { type RouterFromConsole, routerFromConsole } from '../router/from-console.js';
import { packageFolder, type Settings } from '../settings.js';

/** The router program of this machine; whoever may not call it is told the command that gives the right. */
export function engineOf(
  settings: Settings,
  lvsCf: Pick<ConfigFile<Config>, 'path' | 'read'>,
  machine: Machine,
): RouterFromConsole {
  const rules = join(packageFolder, 'config', 'sudoers');
  const rightCommands = [`install -o root -g root -m 0440 ${rules} /etc/sudoers.d/lvs-console`];
  return routerFromConsole({ ...settings.router, rightCommands, lvsCf, machine });
}
