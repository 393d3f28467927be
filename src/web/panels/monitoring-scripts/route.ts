import type { FastifyInstance } from 'fastify';
import { readable } from '../../../core/lvscf/bytes.js';
import { changeVirtualServer, ownText, virtualServerOf } from '../../../core/lvscf/change.js';
import { sourceOf } from '../../../core/lvscf/form.js';
import { panelKeys } from '../../../core/lvscf/panel-keys.js';
import { virtualStanza } from '../../../core/lvscf/virtual.js';
import { editBlock } from '../../block-form.js';
import type { EditingNeeds } from '../../editing.js';
import { virtualServerHref } from '../../panel-names.js';
import { monitoringScriptsView } from './view.js';

const { keywords } = panelKeys['monitoring-scripts'];

/** MONITORING SCRIPTS: how the health of a virtual server's real servers is checked. */
export function monitoringScripts(scope: FastifyInstance, needs: EditingNeeds): void {
  editBlock(scope, needs, {
    panel: 'monitoring-scripts',
    template: 'monitoring-scripts/monitoring-scripts',
    path: '/virtual-servers/:virtual/monitoring-scripts',
    scope: 'virtual',
    locate: (config, { virtual = '' }) => {
      const virtualServer = virtualServerOf(config, virtual);
      return {
        source: sourceOf(virtualStanza, config, virtualServer),
        keywords,
        ownText: ownText(config, virtualServer.block, keywords),
        concerns: ({ subject }) => keywords.some((keyword) => keyword === subject.keyword),
        page: { subject: readable(virtualServer.name), virtualServer: virtual },
        after: () => `${virtualServerHref(virtual)}/monitoring-scripts`,
      };
    },
    change: (config, change, { virtual = '' }) => changeVirtualServer(config, virtual, change),
    object: ({ virtual = '' }) => ({ scope: 'virtual', virtual }),
    blanks: ['send_program', 'send', 'expect'],
    view: monitoringScriptsView,
  });
}
