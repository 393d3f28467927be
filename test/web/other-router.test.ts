/** What every page says of the two routers. The loopback address makes this machine one of them. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openPanels, wordsOf } from '../support/panel.js';
import { pairFile, virtualBlock } from '../support/router-world.js';

const web = virtualBlock('web', '10.0.2.200', 'eth0:1');
const onBackup = pairFile(web).replace('backup = 10.0.2.51', 'backup = 127.0.0.1');
const onPrimary = pairFile(web).replace('primary = 10.0.2.50', 'primary = 127.0.0.1');

const editing = [
  '/secure/global-settings',
  '/secure/redundancy',
  '/secure/redundancy/disable',
  '/secure/virtual-servers',
  '/secure/add-virtual-server',
  '/secure/virtual-servers/web',
  '/secure/virtual-servers/web/real-servers',
  '/secure/virtual-servers/web/real-servers/one',
  '/secure/virtual-servers/web/monitoring-scripts',
  '/secure/file',
  '/secure/file/edit',
];
const warning = 'This is the backup router.';

async function open(lvsCf: string) {
  const panels = await openPanels(lvsCf);
  onTestFinished(panels.close);
  return panels;
}

describe('On the backup router', () => {
  test('every page that changes lvs.cf says so, in both languages', async () => {
    const panels = await open(onBackup);
    for (const url of editing) {
      const page = await panels.open(url);
      expect(page.status, url).toBe(200);
      expect(wordsOf(page), url).toContain(warning);
    }
    const french = await panels.open('/secure/file', { headers: { 'accept-language': 'fr' } });
    expect(wordsOf(french)).toContain('Ce routeur est celui de secours.');
  });

  test('pages that change nothing, and people who may not, are left alone', async () => {
    const panels = await open(onBackup);
    for (const url of ['/secure/control', '/secure/help', '/secure/connection']) {
      expect(wordsOf(await panels.open(url)), url).not.toContain(warning);
    }
    const groups = join(panels.web.state, 'htgroup');
    await writeFile(groups, 'admin: piranha\nviewer: marie\n');
    onTestFinished(() => rm(groups, { force: true }));
    expect(wordsOf(await panels.open('/secure/virtual-servers', { as: 'marie' }))).not.toContain(warning);
  });
});

describe('Elsewhere', () => {
  test('nobody is warned on the primary router, nor where nobody can tell which one it is', async () => {
    for (const lvsCf of [onPrimary, pairFile(web)]) {
      const panels = await open(lvsCf);
      for (const url of editing) expect(wordsOf(await panels.open(url)), url).not.toContain(warning);
    }
  });

  test('without a connection no page speaks of the other router, and a save offers no push', async () => {
    const panels = await open(onPrimary);
    const form = await panels.open('/secure/global-settings');
    const { page } = await form.accept({ tcp_timeout: '900' });
    expect(wordsOf(page)).toContain('Saved in lvs.cf.');
    expect(wordsOf(page)).not.toContain('PUSH');
    expect(wordsOf(page)).not.toContain('Other router');
  });

  test('REDUNDANCY leads to the connection, beside the address of the backup', async () => {
    const panels = await open(onPrimary);
    const { body } = await panels.open('/secure/redundancy');
    expect(body.indexOf('href="/secure/connection"')).toBeGreaterThan(body.indexOf('name="backup"'));
    expect(body.indexOf('href="/secure/connection"')).toBeLessThan(body.indexOf('name="keepalive"'));
  });

  test('what a connection would cure leads to it', async () => {
    const panels = await open(onPrimary);
    const page = await panels.open('/secure/connection/host-key');
    expect(page.status).toBe(404);
    expect(wordsOf(page)).toContain('Nothing says yet how the other router is reached.');
    expect(page.body).toContain('href="/secure/connection"');
  });
});
