import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { colorSchemes, expect, test } from './support/console.js';
import { healthyFile } from './support/files.js';
import { expectAccessible, expectNoSidewaysScroll } from './support/page-checks.js';

test.use({ lvsCf: healthyFile });

test('What was changed is on AUDIT at once, and found again, with scripts off too', async ({ console }) => {
  for (const scripts of [true, false]) {
    const page = await console.page({ scripts });
    await page.goto('/secure/global-settings');
    const address = scripts ? '10.0.2.77' : '10.0.2.78';
    await page.getByLabel(/Primary server public IP/).fill(address);
    await page.getByRole('button', { name: 'ACCEPT' }).click();
    await page.getByRole('link', { name: 'AUDIT' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('AUDIT');
    const newest = page.getByRole('row').nth(1);
    await expect(newest).toContainText('piranha');
    await expect(newest).toContainText(`primary = ${address}`);
    await page.getByLabel('What').fill('primary');
    await page.getByLabel('Result').selectOption('refused');
    await page.getByRole('button', { name: 'SEARCH' }).click();
    await expect(page.getByText('Nothing was found.')).toBeVisible();
    await page.getByRole('link', { name: 'Show everything' }).click();
    await expect(newest).toContainText(`primary = ${address}`);
  }
});

test('A damaged log that cannot be written is told on a phone and at a desk, light and dark', async ({
  console,
  running,
}) => {
  const folder = join(running.stateFolder, 'audit');
  const log = join(folder, 'audit.jsonl');
  const admin = await console.page();
  const change = async (address: string) => {
    await admin.goto('/secure/global-settings');
    await admin.getByLabel(/Primary server public IP/).fill(address);
    await admin.getByRole('button', { name: 'ACCEPT' }).click();
  };
  await change('10.0.2.77');
  await writeFile(log, (await readFile(log, 'latin1')).replace('10.0.2.77', '10.0.2.99'));
  await chmod(folder, 0o777);
  await change('10.0.2.78');
  expect(await console.file()).toContain('primary = 10.0.2.78');
  for (const colorScheme of colorSchemes) {
    for (const screen of ['phone', 'desk'] as const) {
      const page = await console.page({ colorScheme, screen });
      await page.goto('/secure/audit?verify=now');
      const alerts = page.getByRole('alert');
      await expect(alerts.filter({ hasText: 'Changes are made, but not recorded' })).toBeVisible();
      await expect(alerts.filter({ hasText: 'The log is damaged at line 1' })).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
  }
});
