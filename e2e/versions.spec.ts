import { readConfig } from '../src/core/lvscf/config.js';
import { colorSchemes, expect, test } from './support/console.js';
import { healthyFile } from './support/files.js';
import { withLynx } from './support/lynx-form.js';
import { expectAccessible, expectNoSidewaysScroll } from './support/page-checks.js';

test.use({ lvsCf: healthyFile });

for (const scripts of [true, false]) {
  test(`Two saves are compared, undone and done again, and a deleted virtual server comes back, with scripts ${scripts ? 'on' : 'off'}`, async ({
    console,
  }) => {
    const page = await console.page({ scripts });
    const save = async (path: string, label: string, value: string) => {
      await page.goto(path);
      await page.getByLabel(label).fill(value);
      await page.getByRole('button', { name: 'ACCEPT' }).click();
      await expect(page.getByText('Saved in lvs.cf.')).toBeVisible();
    };

    await page.goto('/secure/control');
    await page.getByRole('link', { name: 'VERSIONS' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('VERSIONS');
    await save('/secure/virtual-servers/shop', 'Service timeout', '7');
    await save('/secure/redundancy', 'Heartbeat interval', '5');

    // 1. Compare what was there first with what is there now.
    await page.goto('/secure/versions');
    await page.getByRole('radio', { name: 'From version 1' }).check();
    await page.getByRole('button', { name: 'COMPARE' }).click();
    await expect(page).toHaveURL(/compare\?to=3&from=1$/);
    const main = page.getByRole('main');
    await expect(main).toContainText('virtual server shop: timeout = 7 (it was 6)');
    await expect(main).toContainText('keepalive = 5 (it was 6)');
    await expect(main).toContainText('Until both routers have applied it they do not hear each other');
    await expect(page.locator('.compared-new', { hasText: 'timeout = 7' })).toBeVisible();

    // 2. Undo the last change, then the undo.
    const footer = page.getByRole('contentinfo');
    await expect(footer).toContainText('Last change: keepalive = 5 (it was 6)');
    await footer.getByRole('button', { name: 'UNDO' }).click();
    await expect(page.getByText('Version 3 is undone')).toBeVisible();
    expect(await console.file()).toContain('keepalive = 6');
    expect(await console.file()).toContain('timeout = 7');
    await page.getByRole('status').getByRole('button', { name: 'REDO' }).click();
    expect(await console.file()).toContain('keepalive = 5');

    // 3. Delete a virtual server, find it by a part of its name, and bring it back.
    await page.goto('/secure/virtual-servers/mail/delete');
    await page.getByRole('button', { name: 'DELETE' }).click();
    expect(await console.file()).not.toContain('virtual mail');
    await page.goto('/secure/versions');
    await page.getByLabel('Name').fill('mai');
    await page.getByRole('button', { name: 'FIND' }).click();
    await page
      .getByRole('row', { name: 'virtual server mail' })
      .getByRole('link', { name: 'RESTORE' })
      .click();
    await expect(main).toContainText('Bring back virtual server mail as it was in version 5?');
    await expect(main).toContainText('virtual server mail added');
    await page.getByRole('button', { name: 'RESTORE' }).click();
    await expect(page.getByText('Brought back from version 5: virtual server mail.')).toBeVisible();
    const now = readConfig(await console.file());
    expect(now.virtualServer('mail')?.realServers.map(({ name }) => name)).toEqual(['post1']);
    expect(now.global.keepalive).toBe(5);
  });
}

test('A version that was noted and pinned is brought back with every byte', async ({ console }) => {
  const page = await console.page();
  await page.goto('/secure/versions');
  await page.getByRole('link', { name: '1', exact: true }).click();
  await page.getByRole('textbox', { name: 'Note' }).fill('as the guide says');
  await page.getByRole('button', { name: 'KEEP NOTE' }).click();
  await page.getByRole('button', { name: 'PIN', exact: true }).click();
  await expect(page.getByText('This version is kept for ever.')).toBeVisible();
  await console.writeFile(healthyFile.replace('keepalive = 6', 'keepalive = 9'));
  await page.goto('/secure/versions');
  await expect(page.getByRole('row', { name: 'as the guide says' })).toContainText('pinned');
  await expect(page.getByRole('row').nth(1)).toContainText('outside the console');
  await page.goto('/secure/versions/1');
  await page.getByRole('link', { name: 'RESTORE', exact: true }).click();
  await page.getByRole('button', { name: 'RESTORE' }).click();
  await expect(page.getByText('Version 1 is restored.')).toBeVisible();
  expect(await console.file()).toBe(healthyFile);
});

test('Every page of versions fits a phone and a desk, light and dark, and axe finds nothing', async ({
  console,
}) => {
  test.slow(); // many pages, each four ways
  const admin = await console.page();
  await admin.goto('/secure/versions');
  await admin.goto('/secure/virtual-servers/mail/delete');
  await admin.getByRole('button', { name: 'DELETE' }).click();
  await console.writeFile((await console.file()).replace('keepalive = 6', 'keepalive = often'));
  await admin.goto('/secure/versions');
  await console.writeFile((await console.file()).replace('keepalive = often', 'keepalive = 6'));
  await admin.goto('/secure/versions');
  const pages = [
    '',
    '/2',
    '/compare?from=1&to=2',
    '/compare?from=backup&to=saved',
    '/compare?from=here&to=2',
    '/deleted',
    '/1/restore',
    '/1/restore?object=virtual%20mail',
    '/3/restore',
  ];
  for (const colorScheme of colorSchemes) {
    for (const screen of ['phone', 'desk'] as const) {
      const page = await console.page({ colorScheme, screen });
      for (const path of pages) {
        await page.goto(`/secure/versions${path}`);
        await expectNoSidewaysScroll(page);
        if (screen === 'desk') await expectAccessible(page);
      }
    }
  }
});

test('UNDO works in lynx', async ({ console, running }) => {
  const page = await console.page();
  await page.goto('/secure/versions');
  await page.goto('/secure/redundancy');
  await page.getByLabel('Heartbeat interval').fill('5');
  await page.getByRole('button', { name: 'ACCEPT' }).click();
  expect(await console.file()).toContain('keepalive = 5');
  const text = await withLynx(`${console.plainOrigin}/secure/virtual-servers`, [{ press: 'UNDO' }]);
  expect(text).toContain('Version 2 is undone');
  expect(await console.file()).toBe(healthyFile);
  expect(running.output()).not.toContain('Error');
});
