import { parseArgs } from 'node:util';
import { asciiJson } from '../core/audit/line.js';
import type { ListedVersion } from '../core/history/version.js';
import { wordsFor } from '../text/index.js';
import type { Command, Io } from './command.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';
import { versionLine } from './versions.js';

/** How many versions are printed when no number is given. */
const usuallyPrinted = 50;

const options = {
  ...settingFlags,
  limit: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** Prints the versions of lvs.cf. */
export const history: Command = {
  name: 'history',
  summary: 'prints the versions of lvs.cf: who changed what, and when',
  usage: `Prints the versions of lvs.cf: every state that was saved, with its number, time, user, address and
panel, a note, and what it changed. What was changed outside the console is noticed and kept first.
The newest stands last; without a number, the last ${usuallyPrinted} are printed.

Usage: lvs-console history [OPTIONS]

  --limit NUMBER  so many at most
  --json          one JSON object a line

${settingFlagsUsage}
Exit status: 0 done, 1 when the versions cannot be read, 2 when wrongly called.
`,

  async run(args, io, tools) {
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const { json, limit, ...flags } = values;
    if (limit !== undefined && !/^[1-9]\d{0,8}$/.test(limit)) {
      io.stderr.write('lvs-console: --limit is a number; see lvs-console history --help\n');
      return 2;
    }
    const { configFile } = tools.versions(tools.readSettings(flags));
    await configFile.noticeOutside();
    const found = await configFile.history.list({ limit: Number(limit ?? usuallyPrinted) });
    for (const version of found.toReversed()) print(version, json, io);
    return 0;
  },
};

function print(version: ListedVersion, asJson: boolean, { stdout }: Io): void {
  if (asJson) {
    stdout.write(`${asciiJson(version)}\n`);
    return;
  }
  const words = wordsFor('en');
  const { first = [], count = 0 } = version.changes ?? {};
  stdout.write(`${versionLine(version)}\n`);
  for (const change of first) stdout.write(`    ${words.saving.difference(change)}\n`);
  if (count > first.length) stdout.write(`    ${words.versions.andMore(count - first.length)}\n`);
}
