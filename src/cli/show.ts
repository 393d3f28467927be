import { parseArgs } from 'node:util';
import { readable, visible } from '../core/lvscf/bytes.js';
import { type Config, readConfig } from '../core/lvscf/config.js';
import { type Resolved, type ResolvedBlock, resolved } from '../core/lvscf/resolve.js';
import type { Command, Io } from './command.js';
import { InputError, readInput } from './input.js';

/** Prints every value the daemon works with. */
export const show: Command = {
  name: 'show',
  summary: 'prints every value of an lvs.cf, defaults filled in',
  usage: `Prints every value that the daemons work with, those that the file does not state filled in.

Usage: lvs-console show [--json] FILE

FILE may be - for the standard input. Values have the notation of the file. (default) stands behind a
value that the file does not state, (none) where there is none at all.

Options:
  --json  print one JSON object: keys and names as in the file; null is none

Exit status: 0 done, 1 when the daemons would refuse the file, 2 when wrongly called or it cannot be read.
`,

  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [file, extra] = positionals;
    if (file === undefined || extra !== undefined) {
      io.stderr.write('lvs-console: name one file; see lvs-console show --help\n');
      return 2;
    }
    try {
      return print(file, readConfig(await readInput(file, io)), values.json, io);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      io.stderr.write(`lvs-console: ${error.message}\n`);
      return 2;
    }
  },
};

function print(file: string, config: Config, asJson: boolean, io: Io): number {
  io.stdout.write(asJson ? json(config) : table(config));
  const errors = config.problems.filter(({ severity }) => severity === 'refused').length;
  if (errors === 0) return 0;
  const count = errors === 1 ? 'one error' : `${errors} errors`;
  io.stderr.write(
    `lvs-console: ${visible(file)} has ${count}, so the daemons refuse it; see lvs-console check\n`,
  );
  return 1;
}

/** JSON escapes less than a terminal needs. Source: RFC 8259, section 7. */
function json(config: Config): string {
  const text = JSON.stringify(
    resolved(config),
    (_key, value: unknown) => (typeof value === 'string' ? readable(value) : value),
    2,
  );
  const escaped = text.replace(/(?![\n ])[\p{C}\p{Z}]/gu, (character) =>
    Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  );
  return `${escaped}\n`;
}

/** One line of the table. */
interface Row {
  readonly name: string;
  /** Nothing for the line that opens a block. */
  readonly value?: string;
  readonly remark?: string;
}

function table(config: Config): string {
  const { virtual, failover, ...global } = resolved(config);
  const rows: Row[] = [
    ...rowsOf(global, config.global, ''),
    ...config.failovers.flatMap((one, at) => blockRows('failover', failover[at], one, '')),
    ...config.virtualServers.flatMap((one, at) => blockRows('virtual', virtual[at], one, '')),
  ];
  const width = Math.max(...rows.filter(({ value }) => value !== undefined).map(({ name }) => name.length));
  const line = ({ name, value, remark }: Row) =>
    [value === undefined ? name : name.padEnd(width), value, remark]
      .filter((part) => part !== undefined)
      .join('  ');
  return rows.map((row) => `${line(row)}\n`).join('');
}

/** A block as the file has it: what it states, and the blocks in it. */
interface Stated {
  readonly values: object;
  readonly realServers?: readonly Stated[];
}

function blockRows(scope: string, block: ResolvedBlock | undefined, stated: Stated, indent: string): Row[] {
  if (block === undefined) return [];
  const { name, server = [], ...values } = block;
  const inner = `${indent}    `;
  return [
    { name: `${indent}${scope} ${visible(readable(name))}` },
    ...rowsOf(values, stated.values, inner),
    ...(stated.realServers ?? []).flatMap((one, at) =>
      blockRows('server', (server as readonly ResolvedBlock[])[at], one, inner),
    ),
  ];
}

function rowsOf(values: object, stated: object, indent: string): Row[] {
  return Object.entries(values as Record<string, Resolved>).map(([keyword, value]): Row => {
    const name = indent + keyword;
    if (value === null) return { name, value: '(none)' };
    return { name, value: notation(value), ...(keyword in stated ? {} : { remark: '(default)' }) };
  });
}

/** A value as the file would state it. */
function notation(value: Resolved): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value !== 'object') return visible(readable(String(value)));
  if (value === null) return '(none)';
  const parts = Object.values(value).map((part: Resolved) => notation(part));
  return Array.isArray(value) ? ['[', ...parts, ']'].join(' ') : parts.join(' ');
}
