/** The JSON interface: `/api/v1`, behind the same allowlists, password and roles as the pages. */

import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ConsoleError } from '../../core/problem.js';
import { takeJson } from './content.js';
import { isKnownTo } from './etag.js';
import { answerFailures, problemType } from './failure.js';
import { requireShape } from './faults.js';
import { type ApiAnswer, type ApiMethod, type ApiRoute, apiPrefix } from './route.js';

/** The table that is registered. */
export interface ApiTable {
  readonly routes: readonly ApiRoute[];
}

/** Registers every route of the table, and what is answered where there is none. */
export const registerApi: FastifyPluginAsync<ApiTable> = async (scope, { routes }) => {
  takeJson(scope);
  answerFailures(scope);
  for (const route of routes) addRoute(scope, route);
  refuseOthers(scope, routes);
};

type ApiRequest = FastifyRequest<{ Params: Record<string, string> }>;

function addRoute(scope: FastifyInstance, route: ApiRoute): void {
  const takes = route.body === 'text' ? 'text' : route.body === undefined ? 'nothing' : 'json';
  scope.route({
    method: route.method,
    url: route.path.replace(/\{(\w+)\}/g, ':$1'),
    ...(route.bodyLimit !== undefined && { bodyLimit: route.bodyLimit }),
    config: {
      api: { takes },
      ...(route.adminOnly && { adminOnly: true }),
      ...(route.audit && { audit: route.audit }),
    },
    handler: async (request: ApiRequest, reply) => {
      request.audited.panel = 'api';
      if (route.isLook) request.audited.isLook = true;
      const query = requireShape(route.query ?? nothing, request.query, 'query');
      const body = takes === 'json' ? requireShape(shapeOf(route), membersOf(request), 'body') : request.body;
      const answer = await route.answer({ request, params: request.params, query, body });
      return send(answer, route, request, reply);
    },
  });
}

/** Whoever only says what is to be done may send no members; a PUT of nothing would be a mistake. */
function membersOf({ body, method }: FastifyRequest): unknown {
  return body ?? (method === 'POST' ? {} : body);
}

const nothing = z.strictObject({});

function shapeOf({ body }: ApiRoute) {
  return typeof body === 'object' ? body.shape : nothing;
}

function send(
  answer: ApiAnswer,
  route: ApiRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { etag, json, location, status = route.status ?? 200, text } = answer;
  if (etag !== undefined) reply.header('etag', etag);
  if (location !== undefined) reply.header('location', `${apiPrefix}${location}`);
  if (route.method === 'GET' && etag !== undefined && isKnownTo(request, etag)) return reply.code(304).send();
  reply.code(status);
  if (text !== undefined) return reply.type('text/plain; charset=utf-8').send(Buffer.from(text, 'latin1'));
  // An operation that came to a failed step tells all that was done beside what it failed of.
  const type = status < 400 ? 'application/json; charset=utf-8' : problemType;
  return reply.type(type).send(JSON.stringify(json));
}

/** What has no route: another method of an address that there is, or no address at all. */
function refuseOthers(scope: FastifyInstance, routes: readonly ApiRoute[]): void {
  const paths = new Map<string, ApiMethod[]>();
  for (const { method, path } of routes) paths.set(path, [...(paths.get(path) ?? []), method]);
  const known = [...paths].map(([path, methods]) => ({ pattern: patternOf(path), methods }));
  scope.setNotFoundHandler((request) => {
    const [path = ''] = request.url.split('?', 1);
    const found = known.find(({ pattern }) => pattern.test(path.slice(apiPrefix.length)));
    if (found === undefined) throw new ConsoleError('not_found', 'no_such_page', { path });
    const allowed = found.methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
    throw new ConsoleError('wrong_method', 'wrong_method', { method: request.method, allowed });
  });
}

function patternOf(path: string): RegExp {
  const parts = path.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}$`);
}
