import type { FastifyInstance } from 'fastify';
import { readable } from '../../../core/lvscf/bytes.js';
import {
  changeRealServer,
  realServerOf,
  removeRealServer,
  virtualServerOf,
} from '../../../core/lvscf/change.js';
import type { Config } from '../../../core/lvscf/config.js';
import { moveRealServer } from '../../../core/lvscf/order.js';
import type { Params } from '../../block-form.js';
import { listBlocks } from '../../block-list.js';
import type { EditingNeeds } from '../../editing.js';
import { addLikeHref, realServerHref, realServersHref, rowIn } from '../../panel-names.js';
import { removeBlock } from '../../removal.js';
import { samePage } from './same.js';
import { realServersView, removalView } from './view.js';

const listHref = ({ virtual = '' }: Params) => realServersHref(virtual);
const around = (config: Config, { virtual = '' }: Params) => virtualServerOf(config, virtual);

/** REAL SERVER: the list of one virtual server's real servers. */
export function realServers(scope: FastifyInstance, needs: EditingNeeds): void {
  listBlocks(scope, needs, {
    panel: 'real-servers',
    template: 'real-servers/real-servers',
    path: '/virtual-servers/:virtual/real-servers',
    blocks: (config, params) => around(config, params).realServers,
    find: (config, params, ref) => realServerOf(around(config, params), ref),
    listHref,
    formHref: ({ virtual = '' }, ref) => realServerHref(virtual, ref),
    setActive: (config, { virtual = '' }, ref, active) =>
      changeRealServer(config, virtual, ref, { values: { active } }),
    move: (config, { virtual = '' }, ref, way) => moveRealServer(config, virtual, ref, way),
    copyHref: ({ virtual = '' }, ref) => addLikeHref(virtual, ref),
    view: (config, params, words) => realServersView(config, around(config, params), words),
    page: (config, params) => {
      const { name, ref } = around(config, params);
      return { subject: readable(name), virtualServer: ref };
    },
  });

  const find = (config: Config, params: Params) =>
    realServerOf(around(config, params), params['server'] ?? '');
  removeBlock(scope, needs, {
    panel: 'delete-real-server',
    path: '/virtual-servers/:virtual/real-servers/:server/delete',
    find,
    remove: (config, { virtual = '', server = '' }) => removeRealServer(config, virtual, server),
    view: (config, params, words) => removalView(config, around(config, params), find(config, params), words),
    backHref: ({ virtual = '', server = '' }) => rowIn(realServersHref(virtual), server),
    listHref,
    page: ({ virtual = '' }) => ({ virtualServer: virtual }),
  });

  samePage(scope, needs);
}
