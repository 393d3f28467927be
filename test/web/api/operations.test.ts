/** What the JSON interface does beside editing lvs.cf; its answers are held to its own document. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openAuditLog } from '../../../src/adapters/files/audit-log.js';
import { identityOf } from '../../../src/core/keepalived/identity.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { say, verdict } from '../../../src/core/preflight/verdict.js';
import { ConsoleError } from '../../../src/core/problem.js';
import type { PushOrder } from '../../../src/core/push/api.js';
import { comparisonOf } from '../../../src/core/push/compare.js';
import type { OverrideEnd, OverridesSeen } from '../../../src/core/push/override-api.js';
import type { PushResult } from '../../../src/core/push/steps.js';
import type { TrialEnd } from '../../../src/core/push/trial-api.js';
import type { Answer, RouterState, Step } from '../../../src/core/router/answer.js';
import type { ProbeOrder, ProbeSeen } from '../../../src/core/router/probe.js';
import type { Trial } from '../../../src/core/router/trial.js';
import type { Verb } from '../../../src/core/router/verbs.js';
import { packageFolder } from '../../../src/settings.js';
import { pairFile, virtualBlock } from '../../support/router-world.js';
import {
  accounts,
  credentials,
  openWebConsole,
  type Visitor,
  type WebConsole,
} from '../../support/web-console.js';

const lvsCf = pairFile(virtualBlock('web', '10.0.2.200', 'eth0:1'));
const hash = 'b'.repeat(64);
/** Of a file over which no push goes. */
const strayHash = 'f'.repeat(64);
const id = 'a'.repeat(32);

const state: RouterState = {
  at: 1,
  engine: { name: 'keepalived', status: 'running', pid: 7, boot: 'enabled', control: 'systemd', log: [] },
  identity: { role: 'primary', device: 'eth0', address: '10.0.2.50' },
  file: { path: '/etc/lvs.cf', hash },
  installed: { path: '/etc/keepalived.conf', whose: 'ours', current: true },
  previous: true,
  applied: { hash, at: 1 },
  trial: null,
  vrrp: { state: 'MASTER', priority: 100, since: 1 },
};
const step = (outcome: Step['outcome']): Step => ({
  name: 'test',
  ms: 3,
  outcome,
  detail: { code: 'engine_there', params: { program: 'keepalived' } },
  said: ['Syntax OK'],
});
const run = (verb: Verb, ok = true): Answer => {
  return { format: 1, verb, ok, steps: [step(ok ? 'done' : 'failed')], table: [], state };
};
const trial: Trial = {
  format: 1,
  id,
  by: 'marie',
  both: true,
  since: 1,
  until: 2,
  uptimeUntil: 0,
  boot: '',
  tries: hash,
  before: { lvsCf: hash, configuration: hash },
  phase: { name: 'tried' },
};

let web: WebConsole;
let document: Json;
let verbs: Verb[];
let pushes: PushOrder[];
let overridden: unknown[];
let taken: unknown[];
let probed: ProbeOrder[];
let isFine: boolean;
let trialEnd: TrialEnd;
let overrideEnd: OverrideEnd;

type Json = Readonly<Record<string, unknown>>;

const config = readConfig(lvsCf);
const pushed = (order: PushOrder): PushResult => ({
  format: 1,
  time: '2026-11-21T12:00:00.000Z',
  by: order.by,
  from: 'router1',
  to: '10.0.2.51:22',
  what: order.dryRun ? 'dry_run' : 'push',
  ok: isFine,
  version: { here: '1', there: '1' },
  hash: { here: hash, there: hash },
  steps: [
    { name: 'upload', ms: 5, outcome: 'done', detail: { code: 'uploaded', params: { bytes: 9 } }, said: [] },
  ],
  answers: {},
  receiptKept: true,
});
const probeSeen: ProbeSeen = {
  at: 1,
  refused: null,
  check: { kind: 'tcp', mode: 'none', expect: '', seconds: 6 },
  tests: [
    {
      server: 'one',
      address: '10.0.3.1',
      port: 80,
      outcome: 'down',
      reason: 'connect',
      tookUs: null,
      status: null,
      sent: null,
      received: '',
      system: 'Connection refused',
    },
  ],
};
const seen: OverridesSeen = {
  here: [
    {
      service: 'TCP 10.0.2.200:80',
      destination: '10.0.3.1:80',
      weight: 'drain',
      until: null,
      by: 'marie',
      since: 1,
      virtual: 'web',
      server: 'one',
      id: 'x',
    },
  ],
  there: undefined,
};

