import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { effectsOf } from '../core/effects/effects.js';
import { besideNotes } from '../core/keepalived/beside.js';
import type { BeforePush } from '../core/push/api.js';
import { replacesTheirs } from '../core/push/compare.js';
import type { PushStep } from '../core/push/steps.js';
import { wordsFor } from '../text/index.js';
import { pushDetailSentence } from '../text/push.js';
import { noteSentence } from '../text/rendering.js';
import type { Command, Io } from './command.js';
import { printEffects } from './effects.js';
import { settingFlags, settingFlagsUsage } from './setting-flags.js';
import { trialFlag, trialSecondsOf, trialUsage } from './trial-flag.js';

const options = {
  ...settingFlags,
  'dry-run': { type: 'boolean', default: false },
  'no-apply': { type: 'boolean', default: false },
  replace: { type: 'boolean', default: false },
  ...trialFlag,
} as const;

/** Copies lvs.cf to the other router. */
export const push: Command = {
  name: 'push',
  summary: 'copies lvs.cf to the other router, checked and read back, and applies it there',
  usage: `Copies lvs.cf to the other router: it is sent beside the file there, checked there, put in its place
in one step, read back byte for byte, and applied. The connection is set up in the browser, on
CONNECTION TO THE BACKUP.

Usage: lvs-console push [--dry-run] [--no-apply] [--replace] [--trial MINUTES] [OPTIONS]

What a push changes there is printed first, one change a line, with what it does there once it is applied.

  --dry-run    looks how far it would come; nothing is changed
  --no-apply   copies the file only; APPLY has to be given there
  --replace    also replaces a file there that was not pushed from here; it is kept as the previous one
${trialUsage};
               both routers apply it then

${settingFlagsUsage}
Exit status: 0 done, 1 not done, 2 when wrongly called.
`,

  async run(args, io, tools) {
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const { 'dry-run': dryRun, 'no-apply': copyOnly, replace, trial, ...flags } = values;
    const trialSeconds = trialSecondsOf(trial, io);
    if (trialSeconds === null) return 2;
    if (trialSeconds !== undefined && (dryRun || copyOnly)) {
      io.stderr.write('lvs-console: --trial goes with neither --dry-run nor --no-apply\n');
      return 2;
    }
    const otherRouter = tools.otherRouter(tools.readSettings(flags));
    try {
      const before = await otherRouter.compare();
      printChanges(before, io);
      const { here, there } = before.comparison.hashes;
      const isTogether = before.order.order === 'together';
      const result = await otherRouter.push({
        by: userInfo().username,
        applyThere: !copyOnly,
        applyHere: !copyOnly && isTogether,
        dryRun,
        ...(trialSeconds !== undefined && { trialSeconds }),
        seen: here,
        ...(replace && there !== undefined && replacesTheirs(before.comparison.hashes) && { over: there }),
        onStep: (step) => printStep(step, io),
      });
      const { done } = wordsFor('en').pushPage;
      const said = done[dryRun ? 'dryRun' : 'push'][result.ok ? 'ok' : 'failed'];
      io.stdout.write(`${said}\n`);
      return result.ok ? 0 : 1;
    } finally {
      await otherRouter.close();
    }
  },
};

function printChanges({ comparison, copyOnly, files, order, standsBy }: BeforePush, { stderr }: Io): void {
  const { pushPage } = wordsFor('en');
  stderr.write(`${pushPage.kind[comparison.kind]}\n`);
  const traffic = { kind: standsBy ? 'standby' : 'unknown' } as const;
  printEffects(effectsOf(files.there, files.here, traffic), traffic, stderr);
  const beside = copyOnly ? [] : besideNotes(files.here);
  for (const note of beside) stderr.write(`${noteSentence(wordsFor('en'), note)}\n`);
  if (order.order === 'together') stderr.write(`${pushPage.together(order.because)}\n`);
}

function printStep(step: PushStep, { stdout }: Io): void {
  const words = wordsFor('en');
  const { push: say, router } = words;
  const width = Math.max(...Object.values(say.steps).map((name) => name.length));
  const head = `${say.steps[step.name].padEnd(width)}  ${say.outcome[step.outcome].padEnd(7)}`;
  stdout.write(`${head} ${router.milliseconds(step.ms).padStart(7)}  ${pushDetailSentence(words, step)}\n`);
  for (const line of step.said) stdout.write(`    ${line}\n`);
}
