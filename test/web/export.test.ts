import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportCommand } from '../../src/cli/export.js';
import { tools } from '../../src/web/panels/export/files.js';
import { goldenFolder } from '../support/golden.js';
import { openWebConsole, type WebConsole } from '../support/web-console.js';

const golden = (name: string, file: string) => readFileSync(join(goldenFolder(name), file), 'latin1');

let web: WebConsole;
beforeAll(async () => {
  web = await openWebConsole();
});
afterAll(() => web.close());

const write = (text: string) => writeFile(join(web.state, 'lvs.cf'), text, 'latin1');
const mainOf = (body: string) => /<main[\s\S]*<\/main>/.exec(body)?.[0] ?? '';
const page = async (query = '') => mainOf((await web.get(`/secure/export${query}`)).body);
const hrefsIn = (body: string) =>
  [...body.matchAll(/href="(\/secure\/export\/download[^"]*)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );

const pair = `serial_no = 1
# lvs-console: fail-back = yes
primary = 10.0.0.2
backup_active = 1
backup = 10.0.0.3
heartbeat = 1
network = direct
virtual web {
     active = 1
     address = 10.0.0.100 eth0:1
     port = 80
     fwmark = 80
     server rs1 {
         address = 10.0.0.11
         active = 1
     }
}
`;

describe('EXPORT', () => {
  test('gives what the command line renders, for each tool, byte for byte', async () => {
    await write(golden('checks', 'lvs.cf'));
    const downloads = new Map<string, string>();
    for (const tool of tools) {
      for (const href of hrefsIn(await page(`?tool=${tool}&role=backup`))) {
        const { body, headers, statusCode } = await web.get(href);
        expect([href, statusCode]).toEqual([href, 200]);
        const [, name = ''] = /filename="([^"]*)"/.exec(String(headers['content-disposition'])) ?? [];
        downloads.set(name, body);
      }
    }
    expect([...downloads.keys()]).toEqual(
      'keepalived.conf ipvsadm.rules ipvsadm ha.cf authkeys haresources lvs.cf'.split(' '),
    );
    expect(downloads.get('keepalived.conf')).toBe(golden('checks', 'backup.conf'));
    expect(downloads.get('ipvsadm.rules')).toBe(golden('checks', 'ipvsadm.rules'));
    expect(downloads.get('ipvsadm')).toContain('AUTO="true"\n');
    expect(downloads.get('lvs.cf')).toMatch(/^serial_no = /);
  });

  test('says beside each file what it cannot say', async () => {
    await write(pair);
    for (const tool of ['ipvsadm', 'heartbeat']) {
      const body = await page(`?tool=${tool}`);
      expect(body).toContain('This is the table only.');
      expect(body).toContain('Packets get the firewall mark 80 from rules of this router');
      expect(body).not.toContain('lvs-marks.rules');
    }
    const marks = await page('?tool=keepalived&role=primary');
    expect(marks.match(/Packets get the firewall mark 80/g)).toHaveLength(1);
    await write(pair.replace('fail-back', 'mark-rules'));
    expect(await page('?tool=heartbeat')).toMatch(/lvs-marks\.rules<\/code>[\s\S]*-j MARK/);
    await write(pair);
    expect(await page('?tool=original')).toMatch(/only LVS Console reads are left out[^<]*fail-back/);
    expect(await page('?tool=heartbeat')).toContain('Nobody checks the real servers');
  });

  test('begins with keepalived on the primary router, or on a single one', async () => {
    await write(pair);
    expect(await page()).toContain('<option value="primary" selected>');
    expect(await page('?role=nobody')).toContain('<option value="primary" selected>');
    await write(pair.replace('backup_active = 1', 'backup_active = 0'));
    expect(await page()).toContain('<option value="single" selected>');
  });

  test('has the names of the routers for heartbeat, and says which it does not take', async () => {
    await write(pair);
    const named = await page('?tool=heartbeat&primary=lb1&backup=lb2.example');
    expect(named).toContain('node lb1 lb2.example\n');
    expect(named).toContain('lb1 IPaddr::10.0.0.100/');
    for (const [primary, backup] of [
      ['lb1', 'lb1'],
      ['a b', 'lb2'],
      ['', 'lb2'],
      ['-x', '"><b>'],
    ]) {
      const query = `?${new URLSearchParams({ tool: 'heartbeat', primary: primary ?? '', backup: backup ?? '' })}`;
      const wrong = await page(query);
      expect(wrong).toContain('Heartbeat knows no machines by these names');
      expect(wrong).not.toContain('<pre');
      expect(wrong).not.toContain('<b>');
      expect(wrong).toContain(`value="${primary}"`);
      const download = await web.get(`/secure/export/download${query}&file=ha.cf`);
      expect(download.statusCode).toBe(303);
      expect(download.headers.location).toBe(`/secure/export${query}`);
    }
  });

  test('makes another secret each time, and shows it to whoever asks for it', async () => {
    await write(pair);
    const secretIn = (text: string) => /1 sha1 ([0-9a-f]{40})\n/.exec(text)?.[1];
    const [shown, again] = [await page('?tool=heartbeat'), await page('?tool=heartbeat')];
    expect(secretIn(shown)).toBeDefined();
    expect(secretIn(shown)).not.toBe(secretIn(again));
    expect(shown).toMatch(
      /<details>\s*<summary>[^<]*secret[^<]*<\/summary>\s*<pre[^>]*># \/etc\/ha.d\/authkeys/,
    );
  });

  test('says why there is nothing, with the way to it, and downloads nothing', async () => {
    await write(pair.replace('10.0.0.11', 'rs1.example'));
    for (const tool of tools.filter((one) => one !== 'original')) {
      const body = await page(`?tool=${tool}`);
      expect(body).toContain('Why there is nothing to take yet');
      expect(body).toMatch(/href="\/secure\/virtual-servers\/web[^"]*">[^<]*rs1\.example/);
      expect(hrefsIn(body)).toEqual([]);
    }
    const { headers, statusCode } = await web.get('/secure/export/download?file=keepalived&tool=keepalived');
    expect([statusCode, headers.location]).toEqual([303, '/secure/export?tool=keepalived&role=primary']);
  });

  test('has no file but those it names', async () => {
    for (const query of ['', '?file=/etc/passwd', '?file=htpasswd&tool=original']) {
      const { headers, statusCode } = await web.get(`/secure/export/download${query}`);
      expect([statusCode, headers.location]).toEqual([303, '/secure/export']);
    }
  });

  test('says which command takes the whole console away, as that one says where other formats are', async () => {
    await write(pair);
    expect(await page()).toMatch(/The whole console, [^.]*: lvs-console export\./);
    const { body } = await web.get('/secure/export', { headers: { 'accept-language': 'fr' } });
    expect(mainOf(body)).toMatch(/La console entière, [^.]*: lvs-console export\./);
    expect(exportCommand.usage).toMatch(/the page EXPORT has them, are printed by lvs-console render\./);
  });

  test('is reached from FILE, IMPORT and KEEPALIVED, and speaks French where that is wanted', async () => {
    await write(pair);
    for (const from of ['file', 'import', 'keepalived']) {
      expect([from, (await web.get(`/secure/${from}`)).body.includes('href="/secure/export"')]).toEqual([
        from,
        true,
      ]);
    }
    const { body } = await web.get('/secure/export?tool=ipvsadm', { headers: { 'accept-language': 'fr' } });
    expect(body).toContain('Fait charger la table par Debian à chaque démarrage.');
    expect(body).toContain('>ipvsadm seul</a>');
  });
});
