/** The keys whose values are commands, and who runs those. */

import { unquoted } from './kinds/strings.js';
import { trimBlanks } from './lines.js';
import type { SharedValues } from './shared-lines.js';

/** Every key whose value is a command, or may be one. Source: lvs-cf format, sections 6.1 and 6.2. */
export const programKeys = [
  'active_cmd',
  'inactive_cmd',
  'rsh_command',
  'send_program',
  'load_monitor',
  'start_cmd',
  'stop_cmd',
] as const;

/** A key whose value is a command. */
export type ProgramKey = (typeof programKeys)[number];

/**
 * As whom a key has a program run: checks as the account for checks, everything else as root. Nothing where the key,
 * or its value, names no program.
 * @param value as it stands in the file
 */
export function runnerOf(
  { shared }: { readonly shared: SharedValues },
  keyword: string,
  value: string,
): string | undefined {
  const known: readonly string[] = programKeys;
  const command = trimBlanks(unquoted(value));
  if (!known.includes(keyword) || command === '' || command === 'none') return undefined;
  return keyword.endsWith('_cmd') ? 'root' : (shared['checker-account'] ?? 'root');
}

/** The same for a line of the file as it is written. */
export function runnerInLine(config: { readonly shared: SharedValues }, line: string): string | undefined {
  const [, keyword, value = ''] = /^[ \t]*([a-z_]+)[ \t]*=[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
  return keyword === undefined ? undefined : runnerOf(config, keyword, value);
}