beforeAll(async () => {
  web = await openWebConsole(undefined, {
    engine: {
      async run(verb) {
        verbs.push(verb);
        return run(verb, isFine || verb === 'state');
      },
      wanted: async () => ({ config, identity: identityOf(config.global, []), rendering: undefined }),
      isUnapplied: async () => true,
    },
    foresee: async () => 'unknown',
    trials: {
      last: async () => ({ trial, isOld: false }),
      tryHere: async () => run('apply', isFine),
      end: async () => trialEnd,
    },
    otherRouter: {
      state: async () => ({
        kind: 'unreachable',
        to: '10.0.2.51:22',
        changes: 1,
        at: 5,
        unreachable: { since: 4, error: new ConsoleError('not_found', 'push_not_set_up', {}) },
        running: undefined,
      }),
      running: async () => undefined,
      async compare() {
        const here = { hash, config };
        const nothing = readConfig('');
        return {
          comparison: comparisonOf({ last: undefined, here, there: undefined }, nothing),
          files: { there: nothing, here: config },
          standsBy: true,
          copyOnly: false,
          identity: identityOf(config.global, []),
          order: { order: 'together', because: ['pair'] },
          choices: [],
          unmergeable: undefined,
          refused: [],
        };
      },
      async push(order) {
        pushes.push(order);
        if (order.over === strayHash) throw new ConsoleError('not_found', 'push_not_set_up', {});
        return pushed(order);
      },
      async takeTheirs({ approve, here, there }) {
        taken.push([here, there]);
        approve?.(config, config);
        return { changes: [{ what: 'changed', scope: 'global', keyword: 'primary' }], version: 7 };
      },
      async takeObjects({ approve }, objects) {
        taken.push([...objects]);
        approve?.(config, readConfig(''));
        return { changes: [] };
      },
      receipts: async () => [pushed({ by: 'marie', applyThere: true })],
    },
    overrides: {
      seen: async () => ({ here: [], there: undefined }),
      look: async () => seen,
      async set(order, routers) {
        overridden.push([order, routers]);
        return overrideEnd;
      },
    },
    engineLog: async () => ({
      at: 1,
      processes: { listed: [], more: 0, complete: true },
      log: { from: 'journal', lines: ['Started'] },
    }),
    async connections(take) {
      for (const client of ['10.0.9.9:4000', '10.0.9.8:4000']) {
        const [virtual, destination] = ['10.0.2.200:80', '10.0.2.101:80'];
        take({ protocol: 'TCP', client, virtual, destination, state: 'ESTABLISHED', expiresInSeconds: 9 });
      }
      return { at: 1, value: undefined };
    },
    preflights: {
      soon: async () => [
        {
          side: 'here',
          role: 'primary',
          isReachable: true,
          at: 1,
          verdicts: [
            verdict(
              'modules',
              { open: [say('module_missing', { name: 'ip_vs_wlc' })] },
              { recipe: 'modules' },
            ),
          ],
          trouble: undefined,
        },
        {
          side: 'other',
          role: 'backup',
          isReachable: false,
          at: undefined,
          verdicts: undefined,
          trouble: new ConsoleError('not_found', 'push_not_set_up', {}),
        },
      ],
    },
    async probe(order) {
      probed.push(order);
      return probeSeen;
    },
  });
  await writeFile(join(web.state, 'lvs.cf'), lvsCf);
  await writeFile(join(web.state, 'htgroup'), 'admin: piranha\nviewer: marie\n');
  document = (await ask('GET', '/openapi.json')).json() as Json;
});
afterAll(() => web.close());
beforeEach(() => {
  [verbs, pushes, overridden, taken, probed, isFine] = [[], [], [], [], [], true];
  trialEnd = { ok: true, here: run('confirm'), there: run('confirm') };
  overrideEnd = { here: run('override'), there: undefined, isPaired: false };
});

