import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wantedTable } from '../../src/core/keepalived/wanted-table.js';
import { seenNow, unseen } from '../../src/core/live/routers.js';
import { type Snapshot, snapshotOf } from '../../src/core/live/snapshot.js';
import { readConfig } from '../../src/core/lvscf/config.js';
import { ConsoleError } from '../../src/core/problem.js';
import { procText, tableOf } from '../core/ipvs/captures.js';
import { observationWith } from '../support/observations.js';
import { accounts, credentials, openWebConsole, testForm, type WebConsole } from '../support/web-console.js';

const now = Date.UTC(2026, 10, 21, 12);

const virtual = (number: number, servers: number) => `virtual service-${number} {
  active = 1
  address = 10.0.2.${100 + number} eth0:${number}
  port = 80
  scheduler = rr
${Array.from({ length: servers }, (_, index) => `  server node${index + 1} {\n    address = 10.0.3.${index + 1}\n    active = 1\n    weight = 1\n  }\n`).join('')}}
`;

/** Twelve services: the first has ten servers, of which the ninth is out. */
const lvsCf = `primary = 10.0.2.1
backup_active = 1
backup = 10.0.2.2
network = nat
nat_router = 10.0.3.254 eth1:1
${Array.from({ length: 12 }, (_, index) => virtual(index + 1, index === 0 ? 10 : 2)).join('')}`;

const hex = (number: number) => number.toString(16).toUpperCase().padStart(2, '0');
const kernel = Array.from({ length: 12 }, (_, index) => [
  `TCP  0A0002${hex(101 + index)}:0050 rr `,
  ...Array.from({ length: index === 0 ? 10 : 2 }, (_none, server) => server + 1)
    .filter((server) => server !== 9)
    .map((server) => `  -> 0A0003${hex(server)}:0050      Masq    1      ${server}          0         `),
]).flat();

let web: WebConsole;
const followers = new Set<(snapshot: Snapshot) => void>();
let snapshot: Snapshot;
beforeAll(async () => {
  const wanted = wantedTable(readConfig(lvsCf));
  snapshot = snapshotOf({ at: now, value: tableOf(procText(...kernel)) }, wanted, 100, undefined);
  const held = Array.from({ length: 12 }, (_, index) => ({
    address: `10.0.2.${101 + index}`,
    device: 'eth0',
  }));
  const addresses = { at: now, held };
  const observation = observationWith({ vrrp: { state: 'MASTER', priority: 100, since: now }, addresses });
  const trouble = new ConsoleError('push_failed', 'push_far_changed', {});
  const seen = {
    here: seenNow(observation, now, unseen),
    there: { ...unseen, at: now, trouble, since: now },
  };
  const routers = {
    latest: () => seen,
    look: async () => seen,
    soon: async () => seen,
    follow: () => () => undefined,
  };
  web = await openWebConsole(testForm, {
    liveTable: {
      now: async () => snapshot,
      follow(see: (snapshot: Snapshot) => void) {
        followers.add(see);
        see(snapshot);
        return () => void followers.delete(see);
      },
    },
    routers,
    identity: async () => ({ role: 'primary', device: 'eth0', address: '10.0.2.1' }),
    clock: () => now,
  });
  await writeFile(join(web.state, 'lvs.cf'), lvsCf);
  await writeFile(join(web.state, 'htgroup'), 'viewer: marie\n');
});
afterAll(() => web.close());

const bodyOf = async (url: string) => (await web.get(url)).body;
const labels = (body: string) => [...body.matchAll(/aria-label="([^"]*)"/g)].map(([, label]) => label ?? '');

