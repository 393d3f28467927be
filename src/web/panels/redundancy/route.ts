import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { changeGlobal } from '../../../core/lvscf/change.js';
import { panelKeys } from '../../../core/lvscf/panel-keys.js';
import { type EditingNeeds, requireRevision, revisionOf, save, savedNotice } from '../../editing.js';
import { editHead, headText } from '../../head-form.js';
import { beginRedundancy, shownKeywords, valuesOfEnabling } from './form.js';
import { disableView, isActive, redundancyView } from './view.js';

const { keywords } = panelKeys.redundancy;

/** REDUNDANCY: the backup router and the heartbeat, with ENABLE, DISABLE and RESET. */
export function redundancy(scope: FastifyInstance, needs: EditingNeeds): void {
  // ENABLE and RESET are addresses: both open the form with other values and store nothing before ACCEPT.
  editHead(scope, needs, {
    panel: 'redundancy',
    template: 'redundancy/redundancy',
    path: '/redundancy',
    keywords,
    shown: shownKeywords,
    begin: beginRedundancy,
    also: valuesOfEnabling,
    remark: (config, words) => (isActive(config) ? undefined : words.redundancy.enabling),
    view: redundancyView,
  });
  disable(scope, needs);
}

/** DISABLE asks, and stores at once. */
function disable(scope: FastifyInstance, needs: EditingNeeds): void {
  scope.get('/redundancy/disable', async (request, reply) => {
    const { parsed } = await needs.configFile.read();
    if (!isActive(parsed) || parsed.readOnly !== undefined) return reply.redirect('/secure/redundancy', 302);
    const view = {
      ...disableView(parsed, request.words),
      action: '/secure/redundancy/disable',
      revision: revisionOf(headText(parsed, keywords)),
    };
    return reply.page({ panel: 'redundancy', template: 'redundancy/disable', view });
  });

  const form = z.object({ _revision: z.string().max(64).optional() });
  scope.post('/redundancy/disable', async (request, reply) => {
    const { data } = form.safeParse(request.body);
    const changes = await save(request, needs, 'redundancy', (config) => {
      requireRevision(headText(config, keywords), data?._revision);
      return changeGlobal(config, { backup_active: false });
    });
    return reply.done('/secure/redundancy', savedNotice(changes));
  });
}
