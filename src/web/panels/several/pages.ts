import type { FastifyReply, FastifyRequest } from 'fastify';
import { addedProblems } from '../../../core/lvscf/added-problems.js';
import { readable, visible } from '../../../core/lvscf/bytes.js';
import { readConfig } from '../../../core/lvscf/config.js';
import { changeSeveral, type SeveralChange } from '../../../core/lvscf/several.js';
import { type ConsoleError, errorStatus } from '../../../core/problem.js';
import type { EditingNeeds } from '../../editing.js';
import { dangersOf, nameWanted } from '../../guard-rail.js';
import { asNow, concerned, type Sent, type Ticked } from './form.js';
import { reviewView } from './review-view.js';
import { type ListParts, listView, someOf } from './view.js';

/** The pages of SEVERAL AT ONCE: the list, and the one that asks. */
export function severalPages({ configFile }: Pick<EditingNeeds, 'configFile'>) {
  return { again, review, showList, showStray };

  async function showList(
    request: FastifyRequest,
    reply: FastifyReply,
    parts: Omit<ListParts, 'config' | 'words'>,
    status = 200,
  ) {
    const { parsed: config } = await configFile.read();
    const view = listView({ ...parts, config, words: request.words });
    return reply.page({ panel: 'several', template: 'several/several', view, status });
  }

  /** The list again, with what was ticked and typed. */
  function again(
    request: FastifyRequest,
    reply: FastifyReply,
    { filter, ticked, weight }: Sent,
    refusal: NonNullable<ListParts['refusal']>,
    status: number = errorStatus.invalid,
  ) {
    const ticks = new Set(ticked.map(({ tick }) => tick));
    return showList(request, reply, { filter, ticked: ticks, weight, refusal }, status);
  }

  /** What was ticked is not what was seen: it is shown as it is now. */
  async function showStray(
    request: FastifyRequest,
    reply: FastifyReply,
    sent: Sent,
    stray: readonly Ticked[],
  ) {
    const { parsed } = await configFile.read();
    const { refusal, serverOf } = request.words.several;
    const names = stray.map(({ ref: { server, virtual } }) => {
      const [around = '', inner] = [virtual, server].map((name) => name && visible(readable(name)));
      return inner === undefined ? around : serverOf(inner, around);
    });
    const { first, more } = someOf(names);
    const now = { ...sent, ticked: asNow(parsed, sent.ticked) };
    return again(request, reply, now, { text: refusal.stray(first, more) }, errorStatus.conflict);
  }

  /** What the change does to the file as it is now, and the question whether to make it. */
  async function review(
    request: FastifyRequest,
    reply: FastifyReply,
    sent: Sent,
    change: SeveralChange,
    error?: ConsoleError,
  ) {
    const { body, words } = request;
    const { parsed: now } = await configFile.read();
    const ticked = asNow(now, sent.ticked);
    if (ticked.length === 0) return showStray(request, reply, sent, sent.ticked);
    const refs = concerned(ticked, change).map(({ ref }) => ref);
    const after = readConfig(changeSeveral(now, refs, change));
    const problems = addedProblems(now, after);
    const name = nameWanted(dangersOf(request, now, after), error && body, words);
    const view = {
      ...reviewView({ sent, change, ticked, now, after, problems, words }),
      ...(name && { nameWanted: name }),
      ...(error?.reason === 'block_changed' && { refusal: words.several.review.stray }),
    };
    const status = error === undefined ? 200 : errorStatus[error.code];
    const { subject } = words.several.review;
    return reply.page({ panel: 'several', template: 'several/review', view, status, subject });
  }
}
