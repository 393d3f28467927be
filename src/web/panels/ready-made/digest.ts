/** The digest that the real servers' pages have, taken by the check itself. */

import { type Ask, askExpect, readyMade } from '../../../core/nanny/ready-made.js';
import { ConsoleError } from '../../../core/problem.js';
import type { ProbeSeen, ProbeTest } from '../../../core/router/probe.js';
import { sentencesOf } from '../../../text/failure.js';
import type { Words } from '../../../text/index.js';
import { stepSentence } from '../../../text/step.js';
import { type ProbeNeeds, probed } from '../../probe.js';
import type { ProbeChoice } from '../../probe-choice.js';

/** The two that the program prints. */
export type DigestKind = 'md5' | 'sha256';

/** What came of taking it. */
export interface Taken {
  /** The digest that every page has; nothing where they differ, or where there is none. */
  readonly digest?: string;
  readonly summary: string;
  readonly lines: readonly { readonly server: string; readonly text: string; readonly isDigest: boolean }[];
  /** What helps, where nobody could be asked. */
  readonly commands: readonly string[];
}

/** Has a router ask the real servers for the page. */
export async function takeDigest(
  needs: ProbeNeeds,
  virtual: string,
  { server, side }: ProbeChoice,
  { kind, options, port }: Ask,
  take: DigestKind,
  words: Words,
): Promise<Taken> {
  const { md5: _md5, sha256: _sha256, ...rest } = options;
  const { send_program } = readyMade(kind, { port, ...rest, take });
  const typed = { send_program, send: '', expect: askExpect };
  const { seen } = await probed(needs, { virtual, server, typed }, side);
  return seen instanceof ConsoleError ? notAsked(seen, words) : answered(seen, take, words);
}

function notAsked(error: ConsoleError, words: Words): Taken {
  const { advice, commands, text } = sentencesOf(error, words);
  return { summary: words.probe.failed([text, ...advice].join(' ')), lines: [], commands };
}

function answered({ refused, tests }: ProbeSeen, take: DigestKind, words: Words): Taken {
  const { digest: say } = words.readyMade;
  if (refused !== null)
    return { summary: words.probe.failed(stepSentence(words, { detail: refused })), lines: [], commands: [] };
  const lines = tests.map((test) => ({
    server: `${test.server} ${test.address}`,
    ...said(test, take, words),
  }));
  const digests = lines.filter(({ isDigest }) => isDigest).map(({ text }) => text);
  const [digest] = digests;
  const summary =
    digest === undefined
      ? say.none
      : digests.every((one) => one === digest)
        ? say.same(digests.length)
        : say.differ;
  const isOne = digest !== undefined && digests.every((one) => one === digest);
  return { ...(isOne ? { digest } : {}), summary, lines, commands: [] };
}

/** What the program printed: one line. */
function said({ received, system }: ProbeTest, take: DigestKind, { probe, readyMade: say }: Words) {
  const printed = Buffer.from(received, 'hex').toString('latin1').trim();
  const [, digest] = /^(?:md5|sha256)=([0-9a-f]{32}|[0-9a-f]{64})$/.exec(printed) ?? [];
  if (digest !== undefined && printed.startsWith(`${take}=`)) return { text: digest, isDigest: true };
  if (received === '')
    return { text: system === '' ? say.digest.silent : probe.notRun(system), isDigest: false };
  return { text: printed.replace(/[^\x20-\x7e]/g, '?').slice(0, 200), isDigest: false };
}