function ask(method: string, path: string, body?: unknown, as: Visitor = 'piranha') {
  return web.app.inject({
    method: method as 'GET',
    url: `/api/v1${path}`,
    remoteAddress: '127.0.0.1',
    headers: {
      ...(as !== 'nobody' && { authorization: credentials(as, accounts[as]) }),
      ...(method !== 'GET' && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  });
}

/** The shape that the document gives to the answer of a route. */
function promised(method: string, path: string): z.ZodType {
  const found = (...names: readonly string[]) =>
    names.reduce((part: unknown, name) => (part as Json)[name], document) as Json;
  const operation = found('paths', path, method.toLowerCase(), 'responses', '200', 'content');
  const reference = String((operation['application/json'] as { schema: Json }).schema['$ref']);
  return z.fromJSONSchema(found('components', 'schemas', reference.split('/').at(-1) ?? '') as never);
}

/** Asks, and holds the answer to the document. */
async function told(method: string, path: string, body?: unknown, route = path.replace(/\?.*/, '')) {
  const answer = await ask(method, path, body);
  const json = answer.json();
  expect([path, answer.statusCode, json]).toMatchObject([path, 200, expect.anything()]);
  const { error } = promised(method, route).safeParse(json);
  expect(error, path).toBeUndefined();
  return json;
}

async function lastRecord() {
  const { records } = await openAuditLog({ folder: join(web.state, 'audit') }).read({ limit: 1 });
  return records[0];
}

describe('The engine, asked by a program,', () => {
  test('tells how it is, and what stands in the way', async () => {
    expect(await told('GET', '/engine')).toMatchObject({
      state,
      unapplied: true,
      role: 'unknown',
      effects: null,
    });
    expect(verbs).toEqual(['state']);
  });

  test.each([
    ['apply', '/engine/apply', {}],
    ['adopt', '/engine/apply', { takeOver: true }],
    ['reload', '/engine/reload', {}],
    ['revert', '/engine/revert', {}],
    ['start', '/engine/start', {}],
    ['stop', '/engine/stop', {}],
    ['hand-over', '/engine/hand-over', {}],
    ['enable', '/engine/enable', {}],
    ['disable', '/engine/disable', {}],
  ] as const)('does what %s is on the page, and the audit log tells it', async (verb, path, body) => {
    const { ok, steps } = await told('POST', path, body);
    expect([ok, verbs]).toEqual([true, [verb]]);
    const message = expect.stringContaining('keepalived');
    expect(steps).toEqual([{ ...step('done'), detail: { ...step('done').detail, message } }]);
    expect(await lastRecord()).toMatchObject({
      user: 'piranha',
      action: verb,
      outcome: 'done',
      panel: 'api',
    });
  });

  test('is only tested by a dry run, which leaves no line in the audit log', async () => {
    const before = await lastRecord();
    await told('POST', '/engine/apply?dryRun=true', {});
    expect(verbs).toEqual(['test']);
    expect(await lastRecord()).toEqual(before);
  });

  test('says with the status, too, that a step failed', async () => {
    isFine = false;
    const answer = await ask('POST', '/engine/apply', {});
    expect(answer.statusCode).toBe(502);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({
      code: 'step_failed',
      status: 502,
      ok: false,
      steps: [{ outcome: 'failed' }],
    });
    expect(await lastRecord()).toMatchObject({ action: 'apply', outcome: 'failed', reason: 'test' });
  });

  test('obeys nobody who may only look', async () => {
    expect((await ask('GET', '/engine', undefined, 'marie')).statusCode).toBe(200);
    for (const path of [
      '/engine/apply',
      '/engine/apply?dryRun=true',
      '/push',
      '/trial',
      '/overrides',
      '/probe',
    ]) {
      verbs = [];
      expect([path, (await ask('POST', path, {}, 'marie')).statusCode]).toEqual([path, 403]);
      expect(verbs).toEqual([]);
    }
    expect((await ask('POST', '/engine/apply', {}, 'nobody')).statusCode).toBe(401);
  });
});

describe('A trial, asked for by a program,', () => {
  test('is shown, begun and ended', async () => {
    expect(await told('GET', '/trial')).toEqual({ pending: true, trial });
    expect(await told('POST', '/trial', { minutes: 5 })).toMatchObject({ ok: true, trial: null });
    expect(await told('POST', '/trial/confirm', { trial: id })).toMatchObject({
      ok: true,
      there: { ok: true },
    });
    expect(await lastRecord()).toMatchObject({ action: 'confirm', outcome: 'done' });
    expect((await ask('POST', '/trial', { minutes: 61 })).json()).toMatchObject({
      code: 'body_refused',
      problems: [{ field: 'minutes' }],
    });
  });

  test('says why the other router could not end it', async () => {
    trialEnd = { ok: false, here: undefined, there: new ConsoleError('not_found', 'push_not_set_up', {}) };
    const answer = await ask('POST', '/trial/go-back', { trial: id });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      502,
      { ok: false, there: { ok: false, trouble: { code: 'push_not_set_up' } } },
    ]);
  });
});

