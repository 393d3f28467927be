import type { FastifyInstance } from 'fastify';
import { addVirtualServer, changeVirtualServer } from '../../../core/lvscf/change.js';
import { initialVirtualServer } from '../../../core/lvscf/new-block.js';
import { panelKeys } from '../../../core/lvscf/panel-keys.js';
import type { virtualStanza } from '../../../core/lvscf/virtual.js';
import { type BlockPanel, editBlock } from '../../block-form.js';
import type { EditingNeeds } from '../../editing.js';
import { copyPage } from './copy.js';
import { locateNew, locateVirtualServer } from './locate.js';
import { addedNotice, addView, editView } from './view.js';

const { keywords } = panelKeys['virtual-server'];

/** The original's order: Device stands far from the address with which it shares a line of the file. */
const order = [
  'name',
  'port',
  'protocol',
  'address',
  'vip_nmask',
  'sorry_server',
  'fwmark',
  'address_device',
  'reentry',
  'timeout',
  'quiesce_server',
  'load_monitor',
  'scheduler',
  'persistent',
  'pmask',
];

type VirtualServerPanel = BlockPanel<typeof virtualStanza>;

/** VIRTUAL SERVER: the form of one virtual server, and the one that ADD opens. */
export function virtualServer(scope: FastifyInstance, needs: EditingNeeds): void {
  const common = { template: 'virtual-server/virtual-server', order, scope: 'virtual' } as const;
  const edit: VirtualServerPanel = {
    ...common,
    panel: 'virtual-server',
    path: '/virtual-servers/:virtual',
    locate: (config, { virtual = '' }) => locateVirtualServer(config, virtual, keywords),
    change: (config, change, { virtual = '' }) => changeVirtualServer(config, virtual, change),
    object: ({ virtual = '' }, _config, name = virtual) => ({ scope: 'virtual', virtual: name }),
    view: editView,
  };
  // Nothing is stored before ACCEPT, so that leaving the form leaves no trace.
  const add: VirtualServerPanel = {
    ...common,
    panel: 'add-virtual-server',
    path: '/add-virtual-server',
    locate: (config) => locateNew(config, keywords),
    change: (config, { name = '', values = {} }) =>
      addVirtualServer(config, name, { ...initialVirtualServer(config), ...values }),
    notice: addedNotice,
    view: addView,
  };
  editBlock(scope, needs, edit);
  editBlock(scope, needs, add);
  copyPage(scope, needs);
}
