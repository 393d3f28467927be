import { hosting } from '../test/core/import/documents.js';
import { expect, test } from './support/console.js';
import { healthyFile } from './support/files.js';
import { expectAccessible, expectNoSidewaysScroll } from './support/page-checks.js';

test.use({ lvsCf: healthyFile });

for (const scripts of [true, false]) {
  test(`A keepalived.conf is reviewed line by line and becomes lvs.cf, ${scripts ? 'with' : 'without'} scripts`, async ({
    console,
  }) => {
    const before = await console.file();
    const page = await console.page({
      scripts,
      ...(scripts ? {} : { language: 'fr', screen: 'phone', colorScheme: 'dark' }),
    });
    await page.goto('/secure/file');
    await page.getByRole('link', { name: 'IMPORT' }).click();
    const box = page.locator('#text1');
    if (scripts) {
      const file = { name: 'keepalived.conf', mimeType: 'text/plain', buffer: Buffer.from(hosting) };
      await page.getByLabel('Fill from a file').first().setInputFiles(file);
      await expect(box).toHaveValue(hosting);
      await expectAccessible(page);
    } else await box.fill(hosting);
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'REVIEW' }).click();
    await expect(page.getByRole('row', { name: '********' })).toHaveCount(1);
    if (scripts) await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    expect(await console.file()).toBe(before);
    await page.locator('input[name="_name"]').fill('shop');
    await page.getByRole('button', { name: 'ACCEPT' }).click();
    await expect(page).toHaveURL(/\/secure\/virtual-servers/);
    expect(await console.file()).toContain('address = 192.168.10.9 eth0:1');
  });
}
