import type { FastifyInstance } from 'fastify';
import { addRealServer, changeRealServer, virtualServerOf } from '../../../core/lvscf/change.js';
import { panelKeys } from '../../../core/lvscf/panel-keys.js';
import { serverStanza } from '../../../core/lvscf/server.js';
import { initialValues } from '../../../core/lvscf/stanza.js';
import { type BlockPanel, editBlock } from '../../block-form.js';
import type { EditingNeeds } from '../../editing.js';
import { beginLike, locateNew, locateRealServer } from './locate.js';
import { addedNotice, addView, editView } from './view.js';

const { keywords } = panelKeys['real-server'];

type RealServerPanel = BlockPanel<typeof serverStanza>;

/** REAL SERVER: the form of one real server, and the one that ADD opens. */
export function realServer(scope: FastifyInstance, needs: EditingNeeds): void {
  const common = { template: 'real-server/real-server', scope: 'server' } as const;
  const edit: RealServerPanel = {
    ...common,
    panel: 'real-server',
    path: '/virtual-servers/:virtual/real-servers/:server',
    locate: (config, { virtual = '', server = '' }) => locateRealServer(config, virtual, server, keywords),
    change: (config, change, { virtual = '', server = '' }) =>
      changeRealServer(config, virtual, server, change),
    // A real server comes back into its virtual server; where that is gone, too, all of it does.
    object: ({ virtual = '', server = '' }, config, name = server) =>
      config.virtualServer(virtual) === undefined
        ? { scope: 'virtual', virtual }
        : { scope: 'server', virtual, server: name },
    view: editView,
  };
  // Nothing is stored before ACCEPT, so that leaving the form leaves no trace.
  const add: RealServerPanel = {
    ...common,
    panel: 'add-real-server',
    path: '/virtual-servers/:virtual/add-real-server',
    locate: (config, { virtual = '' }) => locateNew(config, virtual, keywords),
    change: (config, { name = '', values = {} }, { virtual = '' }) =>
      addRealServer(config, virtual, name, { ...initialValues(serverStanza), ...values }),
    begin: (query, _located, config, { virtual = '' }) =>
      beginLike(query, virtualServerOf(config, virtual), config),
    notice: addedNotice,
    view: addView,
  };
  editBlock(scope, needs, edit);
  editBlock(scope, needs, add);
}
