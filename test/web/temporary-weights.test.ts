import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wantedTable } from '../../src/core/keepalived/wanted-table.js';
import { snapshotOf } from '../../src/core/live/snapshot.js';
import { readConfig } from '../../src/core/lvscf/config.js';
import { ConsoleError } from '../../src/core/problem.js';
import type { OverrideEnd, OverrideRouters, OverridesSeen } from '../../src/core/push/override-api.js';
import type { Answer } from '../../src/core/router/answer.js';
import type { Override, OverrideOrder } from '../../src/core/router/override.js';
import { procText, tableOf } from '../core/ipvs/captures.js';
import { pairFile } from '../support/router-world.js';
import { openWebConsole, testForm, type WebConsole } from '../support/web-console.js';

const servers = [1, 2].map(
  (number) => `  server s${number} {
    address = 10.0.3.${number}
    active = 1
    weight = 1
  }`,
);
const lvsCf = pairFile(
  ['virtual web {', '  active = 1', '  address = 10.0.2.100 eth0:1', '  port = 80', ...servers, '}'].join(
    '\n',
  ),
);
const service = 'TCP 10.0.2.100:80';
const one = `${service} 10.0.3.1:80`;
const rowOf = (weight: number) => `  -> 0A000301:0050      Route   ${weight}      7          2         `;
const other = '  -> 0A000302:0050      Route   1      0          0         ';
const head = 'TCP  0A000264:0050 wlc ';

const answer: Answer = { format: 1, verb: 'override', ok: true, steps: [], table: [], state: null };
const given: Override = {
  service,
  destination: '10.0.3.1:80',
  weight: 'drain',
  until: null,
  by: 'Zoë & co',
  since: Date.now(),
  virtual: 'web',
  server: 's1',
  id: 'x',
};
const there = (overrides: readonly Override[]) => ({ overrides, at: Date.now(), trouble: undefined });

let web: WebConsole;
let rows: readonly string[];
let seen: OverridesSeen;
let end: OverrideEnd;
let told: (readonly [OverrideOrder, OverrideRouters])[];

beforeEach(async () => {
  [rows, told, seen] = [[head, rowOf(1), other], [], { here: [], there: there([]) }];
  end = { here: answer, there: answer, isPaired: true };
  const wanted = wantedTable(readConfig(lvsCf));
  const now = async () =>
    snapshotOf({ at: Date.now(), value: tableOf(procText(...rows)) }, wanted, 100, undefined);
  web = await openWebConsole(testForm, {
    liveTable: { now, follow: () => () => undefined },
    overrides: {
      seen: async () => seen,
      look: async () => seen,
      async set(order, routers) {
        told.push([order, routers]);
        return end;
      },
    },
  });
  await writeFile(join(web.state, 'lvs.cf'), lvsCf);
  await writeFile(join(web.state, 'htgroup'), 'admin: piranha\nviewer: marie\n');
});
afterEach(() => web.close());

const href = `/secure/temporary-weights?of=${encodeURIComponent(one)}`;
const send = (fields: Readonly<Record<string, string>>) =>
  web.send('/secure/temporary-weights', { of: one, do: 'drain', weight: '', minutes: '', ...fields });

async function lastAudit() {
  const folder = join(web.state, 'audit');
  const [name = ''] = (await readdir(folder))
    .filter((each) => each.endsWith('.jsonl'))
    .toSorted()
    .slice(-1);
  return JSON.parse((await readFile(join(folder, name), 'utf8')).trimEnd().split('\n').at(-1) ?? '');
}

describe('A row of the live table', () => {
  test('leads to the weight of its real server, for whoever may change it', async () => {
    const { body } = await web.get('/secure/control');
    expect(body).toContain(`as in lvs.cf <a class="operate" href="${href}" lang="en">DRAIN / SET WEIGHT</a>`);
    expect((await web.get('/secure/control', { as: 'marie' })).body).not.toContain('class="operate"');
    rows = [head, rowOf(0), other];
    const drained = (await web.get('/secure/control')).body;
    expect(drained).toMatch(/>drained <a[^>]*>PUT BACK \/ SET WEIGHT</);
  });
});