describe('DRAWING', () => {
  test('shows the clients, routers, addresses, services and servers, each with its state in words', async () => {
    const body = await bodyOf('/secure/drawing');
    const said = labels(body);
    expect(said).toContain('Clients, connections');
    expect(said).toContain('Primary router, here, 10.0.2.1, active');
    expect(said).toContain('Backup router, 10.0.2.2, unknown');
    expect(said).toContain('Floating address 10.0.2.101, eth0:1, held');
    expect(said).toContain('Virtual server service-1, TCP 10.0.2.101:80, up, 46 active, 0 inactive');
    expect(said).toContain('Real server node2, 10.0.3.2:80, up, weight 1, 2 active, 0 inactive');
    expect(body).toMatch(/Backup router: what it does is not known\. \S/);
    expect(body).not.toMatch(/<style|\sstyle=|\son\w+=|NaN|undefined/i);
  });

  test('leads to the panels', async () => {
    const body = await bodyOf('/secure/drawing');
    for (const href of [
      '/secure/client-connections',
      '/secure/virtual-servers/service-1',
      '/secure/virtual-servers/service-2/real-servers/node1',
    ]) {
      expect(body).toContain(`<a href="${href}" aria-label=`);
    }
  });

  test('counts what has no room, and never leaves out what is in trouble', async () => {
    const said = labels(await bodyOf('/secure/drawing'));
    const [...ofFirst] = said.slice(said.findIndex((label) => label.includes('service-1,')) + 1);
    expect(said).toContain('Real server node9, 10.0.3.9:80, out');
    expect(said).toContain('Real server 5 more, 5 up');
    expect(ofFirst.findIndex((label) => label.includes('service-2'))).toBe(6);
  });

  test('shows many services in parts', async () => {
    const first = await bodyOf('/secure/drawing');
    expect(first).toContain('Part 1 of 2; 12 services in all.');
    expect(labels(first).filter((label) => label.startsWith('Virtual server'))).toHaveLength(8);
    const second = labels(await bodyOf('/secure/drawing?part=2'));
    expect(second.filter((label) => label.startsWith('Virtual server'))).toHaveLength(4);
    expect(second.filter((label) => label.startsWith('Floating address'))).toHaveLength(4);
  });

  test('has the same as a table, with all servers', async () => {
    const body = await bodyOf('/secure/drawing?as=table');
    expect([...body.matchAll(/<td>Real server<\/td>/g)]).toHaveLength(10 + 7 * 2);
    expect(body).toMatch(/node9<\/a><\/th><td>10\.0\.3\.9:80<\/td><td class="bad">out<\/td><td><\/td>/);
    expect(body).not.toContain('<svg class="drawing"');
  });

  test('is unknown where the kernel cannot be read, with the reason', async () => {
    const before = snapshot;
    const trouble = { at: now, reason: 'failed', path: '/proc/net/ip_vs', system: 'EIO' } as const;
    snapshot = snapshotOf(trouble, [], 100, before);
    const body = await bodyOf('/secure/drawing');
    expect(labels(body)).toContain('Virtual server service-1, TCP 10.0.2.101:80, unknown');
    expect(body).toContain('EIO');
    snapshot = before;
  });

  test('says that lvs.cf cannot be read', async () => {
    const path = join(web.state, 'lvs.cf');
    await writeFile(path, '');
    expect((await web.get('/secure/drawing')).body).toContain('lvs.cf has no virtual server.');
    await rm(path);
    expect((await web.get('/secure/drawing')).body).toContain('there is nothing to draw');
    await writeFile(path, lvsCf);
  });

  test('is as good in French, follows by events, and stands on CONTROL/MONITORING', async () => {
    const { body } = await web.get('/secure/drawing', { headers: { 'accept-language': 'fr' } });
    expect(labels(body)).toContain('Routeur primaire, ici, 10.0.2.1, actif');
    const answer = await web.get('/secure/drawing/live?part=2', { as: 'marie' });
    expect(answer.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    const control = await bodyOf('/secure/control');
    expect(control).toContain('href="/secure/drawing"');
    expect(control).toContain('href="/secure/graphs"');
  });

  test('is sent anew when it is another one; else only the time is', async () => {
    const answer = await web.app.inject({
      url: '/secure/drawing/live',
      headers: { authorization: credentials('piranha', accounts.piranha) },
      payloadAsStream: true,
    });
    const stream = answer.stream().setEncoding('utf8');
    const told: string[] = [];
    const until = async (isEnough: () => boolean) => {
      for await (const piece of stream.iterator({ destroyOnReturn: false })) {
        told.push(...[...String(piece).matchAll(/^event: (.*)$/gm)].map(([, name]) => name ?? ''));
        if (isEnough()) return;
      }
    };
    const seen = (count: number) => () => told.filter((name) => name === 'seen').length >= count;
    await until(seen(1));
    expect(told).toEqual(['picture', 'seen']);
    for (const see of followers) see(snapshot);
    await until(seen(2));
    expect(told).toEqual(['picture', 'seen', 'seen']);
    const changed = { ...snapshot, readAt: now + 1000, services: snapshot.services.slice(1) };
    for (const see of followers) see(changed);
    await until(seen(3));
    expect(told).toEqual(['picture', 'seen', 'seen', 'picture', 'seen']);
    stream.destroy();
  });
});
