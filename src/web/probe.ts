/** What came of trying a check at once: the same section on every page that offers it. */

import { bytesText, hexText } from '../core/lvscf/shown-bytes.js';
import { ConsoleError } from '../core/problem.js';
import type { ProbeOrder, ProbeSeen, ProbeTest } from '../core/router/probe.js';
import { sentencesOf } from '../text/failure.js';
import type { Language, Words } from '../text/index.js';
import { momentText } from '../text/moment.js';
import { ruleSentence, tookText } from '../text/probe.js';
import { stepSentence } from '../text/step.js';

/** The router that tries it. */
export type ProbeSide = 'here' | 'other';

/** Tries checks. */
export interface ProbeNeeds {
  /** Has a router try one. @throws ConsoleError engine_refused; push_failed; not_found: push_not_set_up */
  readonly probe: (order: ProbeOrder, side: ProbeSide) => Promise<ProbeSeen>;
  /** Whether there is another router that could try it. */
  readonly hasOther: () => Promise<boolean>;
}

/** What came of it, or why nothing did. */
export interface Probed {
  readonly side: ProbeSide;
  /** With what is typed and not saved. */
  readonly isTyped: boolean;
  readonly seen: ProbeSeen | ConsoleError;
}

/** Tries a check; a router that cannot be asked is a result like every other. */
export async function probed({ probe }: ProbeNeeds, order: ProbeOrder, side: ProbeSide): Promise<Probed> {
  const isTyped = order.typed !== null;
  try {
    return { side, isTyped, seen: await probe(order, side) };
  } catch (error) {
    if (error instanceof ConsoleError) return { side, isTyped, seen: error };
    throw error;
  }
}

/** What the template shows. */
export function probedView({ isTyped, seen, side }: Probed, words: Words, language: Language) {
  const { probe: say } = words;
  const title = side === 'here' ? say.here : say.there;
  const withWhat = isTyped ? say.typed : side === 'here' ? say.saved : say.savedThere;
  const view = { title, withWhat, at: '', trouble: '', commands: [] as readonly string[], tests: [] };
  if (seen instanceof ConsoleError) {
    const { advice, commands, text } = sentencesOf(seen, words);
    return { ...view, trouble: say.failed([text, ...advice].join(' ')), commands };
  }
  const { at, check, refused, tests } = seen;
  if (refused !== null) return { ...view, trouble: say.failed(stepSentence(words, { detail: refused })) };
  if (check === null) return { ...view, trouble: say.none };
  return {
    ...view,
    at: say.at(momentText(at, language)),
    tests: tests.map((test) => testView(test, check, words)),
  };
}

const tones = { up: 'good', down: 'bad', not_run: 'unsure' } as const;

/** As many bytes as the checker writes down. Source: the head of `config/lvs-check`. */
const mostBytes = 1024;

function testView(test: ProbeTest, check: NonNullable<ProbeSeen['check']>, words: Words) {
  const { probe: say } = words;
  const { address, outcome, port, reason, received, sent, server } = test;
  const isComplete = received.length / 2 < mostBytes;
  const block = (caption: string, hex: string) => ({ caption, text: bytesText(hex), hex: hexText(hex) });
  const isWrong = reason === 'reply' && check.expect !== '';
  return {
    title: `${server} ${address}:${port}`,
    verdict: say.verdict[outcome],
    tone: tones[outcome],
    rule: ruleSentence(test, check, words),
    took: tookText(test, check, words),
    blocks: [
      ...(sent ? [block(say.sent(sent.length / 2), sent)] : []),
      ...(received === '' ? [] : [block(say.received(received.length / 2, !isComplete), received)]),
      ...(isWrong ? [block(say.expect, check.expect)] : []),
    ],
  };
}