describe('A real server', () => {
  test('is drained on both routers, in one form that needs no script', async () => {
    const page = await web.get(href);
    expect(page.body).toContain('web / s1');
    expect(page.body).toContain('Active connections: 7 · Inactive: 2');
    expect(page.body).not.toContain('PUT BACK');
    const { headers } = await send({});
    expect(told).toEqual([
      [{ service, destination: '10.0.3.1:80', weight: 'drain', until: null, by: 'piranha' }, 'both'],
    ]);
    expect((await web.get(String(headers.location))).body).toContain('Both routers have taken it.');
    expect(await lastAudit()).toMatchObject({
      action: 'override',
      object: `${one}: drain, both`,
      outcome: 'done',
    });
  });

  test('gets a weight for some minutes, on the router that is chosen', async () => {
    await send({ do: 'weight', weight: '5', minutes: '30', routers: 'other' });
    const [[order, routers] = []] = told;
    expect([order?.weight, routers]).toEqual([5, 'other']);
    const minutes = ((order?.until ?? 0) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(25);
    expect(minutes).toBeLessThanOrEqual(30);
  });

  test.each([
    [{ do: 'weight', weight: '254' }, 'The weight is a number from 0 to 253.'],
    [{ do: 'weight', weight: 'five' }, 'The weight is a number from 0 to 253.'],
    [{ minutes: '20000' }, 'which is a week, or blank.'],
    [{ of: 'TCP nowhere' }, 'This is no real server of the routing table.'],
  ])('is left alone when what was typed is wrong: %j', async (fields, sentence) => {
    const { body, statusCode } = await send(fields);
    expect([statusCode, told]).toEqual([422, []]);
    expect(body).toContain(sentence);
    if ('weight' in fields) expect(body).toContain(`name="weight" value="${fields.weight}"`);
  });

  test('that one router did not take is told with the reason, router by router', async () => {
    end = { ...end, there: new ConsoleError('push_failed', 'push_copy_only', {}) };
    const { headers } = await send({});
    const { body } = await web.get(String(headers.location));
    expect(body).toContain('Not every router has taken it.');
    expect(body).toMatch(/The other router: \S/);
    expect(await lastAudit()).toMatchObject({ outcome: 'failed' });
  });

  test('is not drained by a viewer, nor without a token', async () => {
    const fields = { of: one, do: 'drain' };
    expect((await web.send('/secure/temporary-weights', fields, { as: 'marie' })).statusCode).toBe(403);
    expect((await web.get(href, { as: 'marie' })).body).not.toContain('<form method="post"');
    expect(told).toEqual([]);
  });
});

describe('The last real server that works', () => {
  const asked = async (fields: Readonly<Record<string, string>>) => {
    const { body, statusCode } = await send(fields);
    expect(statusCode).toBe(422);
    expect(body).toContain('s1 is the last real server that works for web.');
    expect(told).toEqual([]);
    return /name="_dangers" value="([^"]+)"/.exec(body)?.[1] ?? '';
  };

  test.each([
    ['is out of the kernel', () => [head, rowOf(1)]],
    ['has weight 0', () => [head, rowOf(1), other.replace('Route   1', 'Route   0')]],
  ])('is drained only once its name was typed: the other one %s', async (_why, table) => {
    rows = table();
    const mark = await asked({});
    await send({ _dangers: mark, _name: 'web' });
    expect(told).toHaveLength(1);
    expect(await lastAudit()).toMatchObject({ confirmed: 'web' });
  });

  test('is also the last where the other one is being drained', async () => {
    seen = { here: [{ ...given, destination: '10.0.3.2:80' }], there: there([]) };
    await asked({ do: 'weight', weight: '0' });
    await send({ do: 'weight', weight: '2' });
    expect(told).toHaveLength(1);
  });
});

describe('Temporary weights', () => {
  test('are told on every page until they are put back', async () => {
    seen = { here: [given], there: there([]) };
    for (const url of ['/secure/control', '/secure/help', '/secure/global-settings']) {
      const { body } = await web.get(url, { as: 'marie' });
      expect(body).toContain('<strong>Temporary:</strong> web / s1 drained on this router only');
    }
    const { body } = await web.get('/secure/temporary-weights');
    expect(body).toMatch(/web \/ s1<\/a>.*drained.*Zoë &amp; co.*PUT BACK/s);
    await send({ do: 'put-back', minutes: 'not read' });
    expect(told[0]?.[0]).toMatchObject({ weight: null, until: null });
    seen = { here: [], there: there([]) };
    expect((await web.get('/secure/control')).body).not.toContain('Temporary:');
  });

  test('are told in French, too', async () => {
    seen = { here: [given], there: there([given]) };
    const { body } = await web.get('/secure/control', { headers: { 'accept-language': 'fr' } });
    expect(body).toContain('web / s1 en cours de vidage sur les deux routeurs');
  });

  test('of the other router are said to be unknown, with the reason, when it cannot be asked', async () => {
    const trouble = new ConsoleError('push_failed', 'push_copy_only', {});
    seen = { here: [given], there: { overrides: undefined, at: undefined, trouble } };
    const { body } = await web.get('/secure/temporary-weights');
    expect(body).toContain('on this router; of the other one nobody knows');
    expect(body).toContain('The other router could not be asked:');
  });
});