describe('The other router, asked by a program,', () => {
  test('tells how it stands, and what a push would change', async () => {
    expect(await told('GET', '/push')).toMatchObject({
      kind: 'unreachable',
      to: '10.0.2.51:22',
      unreachable: { code: 'push_not_set_up', since: 4 },
    });
    const before = await told('GET', '/push/compare');
    expect(before).toMatchObject({ kind: 'never_pushed', together: true, hashes: { here: hash } });
    expect(before.effects).toHaveLength(before.differences.length);
    expect(await told('GET', '/push/receipts?limit=1')).toMatchObject({
      receipts: [{ by: 'marie', ok: true }],
    });
  });

  test('gets a push, applied here too where both have to at once', async () => {
    expect(await told('POST', '/push', {})).toMatchObject({ ok: true, steps: [{ name: 'upload' }] });
    expect(await lastRecord()).toMatchObject({ action: 'push', object: '10.0.2.51:22', outcome: 'done' });
    await told('POST', '/push?dryRun=true', { applyThere: false, trialMinutes: 2 });
    expect(pushes).toEqual([
      { by: 'piranha', applyThere: true, applyHere: true, dryRun: false, seen: hash },
      { by: 'piranha', applyThere: false, applyHere: false, dryRun: true, seen: hash, trialSeconds: 120 },
    ]);
    isFine = false;
    expect((await ask('POST', '/push', {})).statusCode).toBe(502);
  });

  test('is told to have been pushed to only where it was tried: a dry run that fails is none', async () => {
    await told('POST', '/push', {});
    const before = await lastRecord();
    expect((await ask('POST', '/push?dryRun=true', { over: strayHash })).statusCode).toBe(404);
    expect(await lastRecord()).toEqual(before);
    expect((await ask('POST', '/push', { over: strayHash })).statusCode).toBe(404);
    expect(await lastRecord()).toMatchObject({ action: 'push', reason: 'push_not_set_up' });
  });
});

test('The file of the other router is taken as it was seen, once a change is confirmed that takes much away', async () => {
  const seenBoth = { here: hash, there: 'c'.repeat(64) };
  expect(await told('POST', '/push/take', seenBoth)).toMatchObject({
    version: 7,
    differences: [{ keyword: 'primary' }],
  });
  expect(taken).toEqual([[hash, 'c'.repeat(64)]]);
  const objects = ['virtual web'];
  const refused = await ask('POST', '/push/take', { ...seenBoth, objects });
  expect(refused.json()).toMatchObject({ status: 422, code: 'dangerous', confirm: { name: 'web' } });
  expect(await told('POST', '/push/take?confirm=web', { ...seenBoth, objects })).toEqual({ differences: [] });
  expect(await lastRecord()).toMatchObject({ panel: 'api', outcome: 'done', confirmed: 'web' });
});

