import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withArchive } from './archive.js';
import type { Command, Io, Rebuilt } from './command.js';
import { plain } from './plain.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';

const options = { ...settingFlags, over: { type: 'boolean', default: false } } as const;

/** Sets up a console from an archive. */
export const rebuild: Command = {
  name: 'rebuild',
  summary: 'sets up this console from a file that export wrote',
  usage: `Sets up this console from a file that lvs-console export wrote, on this machine or on another one. All of
it is checked before anything is written: a damaged or forged archive changes nothing, and no file of it
lands anywhere but where this console has its files. What runs does not change before lvs-console apply.

Usage: lvs-console rebuild [--over] FILE [OPTIONS]

  --over          goes over what is there; it is kept beside, under a name that ends with .before-TIME

Settings that name places on the machine of the archive are not taken; this machine keeps its own. If it is
cut short, the same command with --over ends it.

${settingFlagsUsage}
Exit status: 0 done, 1 not done, 2 when wrongly called.
`,

  async run(args, io, tools) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: true,
    });
    const { over, ...flags } = values;
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) {
      io.stderr.write('lvs-console: name one archive; see lvs-console rebuild --help\n');
      return 2;
    }
    const path = resolve(file);
    return withArchive(io, path, async () => {
      const done = await tools.rebuildConsole(tools.readSettings(flags), path, over);
      return done.inTheWay.length > 0 ? refused(io, done) : finished(io, done);
    });
  },
};

function refused({ stderr }: Io, { inTheWay }: Rebuilt): number {
  stderr.write('lvs-console: there is a console already, and nothing was changed. In the way:\n');
  for (const path of inTheWay) stderr.write(`  ${plain(path)}\n`);
  stderr.write('--over goes over it, and keeps what is there under another name.\n');
  return 1;
}

function finished({ stdout }: Io, { host, kept, notTaken, put, time, versions }: Rebuilt): number {
  const moment = `${time.slice(0, 19).replace('T', ' ')} UTC`;
  stdout.write(`This console is as the one on ${plain(host)} was at ${moment}.\n`);
  for (const path of put) stdout.write(`  ${plain(path)}\n`);
  if (versions > 0) stdout.write(`  history of ${versions} ${versions === 1 ? 'version' : 'versions'}\n`);
  if (kept.length > 0) stdout.write('What was there:\n');
  for (const path of kept) stdout.write(`  ${plain(path)}\n`);
  if (notTaken.length > 0) {
    stdout.write(`Settings that name places there were not taken: ${notTaken.map(plain).join(', ')}\n`);
  }
  stdout.write(`What is left to do:
  restart the console, which takes its settings when it starts
  lvs-console apply, which makes this router run its lvs.cf
  CONNECTION TO THE BACKUP: the private key is not in an archive
  lvs-console certificate --make, where HTTPS is spoken
`);
  return 0;
}
