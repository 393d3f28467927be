import type { FastifyInstance } from 'fastify';
import { changeVirtualServer, removeVirtualServer, virtualServerOf } from '../../../core/lvscf/change.js';
import { moveVirtualServer } from '../../../core/lvscf/order.js';
import { listBlocks } from '../../block-list.js';
import type { EditingNeeds } from '../../editing.js';
import { copyHref, rowIn, virtualServerHref, virtualServersHref } from '../../panel-names.js';
import { removeBlock } from '../../removal.js';
import { removalView, virtualServersView } from './view.js';

const listHref = () => virtualServersHref;

/** VIRTUAL SERVERS: the list with ADD, DELETE, EDIT and (DE)ACTIVATE. */
export function virtualServers(scope: FastifyInstance, needs: EditingNeeds): void {
  listBlocks(scope, needs, {
    panel: 'virtual-servers',
    template: 'virtual-servers/virtual-servers',
    path: '/virtual-servers',
    blocks: (config) => config.virtualServers,
    find: (config, _params, ref) => virtualServerOf(config, ref),
    listHref,
    formHref: (_params, ref) => virtualServerHref(ref),
    setActive: (config, _params, ref, active) => changeVirtualServer(config, ref, { values: { active } }),
    move: (config, _params, ref, way) => moveVirtualServer(config, ref, way),
    copyHref: (_params, ref) => copyHref(ref),
    view: (config, _params, words) => virtualServersView(config, words),
  });

  const virtual = ({ virtual = '' }: Readonly<Record<string, string>>) => virtual;
  removeBlock(scope, needs, {
    panel: 'delete-virtual-server',
    path: '/virtual-servers/:virtual/delete',
    find: (config, params) => virtualServerOf(config, virtual(params)),
    remove: (config, params) => removeVirtualServer(config, virtual(params)),
    view: (config, params, words) => removalView(config, virtualServerOf(config, virtual(params)), words),
    backHref: (params) => rowIn(virtualServersHref, virtual(params)),
    listHref,
  });
}
