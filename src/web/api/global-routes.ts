/** The head of lvs.cf, and the whole of it to read. */

import { changeGlobalJson, type JsonBlock, type JsonExtent } from '../../core/lvscf/json-edit.js';
import { configShape, globalShape } from './block-shapes.js';
import { configJson, etagOfGlobal, globalJson } from './blocks.js';
import { etagOfFile } from './file-routes.js';
import { type ApiRoute, apiRoute } from './route.js';
import { makeChange, newText, type SavingNeeds } from './saving.js';
import { changeQuery, outcomeShape, readQuery } from './shapes.js';

/** The routes of the head. */
export function globalRoutes(needs: SavingNeeds): readonly ApiRoute[] {
  const { configFile } = needs;
  const tag = 'global';
  const changed = (json: JsonBlock, extent: JsonExtent) => ({
    etag: etagOfGlobal,
    ifMatch: 'wanted' as const,
    edit: (config: Parameters<typeof etagOfGlobal>[0]) =>
      newText(config, changeGlobalJson(config, json, extent)),
    after: (config: Parameters<typeof etagOfGlobal>[0]) => ({ etag: etagOfGlobal(config) }),
  });
  return [
    apiRoute({
      method: 'GET',
      path: '/config',
      tag: 'file',
      summary: 'All that the file says, and all that is wrong with it',
      detail: 'Keys that the catalogue does not know are told by the problems, never by their values.',
      query: readQuery,
      answers: configShape,
      answer: async ({ query }) => {
        const { parsed } = await configFile.read();
        return { json: configJson(parsed, query.assumed), etag: etagOfFile(parsed) };
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/global',
      tag,
      summary: 'The keys at the head of the file: GLOBAL SETTINGS and REDUNDANCY',
      query: readQuery,
      answers: globalShape,
      answer: async ({ query }) => {
        const { parsed } = await configFile.read();
        return { json: globalJson(parsed, query.assumed), etag: etagOfGlobal(parsed) };
      },
    }),
    apiRoute({
      method: 'PUT',
      path: '/global',
      tag,
      summary: 'The head as a whole: keys that are not sent leave the file',
      query: changeQuery,
      body: globalShape,
      ifMatch: 'wanted',
      answers: outcomeShape,
      answer: (call) => makeChange(call, needs, changed(call.body as JsonBlock, 'whole')),
    }),
    apiRoute({
      method: 'PATCH',
      path: '/global',
      tag,
      summary: 'Some keys of the head: null takes one out of the file',
      query: changeQuery,
      body: globalShape,
      ifMatch: 'wanted',
      answers: outcomeShape,
      answer: (call) => makeChange(call, needs, changed(call.body as JsonBlock, 'part')),
    }),
  ];
}
