import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RouterSeen } from '../../src/core/recipes/preflight.js';
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

describe('On the router that the console runs on', () => {
  const mention = { path: '/etc/network/interfaces', line: 7, text: 'address 10.0.0.100' };
  const seen: RouterSeen = {
    ipForward: { at: 1, value: true },
    routingTable: { at: 1, reason: 'absent', path: '/proc/net/ip_vs' },
    mentions: { found: [mention], unread: [] },
  };
  const identity = async () => ({ role: 'primary', device: 'eth0', address: '10.0.0.2' }) as const;

  test('it says what is done already, and what is in the way', async () => {
    const asked: (readonly string[])[] = [];
    const routerSeen = async (addresses: readonly string[]) => {
      asked.push(addresses);
      return seen;
    };
    const here = await openWebConsole(undefined, { identity, routerSeen });
    await writeFile(join(here.state, 'lvs.cf'), file('nat'));
    const { body } = await here.get('/secure/what-to-run');
    const sections = Object.fromEntries(
      body.split('<h2 id="').map((part) => [part.split('"')[0], part] as const),
    );
    expect(sections['modules']).toContain('On this router now: not done.');
    expect(sections['forwarding']).toContain('On this router now: done.');
    expect(sections['static-vip']).toContain('/etc/network/interfaces:7: address 10.0.0.100');
    expect((await here.get('/secure/what-to-run?machine=backup')).body).not.toContain('On this router now');
    expect(asked).toEqual([['10.0.0.100']]);
    await here.close();
  });
});
