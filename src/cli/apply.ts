import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { isPending } from '../core/router/trial.js';
import { wordsFor } from '../text/index.js';
import { momentText } from '../text/moment.js';
import { noteSentence, obstacleSentence } from '../text/rendering.js';
import { printAnswer } from './answer.js';
import type { Command, Io, OpenTrials } from './command.js';
import { printForesight } from './effects.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';
import { trialFlag, trialSecondsOf, trialUsage } from './trial-flag.js';

/** Makes this router run what its lvs.cf says. */
export const apply: Command = {
  name: 'apply',
  summary: 'makes this router run what its lvs.cf says',
  usage: `Makes this router run what its lvs.cf says: renders it, has keepalived test it, keeps the previous
file, installs the new one, reloads, and compares the kernel with what was wanted. If anything fails,
file and engine are put back.

Usage: lvs-console apply [--dry-run] [--take-over] [--trial MINUTES] [OPTIONS]

What will be different from what the file says goes to the standard error, one sentence a line, and then
what each change does to live traffic, with the connections at stake.

  --dry-run    renders and tests only; nothing is changed
  --take-over  replaces a keepalived.conf that was not made by LVS Console; a copy is kept
${trialUsage}

${settingFlagsUsage}
Exit status: 0 applied, 1 not applied, 2 when wrongly called.
`,

  async run(args, io, tools) {
    const options = {
      ...settingFlags,
      ...trialFlag,
      'dry-run': { type: 'boolean', default: false },
      'take-over': { type: 'boolean', default: false },
    } as const;
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const { 'dry-run': isDryRun, 'take-over': mayReplace, trial, ...flags } = values;
    const seconds = trialSecondsOf(trial, io);
    if (seconds === null) return 2;
    if (seconds !== undefined && (isDryRun || mayReplace)) {
      io.stderr.write('lvs-console: --trial goes with neither --dry-run nor --take-over\n');
      return 2;
    }
    const settings = tools.readSettings(flags);
    const engine = tools.engine(settings);
    const { rendering } = await engine.wanted();
    const words = wordsFor('en');
    for (const note of rendering?.notes ?? []) io.stderr.write(`${noteSentence(words, note)}\n`);
    for (const obstacle of rendering?.obstacles ?? []) {
      io.stderr.write(`${obstacleSentence(words, obstacle)}\n`);
    }
    const { state } = await engine.run('state');
    const foresight = state === null ? undefined : await engine.foresee(state);
    printForesight(foresight, io.stderr);
    if (seconds !== undefined) return tried(seconds, tools.trials(settings), io);
    if (isDryRun) return printAnswer(await engine.run('test'), io);
    return printAnswer(await engine.run(mayReplace ? 'adopt' : 'apply'), io, foresight);
  },
};

async function tried(seconds: number, { close, trials }: OpenTrials, io: Io): Promise<number> {
  try {
    const answer = await trials.tryHere({ by: userInfo().username, seconds });
    const status = printAnswer(answer, io);
    const { trial } = answer.state ?? {};
    if (answer.ok && trial != null && isPending(trial)) {
      io.stdout.write(`${wordsFor('en').trial.cli.until(momentText(trial.until, 'en'))}\n`);
    }
    return status;
  } finally {
    await close();
  }
}
