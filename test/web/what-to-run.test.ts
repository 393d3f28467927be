import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/core/lvscf/config.js';
import type { Looked, RouterReport } from '../../src/core/preflight/report.js';
import { reportsOf } from '../../src/core/preflight/report.js';
import { ConsoleError } from '../../src/core/problem.js';
import { allDone, markedFile, seenWith } from '../support/preflight.js';
import { openWebConsole, type WebConsole } from '../support/web-console.js';

const file = (network: string, own = '') => `serial_no = 1
${own}primary = 10.0.0.2
backup_active = 1
backup = 10.0.0.3
network = ${network}
nat_router = 192.168.10.1 eth1:1
nat_nmask = 255.255.255.0
virtual web {
     active = 1
     address = 10.0.0.100 eth0:1
     port = 80
     fwmark = 80
     server <b>rs1 {
         address = 192.168.10.11
         active = 1
     }
}
`;

let web: WebConsole;
beforeAll(async () => {
  web = await openWebConsole();
});
afterAll(() => web.close());

const write = (text: string) => writeFile(join(web.state, 'lvs.cf'), text);

describe('WHAT TO RUN', () => {
  test('begins with the primary router, and names every machine', async () => {
    await write(file('direct'));
    const { body, statusCode } = await web.get('/secure/what-to-run');
    expect(statusCode).toBe(200);
    expect(body).toContain('<option value="primary" selected>Primary router, 10.0.0.2</option>');
    expect(body).toContain('<option value="192.168.10.11">Real server &lt;b&gt;rs1, 192.168.10.11</option>');
    expect(body).toContain('<h2 id="marks">Firewall marks</h2>');
    expect(body).toContain('--dport 80 -j MARK --set-mark 80\n');
    expect(body).not.toContain('<b>rs1');
  });

  test('shows the three ways of direct routing for a real server, with its own device', async () => {
    const { body } = await web.get('/secure/what-to-run?machine=192.168.10.11&device=ens3');
    for (const id of ['hidden-address', 'arptables', 'redirect']) expect(body).toContain(`<h2 id="${id}">`);
    expect(body).toContain('net.ipv4.conf.ens3.arp_ignore = 1');
    expect(body).toContain('<summary>Ubuntu: netplan</summary>');
    expect(body).toContain('To undo:');
  });

  test('takes nothing for a device that is none', async () => {
    const { body } = await web.get('/secure/what-to-run?machine=192.168.10.11&device=eth0;reboot');
    const [main = ''] = /<main[\s\S]*<\/main>/.exec(body) ?? [];
    expect(main).not.toContain('reboot');
    expect(main).toContain('net.ipv4.conf.eth0.arp_ignore = 1');
  });

  test('gives each way as a script', async () => {
    const { body } = await web.get('/secure/what-to-run?machine=192.168.10.11&device=ens3');
    const [, href = ''] = /href="(\/secure\/what-to-run\/script[^"]*)"/.exec(body) ?? [];
    const { body: script, headers, statusCode } = await web.get(href.replaceAll('&amp;', '&'));
    expect(statusCode).toBe(200);
    expect(headers['content-disposition']).toBe('attachment; filename="lvs-hidden-address-interfaces.sh"');
    expect(script).toMatch(/^#!\/bin\/sh\n# Way 1: [^\n]*\n\ncat > \/etc\/sysctl\.d\//);
    expect(script).toContain('ens3');
    execFileSync('sh', ['-n'], { input: script });
  });

  test('has no script for what there is not', async () => {
    for (const query of [
      '',
      '?machine=primary&recipe=tunnel&form=systemd',
      '?machine=x&recipe=../x&form=nft',
    ]) {
      expect((await web.get(`/secure/what-to-run/script${query}`)).statusCode).toBe(404);
    }
  });

  test('says what APPLY does by itself', async () => {
    await write(file('nat', '# lvs-console: mark-rules = yes\n'));
    const { body } = await web.get('/secure/what-to-run?machine=backup');
    expect(body.match(/APPLY does this by itself/g)).toHaveLength(1);
    expect(body).toContain('-s 10.0.0.2 -p 112 -j ACCEPT');
  });

  test('says that nothing is balanced yet', async () => {
    await write('serial_no = 1\nprimary = 10.0.0.2\n');
    const { body } = await web.get('/secure/what-to-run');
    expect(body).toContain('No virtual server is active');
  });

  test('is reached from CONTROL, and speaks French where that is wanted', async () => {
    expect((await web.get('/secure/control')).body).toContain('href="/secure/what-to-run"');
    const { body } = await web.get('/secure/what-to-run', { headers: { 'accept-language': 'fr' } });
    expect(body).toContain('À exécuter en tant que root');
    expect(body).toContain('Routeur primaire, 10.0.0.2');
  });
});