describe('The versions, asked for by a program,', () => {
  const save = async (text: string) => writeFile(join(web.state, 'lvs.cf'), text);

  test('are listed, read, compared, marked and brought back', async () => {
    await save(lvsCf);
    await told('GET', '/versions');
    await save(lvsCf.replace('port = 80', 'port = 8080'));
    const { versions, more } = await told('GET', '/versions?limit=2');
    const [now, then] = versions as { number: number }[];
    expect([more, now?.number]).toEqual([false, (then?.number ?? 0) + 1]);
    const one = '/versions/{number}';
    expect(await told('GET', `/versions/${then?.number}`, undefined, one)).toMatchObject({
      panel: 'outside',
    });
    expect((await ask('GET', `/versions/${then?.number}/lvs.cf`)).body).toBe(lvsCf);
    expect((await ask('GET', `/versions/${then?.number}/lvs.cf`, undefined, 'marie')).statusCode).toBe(403);
    expect(await told('GET', `/versions/compare?from=${then?.number}&to=saved`)).toMatchObject({
      same: false,
      differences: [{ what: 'changed', keyword: 'port', from: '80', to: '8080' }],
    });
    const mark = { note: 'before the move', pinned: true };
    expect(await told('PATCH', `/versions/${then?.number}`, mark, one)).toMatchObject(mark);

    const restore = `/versions/${then?.number}/restore`;
    const path = '/versions/{number}/restore';
    const objects = ['virtual web'];
    const dry = await told('POST', `${restore}?dryRun=true`, { objects }, path);
    expect(dry).toMatchObject({
      dryRun: true,
      saved: false,
      accepted: true,
      differences: [{ keyword: 'port' }],
    });
    expect(await readFile(join(web.state, 'lvs.cf'), 'utf8')).toContain('port = 8080');
    expect(await told('POST', restore, { objects }, path)).toMatchObject({
      saved: true,
      version: expect.any(Number),
    });
    expect(await readFile(join(web.state, 'lvs.cf'), 'utf8')).not.toContain('port = 8080');
    expect(await lastRecord()).toMatchObject({ action: 'restore', object: `virtual web / ${then?.number}` });
    const [last] = (await told('GET', '/versions?limit=1')).versions;
    expect(last.note).not.toBe('');
  });

  test('are refused where there is none, or nothing of that name in it', async () => {
    expect((await ask('GET', '/versions/999999')).json()).toMatchObject({
      status: 404,
      code: 'no_such_version',
    });
    const nothing = (await ask('GET', '/versions/0')).json();
    expect(nothing).toMatchObject({ status: 404, detail: expect.stringContaining('/api/v1/openapi.json') });
    expect((await ask('GET', '/versions/compare?from=saved&to=nothing')).statusCode).toBe(404);
    const refused = await ask('POST', '/versions/1/restore', { objects: ['virtual nothing'] });
    expect(refused.json()).toMatchObject({ status: 404, code: 'object_not_there' });
  });
});

describe('What is seen and what happened, asked for by a program,', () => {
  test('is as the document says, for viewers too', async () => {
    expect(await told('GET', '/live')).toMatchObject({ wantedKnown: true });
    expect(await told('GET', '/routers')).toMatchObject({
      here: { activity: expect.any(String) },
      there: null,
    });
    await ask('POST', '/engine/reload', {});
    expect(await told('GET', '/engine/log?router=here')).toMatchObject({ log: { from: 'journal' } });
    expect(await told('GET', '/connections?text=10.0.9.9')).toMatchObject({
      all: 2,
      fitting: 1,
      byState: { ESTABLISHED: 1 },
      connections: [{ client: '10.0.9.9:4000', virtualServer: 'web' }],
    });
    const { events } = await told('GET', '/events?kind=change&limit=1');
    expect(events).toMatchObject([
      { kind: 'change', what: 'reload', message: expect.stringContaining('piranha') },
    ]);
    const { older, records } = await told('GET', '/audit?user=piranha&outcome=done&limit=1');
    expect(records).toMatchObject([{ action: 'reload', user: 'piranha' }]);
    expect((await told('GET', `/audit?before=${older}&limit=1`)).records[0].number).toBeLessThan(
      records[0].number,
    );
    expect(await told('GET', '/audit/verify')).toMatchObject({ ok: true });
    expect((await ask('GET', '/events', undefined, 'marie')).statusCode).toBe(200);
    expect((await ask('GET', '/events?colour=red')).json()).toMatchObject({ code: 'body_refused' });
  });

  test('also what has to be run on each machine', async () => {
    await writeFile(join(web.state, 'lvs.cf'), lvsCf);
    const { machines } = await told('GET', '/recipes');
    expect(machines).toMatchObject([{ machine: 'primary', kind: 'router' }, { machine: 'backup' }, {}]);
    const one = await told('GET', '/recipes/primary?device=eth1', undefined, '/recipes/{machine}');
    expect(one.recipes[0].variants[0].run).not.toBe('');
    expect(await told('GET', '/preflight')).toMatchObject({
      ok: false,
      routers: [
        {
          counts: { all: 1, open: 1 },
          checks: [
            { check: 'modules', state: 'open', found: [{ message: expect.stringContaining('ip_vs_wlc') }] },
          ],
        },
        { role: 'backup', at: null, trouble: { code: 'push_not_set_up' }, checks: [] },
      ],
    });
    for (const path of ['/recipes/nobody', '/recipes/primary?device=eth0;reboot']) {
      expect([path, (await ask('GET', path)).statusCode]).toEqual([path, 404]);
    }
  });
});

