/** The programs of others that a router runs because lvs.cf names them. */

import type { Config } from '../lvscf/config.js';
import { checkOfValues } from './check-command.js';
import { services } from './what-runs.js';

/** Their paths, each once. A name without a path is looked for among the system's own programs. */
export function outsidePrograms(config: Config): string[] {
  const { active_cmd, inactive_cmd, rsh_command } = config.global;
  const ofServices = services(config).services.flatMap(({ virtualServer: { values } }) => {
    const check = checkOfValues(values);
    const { load_monitor: load = '' } = values;
    return [check.kind === 'program' ? check.command : '', load === 'uptime' ? (rsh_command ?? '') : load];
  });
  const commands = [active_cmd ?? '', inactive_cmd ?? '', ...ofServices];
  const programs = commands.map((command) => command.trim().split(/[ \t]+/)[0] ?? '');
  return [...new Set(programs.filter((program) => program.startsWith('/')))];
}
