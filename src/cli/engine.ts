import { parseArgs } from 'node:util';
import type { RouterState } from '../core/router/answer.js';
import { wordsFor } from '../text/index.js';
import { printAnswer } from './answer.js';
import type { Command, Io } from './command.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';

/** What can be asked of the engine. */
const words = ['state', 'start', 'stop', 'reload', 'hand-over', 'revert', 'enable', 'disable'] as const;

/** Starts and stops what makes lvs.cf run. */
export const engine: Command = {
  name: 'engine',
  summary: 'starts, stops or reloads what makes lvs.cf run',
  usage: `Usage: lvs-console engine WORD [OPTIONS]

  state      how it is
  start      starts it with what is installed
  stop       gives the addresses to the other router if it runs, and stops balancing on this one
  reload     makes it read again what is installed
  hand-over  gives the addresses to the other router and stands by; the engine goes on
  revert     puts the previous keepalived.conf in place again, and reloads
  enable     starts it whenever the machine starts
  disable    leaves it stopped when the machine starts

${settingFlagsUsage}
Exit status: 0 done, 1 not done, 2 when wrongly called.
`,

  async run(args, io, tools) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: settingFlags,
      strict: true,
      allowPositionals: true,
    });
    const word = words.find((one) => one === positionals[0]);
    if (word === undefined || positionals.length > 1) {
      io.stderr.write(`lvs-console: say one of ${words.join(', ')}; see lvs-console engine --help\n`);
      return 2;
    }
    const answer = await tools.engine(tools.readSettings(values)).run(word);
    if (word !== 'state' || answer.state === null) return printAnswer(answer, io);
    return printState(answer.state, io);
  },
};

/** Prints how the engine is, one fact a line. @returns the exit status */
export function printState({ engine: seen, identity, installed, vrrp }: RouterState, { stdout }: Io): number {
  const { control, engine: say } = wordsFor('en');
  const { name, status, pid, boot, log } = seen;
  const about = [name, pid === null ? undefined : control.process(pid)].filter((fact) => fact != null);
  const lines = [
    `${control.state[status]}${about.length > 0 ? ` (${about.join(', ')})` : ''}`,
    status === 'not_installed' ? say.missing : '',
    identity === null ? say.noFile : '',
    identity !== null && 'role' in identity ? say.role[identity.role](identity.address, identity.device) : '',
    identity !== null && 'unknown' in identity
      ? say.unknown[identity.unknown](identity.primary, identity.backup)
      : '',
    vrrp === null ? '' : `${vrrp.state}: ${say.vrrp[vrrp.state]}`,
    say.boot[boot],
    installed.whose === 'foreign' ? say.foreign(installed.path) : '',
    installed.whose === 'ours' && installed.current === false ? say.unapplied : '',
    ...log,
  ];
  for (const line of lines.filter((one) => one !== '')) stdout.write(`${line}\n`);
  return 0;
}
