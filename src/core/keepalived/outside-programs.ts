/** The programs of others that a router runs because lvs.cf names them. */

import type { Config } from '../lvscf/config.js';
import { globalStanza } from '../lvscf/global.js';
import { unquoted } from '../lvscf/kinds/strings.js';
import type { ProgramKey } from '../lvscf/programs.js';
import { effective } from '../lvscf/stanza.js';
import type { VirtualValues } from '../lvscf/virtual.js';
import { installedAsk } from '../nanny/ready-made.js';
import { checkOfValues } from './check-command.js';
import { isPlainCommand } from './commands.js';
import { sharedSettings } from './shared-settings.js';
import { services } from './what-runs.js';

/** A command of lvs.cf that is run, word by word; the texts are byte strings. */
export interface OutsideProgram {
  readonly keyword: ProgramKey;
  /** Name of its virtual server or failover service; blank at the head of the file. */
  readonly virtual: string;
  readonly words: readonly string[];
  /** Runs with the checks, as the account for checks, where there is one; otherwise as whoever runs the engine. */
  readonly isCheck: boolean;
}

/**
 * The commands that an engine runs. Under pulse that is each one as it stands, with those of failover services; under
 * keepalived the checker brings the program of the ready-made checks with it.
 * Source: run-time description, parts 1 and 2.
 */
export function outsidePrograms(config: Config, engine: 'keepalived' | 'pulse'): OutsideProgram[] {
  const { global } = config;
  const isFailover = engine === 'pulse' && global.service === 'fos';
  const ofHead = (['active_cmd', 'inactive_cmd'] as const).flatMap((keyword) => {
    const command = global[keyword] ?? '';
    const isRun = engine === 'pulse' || isPlainCommand(command);
    return isRun ? program(keyword, '', command, false) : [];
  });
  if (isFailover) {
    return [...ofHead, ...config.failovers.flatMap(({ name, values }) => ofFailover(name, values))];
  }
  const ofServices = services(config).services.flatMap(({ virtualServer: { name, values } }) => [
    ...ofCheck(name, values).filter(({ words }) => engine === 'pulse' || words[0] !== installedAsk),
    ...ofLoad(config, name, values.load_monitor),
  ]);
  return [...ofHead, ...ofServices];
}

/** As whom a line of our `keepalived.conf` has a program run that lvs.cf names; nothing when it has none run. */
export function runnerOfStatement(config: Pick<Config, 'shared'>, line: string): string | undefined {
  if (/^\s*(?:notify_[a-z]+|startup_script|shutdown_script) /.test(line)) return 'root';
  // Of the checker's words: KIND is `program`, or there is a LOAD. Source: the head of `config/lvs-check`.
  const checks = /^\s*misc_path "\S+ (\S+)(?: \S+){9}(?: (\S+))?/.exec(line);
  const isRun = checks !== null && (checks[1] === 'program' || (checks[2] ?? '-') !== '-');
  return isRun ? (sharedSettings(config).checkerAccount ?? 'root') : undefined;
}

function ofCheck(virtual: string, values: VirtualValues): OutsideProgram[] {
  const check = checkOfValues(values);
  return check.kind === 'program' ? program('send_program', virtual, check.command, true) : [];
}

function ofLoad({ global }: Config, virtual: string, monitor = 'none'): OutsideProgram[] {
  if (monitor === 'none') return [];
  if (monitor !== 'uptime') return program('load_monitor', virtual, monitor, true);
  return program('rsh_command', virtual, effective(globalStanza, global, 'rsh_command'), true);
}

function ofFailover(virtual: string, values: VirtualValues): OutsideProgram[] {
  if (values.active !== true) return [];
  const commands = (['start_cmd', 'stop_cmd'] as const).flatMap((keyword) =>
    program(keyword, virtual, unquoted(values[keyword] ?? ''), false),
  );
  return [...ofCheck(virtual, values), ...commands];
}

function program(keyword: ProgramKey, virtual: string, command: string, isCheck: boolean): OutsideProgram[] {
  const words = command.split(/[ \t]+/).filter((word) => word !== '');
  return words.length === 0 ? [] : [{ keyword, virtual, words, isCheck }];
}
