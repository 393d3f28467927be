import type { Foresight } from '../core/effects/foresight.js';
import { readable, visible } from '../core/lvscf/bytes.js';
import type { Answer } from '../core/router/answer.js';
import { wordsFor } from '../text/index.js';
import { differenceSentences, resultSentence, stepSentence } from '../text/step.js';
import type { Io } from './command.js';
import { printFates } from './effects.js';

/**
 * Prints what the router program did, and returns the exit status: 0 done, 1 not.
 * @param foresight what was said before that it would do
 */
export function printAnswer(answer: Answer, { stdout }: Io, foresight?: Foresight): number {
  const { ok, steps, table } = answer;
  const words = wordsFor('en');
  const { router } = words;
  const width = Math.max(0, ...steps.map(({ name }) => router.steps[name].length));
  for (const step of steps) {
    const head = `${router.steps[step.name].padEnd(width)}  ${router.outcome[step.outcome].padEnd(7)}`;
    stdout.write(`${head} ${router.milliseconds(step.ms).padStart(7)}  ${stepSentence(words, step)}\n`);
    for (const line of step.said) stdout.write(`    ${line}\n`);
  }
  for (const line of table.filter(({ outcome }) => outcome !== 'applied')) {
    const { virtual, server, service, destination, outcome } = line;
    const named = [virtual, server].filter((name) => name !== '').map((name) => visible(readable(name)));
    const kernel = destination === '' ? service : `${service} -> ${destination}`;
    const why = [router.tableOutcome[outcome], ...differenceSentences(words, line)].join('; ');
    stdout.write(`${[...named, kernel].join(' / ')}: ${why}\n`);
  }
  printFates(answer, foresight, stdout);
  const result = resultSentence(answer, words);
  if (result !== '') stdout.write(`${result}\n`);
  return ok ? 0 : 1;
}
