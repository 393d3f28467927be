import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readable } from '../../../core/lvscf/bytes.js';
import { changeVirtualServer, ownText, virtualServerOf } from '../../../core/lvscf/change.js';
import { sourceOf } from '../../../core/lvscf/form.js';
import { panelKeys } from '../../../core/lvscf/panel-keys.js';
import { virtualStanza } from '../../../core/lvscf/virtual.js';
import { editBlock, type Params } from '../../block-form.js';
import type { EditingNeeds } from '../../editing.js';
import { virtualServerHref } from '../../panel-names.js';
import { type ProbeNeeds, probed, probedView } from '../../probe.js';
import { probeChoiceView, readProbeChoice } from '../../probe-choice.js';
import { monitoringScriptsView } from './view.js';

/** What TEST sends beside the form. */
const testButton = z.object({ _test: z.string() });

const { keywords } = panelKeys['monitoring-scripts'];

/** MONITORING SCRIPTS: how the health of a virtual server's real servers is checked. */
export function monitoringScripts(scope: FastifyInstance, needs: EditingNeeds & ProbeNeeds): void {
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
    attempt: {
      isWanted: (body) => testButton.safeParse(body).success,
      make: async ({ body, language, params, words }, _located, typed) => {
        const choice = readProbeChoice(body) ?? { server: null, side: 'here' };
        const virtual = (params as Params)['virtual'] ?? '';
        const texts = Object.fromEntries(keywords.map((keyword) => [keyword, typed[keyword]]));
        const order = { virtual, server: choice.server, typed: texts };
        return { probed: probedView(await probed(needs, order, choice.side), words, language) };
      },
    },
    aside: async ({ body, params, words }, config) => {
      const virtualServer = virtualServerOf(config, (params as Params)['virtual'] ?? '');
      return { probe: probeChoiceView(virtualServer, await needs.hasOther(), readProbeChoice(body), words) };
    },
    view: monitoringScriptsView,
  });
}
