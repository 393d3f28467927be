import { parseArgs } from 'node:util';
import { effectsOf } from '../core/effects/effects.js';
import { readable, visible } from '../core/lvscf/bytes.js';
import { readConfig } from '../core/lvscf/config.js';
import { compared } from '../core/lvscf/line-diff.js';
import { parseSide } from '../core/versions/side.js';
import type { SideText } from '../core/versions/sides.js';
import { effectSentence } from '../text/effect.js';
import { wordsFor } from '../text/index.js';
import type { Command, Io } from './command.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';

const options = { ...settingFlags, text: { type: 'boolean', default: false } } as const;

const signs = { both: ' ', old: '-', new: '+' } as const;

/** Prints what separates two sides. */
export const diff: Command = {
  name: 'diff',
  summary: 'compares versions of lvs.cf, and what is saved, runs, or lies on the other router',
  usage: `Says what is different between two sides, one change a line, and below it what the change does to
live traffic when a router that runs the first applies the second.

Usage: lvs-console diff [--text] FROM TO [OPTIONS]

FROM and TO are the number of a version (see lvs-console history), or
  saved    lvs.cf as it is
  running  the lvs.cf of which what runs on this router was made
  backup   the lvs.cf of the other router

  --text   prints the lines that differ, too

${settingFlagsUsage}
Exit status: 0 done, 1 when a side cannot be read, 2 when wrongly called.
`,

  async run(args, io, tools) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: true,
    });
    const { text, ...flags } = values;
    const [from, to] = positionals.map(parseSide);
    if (from === undefined || to === undefined || positionals.length !== 2) {
      const wanted = 'name two sides, each a number, saved, running or backup';
      io.stderr.write(`lvs-console: ${wanted}; see lvs-console diff --help\n`);
      return 2;
    }
    const { close, configFile, sides } = tools.versions(tools.readSettings(flags));
    try {
      await configFile.noticeOutside();
      const [one, other] = await Promise.all([sides.read(from), sides.read(to)]);
      printWords(one, other.text, io);
      if (text) printLines(one.text, other.text, io);
    } finally {
      await close();
    }
    return 0;
  },
};

function printWords({ text: one, traffic }: SideText, other: string, { stdout }: Io): void {
  const words = wordsFor('en');
  const found = effectsOf(readConfig(one), readConfig(other), traffic ?? { kind: 'unknown' });
  for (const { difference, effects } of found) {
    stdout.write(`${words.saving.difference(difference)}\n`);
    for (const { stake, ...effect } of effects) {
      // Connections are at stake only where something runs.
      const said = traffic === undefined || stake === undefined ? effect : { ...effect, stake };
      stdout.write(`    ${words.effects.mark[effect.gravity]}: ${effectSentence(words, said)}\n`);
    }
  }
  const { noSetting, same } = words.versions.compare;
  if (found.length === 0) stdout.write(`${one === other ? same : noSetting}\n`);
}

function printLines(one: string, other: string, { stdout }: Io): void {
  for (const line of compared(one.split('\n'), other.split('\n'))) {
    stdout.write(line === undefined ? '  ...\n' : `${signs[line.where]} ${visible(readable(line.text))}\n`);
  }
}
