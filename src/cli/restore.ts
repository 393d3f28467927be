import { parseArgs } from 'node:util';
import { byteString } from '../core/lvscf/bytes.js';
import { differences } from '../core/lvscf/diff.js';
import { parseObject } from '../core/versions/object.js';
import { parseVersionNumber } from '../core/versions/side.js';
import { wordsFor } from '../text/index.js';
import { sentence } from '../text/sentence.js';
import type { Command, Io, Restored } from './command.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';

const options = {
  ...settingFlags,
  object: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean', default: false },
  confirm: { type: 'string' },
} as const;

/** Brings a version back. */
export const restore: Command = {
  name: 'restore',
  summary: 'brings back a version of lvs.cf, or single objects of it',
  usage: `Brings back a version of lvs.cf, as a new version, and prints what that changes. What runs does not
change before lvs-console apply.

Usage: lvs-console restore [--object OBJECT]... [--dry-run] [--confirm NAME] NUMBER [OPTIONS]

NUMBER is that of a version; see lvs-console history. Without --object, the file gets all its bytes.

  --object OBJECT  only this, in the words of the file: head, "virtual HTTP", "failover disk",
                   "virtual HTTP server web1"; may be given several times
  --dry-run        prints what would change; nothing is saved
  --confirm NAME   what has to be typed where a restore takes away services that answer clients; the
                   refusal names it

A restore that would add problems to the file is refused, with a list of them.

${settingFlagsUsage}
Exit status: 0 done, 1 refused or failed, 2 when wrongly called.
`,

  async run(args, io, tools) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: true,
    });
    const { confirm, 'dry-run': dryRun, object: named, ...flags } = values;
    const [number, extra] = [parseVersionNumber(positionals[0] ?? ''), positionals[1]];
    const objects = named?.map((text) => parseObject(byteString(text)));
    const fault =
      ((number === undefined || extra !== undefined) && 'name one version by its number') ||
      (objects?.includes(undefined) && '--object is head, "virtual NAME" or "virtual NAME server NAME"');
    if (fault || number === undefined) {
      io.stderr.write(`lvs-console: ${fault}; see lvs-console restore --help\n`);
      return 2;
    }
    const { restore: bringBack } = tools.versions(tools.readSettings(flags));
    const wanted = objects?.filter((object) => object !== undefined);
    const outcome = await bringBack({ number, objects: wanted, dryRun, confirm });
    return print(outcome, dryRun, io);
  },
};

function print(
  { after, before, problems, version }: Restored,
  dryRun: boolean,
  { stderr, stdout }: Io,
): number {
  const words = wordsFor('en');
  for (const change of differences(before, after)) stdout.write(`${words.saving.difference(change)}\n`);
  for (const problem of problems) {
    stderr.write(`lvs.cf:${problem.place.line}: ${problem.code} ${sentence(words, problem)}\n`);
  }
  if (problems.length > 0) {
    stderr.write(`lvs-console: ${words.versions.restore.refused}\n`);
    return 1;
  }
  if (version !== undefined) stdout.write(`${words.versions.restore.kept(version)}\n`);
  else if (!dryRun) stdout.write(`${words.versions.restore.nothing}\n`);
  return 0;
}
