import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { packedTable } from '../../src/core/live/packed.js';
import {
  missedNow,
  type RouterSeen,
  type RoutersSeen,
  seenNow,
  unseen,
} from '../../src/core/live/routers.js';
import { ConsoleError } from '../../src/core/problem.js';
import type { Observation } from '../../src/core/router/observation.js';
import { procText, tableOf } from '../core/ipvs/captures.js';
import { detailsWith, observationWith } from '../support/observations.js';
import { pairFile, virtualBlock } from '../support/router-world.js';
import { accounts, credentials, openWebConsole, type WebConsole } from '../support/web-console.js';

const at = Date.UTC(2026, 0, 2, 3, 4, 5);
const vip = '10.0.2.100';
const file = 'a'.repeat(64);
const table = (...lines: string[]) => packedTable({ at, value: tableOf(procText(...lines)) }, '');
const web80 = 'TCP  0A000264:0050 wlc ';
const server = (weight: number, active: number) =>
  `  -> 0A000363:0050      Masq    ${weight}      ${active}          0         `;

function router(state: 'MASTER' | 'BACKUP', more: Partial<Observation> = {}): RouterSeen {
  const held = state === 'MASTER' ? [{ address: vip, device: 'eth0:1' }] : [];
  const observation = observationWith({
    file,
    applied: { hash: file, at },
    vrrp: { state, priority: 150, since: at },
    addresses: { at, held },
    table: table(web80, server(1, 7)),
    details: detailsWith(),
    ...more,
  });
  return seenNow(observation, at, unseen);
}

let web: WebConsole;
afterEach(() => web.close());

/** A console that sees the two like this; `tell` says that it sees something else from now on. */
async function seeing(seen: RoutersSeen) {
  let latest = seen;
  const followers = new Set<(seen: RoutersSeen) => void>();
  const routers = {
    latest: () => latest,
    look: async () => latest,
    soon: async () => latest,
    follow(see: (seen: RoutersSeen) => void) {
      followers.add(see);
      see(latest);
      return () => void followers.delete(see);
    },
  };
  web = await openWebConsole(undefined, { routers });
  await writeFile(join(web.state, 'lvs.cf'), pairFile(virtualBlock('web', vip, 'eth0:1')));
  return {
    followers,
    tell(next: RoutersSeen) {
      latest = next;
      for (const see of followers) see(latest);
    },
  };
}

/** A browser that follows an address. */
async function followed(path: string) {
  await web.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = web.app.server.address() as AddressInfo;
  const asking = get(`http://127.0.0.1:${port}${path}`, {
    agent: false,
    headers: { authorization: credentials('piranha', accounts.piranha) },
  });
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  let told = '';
  answer.setEncoding('utf8').on('error', () => undefined);
  return {
    answer,
    told: () => told,
    async until(text: string) {
      while (!told.includes(text)) told += (await once(answer, 'data'))[0];
    },
    leave: () => asking.destroy(),
  };
}

const page = async (path = '/secure/routers') => (await web.get(path)).body.replaceAll(/\s+/g, ' ');
const factsOf = (body: string) =>
  [...body.matchAll(/<dt>([^<]*)<\/dt><dd class="(\w+)">([^<]*)<\/dd>/g)].map(([, label, tone, text]) => {
    return `${label}: ${text} (${tone})`;
  });

