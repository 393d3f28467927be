/** Changes of many blocks, and of their order. */

import { virtualServerOf } from '../../core/lvscf/change.js';
import type { Config } from '../../core/lvscf/config.js';
import { copyVirtualServer, takeRealServers } from '../../core/lvscf/copy.js';
import { requireNewName } from '../../core/lvscf/json-edit.js';
import { orderRealServers, orderVirtualServers } from '../../core/lvscf/order.js';
import { changeSeveral, type RowRef, textOfRows } from '../../core/lvscf/several.js';
import { virtualServerPath } from './block-changes.js';
import { etagOfVirtual, etagOfVirtuals } from './blocks.js';
import { etagOf } from './etag.js';
import { copyShape, orderShape, severalChange, severalShape, takeOverShape } from './many-shapes.js';
import { type ApiRoute, apiRoute } from './route.js';
import { makeChange, newText, type SavingNeeds } from './saving.js';
import { changeQuery, outcomeShape } from './shapes.js';

const tag = 'many at once';

/** The routes. */
export function manyRoutes(needs: SavingNeeds): readonly ApiRoute[] {
  const refOf = (params: Readonly<Record<string, string>>) => params['virtual'] ?? '';
  return [
    apiRoute({
      method: 'POST',
      path: '/virtual-servers/{virtual}/copy',
      tag,
      summary: 'Copies a virtual server with its real servers, inactive, under another name',
      query: changeQuery,
      body: copyShape,
      status: 201,
      ifMatch: 'possible',
      answers: outcomeShape,
      answer: (call) => {
        const { name } = call.body;
        const original = refOf(call.params);
        const place = (config: Config) =>
          config.virtualServers.indexOf(virtualServerOf(config, original)) + 1;
        return makeChange(call, needs, {
          etag: (config) => etagOfVirtual(config, original),
          ifMatch: 'possible',
          edit: (config) => {
            requireNewName(config, name);
            return newText(config, copyVirtualServer(config, original, name));
          },
          after: (config) => {
            const copy = config.virtualServers[place(config)]?.ref ?? name;
            return { status: 201, etag: etagOfVirtual(config, copy), location: virtualServerPath(copy) };
          },
        });
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/virtual-servers/{virtual}/same-real-servers',
      tag,
      summary: 'Takes over the real servers of another virtual server',
      query: changeQuery,
      body: takeOverShape,
      ifMatch: 'wanted',
      answers: outcomeShape,
      answer: (call) => {
        const to = refOf(call.params);
        const { from, how } = call.body;
        return makeChange(call, needs, {
          etag: (config) => etagOfVirtual(config, to),
          ifMatch: 'wanted',
          edit: (config) => newText(config, takeRealServers(config, to, from, how)),
          after: (config) => ({ etag: etagOfVirtual(config, to) }),
        });
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/order',
      tag,
      summary: 'Puts virtual servers, or real servers of one, into another order',
      detail:
        'If-Match is the ETag of all virtual servers; of real servers, that of the virtual server they are in.',
      query: changeQuery,
      body: orderShape,
      ifMatch: 'wanted',
      answers: outcomeShape,
      answer: (call) => {
        const { of, refs } = call.body;
        const etag = (config: Config) =>
          of === undefined ? etagOfVirtuals(config) : etagOfVirtual(config, of);
        return makeChange(call, needs, {
          etag,
          ifMatch: 'wanted',
          edit: (config) =>
            newText(
              config,
              of === undefined ? orderVirtualServers(config, refs) : orderRealServers(config, of, refs),
            ),
          after: (config) => ({ etag: etag(config) }),
        });
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/several',
      tag,
      summary: 'Activates, deactivates, weighs or deletes any blocks, in one save',
      detail:
        'One of active, weight and delete. If-Match is the ETag of all virtual servers, or of the one row that is named.',
      query: changeQuery,
      body: severalShape,
      ifMatch: 'wanted',
      answers: outcomeShape,
      answer: (call) => {
        const rows = call.body.rows.map(
          ({ server, virtual }): RowRef => ({ virtual, ...(server !== undefined && { server }) }),
        );
        const wanted = severalChange(call.body);
        return makeChange(call, needs, {
          etag: (config) => (rows.length === 1 ? etagOf(textOfRows(config, rows)) : etagOfVirtuals(config)),
          ifMatch: 'wanted',
          edit: (config) => newText(config, changeSeveral(config, rows, wanted)),
          after: (config) => ({ etag: etagOfVirtuals(config) }),
        });
      },
    }),
  ];
}
