import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { ConsoleError } from '../core/problem.js';
import { isPending } from '../core/router/trial.js';
import { sentencesOf } from '../text/failure.js';
import { wordsFor } from '../text/index.js';
import { stepSentence } from '../text/step.js';
import type { Command } from './command.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';

/** Keeps what a trial runs, or ends it. */
export const confirm: Command = {
  name: 'confirm',
  summary: 'keeps what a trial runs, or goes back at once',
  usage: `Keeps what was begun with --trial, before it goes back by itself: on both routers where it was tried on
both, the other one first.

Usage: lvs-console confirm [--go-back] [OPTIONS]

  --go-back    does not keep it: what ran before runs again at once

${settingFlagsUsage}
Exit status: 0 done, 1 not done, 2 when wrongly called.
`,

  async run(args, io, tools) {
    const options = { ...settingFlags, 'go-back': { type: 'boolean', default: false } } as const;
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const { 'go-back': isBack, ...flags } = values;
    const words = wordsFor('en');
    const { trials, close } = tools.trials(tools.readSettings(flags));
    try {
      const seen = await trials.last();
      if (seen === undefined || !isPending(seen.trial)) {
        io.stderr.write(`${words.trial.cli.none}\n`);
        return 1;
      }
      const how = isBack ? 'go-back' : 'confirm';
      const { here, ok, there } = await trials.end({
        by: userInfo().username,
        trial: seen.trial.id,
        how,
      });
      if (there instanceof ConsoleError) {
        const { text, title } = sentencesOf(there, words);
        io.stderr.write(`${words.trial.there(`${title}. ${text}`)}\n`);
      } else if (there !== undefined) {
        for (const step of there.steps) {
          io.stdout.write(`${words.trial.there(stepSentence(words, step))}\n`);
        }
      }
      for (const step of here?.steps ?? []) io.stdout.write(`${stepSentence(words, step)}\n`);
      io.stdout.write(`${words.trial.ended[how][ok ? 'ok' : 'failed']}\n`);
      return ok ? 0 : 1;
    } finally {
      await close();
    }
  },
};
