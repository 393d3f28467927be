/** The real servers of a virtual server. */

import type { z } from 'zod';
import { realServerOf, removeRealServer, virtualServerOf } from '../../core/lvscf/change.js';
import {
  addRealServerJson,
  changeRealServerJson,
  type JsonBlock,
  type JsonExtent,
} from '../../core/lvscf/json-edit.js';
import { realServerShape, realServersShape } from './block-shapes.js';
import { etagOfServer, etagOfVirtual, realServerJson } from './blocks.js';
import { withoutRef } from './faults.js';
import { type ApiCall, type ApiRoute, apiRoute } from './route.js';
import { type ApiChange, makeChange, newText, type SavingNeeds } from './saving.js';
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
    return makeChange(call, needs, changed(at, withoutRef(call.body, at.server) as JsonBlock, extent));
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
      answer: (call) => makeChange(call, needs, added(placeOf(call), withoutRef(call.body) as JsonBlock)),
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
      answer: (call) => makeChange(call, needs, removed(placeOf(call))),
    }),
  ];
}

interface ServerPlace {
  readonly virtual: string;
  readonly server: string;
}

function placeOf({ params }: Pick<ApiCall, 'params'>): ServerPlace {
  return { virtual: params['virtual'] ?? '', server: params['server'] ?? '' };
}

function addressOf(virtual: string, server: string): string {
  return `/virtual-servers/${encodeURIComponent(virtual)}/real-servers/${encodeURIComponent(server)}`;
}

function added({ virtual }: ServerPlace, json: JsonBlock): ApiChange {
  return {
    etag: (config) => etagOfVirtual(config, virtual),
    ifMatch: 'possible',
    edit: (config) => newText(config, addRealServerJson(config, virtual, json)),
    after: (config) => {
      const ref = virtualServerOf(config, virtual).realServers.at(-1)?.ref ?? '';
      return { status: 201, etag: etagOfServer(config, virtual, ref), location: addressOf(virtual, ref) };
    },
  };
}

function changed({ server, virtual }: ServerPlace, json: JsonBlock, extent: JsonExtent): ApiChange {
  let at = -1;
  return {
    etag: (config) => etagOfServer(config, virtual, server),
    ifMatch: 'wanted',
    edit: (config) => {
      const around = virtualServerOf(config, virtual);
      at = around.realServers.indexOf(realServerOf(around, server));
      return newText(config, changeRealServerJson(config, virtual, server, json, extent));
    },
    // It may have another name now, but stands where it stood.
    after: (config) => {
      const now = virtualServerOf(config, virtual).realServers[at]?.ref ?? server;
      return { etag: etagOfServer(config, virtual, now), location: addressOf(virtual, now) };
    },
  };
}

function removed({ server, virtual }: ServerPlace): ApiChange {
  return {
    etag: (config) => etagOfServer(config, virtual, server),
    ifMatch: 'wanted',
    edit: (config) => newText(config, removeRealServer(config, virtual, server)),
  };
}