describe('ROUTERS', () => {
  test('shows both routers side by side, with what each of them says and when', async () => {
    await seeing({ here: router('MASTER'), there: router('BACKUP') });
    const body = await page();
    const facts = factsOf(body);
    expect(facts.filter((fact) => fact.startsWith('Is:'))).toEqual([
      'Is: active (good)',
      'Is: not active (unsure)',
    ]);
    expect(facts).toContain('Engine: keepalived 2.2.7, running, process 7 (good)');
    expect(facts).toContain('Checks: running (good)');
    expect(facts.find((fact) => fact.startsWith('VRRP: MASTER since'))).toMatch(/priority 150 \(good\)/);
    expect(facts).toContain('lvs.cf: aaaaaaaa, the same on both (good)');
    expect(facts.find((fact) => fact.startsWith('Kernel:'))).toContain('1 service, 1 real server; 7 active');
    expect(body).toContain(`${vip} is here, on eth0:1`);
    expect(body).toContain(`${vip} is not here`);
    expect(body.match(/It said so on <time datetime="2026-01-02T03:04:05/g)).toHaveLength(2);
    expect(body).toContain('Nothing is wrong, as far as it is known.');
    expect(body).toMatch(
      /<a href="\/secure\/virtual-servers\/web">web<\/a><\/th><td>TCP 10\.0\.2\.100:80<\/td>/,
    );
    expect(body).toMatch(/<td class="good">the same<\/td>/);
    expect(await page('/secure/control')).toContain('href="/secure/routers"');
  });

  test('says the alarms first, the worst of them red, and where the kernels disagree', async () => {
    const there = router('MASTER', { file: 'b'.repeat(64), table: table(web80, server(0, 1)) });
    await seeing({ here: router('MASTER'), there });
    const body = await page();
    const warnings = [...body.matchAll(/<p class="warning">(.*?)<\/p>/g)].map(([, text]) => text);
    expect(warnings[0]).toContain('<strong class="bad">Both routers are active');
    expect(warnings.slice(1).join()).toMatch(/different lvs\.cf files.*disagree in one line/);
    expect(body).toContain('10.0.3.99:80: weight 1 here, 0 there');
    expect(body).not.toContain('Nothing is wrong');
  });

  test('keeps what a router said that does not answer any more, with the reason and since when', async () => {
    const error = new ConsoleError('push_failed', 'push_far_fault', { why: 'closed', seen: '' });
    await seeing({ here: router('MASTER'), there: missedNow(error, at + 60_000, router('BACKUP')) });
    const body = await page();
    expect(body).toContain('It has not answered since');
    expect(body).toContain('all of this is older');
    expect(factsOf(body).filter((fact) => fact.startsWith('Is:'))).toEqual([
      'Is: active (good)',
      'Is: unknown (unsure)',
    ]);
    expect(body).toContain('The tables are not compared');
    expect(body).not.toContain('>the same<');
  });

  test('says that no other router is set up, and where that is done', async () => {
    await seeing({ here: router('MASTER'), there: undefined });
    const body = await page();
    expect(body).toMatch(/No connection to the other router is set up\. <a href="\/secure\/connection">/);
    expect(body).not.toContain('The tables are not compared');
  });

  test('says that nothing is known yet, and never a zero for it', async () => {
    await seeing({ here: unseen, there: unseen });
    const body = await page();
    expect(body).toContain('Nobody has looked yet');
    expect(body).not.toContain('Nothing is wrong');
    expect(factsOf(body)).toEqual([]);
  });

  test('says unknown with its reason for a kernel that cannot be read', async () => {
    const unknown = { at, reason: 'failed', path: '/proc/net/ip_vs', system: 'EIO' } as const;
    await seeing({ here: router('MASTER', { table: unknown }), there: router('BACKUP') });
    const body = await page();
    expect(factsOf(body)).toContain('Kernel: /proc/net/ip_vs could not be read (EIO). (unsure)');
    expect(body).toMatch(/<td>unknown<\/td><td>1 server, 7 \+ 0 connections<\/td>/);
  });

  test('has a thousand services in parts, those that disagree first', async () => {
    const many = (weightOfLast: number) =>
      Array.from({ length: 1000 }, (_, index) => {
        const port = (index + 1).toString(16).toUpperCase().padStart(4, '0');
        return [`TCP  0A000264:${port} wlc `, server(index === 999 ? weightOfLast : 1, 0)];
      }).flat();
    await seeing({
      here: router('MASTER', { table: table(...many(1)) }),
      there: router('BACKUP', { table: table(...many(5)) }),
    });
    const body = await page();
    const rows = [...body.matchAll(/data-row="([^"]*)"/g)].map(([, row]) => row);
    expect(rows).toHaveLength(50);
    expect(rows[0]).toBe('TCP 10.0.2.100:1000');
    expect(body).toContain('Part 1 of 20; 1000 services in all.');
    expect(await page('/secure/routers?part=20')).toContain('data-row="TCP 10.0.2.100:999"');
  });

  test('counts addresses that are too many to be read, those out of place first', async () => {
    const floating = Array.from({ length: 300 }, (_, index) => ({
      address: `10.0.${4 + Math.floor(index / 250)}.${index % 250}`,
      device: `eth0:${index}`,
    }));
    const held = floating.slice(0, -1);
    await seeing({
      here: router('MASTER', { addresses: { at, held }, details: detailsWith({ floating }) }),
      there: undefined,
    });
    expect(await page()).toMatch(
      /<dd>10\.0\.5\.49 is not here<br>10\.0\.4\.0 is here.*299 of 300 are here\./,
    );
  });

  test('speaks French', async () => {
    await seeing({ here: router('MASTER'), there: router('MASTER') });
    const { body } = await web.get('/secure/routers', { headers: { 'accept-language': 'fr' } });
    expect(body).toContain('Les deux routeurs sont actifs');
    expect(body).toContain('processus 7');
  });

  test('has its alarms on CONTROL/MONITORING too, as they are known without asking anybody', async () => {
    const quiet = { here: router('MASTER'), there: router('BACKUP') };
    const { tell } = await seeing(quiet);
    expect(await page('/secure/control')).not.toContain('<p class="warning"><strong');
    tell({ here: router('MASTER'), there: router('MASTER') });
    expect(await page('/secure/control')).toMatch(
      /<strong class="bad">Both routers are active[^<]*<\/strong> <a href="\/secure\/routers">/,
    );
    const { told, until, leave } = await followed('/secure/control/live');
    await until('event: alarms');
    expect(told()).toContain('Both routers are active');
    leave();
  });

  test('tells whoever looks, until he goes', async () => {
    const { followers, tell } = await seeing({ here: router('MASTER'), there: router('BACKUP') });
    const { answer, told, until, leave } = await followed('/secure/routers/live');
    expect(answer.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    await until('Nothing is wrong');
    tell({ here: router('MASTER'), there: router('MASTER') });
    await until('Both routers are active');
    expect(told()).toMatch(/^event: picture$/m);
    leave();
    while (followers.size > 0) await new Promise((resolve) => setImmediate(resolve));
  });
});
