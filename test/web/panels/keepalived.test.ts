import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { mapping } from '../../../src/core/keepalived/mapping.js';
import { header } from '../../../src/core/keepalived/render.js';
import type { NetworkDevice } from '../../../src/core/machine/devices.js';
import type { Reading } from '../../../src/core/machine/reading.js';
import type { ServerNeeds } from '../../../src/web/server.js';
import { goldenFolder } from '../../support/golden.js';
import { openPanels, type PanelConsole } from '../../support/panel.js';

const golden = (name: string, file: string) => readFileSync(join(goldenFolder(name), file), 'latin1');

const installed = (value: string): Partial<ServerNeeds> => ({
  keepalivedFile: async (): Promise<Reading<string>> => ({ at: 0, value }),
  devices: async () => [],
});
const nothingInstalled: Partial<ServerNeeds> = {
  keepalivedFile: async () => ({ at: 0, reason: 'absent', path: '/etc/keepalived/keepalived.conf' }),
  devices: async () => [],
};

let open: PanelConsole | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function page(lvsCf: string, address = '', needs = nothingInstalled): Promise<string> {
  open = await openPanels(lvsCf, needs);
  const { status, body } = await open.open(`/secure/keepalived${address}`);
  expect(status).toBe(200);
  return body;
}

/** What a person reads in the first element of this kind. */
function textIn(body: string, element: RegExp): string {
  const inside = element.exec(body)?.[1] ?? '';
  return inside
    .replace(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
const rendered = /<pre class="code"[^>]*aria-labelledby="text-title">([\s\S]*?)<\/pre>/;
const rules = /<pre class="code"[^>]*aria-labelledby="rules-title">([\s\S]*?)<\/pre>/;
const comparison = /<pre class="comparison"[^>]*>([\s\S]*?)<\/pre>/;

describe('KEEPALIVED', () => {
  test.each(['primary', 'backup'])('shows exactly what the %s router runs', async (role) => {
    const body = await page(golden('nat', 'lvs.cf'), `?role=${role}`);
    expect(textIn(body, rendered)).toBe(golden('nat', `${role}.conf`));
    expect(textIn(body, rules)).toBe(golden('nat', 'ipvsadm.rules'));
    expect(body).toMatch(new RegExp(`href="/secure/keepalived\\?role=${role}" aria-current="page"`));
  });

  test('marks in the comparison what has a program run, and as whom', async () => {
    const lvsCf = golden('program-names', 'lvs.cf').replace(
      'network = nat',
      'active_cmd = /bin/on\nnetwork = nat',
    );
    const body = await page(lvsCf, '?role=primary', installed(`${header}\n`));
    const lines = textIn(body, comparison).split('\n');
    const marked = (start: string) =>
      lines.filter((line) => line.trim().replace(/^\+ +/, '').startsWith(start));
    expect(marked('misc_path')).toHaveLength(3);
    for (const line of [...marked('misc_path'), ...marked('notify_master')]) {
      expect(line).toMatch(/◀ a program that runs as root$/);
    }
    expect(lines.filter((line) => line.includes('◀'))).toHaveLength(4);
    await open?.writeFile(`# lvs-console: checker-account = daemon\n${lvsCf}`);
    const again = textIn((await open?.open('/secure/keepalived?role=primary'))?.body ?? '', comparison);
    expect(again.match(/◀ a program that runs as daemon$/gm)).toHaveLength(3);
    expect(again.match(/◀ a program that runs as root$/gm)).toHaveLength(1);
  });

  test('begins with the router that the file is for', async () => {
    expect(textIn(await page(golden('lab-1', 'lvs.cf')), rendered)).toBe(golden('lab-1', 'single.conf'));
    await open?.writeFile(golden('lab-2', 'lvs.cf'));
    const pair = await open?.open('/secure/keepalived?role=nobody');
    expect(textIn(pair?.body ?? '', rendered)).toBe(golden('lab-2', 'primary.conf'));
  });

  test('knows the interface of the heartbeat when it runs on that router', async () => {
    const devices: NetworkDevice[] = [
      { name: 'eth0:1', addresses: [{ family: 'inet', address: '10.9.9.9', netmask: '255.0.0.0' }] },
      { name: 'bond1', addresses: [{ family: 'inet', address: '10.0.0.3', netmask: '255.255.255.0' }] },
    ];
    const needs = { ...nothingInstalled, devices: async () => devices };
    const body = await page(golden('nat', 'lvs.cf'), '?role=backup', needs);
    expect(textIn(body, rendered)).toContain("interface bond1 # it has this router's own address\n");
    const primary = await open?.open('/secure/keepalived?role=primary');
    expect(textIn(primary?.body ?? '', rendered)).toContain(
      'interface eth0 # the first virtual address is on it\n',
    );
  });

  test('says before anything is applied what will be different', async () => {
    const body = await page(golden('checks', 'lvs.cf'));
    expect(body).toContain(
      'A real server of program is down when its program fails or takes too long. nanny then took it for up, if Expect was given.',
    );
    expect(body).toContain('firewalls have to let IP protocol 112 pass both ways');
  });

  test('says it in French too', async () => {
    open = await openPanels(golden('checks', 'lvs.cf'), nothingInstalled);
    const { body } = await open.open('/secure/keepalived', { headers: { 'accept-language': 'fr' } });
    expect(body).toContain('Un serveur réel de program est tombé quand son programme échoue');
    expect(body).toContain('<code>heartbeat_port</code></th><td><strong class="bad">Pas du tout</strong>');
  });

  test('shows why nothing can run, each reason with the panel that mends it', async () => {
    const wrong = golden('nat', 'lvs.cf')
      .replace('deadtime = 6', 'deadtime = 1')
      .replace('192.168.10.12', 'rs2');
    const body = await page(wrong);
    expect(rendered.test(body)).toBe(false);
    expect(body).toMatch(/<a href="\/secure\/redundancy#[^"]*deadtime">Line \d+: /);
    expect(body).toMatch(
      /<a href="\/secure\/virtual-servers\/web\/real-servers\/rs2#[^"]*address">[^<]*rs2: each router would/,
    );
    expect(body).not.toContain('id="rules-title"');
  });

  test('says that a file for one router has no second one', async () => {
    const body = await page(golden('lab-1', 'lvs.cf'), '?role=backup');
    expect(body).toMatch(/<a href="\/secure\/redundancy[^"]*">The file has no active backup router/);
    expect(textIn(body, rules)).toBe(golden('lab-1', 'ipvsadm.rules'));
  });

  test('accounts for every setting', async () => {
    const body = await page(golden('nat', 'lvs.cf'));
    for (const fields of Object.values(mapping)) {
      for (const keyword of Object.keys(fields))
        expect(body).toContain(`<th scope="row"><code>${keyword}</code>`);
    }
    expect(body.match(/<strong class="good">Exactly<\/strong>/g)?.length).toBeGreaterThan(20);
  });

  test('changes nothing', async () => {
    await page(golden('nat', 'lvs.cf'));
    expect(await open?.file()).toBe(golden('nat', 'lvs.cf'));
  });

  test('names servers as they are, and nothing of a name acts on the page', async () => {
    const text = golden('program-names', 'lvs.cf');
    const body = await page(text);
    expect(body).not.toContain('<script>alert');
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});

describe('Compared with what keepalived has on this machine, it', () => {
  const nat = golden('nat', 'lvs.cf');

  test('is the same', async () => {
    const body = await page(nat, '', installed(golden('nat', 'primary.conf')));
    expect(body).toContain('It is the same, line by line.');
    expect(comparison.test(body)).toBe(false);
  });

  test('is different in some lines of our own file', async () => {
    const today = golden('nat', 'primary.conf').replace('lvs_sched rr', 'lvs_sched wlc');
    const body = await page(nat, '', installed(today));
    expect(body).toContain('It was made by LVS Console.');
    const lines = textIn(body, comparison).split('\n');
    expect(lines).toContain('-     lvs_sched wlc # scheduler');
    expect(lines).toContain('+     lvs_sched rr # scheduler');
    expect(lines).not.toContain(`  ${header}`);
  });

  test('is different from the file of somebody else, which is said', async () => {
    const body = await page(nat, '', installed('! Configuration File\nvrrp_instance <b>caf\xe9</b> {\n}\n'));
    expect(body).toContain('It was not made by LVS Console, which never replaces');
    expect(textIn(body, comparison)).toContain('- vrrp_instance <b>café</b> {\n');
  });

  test('is looked for where the settings of the router program say, and so is the checker', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lvs-console-places-'));
    const configuration = join(folder, 'mine.conf');
    writeFileSync(configuration, '# mine\n');
    open = await openPanels(nat);
    const settings = join(open.web.state, 'router.json');
    writeFileSync(settings, JSON.stringify({ configuration, checker: '/opt/lvs/check' }), { mode: 0o600 });
    const { body } = await open.open('/secure/keepalived?role=primary');
    expect(body).toContain(`Compared with ${configuration}`);
    expect(textIn(body, comparison)).toContain('- # mine\n');
    expect(textIn(body, rendered)).toContain('misc_path "/opt/lvs/check ');
    chmodSync(settings, 0o666);
    const closed = await open.open('/secure/keepalived');
    expect(closed.body).toContain('Compared with /etc/keepalived/keepalived.conf');
    expect(closed.body).toContain('This is where it usually is.');
    expect(closed.body).toContain('others than root could have written it');
    rmSync(folder, { recursive: true });
  });

  test('stands alone where there is none', async () => {
    const body = await page(nat);
    expect(body).toContain('Compared with /etc/keepalived/keepalived.conf');
    expect(body).toContain('There is none on this machine');
  });

  test('cannot be compared when this account may not read it', async () => {
    const body = await page(nat, '', {
      ...nothingInstalled,
      keepalivedFile: async () => ({
        at: 0,
        reason: 'denied',
        path: '/etc/keepalived/keepalived.conf',
        owner: { uid: 0, gid: 0, mode: '0600' },
      }),
    });
    expect(body).toContain('The console may not read /etc/keepalived/keepalived.conf: it belongs to user 0');
  });
});

test('CONTROL/MONITORING leads to KEEPALIVED', async () => {
  open = await openPanels(golden('nat', 'lvs.cf'), nothingInstalled);
  expect((await open.open('/secure/control')).body).toMatch(/<a class="button" href="\/secure\/keepalived"/);
});
