import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openMachine } from '../../src/adapters/machine/machine.js';
import { wantedTable } from '../../src/core/keepalived/wanted-table.js';
import { unseen } from '../../src/core/live/routers.js';
import { readConfig } from '../../src/core/lvscf/config.js';
import { openLiveTable } from '../../src/live/live-table.js';
import { procText } from '../core/ipvs/captures.js';
import { pairFile, virtualBlock } from '../support/router-world.js';
import { accounts, credentials, openWebConsole, userLine, type WebConsole } from '../support/web-console.js';

const lvsCf = pairFile(virtualBlock('web', '10.0.2.100', 'eth0:1'));
const head = procText();
const service = (last = 100) => `TCP  0A0002${last.toString(16).toUpperCase().padStart(2, '0')}:0050 wlc \n`;
const server = (active: number) => `  -> 0A000363:0050      Masq    1      ${active}          0         \n`;

let web: WebConsole;
let kernel: string;
let origin: string;

/** What the kernel of the machine in the picture says from now on. */
const says = (text: string) => writeFile(kernel, text);

beforeEach(async () => {
  let folder = '';
  const wanted = wantedTable(readConfig(lvsCf));
  const machine = { read: () => openMachine({ folder, now: Date.now }).routingTable() };
  const liveTable = openLiveTable({
    read: machine.read,
    wanted: async () => wanted,
    ticksPerSecond: async () => 100,
    everyMs: 50,
    clock: Date.now,
    onFault: (error) => web.app.log.error(error),
  });
  const nobodySeen = { here: unseen, there: undefined };
  const routers = {
    latest: () => nobodySeen,
    look: async () => nobodySeen,
    soon: async () => nobodySeen,
    follow: () => () => {},
  };
  web = await openWebConsole(undefined, { liveTable, routers });
  folder = join(web.state, 'machine');
  kernel = join(folder, 'proc/net/ip_vs');
  await mkdir(join(folder, 'proc/net'), { recursive: true });
  await says(`${head}${service()}${server(3)}`);
  await writeFile(join(web.state, 'lvs.cf'), lvsCf);
  await web.app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(web.app.server.address() as AddressInfo).port}`;
});
afterEach(() => web.close());

interface Told {
  readonly name: string;
  readonly data: string;
}

/** A browser that follows the table. */
async function follow(path = '/secure/control/live', password: string = accounts.piranha) {
  const asking = get(`${origin}${path}`, {
    agent: false,
    headers: { authorization: credentials('piranha', password) },
  });
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  const told: Told[] = [];
  const reading = async () => {
    let rest = '';
    answer.setEncoding('utf8');
    for await (const piece of answer) {
      const parts = (rest + piece).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const name = /^event: (.*)$/m.exec(part)?.[1];
        const data = [...part.matchAll(/^data: (.*)$/gm)].map(([, line]) => line).join('\n');
        if (name !== undefined) told.push({ name, data });
      }
    }
  };
  // How it ended is the same to a browser.
  const ended = reading().catch(() => {});
  return { answer, told, ended, leave: () => asking.destroy() };
}

const names = (told: readonly Told[]) => told.map(({ name }) => name);
const rowsOf = (told: readonly Told[]) => told.filter(({ name }) => name === 'rows').map(({ data }) => data);

/** Waits until it is so. @throws after fifteen seconds */
async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries += 1) {
    if (tries === 750) throw new Error('it did not come to that');
    await pause(20);
  }
}

describe('The live routing table', () => {
  test('stands on CONTROL/MONITORING with the names of lvs.cf, for a browser without scripts', async () => {
    const { body } = await web.get('/secure/control');
    expect(body).toContain('LIVE ROUTING TABLE');
    expect(body).toMatch(/<tr class="of-service" data-row="TCP 10\.0\.2\.100:80">.*virtual-servers\/web/);
    expect(body).toMatch(/10\.0\.3\.99:80<\/td><td>Masq<\/td><td>1<\/td><td>3<\/td><td>0<\/td>/);
    expect(body).toMatch(/Read from the kernel: <time[^>]* datetime="\d{4}-/);
  });

  test('follows the kernel while it is looked at', async () => {
    const viewer = await follow();
    expect(viewer.answer.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    await until(() => rowsOf(viewer.told).length === 1);
    await says(`${head}${service()}${server(77)}`);
    await until(() => rowsOf(viewer.told).length === 2);
    expect(rowsOf(viewer.told)[1]).toContain('<td>77</td>');
    viewer.leave();
  });

  test('sends the rows again only when they are others, and the time always', async () => {
    const viewer = await follow();
    await until(() => names(viewer.told).filter((name) => name === 'seen').length >= 5);
    expect(names(viewer.told).filter((name) => name !== 'seen')).toEqual(['rows', 'remarks', 'alarms']);
    viewer.leave();
  });

  test('keeps what was read when the kernel says half a table, and says why', async () => {
    const viewer = await follow();
    await until(() => rowsOf(viewer.told).length === 1);
    await says(`${head}${service()}  -> 0A0003`);
    await until(() => names(viewer.told).filter((name) => name === 'remarks').length === 2);
    expect(rowsOf(viewer.told)).toHaveLength(1);
    expect(viewer.told.findLast(({ name }) => name === 'remarks')?.data).toMatch(/line 5.*older/);
    viewer.leave();
  });

  test('shows a long table in parts', async () => {
    await says(head + Array.from({ length: 120 }, (_, index) => service(index)).join(''));
    const { body } = await web.get('/secure/control?part=2');
    expect(body).toContain('Part 2 of 3');
    expect(body).toContain('data-live="/secure/control/live?part=2"');
    expect([...body.matchAll(/class="of-service"/g)]).toHaveLength(50);
    const beyond = await web.get('/secure/control?part=99');
    expect(beyond.body).toContain('Part 3 of 3');
  });

  test('ends at once for whoever’s password was changed', async () => {
    const viewer = await follow();
    await until(() => viewer.told.length > 0);
    await writeFile(web.usersFile, userLine('piranha', 'an entirely new one'));
    await viewer.ended;
    expect((await follow()).answer.statusCode).toBe(401);
    const again = await follow('/secure/control/live', 'an entirely new one');
    expect(again.answer.statusCode).toBe(200);
    again.leave();
  });

  test('ends at once for an address that is let in no longer', async () => {
    const viewer = await follow();
    await until(() => viewer.told.length > 0);
    await writeFile(
      join(web.state, 'secure.htaccess'),
      'Order deny,allow\nDeny from all\nAllow from 192.0.2.1\n',
    );
    await viewer.ended;
    expect((await follow()).answer.statusCode).toBe(403);
  });

  test('leaves no connection behind after fifty who looked', async () => {
    const viewers = await Promise.all(Array.from({ length: 50 }, () => follow()));
    await until(() => viewers.every(({ told }) => told.length > 1));
    for (const { leave } of viewers) leave();
    await Promise.all(viewers.map(({ ended }) => ended));
    const connections = () =>
      new Promise<number>((resolve) => web.app.server.getConnections((_, count) => resolve(count)));
    for (let tries = 0; (await connections()) > 0; tries += 1) {
      if (tries === 100) throw new Error(`${await connections()} connections stay open`);
      await pause(20);
    }
  });
});
