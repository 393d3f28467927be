/** `active_cmd` and `inactive_cmd` as the programs that keepalived runs. */

import type { GlobalValues } from '../lvscf/global.js';
import type { Note, Rendered } from './note.js';
import type { Role } from './obstacles.js';

type Keyword = 'active_cmd' | 'inactive_cmd';

/** The statements that run a command on one of a pair: when it has become active, and when it no longer is. */
const ofPair: Readonly<Record<Keyword, readonly string[]>> = {
  active_cmd: ['notify_master'],
  inactive_cmd: ['notify_backup', 'notify_fault', 'notify_stop'],
};

/** On a single router, which is active as long as keepalived runs: before it begins, and after it has ended. */
const ofSingle: Readonly<Record<Keyword, readonly string[]>> = {
  active_cmd: ['startup_script'],
  inactive_cmd: ['shutdown_script'],
};

/**
 * keepalived splits a command as pulse did, but has quotes, escapes and variables where pulse had none: a command
 * with any of their characters is left out, and said. Source: keepalived.conf(5), Quoted strings.
 */
const plain = /^[A-Za-z0-9_./][A-Za-z0-9_./:=,+@%^ \t-]*$/;

/** Whether keepalived runs a command as it stands. */
export function isPlainCommand(command: string): boolean {
  return plain.test(command.trim());
}

/** The lines for both commands of a file. */
export function commandLines(global: GlobalValues, role: Role): Rendered {
  const lines: string[] = [];
  const notes: Note[] = [];
  for (const keyword of ['active_cmd', 'inactive_cmd'] as const) {
    const words = global[keyword]?.split(/[ \t]+/).filter((word) => word !== '') ?? [];
    const command = words.join(' ');
    if (words.length === 0) continue;
    if (!isPlainCommand(command)) notes.push({ code: 'command_left_out', params: { keyword } });
    else {
      const statements = role === 'single' ? ofSingle : ofPair;
      lines.push(...statements[keyword].map((statement) => `${statement} "${command}"`));
      notes.push({ code: role === 'single' ? 'command_at_start' : 'command_after', params: { keyword } });
    }
  }
  return { lines, notes };
}
