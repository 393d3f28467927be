import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PanelName, panelFrames, panelHref } from '../../src/web/panel-names.js';
import { shortcuts } from '../../src/web/shortcuts.js';
import { openWebConsole, type Visitor, type WebConsole } from '../support/web-console.js';

const lvsCf = `serial_no = 1
primary = 10.0.0.2
network = nat
virtual HTTP {
     active = 1
     address = 10.0.0.100 eth0:1
     port = 80
     fwmark = 77
     server web1 {
         address = 192.168.10.11
         active = 1
     }
     server web2 {
         address = 192.168.10.12
         port = 8080
         active = 1
     }
}
virtual mail {
     active = 0
     address = 10.0.0.101 eth0:2
     port = 25
     server web1 {
         address = 192.168.10.11
         active = 1
     }
     server <b>post {
         address = 192.168.10.31
         active = 1
     }
}
`;

let web: WebConsole;
beforeAll(async () => {
  web = await openWebConsole();
  await writeFile(join(web.state, 'lvs.cf'), lvsCf);
});
afterAll(() => web.close());

const jump = (to: string, as: Visitor = 'piranha', headers = {}) =>
  web.get(`/secure/jump?to=${encodeURIComponent(to)}`, { as, headers });

/** Where the one hit leads. */
async function landing(to: string): Promise<unknown> {
  const { headers, statusCode } = await jump(to);
  return statusCode === 303 ? headers['location'] : statusCode;
}

/** The links of a list of hits. */
async function hits(to: string, as: Visitor = 'piranha'): Promise<readonly string[]> {
  const { body } = await jump(to, as);
  const main = /<main[\s\S]*<\/main>/.exec(body)?.[0] ?? '';
  return [...main.matchAll(/<li><a href="([^"]*)"/g)].map(([, href = '']) => href);
}

