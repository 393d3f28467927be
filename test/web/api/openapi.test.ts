/** The document of the interface against the server that runs, and against what it answers. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiConsole, openApi } from '../../support/api.js';

type Json = Readonly<Record<string, unknown>>;

const lvsCf = `serial_no = 7
primary = 192.0.2.1
service = lvs
colour = red
virtual web {
     active = 1
     address = 198.51.100.1 eth0:1
     port = 80
     server one {
         address = 10.0.0.11
         active = 1
         weight = 70000
     }
}
`;

let api: ApiConsole;
// biome-ignore lint/suspicious/noExplicitAny: a document of somebody else's making is looked at piece by piece
let document: any;
beforeAll(async () => {
  api = await openApi(lvsCf);
  ({ json: document } = await api.ask('GET', '/openapi.json'));
});
afterAll(() => api.close());

const operations = (): readonly { method: string; path: string; operation: Json; shared: Json }[] =>
  Object.entries(document.paths as Json).flatMap(([path, item]) => {
    const { parameters = [], ...methods } = item as Json;
    return Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation: operation as Json,
      shared: { parameters },
    }));
  });

describe('The OpenAPI document', () => {
  test('names every route of the server, and no other', () => {
    const routes = api.web.routes
      .filter(({ url }) => url.startsWith('/api/v1'))
      .flatMap(({ method, url }) => [method].flat().map((each) => `${each} ${url.replace('/api/v1', '')}`))
      .filter((route) => !route.startsWith('HEAD'))
      .map((route) => route.replace(/:(\w+)/g, '{$1}'));
    expect(routes.length).toBeGreaterThan(30);
    expect(
      operations()
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    ).toEqual(routes.sort());
  });

  test('is in the form of OpenAPI 3.1', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'LVS Console', version: expect.stringMatching(/^\d+\.\d+/) },
      servers: [{ url: '/api/v1' }],
      security: [{ password: [] }],
      components: { securitySchemes: { password: { type: 'http', scheme: 'basic' } } },
    });
    const ids = operations().map(({ operation }) => operation['operationId']);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { method, operation, path, shared } of operations()) {
      const at = `${method} ${path}`;
      expect([at, operation['summary']]).toEqual([at, expect.stringMatching(/^[A-Z].*[^.]$/)]);
      const parameters = [
        ...(shared['parameters'] as Json[]),
        ...((operation['parameters'] ?? []) as Json[]),
      ];
      const inPath = parameters.filter((one) => one['in'] === 'path');
      expect([at, inPath.map(({ name }) => name)]).toEqual([
        at,
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      ]);
      for (const one of parameters) {
        expect([at, one['in']]).toEqual([at, expect.stringMatching(/^(path|query|header)$/)]);
        expect([at, one['schema']]).toEqual([at, expect.any(Object)]);
        if (one['in'] === 'path') expect(one['required']).toBe(true);
      }
      const names = parameters.map((one) => `${one['in']} ${one['name']}`);
      expect([at, new Set(names).size]).toEqual([at, names.length]);
      expect([at, Object.keys(operation['responses'] as Json)]).toEqual([
        at,
        [expect.stringMatching(/^20\d$/), 'default'],
      ]);
      expect([at, operation['requestBody'] === undefined]).toEqual([
        at,
        method === 'GET' || method === 'DELETE' ? true : expect.any(Boolean),
      ]);
    }
  });

  test('refers only to what is in it, and each schema is one', () => {
    const schemas = document.components.schemas as Json;
    const wrong: string[] = [];
    const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
    walk(document, (node, at) => {
      const { $ref, $schema, required, properties, type } = node;
      if (typeof $ref === 'string' && !Object.hasOwn(schemas, $ref.replace('#/components/schemas/', '')))
        wrong.push(`${at}: ${$ref}`);
      if ($schema !== undefined) wrong.push(`${at}: $schema`);
      if (
        at.includes('schema') &&
        typeof type === 'string' &&
        !at.includes('securitySchemes') &&
        !types.includes(type)
      )
        wrong.push(`${at}: ${type}`);
      if (Array.isArray(required) && typeof properties === 'object') {
        for (const name of required) if (!Object.hasOwn(properties ?? {}, name)) wrong.push(`${at}: ${name}`);
      }
    });
    expect(wrong).toEqual([]);
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining(['VirtualServer', 'RealServer', 'Global', 'Failure', 'Outcome']),
    );
  });

  test('tells the limits of a field, what is assumed, and what it means', () => {
    const { properties, additionalProperties } = document.components.schemas.VirtualServer;
    expect(additionalProperties).toBe(false);
    expect(properties.port.anyOf[0]).toMatchObject({ type: 'integer', minimum: 0, maximum: 65535 });
    expect(properties.port.anyOf[0].description).toContain('assume 80');
    expect(properties.scheduler.anyOf[0].enum).toContain('wlc');
    expect(properties.active.description).not.toBe('');
    expect(properties.master).toBeUndefined();
  });

  test('is what is answered: each member of each answer is in its schema', async () => {
    const asked = [
      ['/config', 'Config'],
      ['/global', 'Global'],
      ['/virtual-servers', 'VirtualServers'],
      ['/virtual-servers/web', 'VirtualServer'],
      ['/virtual-servers/web?assumed=true', 'VirtualServer'],
      ['/virtual-servers/web/real-servers', 'RealServers'],
      ['/virtual-servers/web/real-servers/one', 'RealServer'],
      ['/nothing', 'Failure'],
    ] as const;
    for (const [path, name] of asked) {
      const { json } = await api.ask('GET', path);
      expect([path, faultsOf(json, document.components.schemas[name], name)]).toEqual([path, []]);
    }
    const check = await api.ask('POST', '/check', 'colour = red\n');
    expect(faultsOf(check.json, document.components.schemas.Checked, 'Checked')).toEqual([]);
    await api.writeFile(lvsCf.replace('colour = red\n', ''));
    for (const body of [
      { persistent: 300 },
      { address: { address: '192.0.2.1', device: 'eth0:1' } },
      { active: false },
    ]) {
      const { json } = await api.ask('PATCH', '/virtual-servers/web?dryRun=true', body);
      expect(faultsOf(json, document.components.schemas.Outcome, 'Outcome')).toEqual([]);
    }
    const failure = await api.change('PATCH', '/virtual-servers/web', { active: false, colour: 'red' });
    expect(failure.json.problems).toHaveLength(1);
    expect(faultsOf(failure.json, document.components.schemas.Failure, 'Failure')).toEqual([]);
  });
});

function walk(node: unknown, see: (node: Json, at: string) => void, at = ''): void {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) see(node as Json, at);
  for (const [key, inner] of Object.entries(node)) walk(inner, see, `${at}/${key}`);
}

/** What of a value its schema does not say: as much of JSON Schema as the document uses. */
function faultsOf(value: unknown, schema: Json, at: string): string[] {
  const {
    anyOf,
    type,
    properties = {},
    required = [],
    additionalProperties,
    items,
    enum: values,
  } = schema as {
    anyOf?: Json[];
    type?: string;
    properties?: Record<string, Json>;
    required?: string[];
    additionalProperties?: unknown;
    items?: Json;
    enum?: unknown[];
  };
  if (anyOf !== undefined) {
    const found = anyOf.map((one) => faultsOf(value, one, at));
    return found.some((faults) => faults.length === 0) ? [] : (found[0] ?? []);
  }
  if (values !== undefined && !values.includes(value)) return [`${at}: not one of ${values.join(', ')}`];
  const isOf = {
    string: typeof value === 'string',
    boolean: typeof value === 'boolean',
    integer: Number.isInteger(value),
    number: typeof value === 'number',
    null: value === null,
    array: Array.isArray(value),
    object: typeof value === 'object' && value !== null && !Array.isArray(value),
  };
  if (type !== undefined && !isOf[type as keyof typeof isOf]) return [`${at}: no ${type}`];
  if (Array.isArray(value))
    return value.flatMap((one, index) => faultsOf(one, items ?? {}, `${at}[${index}]`));
  if (!isOf.object) return [];
  const members = value as Json;
  const missing = required
    .filter((name) => !Object.hasOwn(members, name))
    .map((name) => `${at}.${name}: missing`);
  return [
    ...missing,
    ...Object.entries(members).flatMap(([name, one]) => {
      const inner = properties[name];
      if (inner !== undefined) return faultsOf(one, inner, `${at}.${name}`);
      const isOpen = typeof additionalProperties === 'object';
      return isOpen ? [] : [`${at}.${name}: not in the schema`];
    }),
  ];
}