describe('The preflight on it', () => {
  const identity = { role: 'primary', device: 'eth0', address: '10.0.0.2' } as const;
  const asked = { from: allDone.at - 150, to: allDone.at + 50 };
  const good: Looked = { seen: allDone, trouble: undefined, asked };
  let reports: readonly RouterReport[];
  let console: WebConsole;
  beforeAll(async () => {
    console = await openWebConsole(undefined, {
      identity: async () => identity,
      preflights: { soon: async () => reports },
    });
    await writeFile(join(console.state, 'lvs.cf'), markedFile);
  });
  afterAll(() => console.close());

  const config = readConfig(markedFile);
  const told = (here: Looked, other: Looked | 'not_yet' | undefined) => {
    reports = reportsOf({ config, identity, version: '1.2.3', here, other });
  };
  const page = async (query = '', language = 'en') => {
    const { body } = await console.get(`/secure/what-to-run${query}`, {
      headers: { 'accept-language': language },
    });
    return (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? '').replaceAll(/\s+/g, ' ');
  };

  test('counts both routers, and says what is open with what sets it right', async () => {
    const seen = seenWith({
      kernel: { ipvs: false, settingsAtBoot: { places: [], unread: [] } },
      checks: { account: 'missing' },
      filter: { nft: { at: 1, reason: 'absent', path: 'nft' } },
    });
    told(good, { ...good, seen });
    const primary = await page();
    expect(primary).toContain(
      'Primary router</a> (this machine): <strong class="good">22 of 22 done</strong>',
    );
    expect(primary).toMatch(
      /Backup router<\/a> \(the other router\): <strong class="bad">17 of 23 done, 3 not done, 3 not known/,
    );
    const backup = await page('?machine=backup');
    expect(backup).toContain(
      '<strong class="bad">Not done</strong>: IPVS and its schedulers are in the kernel',
    );
    expect(backup).toContain('<option value="backup" selected>');
    expect(backup).toContain('<a href="#modules">See below: IPVS in the kernel</a>');
    expect(backup).toContain('useradd --system --user-group --shell /usr/sbin/nologin lvs-check');
    expect(backup).toContain('There is no nft.');
    const [, recipe = ''] = /<h2 id="forwarding">(.*?)<h2/.exec(backup) ?? [];
    expect(recipe).toContain('Primary router, Packets are forwarded: <strong class="good">Done</strong>');
    expect(recipe).toContain(
      'Backup router, Packets are forwarded after a start of the machine: <strong class="bad">Not done</strong>',
    );
    expect(recipe).toContain('No file sets net.ipv4.ip_forward');
  });

  test('says of a real server what the routers see of it', async () => {
    const ports = [{ address: '192.168.10.11', port: 80, answer: 'silent', system: '' } as const];
    told(good, { ...good, seen: seenWith({ network: { ports } }) });
    const first = await page('?machine=192.168.10.11');
    expect(first).toContain('Primary router: <strong class="good">It answers on its ports.</strong>');
    expect(first).toContain('Backup router: <strong class="bad">192.168.10.11:80: no answer.</strong>');
    expect(await page('?machine=192.168.10.12')).not.toContain('no answer');
  });

  test('says why a router tells nothing, or only a part', async () => {
    const trouble = new ConsoleError('engine_refused', 'router_denied', {
      account: 'lvs',
      commands: ['give rights'],
    });
    told({ ...good, trouble }, 'not_yet');
    const first = await page();
    expect(first).toContain('Without rights only a part of it can be seen:');
    expect(first).toContain('give rights');
    expect(first).toContain('It has not answered yet.');
    told(good, undefined);
    expect(await page()).toContain('No connection to it is set up');
  });

  test('speaks French', async () => {
    told(good, undefined);
    const french = await page('', 'fr');
    expect(french).toContain(
      'Routeur primaire</a> (cette machine) : <strong class="good">22 sur 22 faits</strong>',
    );
  });
});

test('Without rights and without a connection the page is there all the same', async () => {
  await write(file('nat'));
  const { body, statusCode } = await web.get('/secure/what-to-run');
  expect(statusCode).toBe(200);
  expect(body).toContain('<h2 id="preflight">Preflight</h2>');
});
