import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchRouterOverSsh, type RouterOverSsh } from '../test/support/router-over-ssh.js';
import { expect, test as withConsole } from './support/console.js';
import { visitEveryPage } from './support/crawl.js';
import { healthyFile } from './support/files.js';
import { withLynx } from './support/lynx-form.js';
import { expectAccessible, expectNoSidewaysScroll } from './support/page-checks.js';
import { inOneLine } from './support/text-browsers.js';

/** Beside the console there is another router, over a real sshd. */
const test = withConsole.extend<{ backup: RouterOverSsh }>({
  // The first argument has to be taken apart, even where nothing of it is needed.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names out of it
  backup: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'lvs-console-backup-'));
    const backup = await launchRouterOverSsh(folder);
    await use(backup);
    await backup.sshd.stop();
    await rm(folder, { recursive: true });
  },
});

/** This machine is the primary router of it. */
const ours = healthyFile.replace('primary = 10.0.0.2', 'primary = 127.0.0.1');

test.slow(); // each step asks the other router

const fileOf = ({ file }: RouterOverSsh) => readFile(file, 'utf8');

/** From CONNECTION TO THE BACKUP with nothing in it, to a connection that was tested; each page is looked at. */
async function connect(
  page: Page,
  { fields, letIn, sshd }: RouterOverSsh,
  look: (page: Page) => Promise<void>,
): Promise<void> {
  await page.getByLabel('Address or name:').fill(fields.address);
  await page.getByLabel('SSH port:').fill(fields.port);
  await page.getByLabel('Account there:').fill(fields.user);
  await page.getByRole('button', { name: 'ACCEPT' }).click();
  await expect(page.getByText('The connection is stored.')).toBeVisible();

  await page.getByRole('link', { name: 'FETCH HOST KEY' }).click();
  const printed = execFileSync('ssh-keygen', ['-lf', join(sshd.folder, 'host_ed25519.pub')], {
    encoding: 'utf8',
  });
  await expect(page.getByText(printed.split(' ')[1] ?? 'no fingerprint')).toBeVisible();
  await look(page);
  await page.getByRole('button', { name: 'CONFIRM' }).click();
  await expect(page.getByText('The key of the router is confirmed.')).toBeVisible();

  await page.getByRole('button', { name: 'MAKE KEY' }).click();
  letIn((await page.getByText('lvs-console-router remote').textContent()) ?? '');
  await page.getByRole('link', { name: 'TEST' }).click();
  await expect(page.getByRole('row', { name: 'Our program' })).toContainText('good');
  await look(page);
}

/** Presses PUSH, and waits until both routers have the same file. */
async function push(page: Page): Promise<void> {
  // No engine runs in this test: the file is what counts.
  await page.getByLabel('Apply it there too').uncheck();
  await page.getByRole('button', { name: 'PUSH' }).click();
  await expect(page.getByText('Both routers have the same file, byte for byte.')).toBeVisible({
    timeout: 30_000,
  });
}

