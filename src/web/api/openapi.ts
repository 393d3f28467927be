/** The OpenAPI document of the JSON interface, out of the table of its routes. Source: OpenAPI 3.1.0. */

import { z } from 'zod';
import { type ApiRoute, apiPrefix, type NamedShape } from './route.js';
import { failureShape } from './shapes.js';

type Json = Readonly<Record<string, unknown>>;

/** The address of the document itself. */
export function openApiRoute(routes: readonly ApiRoute[], version: string): ApiRoute {
  const route: ApiRoute = {
    method: 'GET',
    path: '/openapi.json',
    tag: 'about',
    summary: 'This document',
    answers: { name: 'Document', shape: z.looseObject({ openapi: z.string() }) },
    answer: async () => {
      // Most consoles are never asked.
      document ??= documentOf([route, ...routes], version);
      return { json: document };
    },
  };
  let document: Json | undefined;
  return route;
}

/** The whole document. */
export function documentOf(routes: readonly ApiRoute[], version: string): Json {
  const shapes = new Map<string, z.ZodType>([[failureShape.name, failureShape.shape]]);
  for (const { answers, body } of routes) {
    for (const named of [answers, body]) if (typeof named === 'object') shapes.set(named.name, named.shape);
  }
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = paths[route.path] ?? parametersOf(route.path);
    path[route.method.toLowerCase()] = operationOf(route);
    paths[route.path] = path;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'LVS Console',
      version,
      description:
        'All that the pages of the console do, for programs. A change says with If-Match from which state it was made ' +
        '(the ETag of what was read); with dryRun=true it is told what a change would do, and nothing is saved.',
    },
    servers: [{ url: apiPrefix }],
    security: [{ password: [] }],
    paths,
    components: {
      securitySchemes: { password: { type: 'http', scheme: 'basic' } },
      schemas: Object.fromEntries([...shapes].map(([name, shape]) => [name, schemaOf(shape)])),
    },
  };
}

function parametersOf(path: string): Record<string, Json> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  if (names.length === 0) return {};
  const parameters = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  return { parameters } as unknown as Record<string, Json>;
}

function operationOf(route: ApiRoute): Json {
  const { answers, body, detail, ifMatch, method, path, status = 200, summary, tag } = route;
  const parameters = [...queryOf(route), ...(ifMatch === undefined ? [] : [headerOf(ifMatch)])];
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[^A-Za-z0-9]+(\w)?/g, (_, next = '') => next.toUpperCase())}`,
    tags: [tag],
    summary,
    ...(detail !== undefined && { description: detail }),
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && { requestBody: { required: true, content: contentOf(body) } }),
    responses: {
      [status]: { description: 'All is well', content: contentOf(answers) },
      default: {
        description: 'It failed, and nothing was changed unless it says so',
        content: { 'application/problem+json': { schema: referenceTo(failureShape) } },
      },
    },
  };
}

function queryOf({ query }: ApiRoute): Json[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(query) as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema,
  }));
}

function headerOf(ifMatch: 'wanted' | 'possible'): Json {
  return {
    name: 'If-Match',
    in: 'header',
    // A dry run needs none.
    required: false,
    description:
      ifMatch === 'wanted'
        ? 'The ETag of what is changed, as it was read; * is any state. Without it a change is refused (428), with another one too (412). A dry run needs none.'
        : 'The ETag of what is changed, as it was read.',
    schema: { type: 'string' },
  };
}

function contentOf(named: NamedShape | 'text'): Json {
  if (named === 'text') return { 'text/plain': { schema: { type: 'string' } } };
  return { 'application/json': { schema: referenceTo(named) } };
}

function referenceTo({ name }: NamedShape): Json {
  return { $ref: `#/components/schemas/${name}` };
}

function schemaOf(shape: z.ZodType): Json {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' });
  return schema as Json;
}
