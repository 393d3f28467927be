import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readConfig } from '../../../core/lvscf/config.js';
import { ConsoleError } from '../../../core/problem.js';
import { isUndo, noteOfUndo } from '../../../core/versions/notes.js';
import { restoredText } from '../../../core/versions/restore.js';
import { change, savedNotice } from '../../editing.js';
import { lastChangeOf } from '../../last-change.js';
import { tabs } from '../../panel-names.js';
import { found } from '../../version-find.js';
import { restoreHref, versionsHref } from '../../versions.js';
import type { RestoreNeeds } from './restore.js';

const form = z.object({
  number: z.coerce.number().int().min(1),
  tab: z.string().max(100).catch(''),
});

/** UNDO: takes back the change that the person saw as the last one, and no other. */
export function undo(scope: FastifyInstance, needs: RestoreNeeds): void {
  const { configFile } = needs;

  scope.post('/undo', { config: { audit: 'undo' } }, async (request, reply) => {
    const { data } = form.safeParse(request.body);
    if (data === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
    const { number, tab } = data;
    request.audited.object = String(number);
    const last = await lastChangeOf(configFile);
    if (last?.version.number !== number) throw new ConsoleError('conflict', 'undo_moved_on', {});
    const { before, version } = last;
    if (before === undefined) throw new ConsoleError('not_found', 'nothing_to_undo', {});
    const then = readConfig((await found(configFile, before.number)).text);
    const isRedo = isUndo(version);
    try {
      const { changes } = await change(
        request,
        needs,
        'versions',
        ({ hash, parsed }) => {
          if (hash !== version.hash) throw new ConsoleError('conflict', 'undo_moved_on', {});
          return restoredText(parsed, then);
        },
        { note: noteOfUndo(number) },
      );
      return reply.done(tabs.find(({ name }) => name === tab)?.href ?? versionsHref, {
        ...savedNotice(changes),
        isSave: true,
        text: ({ versions: { last: say } }) => (isRedo ? say.redone : say.done(number)),
      });
    } catch (error) {
      if (!(error instanceof ConsoleError) || error.reason !== 'adds_problems') throw error;
      // The page of the restore names them.
      return reply.redirect(restoreHref(before.number), 303);
    }
  });
}