test.describe('With a router that has no backup yet', () => {
  test.use({
    lvsCf: ours.replace('backup_active = 1', 'backup_active = 0').replace('backup = 10.0.0.3\n', ''),
  });

  test('a person sets the backup up, pushes to it, and merges what was changed there', async ({
    backup,
    console,
  }) => {
    const page = await console.page();
    await page.goto('/secure/redundancy');
    await page.getByRole('link', { name: 'ENABLE' }).click();
    await page.getByLabel('Redundant server public IP:').fill('10.0.0.3');
    await page.getByRole('button', { name: 'ACCEPT' }).click();
    await expect(page.getByText('Saved in lvs.cf.')).toBeVisible();
    await page.getByRole('link', { name: 'CONNECTION' }).click();
    await expect(page.getByLabel('Address or name:')).toHaveValue('10.0.0.3');
    await connect(page, backup, expectAccessible);

    await page.getByRole('main').getByRole('link', { name: 'PUSH' }).last().click();
    await expect(page.getByText('Nothing was pushed to this router yet.')).toBeVisible();
    await push(page);
    const first = await console.file();
    expect(await fileOf(backup)).toBe(first);
    await expect(page.getByText(createHash('sha256').update(first).digest('hex'))).toBeVisible();
    await expect(page.getByRole('row', { name: 'Read back' })).toContainText('every byte is there');

    // Here somebody saves; there somebody uses an editor.
    await page.getByRole('link', { name: 'GLOBAL SETTINGS' }).click();
    await expect(page.getByText('in sync')).toBeVisible();
    await page.getByLabel('TCP timeout').fill('900');
    await page.getByRole('button', { name: 'ACCEPT' }).click();
    await expect(page.getByText('The other router does not have this yet.')).toBeVisible();
    const edited = first.replace('scheduler = wlc', 'scheduler = sh').replace('weight = 2', 'weight = 7');
    await writeFile(backup.file, edited);
    await page.getByRole('link', { name: 'PUSH (1)' }).click();

    await expect(page.getByText('The file was changed on both routers since the last push.')).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    const theirs = page.getByRole('checkbox', { name: 'virtual server shop' });
    await expect(theirs).toBeChecked();
    await expect(page.getByRole('checkbox', { name: 'GLOBAL SETTINGS' })).not.toBeChecked();
    await page.getByRole('checkbox', { name: 'real server node2 of shop' }).uncheck();
    expect(await fileOf(backup), 'nothing is replaced before a person has chosen').toBe(edited);
    await page.getByRole('button', { name: 'TAKE CHOSEN' }).click();
    await expect(page.getByText('What was ticked was taken from the other router.')).toBeVisible();

    await push(page);
    const merged = await console.file();
    expect(merged).toContain('tcp_timeout = 900');
    expect(merged).toContain('scheduler = sh');
    expect(merged).toContain('weight = 2');
    expect(await fileOf(backup)).toBe(merged);
  });
});

test.describe('With a pair of routers', () => {
  test.use({ lvsCf: ours });

  test('without scripts, and in lynx, a push is as good', async ({ backup, console }) => {
    const page = await console.page({ scripts: false, screen: 'phone' });
    await page.goto('/secure/connection');
    await connect(page, backup, expectNoSidewaysScroll);
    await page.goto('/secure/push');
    await push(page);
    expect(await fileOf(backup)).toBe(await console.file());
    await visitEveryPage(page, '/', async () => {
      await expectNoSidewaysScroll(page);
      if (page.url().includes('/secure/')) await expect(page.getByText(/^Other router 127/)).toBeVisible();
    });

    await console.writeFile(ours.replace('weight = 2', 'weight = 3'));
    const address = `${console.plainOrigin}/secure/push`;
    const shown = await withLynx(address, [{ tick: 'Apply it there too' }, { press: 'PUSH (1)' }]);
    expect(inOneLine(shown)).toMatch(/PUSH.*(Under way|Both routers have the same file)/);
    await expect(async () => {
      expect(await fileOf(backup)).toBe(await console.file());
    }).toPass({ timeout: 20_000 });
  });

  test('TEST asks the other router each time it is pressed', async ({ backup, console }) => {
    const page = await console.page();
    await page.goto('/secure/connection');
    await connect(page, backup, expectNoSidewaysScroll);
    for (const time of ['second', 'third']) {
      const answer = page.waitForResponse(/connection\/test/);
      await page.getByRole('link', { name: 'TEST' }).click();
      expect((await answer).status(), `the ${time} time`).toBe(200);
    }
  });

  test('the other router is gone: every page says so, and where it is mended', async ({
    backup,
    console,
  }) => {
    const page = await console.page();
    await page.goto('/secure/connection');
    await connect(page, backup, expectNoSidewaysScroll);
    await backup.sshd.stop();
    await page.goto('/secure/push');
    await expect(page.getByRole('alert')).toContainText('could not be compared');
    await expect(page.getByRole('link', { name: 'AGAIN' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'CONNECTION' }).first().click();
    await page.getByRole('link', { name: 'FETCH HOST KEY' }).click();
    await expect(page.getByRole('alert')).toContainText('Nothing listens');
    await expect(page.getByLabel('SSH port:'), 'the form stays').toHaveValue(backup.fields.port);
  });
});