describe('The jump box', () => {
  test.each([
    ['HTTP', '/secure/virtual-servers/HTTP'],
    [' http ', '/secure/virtual-servers/HTTP'],
    ['10.0.0.101', '/secure/virtual-servers/mail'],
    ['10.0.0.101:25', '/secure/virtual-servers/mail'],
    ['25', '/secure/virtual-servers/mail'],
    ['mark 77', '/secure/virtual-servers/HTTP'],
    ['77', '/secure/virtual-servers/HTTP'],
    ['web2', '/secure/virtual-servers/HTTP/real-servers/web2'],
    ['mail/web1', '/secure/virtual-servers/mail/real-servers/web1'],
    ['mail web1', '/secure/virtual-servers/mail/real-servers/web1'],
    ['192.168.10.12:8080', '/secure/virtual-servers/HTTP/real-servers/web2'],
    ['<b>post', '/secure/virtual-servers/mail/real-servers/%3Cb%3Epost'],
    ['10.0.0.2', '/secure/global-settings#field-primary'],
    ['global  settings', '/secure/global-settings'],
    ['REDUNDANCY', '/secure/redundancy'],
    ['deadtime', '/secure/redundancy#field-deadtime'],
    ['persistent', '/secure/help#virtual-persistent'],
    ['weight', '/secure/help#server-weight'],
  ])('leads from %s to its place at once', async (to, href) => {
    expect(await landing(to)).toBe(href);
  });

  test('lists several places of one name, and only those parts that were not asked for by name', async () => {
    expect(await hits('web1')).toEqual([
      '/secure/virtual-servers/HTTP/real-servers/web1',
      '/secure/virtual-servers/mail/real-servers/web1',
    ]);
    expect(await hits('192.168.10')).toHaveLength(4);
    const { body, statusCode } = await jump('nothing <i>of this name');
    expect(statusCode).toBe(200);
    expect(body).toContain('Nothing is called “nothing &lt;i&gt;of this name”.');
    // What was typed stays in the box, to be corrected.
    expect(body).toMatch(/<input type="search"[^>]* value="nothing &lt;i&gt;of this name"/);
  });

  test('knows panels and fields by their names in the language of the reader', async () => {
    const french = await jump('Poids', 'piranha', { 'accept-language': 'fr' });
    expect(french.headers['location'] ?? french.body).toContain('/secure/help#server-weight');
  });

  test('shows what to type where nothing was typed', async () => {
    expect((await jump('  ')).body).toContain('HTTP/web1 is the real server web1');
    expect((await web.get('/secure/jump')).statusCode).toBe(200);
  });

  test('stands in the head of every page behind the password, and not before it', async () => {
    for (const url of ['/secure/control', '/secure/help', '/secure/jump'])
      expect((await web.get(url)).body).toMatch(/<header>[\s\S]*action="\/secure\/jump"[\s\S]*<\/header>/);
    expect((await web.get('/', { as: 'nobody' })).body).not.toContain('/secure/jump');
  });

  test('offers a few places while somebody types', async () => {
    const { headers, body } = await web.get('/secure/jump/suggestions?to=web');
    expect(headers['content-type']).toContain('application/json');
    expect(JSON.parse(body).map(({ text }: { text: string }) => text)).toEqual([
      'HTTP/web1',
      'HTTP/web2',
      'mail/web1',
    ]);
    expect(JSON.parse((await web.get('/secure/jump/suggestions')).body)).toEqual([]);
  });

  test('leads a viewer only where a viewer may go', async () => {
    await writeFile(join(web.state, 'htgroup'), 'admin: piranha\nviewer: marie\n');
    expect(await hits('virtual server', 'piranha')).toContain('/secure/add-virtual-server');
    expect(await hits('virtual server', 'marie')).not.toContain('/secure/add-virtual-server');
    await rm(join(web.state, 'htgroup'));
  });

  test('finds panels also where there is no file', async () => {
    const other = await openWebConsole();
    await rm(join(other.state, 'lvs.cf'), { force: true });
    const { headers } = await other.get('/secure/jump?to=versions');
    expect(headers['location']).toBe('/secure/versions');
    await other.close();
  });

  test('answers at once among a thousand virtual servers', async () => {
    const other = await openWebConsole();
    const server = (i: number) => `     server rs${i} {\n         address = 10.9.0.1\n     }\n`;
    const one = (i: number) =>
      `virtual v${i} {\n     address = 10.8.${i >> 8}.${i & 255} eth0:${i}\n${server(1)}${server(2)}}\n`;
    const text = Array.from({ length: 1000 }, (_, i) => one(i)).join('');
    await writeFile(join(other.state, 'lvs.cf'), `serial_no = 1\n${text}`);
    expect((await other.get('/secure/jump?to=10.8.3.231')).headers['location']).toBe(
      '/secure/virtual-servers/v999',
    );
    const { body } = await other.get('/secure/jump/suggestions?to=v9');
    expect(JSON.parse(body)).toHaveLength(12);
    expect(body.length).toBeLessThan(2000);
    const all = await other.get('/secure/jump?to=rs1');
    expect(all.body.match(/real-servers\/rs1"/g)).toHaveLength(200);
    expect(all.body).toContain('800 more are not listed');
    await other.close();
  });
});

test('Every panel that can be jumped to is there, and names each of its parts once', async () => {
  for (const name of Object.keys(panelFrames) as PanelName[]) {
    const href = panelHref(name);
    if (href === undefined) continue;
    const { body, statusCode } = await web.get(href);
    expect([href, statusCode]).toEqual([href, 200]);
    const ids = [...body.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id);
    expect([href, ids.filter((id, index) => ids.indexOf(id) !== index)]).toEqual([href, []]);
  }
});

describe('Keyboard shortcuts', () => {
  test('are listed on HELP, each of them, and lead to pages that there are', async () => {
    const { body } = await web.get('/secure/help');
    const [, list = ''] = /<section class="block" id="keys"([\s\S]*?)<\/section>/.exec(body) ?? [];
    expect(list.match(/class="shortcut"/g)).toHaveLength(Object.keys(shortcuts).length);
    expect(list).toContain('data-keys-off="Switch the shortcuts off"');
    for (const shortcut of Object.values(shortcuts)) {
      if (!('href' in shortcut)) continue;
      expect([shortcut.href, (await web.get(shortcut.href)).statusCode]).toEqual([shortcut.href, 200]);
    }
  });

  test('are told to the scripts of every page', async () => {
    const { body } = await web.get('/secure/control');
    const [, keys = ''] = /<body [^>]*data-keys="([^"]*)"/.exec(body) ?? [];
    expect(keys.split(';').map((line) => line.split(' ')[0])).toEqual(Object.keys(shortcuts));
    expect(keys).toContain(';gv open /secure/virtual-servers;');
    expect(keys).toContain(';e press EDIT;');
    expect(body).toMatch(/<script type="module" src="\/public\/keys\.js/);
  });
});