describe('Checks and weights, asked for by a program,', () => {
  test('a check is tried with what is given, and leaves no line in the audit log', async () => {
    const before = await lastRecord();
    const check = { send: 'GET /', expect: 'OK' };
    const body = { virtual: 'web', server: 'one', router: 'other', check };
    expect(await told('POST', '/probe', body)).toMatchObject({
      ok: false,
      message: '',
      tests: [{ outcome: 'down', message: expect.stringContaining('Connection refused') }],
    });
    expect(probed).toEqual([{ virtual: 'web', server: 'one', typed: check }]);
    expect((await ask('POST', '/probe', { virtual: 'nothing' })).json()).toMatchObject({
      code: 'no_such_virtual_server',
    });
    expect(await lastRecord()).toEqual(before);
  });

  test('a weight is given by names, asked about where it takes the last server, and put back', async () => {
    expect(await told('GET', '/overrides')).toMatchObject({
      overrides: [{ virtual: 'web', weight: 'drain' }],
    });
    const target = { virtual: 'web', server: 'one' };
    await told('POST', '/overrides', { ...target, weight: 3, minutes: 5, routers: 'here' });
    expect(overridden).toMatchObject([
      [{ service: 'TCP 10.0.2.200:80', destination: '10.0.2.101:80', weight: 3, by: 'piranha' }, 'here'],
    ]);
    const refused = await ask('POST', '/overrides', { ...target, weight: 'drain' });
    expect(refused.json()).toMatchObject({ status: 422, code: 'dangerous', confirm: { name: 'web' } });
    expect(overridden).toHaveLength(1);
    await told('POST', '/overrides?confirm=web', { ...target, weight: 'drain' });
    expect(await lastRecord()).toMatchObject({ action: 'override', confirmed: 'web' });
    await told('POST', '/overrides', { ...target, weight: null });
    expect(overridden.at(-1)).toMatchObject([{ weight: null, until: null }, 'both']);
    expect((await ask('POST', '/overrides', { ...target, server: 'x', weight: 1 })).json()).toMatchObject({
      code: 'no_such_real_server',
    });
    overrideEnd = { here: run('override', false), there: undefined, isPaired: false };
    expect((await ask('POST', '/overrides', { ...target, weight: 1 })).statusCode).toBe(502);
  });
});

test('The example for Ansible asks only for what there is', async () => {
  const example = await readFile(join(packageFolder, 'config', 'examples', 'ansible.yml'), 'utf8');
  const tasks = example.split(/^ {4}- name: /m).slice(1);
  const asked = tasks.flatMap((task) => {
    const path = /\/api\/v1(\/[^"?]*)/.exec(task)?.[1]?.replace(/\{\{.*?\}\}/g, '{virtual}');
    const methods = /method: (.*)/.exec(task)?.[1]?.match(/[A-Z]{3,}/g) ?? ['GET'];
    return path === undefined ? [] : methods.map((method) => `${method} ${path}`);
  });
  const paths = document['paths'] as Readonly<Record<string, object>>;
  const there = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(asked).toHaveLength(7);
  for (const one of asked) expect(there).toContain(one);
});
