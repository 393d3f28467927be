import type { FastifyInstance } from 'fastify';
import { changeSeveral } from '../../../core/lvscf/several.js';
import { ConsoleError } from '../../../core/problem.js';
import { type EditingNeeds, save, savedNotice } from '../../editing.js';
import type { Notice } from '../../flash.js';
import { manyFields } from '../../many-fields.js';
import { changeOf, concerned, listQuery, readSent, strayed } from './form.js';
import { severalPages } from './pages.js';
import { listHref } from './review-view.js';
import { rowsListed } from './view.js';

/** How many changes the message after a save lists. */
const changesListed = 20;

/** Long names in every box of a full page. */
const bodyLimit = 2 * 1024 * 1024;

/** SEVERAL AT ONCE: one change of every row that is ticked, shown before it is saved. */
export function several(scope: FastifyInstance, needs: EditingNeeds): void {
  manyFields(scope, rowsListed + 100);
  const { again, review, showList, showStray } = severalPages(needs);

  scope.get('/several', async (request, reply) => {
    const { filter, ticked } = listQuery.parse(request.query);
    return showList(request, reply, { filter, ticked: ticked ?? new Set() });
  });

  scope.post('/several/review', { bodyLimit }, async (request, reply) => {
    request.audited.isLook = true;
    const sent = readSent(request.body);
    const { change, problems } = changeOf(sent);
    const { nothing, noServer, noWeight } = request.words.several.refusal;
    if (sent.ticked.length === 0) return again(request, reply, sent, { text: nothing });
    if (change === undefined) return again(request, reply, sent, { text: noWeight, problems });
    if (concerned(sent.ticked, change).length === 0) return again(request, reply, sent, { text: noServer });
    const { parsed } = await needs.configFile.read();
    const stray = strayed(parsed, sent.ticked);
    if (stray.length > 0) return showStray(request, reply, sent, stray);
    return review(request, reply, sent, change);
  });

  scope.post('/several', { bodyLimit }, async (request, reply) => {
    const sent = readSent(request.body);
    const { change } = changeOf(sent);
    if (change === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
    try {
      const changes = await save(request, needs, 'several', (config) => {
        if (strayed(config, sent.ticked).length > 0) throw new ConsoleError('conflict', 'block_changed', {});
        return changeSeveral(
          config,
          sent.ticked.map(({ ref }) => ref),
          change,
        );
      });
      return reply.done(listHref(sent.filter), doneNotice(changes));
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error;
      if (!['adds_problems', 'block_changed', 'dangerous'].includes(error.reason)) throw error;
      return review(request, reply, sent, change, error);
    }
  });
}

function doneNotice(changes: Awaited<ReturnType<typeof save>>): Notice {
  const notice = savedNotice(changes);
  const more = changes.length - changesListed;
  if (changes.length === 0) return notice;
  return {
    ...notice,
    text: (words) => words.several.done(changes.length),
    details: (words) => [
      ...changes.slice(0, changesListed).map(words.saving.difference),
      ...(more > 0 ? [words.several.more(more)] : []),
    ],
  };
}
