import { expect, test } from './support/console.js';
import { healthyFile } from './support/files.js';
import { withLynx } from './support/lynx-form.js';

test.use({ lvsCf: healthyFile });

for (const scripts of [true, false]) {
  test(`The last real server is switched off only once the name is typed, ${scripts ? 'with' : 'without'} scripts`, async ({
    console,
  }) => {
    const before = await console.file();
    const page = await console.page({ scripts });
    await page.goto('/secure/virtual-servers/shop/real-servers?selected=node1');
    await page.getByRole('button', { name: '(DE)ACTIVATE' }).click();
    await expect(page.getByRole('alert')).toContainText('node1 is the last real server that works for shop');
    await expect(page.getByLabel('Name')).toBeFocused();
    await page.keyboard.type('node1');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('node1 is not the name');
    expect(await console.file()).toBe(before);
    await expect(page.getByLabel('Name')).toBeFocused();
    await page.keyboard.type('shop');
    await page.keyboard.press('Enter');
    await expect(page.getByText('node1 is down now in lvs.cf.')).toBeVisible();
    expect(await console.file()).toMatch(/address = 192\.168\.10\.11\n +active = 0/);
  });
}

test('CANCEL leads back to where the change was made, and nothing is saved', async ({ console }) => {
  const before = await console.file();
  const page = await console.page();
  await page.goto('/secure/virtual-servers');
  await page.getByRole('button', { name: '(DE)ACTIVATE' }).click();
  await page.getByRole('link', { name: 'CANCEL' }).click();
  await expect(page).toHaveURL(/\/secure\/virtual-servers$/);
  expect(await console.file()).toBe(before);
});

test('In lynx the only service is deleted with its name typed, and not without', async ({ console }) => {
  const address = `${console.plainOrigin}/secure/virtual-servers/shop/delete`;
  const before = await console.file();
  const asked = await withLynx(address, [{ press: 'DELETE' }]);
  expect(asked).toContain('No name was typed');
  expect(await console.file()).toBe(before);
  const done = await withLynx(address, [{ fill: 'Name', with: 'shop' }, { press: 'DELETE' }]);
  expect(done).toContain('virtual server shop removed');
  expect(await console.file()).not.toContain('virtual shop');
});
