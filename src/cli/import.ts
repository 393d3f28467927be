import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { type Imported, importSources } from '../core/import/import.js';
import type { Report } from '../core/import/report.js';
import { type ImportKind, importKinds, kindOf, type Source } from '../core/import/source.js';
import { readable, visible } from '../core/lvscf/bytes.js';
import { differences } from '../core/lvscf/diff.js';
import { remarkSentence } from '../text/import.js';
import { wordsFor } from '../text/index.js';
import type { Command, Io, Tools } from './command.js';
import { InputError, readInput } from './input.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';

const options = {
  ...settingFlags,
  as: { type: 'string', multiple: true },
  write: { type: 'boolean', default: false },
  confirm: { type: 'string' },
} as const;

/** Reads the files of other tools as one lvs.cf. */
export const importCommand: Command = {
  name: 'import',
  summary: 'makes an lvs.cf of keepalived, ipvsadm or heartbeat files, and says what became of each line',
  usage: `Reads files that belong together, those of one pair of routers, and prints the lvs.cf that says the same;
what became of each line goes to the standard error. Nothing is saved without --write.

Usage: lvs-console import FILE... [--as KIND]... [--write] [--confirm NAME] [OPTIONS]

FILE may be - for the standard input. What a file is follows from its name, else from what is in it:
  keepalived.conf  of the primary, and of the backup router, in any order
  ipvsadm          what ipvsadm-save prints, or the commands themselves
  ipvsadm-default  /etc/default/ipvsadm
  ip_vs            the table of the kernel: /proc/net/ip_vs, or what ipvsadm -Ln prints
  ha.cf, authkeys, haresources, hosts
                   of heartbeat, with the addresses of its machines
  lvs.cf           as it is, alone

Lines of the report: FILE:LINE: kept, changed, in a comment, left out or not understood, and why.

  --as KIND       the kind of the first FILE, the second of the second, and so on, in the words above
  --write         saves it in place of the present lvs.cf, as a new version; what runs does not change
                  before lvs-console apply
  --confirm NAME  what has to be typed where that takes away services that answer clients; the refusal
                  names it

${settingFlagsUsage}
Exit status: 0 done, 1 when nothing is proposed or saved, 2 when wrongly called or a file cannot be read.
`,

  async run(args, io, tools) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: true,
    });
    const { as: kinds = [], confirm, write, ...flags } = values;
    const fault =
      (positionals.length === 0 && 'name at least one file') ||
      (kinds.some((kind) => !importKinds.includes(kind as ImportKind)) &&
        `--as is one of ${importKinds.join(', ')}`);
    if (fault) return wrongCall(io, fault);
    const sources: Source[] = [];
    for (const [index, file] of positionals.entries()) {
      const source = await sourceOf(file, kinds[index], io);
      if (typeof source === 'string') return wrongCall(io, source);
      sources.push(source);
    }
    const imported = importSources(sources, await tools.around());
    report(imported, io);
    if (imported.text === undefined) {
      io.stderr.write(`lvs-console: ${wordsFor('en').importing.review.refused}\n`);
      return 1;
    }
    if (!write) {
      io.stdout.write(Buffer.from(imported.text, 'latin1'));
      return 0;
    }
    return save(imported.text, confirm, tools, flags, io);
  },
};

async function sourceOf(file: string, given: string | undefined, io: Io): Promise<Source | string> {
  try {
    const text = await readInput(file, io);
    const kind = (given as ImportKind | undefined) ?? kindOf(file, text);
    if (kind !== undefined) return { name: file, kind, text };
    return `nobody can tell what ${visible(basename(file))} is: say it with --as`;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

function report({ reports, remarks }: Imported, { stderr }: Io): void {
  const words = wordsFor('en');
  const { outcomes, review } = words.importing;
  for (const one of reports) {
    const name = visible(one.name);
    for (const { line, outcome, remarks: why } of one.lines) {
      if (outcome === 'kept' && why.length === 0) continue;
      const sentences = why.map((remark) => remarkSentence(words, remark)).join(' ');
      stderr.write(`${name}:${line}: ${outcomes[outcome]}: ${shownLine(one, line)}\n    ${sentences}\n`);
    }
    for (const remark of one.remarks) stderr.write(`${name}: ${remarkSentence(words, remark)}\n`);
    stderr.write(`${name}: ${review.counts(one.tally)}\n`);
  }
  for (const remark of remarks) stderr.write(`${remarkSentence(words, remark)}\n`);
}

function shownLine({ lines }: Report, number: number): string {
  return visible(readable(lines.find(({ line }) => line === number)?.text ?? ''));
}

async function save(
  text: string,
  confirm: string | undefined,
  tools: Tools,
  flags: Parameters<Tools['readSettings']>[0],
  { stdout }: Io,
): Promise<number> {
  const { before, after, version } = await tools.saveImport(tools.readSettings(flags), text, confirm);
  const words = wordsFor('en');
  for (const change of differences(before, after)) stdout.write(`${words.saving.difference(change)}\n`);
  stdout.write(
    `${version === undefined ? words.versions.restore.nothing : words.versions.restore.kept(version)}\n`,
  );
  return 0;
}

function wrongCall(io: Io, sentence: string): number {
  io.stderr.write(`lvs-console: ${sentence.replace(/\.$/, '')}; see lvs-console import --help\n`);
  return 2;
}
