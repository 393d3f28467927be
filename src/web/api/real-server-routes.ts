/** The real servers of a virtual server. */

import type { z } from 'zod';
import { realServerOf, virtualServerOf } from '../../core/lvscf/change.js';
import type { JsonBlock, JsonExtent } from '../../core/lvscf/json-edit.js';
import { addedRealServer, changedRealServer, removedRealServer, type ServerPlace } from './block-changes.js';
import { realServerShape, realServersShape } from './block-shapes.js';
import { etagOfServer, etagOfVirtual, realServerJson } from './blocks.js';
import { withoutRef } from './faults.js';
import { type ApiCall, type ApiRoute, apiRoute } from './route.js';
import { makeChange, type SavingNeeds } from './saving.js';
import { type ChangeQuery, changeQuery, outcomeShape, readQuery } from './shapes.js';

type BodyCall = ApiCall<ChangeQuery, z.output<typeof realServerShape.shape>>;

const list = '/virtual-servers/{virtual}/real-servers';
const path = `${list}/{server}`;
const tag = 'real servers';

/** The routes of real servers. */
export function realServerRoutes(needs: SavingNeeds): readonly ApiRoute[] {
  const { configFile } = needs;
  const write = (call: BodyCall, extent: JsonExtent) => {
    const at = placeOf(call);
    return makeChange(
      call,
      needs,
      changedRealServer(at, withoutRef(call.body, at.server) as JsonBlock, extent),
    );
  };
  return [
    apiRoute({
      method: 'GET',
      path: list,
      tag,
      summary: 'All real servers of a virtual server',
      query: readQuery,
      answers: realServersShape,
      answer: async ({ params, query }) => {
        const { parsed } = await configFile.read();
        const { realServers, ref } = virtualServerOf(parsed, params['virtual'] ?? '');
        const server = realServers.map((one) => realServerJson(one, query.assumed));
        return { json: { server }, etag: etagOfVirtual(parsed, ref) };
      },
    }),
    apiRoute({
      method: 'POST',
      path: list,
      tag,
      summary: 'Adds a real server',
      detail: 'Keys that are not sent begin as ADD writes them. A new one is inactive unless it says active.',
      query: changeQuery,
      body: realServerShape,
      status: 201,
      ifMatch: 'possible',
      answers: outcomeShape,
      answer: (call) =>
        makeChange(call, needs, addedRealServer(placeOf(call).virtual, withoutRef(call.body) as JsonBlock)),
    }),
    apiRoute({
      method: 'GET',
      path,
      tag,
      summary: 'One real server',
      query: readQuery,
      answers: realServerShape,
      answer: async ({ params, query }) => {
        const { parsed } = await configFile.read();
        const { server, virtual } = placeOf({ params });
        const one = realServerOf(virtualServerOf(parsed, virtual), server);
        return { json: realServerJson(one, query.assumed), etag: etagOfServer(parsed, virtual, server) };
      },
    }),
    ...(['whole', 'part'] as const).map((extent) =>
      apiRoute({
        method: extent === 'whole' ? 'PUT' : 'PATCH',
        path,
        tag,
        summary:
          extent === 'whole'
            ? 'One real server, as a whole: keys that are not sent leave the file'
            : 'Some keys of a real server: null takes one out of the file',
        query: changeQuery,
        body: realServerShape,
        ifMatch: 'wanted',
        answers: outcomeShape,
        answer: (call) => write(call, extent),
      }),
    ),
    apiRoute({
      method: 'DELETE',
      path,
      tag,
      summary: 'Deletes a real server',
      query: changeQuery,
      ifMatch: 'wanted',
      answers: outcomeShape,
      answer: (call) => makeChange(call, needs, removedRealServer(placeOf(call))),
    }),
  ];
}

function placeOf({ params }: Pick<ApiCall, 'params'>): ServerPlace {
  return { virtual: params['virtual'] ?? '', server: params['server'] ?? '' };
}
