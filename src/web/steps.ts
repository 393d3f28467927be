/** What the router program or a push did, ready for `views/parts/steps.eta`. */

import { isFault } from '../core/ipvs/compare.js';
import { readable, visible } from '../core/lvscf/bytes.js';
import type { PushStep } from '../core/push/steps.js';
import type { Answer, Step, TableLine } from '../core/router/answer.js';
import type { Words } from '../text/index.js';
import { pushDetailSentence } from '../text/push.js';
import { differenceSentences, stepSentence } from '../text/step.js';

/** How many lines of the comparison a page shows; those that are wrong come first. */
const mostLines = 200;

const tones = { done: 'good', failed: 'bad', unknown: 'unsure' } as const;

/** The steps and the comparison with the kernel, in words. */
export function stepsView({ steps, table }: Pick<Answer, 'steps' | 'table'>, words: Words) {
  const lines = [...table].sort((a, b) => rank(a) - rank(b)).slice(0, mostLines);
  return {
    steps: steps.map((step) => stepRow(step, words)),
    lines: lines.map((line) => tableRow(line, words)),
  };
}

/** The steps of a push, in words. */
export function pushSteps(steps: readonly PushStep[], words: Words) {
  const { push } = words;
  return {
    steps: steps.map((step) => ({
      name: push.steps[step.name],
      outcome: push.outcome[step.outcome],
      ...commonOf(step, words),
      text: pushDetailSentence(words, step),
    })),
    lines: [],
  };
}

function stepRow(step: Step, words: Words) {
  const { router } = words;
  return {
    name: router.steps[step.name],
    outcome: router.outcome[step.outcome],
    ...commonOf(step, words),
    text: stepSentence(words, step),
  };
}

function commonOf({ ms, outcome, said }: Pick<PushStep, 'ms' | 'outcome' | 'said'>, { router }: Words) {
  return { tone: tones[outcome], time: router.milliseconds(ms), said };
}

function tableRow(line: TableLine, words: Words) {
  const { router } = words;
  const shown = (name: string) => visible(readable(name));
  const { virtual, server, service, destination, outcome } = line;
  const differences = differenceSentences(words, line);
  return {
    line: server === '' ? shown(virtual) : router.server(shown(virtual), shown(server)),
    kernel: destination === '' ? service : `${service} -> ${destination}`,
    outcome: [router.tableOutcome[outcome], ...differences].join('; '),
    tone: isFault(line) ? 'bad' : outcome === 'applied' ? 'good' : 'unsure',
  };
}

function rank(line: TableLine): number {
  if (isFault(line)) return 0;
  return line.outcome === 'applied' ? 2 : 1;
}
