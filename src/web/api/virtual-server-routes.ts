/** Virtual servers, one by one and all. */

import type { z } from 'zod';
import { virtualServerOf } from '../../core/lvscf/change.js';
import type { JsonExtent } from '../../core/lvscf/json-edit.js';
import {
  addedVirtualServer,
  changedVirtualServer,
  etagOfNone,
  removedVirtualServer,
} from './block-changes.js';
import { virtualServerShape, virtualServersShape } from './block-shapes.js';
import { etagOfVirtual, etagOfVirtuals, virtualServerJson } from './blocks.js';
import { withoutRef } from './faults.js';
import { type ApiCall, type ApiRoute, apiRoute } from './route.js';
import { makeChange, type SavingNeeds } from './saving.js';
import { type ChangeQuery, changeQuery, outcomeShape, readQuery } from './shapes.js';

type BodyCall = ApiCall<ChangeQuery, z.output<typeof virtualServerShape.shape>>;

const path = '/virtual-servers/{virtual}';
const tag = 'virtual servers';

/** The routes of virtual servers. */
export function virtualServerRoutes(needs: SavingNeeds): readonly ApiRoute[] {
  const { configFile } = needs;
  const refOf = ({ params }: Pick<ApiCall, 'params'>) => params['virtual'] ?? '';

  const write = (call: BodyCall, extent: JsonExtent) =>
    makeChange(call, needs, changedVirtualServer(refOf(call), withoutRef(call.body, refOf(call)), extent));

  return [
    apiRoute({
      method: 'GET',
      path: '/virtual-servers',
      tag,
      summary: 'All virtual servers, with their real servers',
      query: readQuery,
      answers: virtualServersShape,
      answer: async ({ query }) => {
        const { parsed } = await configFile.read();
        const virtual = parsed.virtualServers.map((one) => virtualServerJson(one, query.assumed));
        return { json: { virtual }, etag: etagOfVirtuals(parsed) };
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/virtual-servers',
      tag,
      summary: 'Adds a virtual server, with real servers perhaps',
      detail: 'Keys that are not sent begin as ADD writes them. A new one is inactive unless it says active.',
      query: changeQuery,
      body: virtualServerShape,
      status: 201,
      ifMatch: 'possible',
      answers: outcomeShape,
      answer: (call) => makeChange(call, needs, addedVirtualServer(withoutRef(call.body), etagOfVirtuals)),
    }),
    apiRoute({
      method: 'GET',
      path,
      tag,
      summary: 'One virtual server, with its real servers',
      query: readQuery,
      answers: virtualServerShape,
      answer: async ({ params, query }) => {
        const { parsed } = await configFile.read();
        const one = virtualServerOf(parsed, refOf({ params }));
        return { json: virtualServerJson(one, query.assumed), etag: etagOfVirtual(parsed, one.ref) };
      },
    }),
    apiRoute({
      method: 'PUT',
      path,
      tag,
      summary: 'One virtual server, as a whole: keys that are not sent leave the file',
      detail:
        'With If-None-Match: * in place of If-Match it is added, where there is none of this name, with what is sent and ' +
        'nothing else. With server it has ' +
        'these real servers, in this order, and no others.',
      query: changeQuery,
      body: virtualServerShape,
      ifMatch: 'wanted',
      answers: outcomeShape,
      answer: (call) => {
        const ref = refOf(call);
        if (call.request.headers['if-none-match'] !== '*') return write(call, 'whole');
        const json = { ...withoutRef(call.body, ref), name: ref };
        return makeChange(
          call,
          needs,
          addedVirtualServer(json, (config) => etagOfNone(config, ref), 'whole'),
        );
      },
    }),
    apiRoute({
      method: 'PATCH',
      path,
      tag,
      summary: 'Some keys of a virtual server: null takes one out of the file',
      detail:
        'With server it has these real servers, in this order, and no others; the keys that each does not name stay.',
      query: changeQuery,
      body: virtualServerShape,
      ifMatch: 'wanted',
      answers: outcomeShape,
      answer: (call) => write(call, 'part'),
    }),
    apiRoute({
      method: 'DELETE',
      path,
      tag,
      summary: 'Deletes a virtual server with its real servers',
      query: changeQuery,
      ifMatch: 'wanted',
      answers: outcomeShape,
      answer: (call) => makeChange(call, needs, removedVirtualServer(refOf(call))),
    }),
  ];
}
