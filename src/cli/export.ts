import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { leftOut } from '../core/archive/contents.js';
import { withArchive } from './archive.js';
import type { Command, Exported } from './command.js';
import { plain } from './plain.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';

/** Writes a console into one file. */
export const exportCommand: Command = {
  name: 'export',
  summary: 'writes everything needed to set up this console again into one file',
  usage: `Writes everything that is needed to set up this console again into one file: lvs.cf and every version
of it, the settings, users and groups, the allowlists, where the backup router is and its host key. The
file is a tar archive packed with gzip, for this account alone; lvs-console rebuild sets up a console
with it, and tar opens it too. Private keys and passphrases are not in it; password hashes are.
The formats of other tools, as the page EXPORT has them, are printed by lvs-console render.

Usage: lvs-console export FILE [OPTIONS]

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
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) {
      io.stderr.write('lvs-console: name one file to write; see lvs-console export --help\n');
      return 2;
    }
    const path = resolve(file);
    return withArchive(io, path, async () => {
      const done = await tools.exportConsole(tools.readSettings(values), path);
      io.stdout.write(told(path, done));
      for (const number of done.unreadable) {
        io.stderr.write(`Warning: version ${number} is not in it: its file is missing or damaged.\n`);
      }
      return 0;
    });
  },
};

function told(path: string, { bytes, names, versions }: Exported): string {
  const list = (lines: readonly string[]) => lines.map((line) => `  ${line}\n`).join('');
  const history = versions === 0 ? [] : [`history of ${versions} ${versions === 1 ? 'version' : 'versions'}`];
  return `${plain(path)} is written (${Math.ceil(bytes / 1024)} KiB). In it:
${list([...names, ...history])}Not in it, and to be made or copied by itself:
${list(leftOut)}Keep it as safe as the password hashes in it.
`;
}
