import type { Page } from '@playwright/test';
import { expect, test } from './support/console.js';
import { healthyFile } from './support/files.js';
import { expectAccessible } from './support/page-checks.js';

test.use({ lvsCf: healthyFile });

const rows = 'form.list input[type="radio"]';

/** Whether the key of the jump box leads there. */
async function leadsToBox(page: Page): Promise<boolean> {
  await page.locator('main').focus();
  await page.keyboard.press('/');
  return page.locator('#jump-to').evaluate((box) => box.matches(':focus'));
}

test('Keys lead to panels, through a list and to its forms, and never while somebody types', async ({
  console,
}) => {
  const page = await console.page();
  await page.goto('/secure/control');
  await page.keyboard.press('g');
  await page.keyboard.press('v');
  await expect(page).toHaveURL(/\/secure\/virtual-servers$/);
  // The first row is chosen before the scripts of the page are there.
  await page.waitForLoadState();
  await expect(page.locator(rows).nth(0)).toBeChecked();
  await page.keyboard.press('j');
  await expect(page.locator(rows).nth(1)).toBeChecked();
  await page.keyboard.press('j');
  await expect(page.locator(rows).nth(1)).toBeChecked();
  await page.keyboard.press('k');
  await page.keyboard.press('e');
  await expect(page).toHaveURL(/\/secure\/virtual-servers\/shop$/);

  const name = page.getByLabel('Name:');
  await name.focus();
  await page.keyboard.type('gv?/e');
  await expect(name).toHaveValue(/gv\?\/e/);
  await expect(page).toHaveURL(/\/secure\/virtual-servers\/shop$/);
  expect(await console.file()).toBe(healthyFile);
});

test('A question mark opens the list of keys, where they can be switched off and on', async ({ console }) => {
  const page = await console.page({ language: 'fr', colorScheme: 'dark' });
  await page.goto('/secure/redundancy');
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Raccourcis clavier' });
  await expect(list).toBeVisible();
  await expectAccessible(page);
  await list.getByRole('button', { name: 'Désactiver les raccourcis' }).click();
  await list.getByRole('button', { name: 'Fermer' }).click();
  await expect(list).toHaveCount(0);

  expect(await leadsToBox(page)).toBe(false);
  await page.goto('/secure/help#keys');
  expect(await leadsToBox(page)).toBe(false);
  await page.getByRole('button', { name: 'Activer les raccourcis' }).click();
  expect(await leadsToBox(page)).toBe(true);
  await page.locator('main').focus();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(page).toHaveURL(/\/secure\/control$/);
});

test('The jump box offers what it finds, and goes there', async ({ console }) => {
  const page = await console.page({ screen: 'phone' });
  await page.goto('/secure/file');
  await page.keyboard.press('/');
  await expect(page.locator('#jump-to')).toBeFocused();
  await page.keyboard.type('node');
  await expect(page.locator('#jump-places option')).toHaveCount(2);
  await expect(page.locator('#jump-places option').first()).toHaveAttribute('value', 'shop/node1');
  await page.locator('#jump-to').fill('shop/node2');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/shop\/real-servers\/node2$/);
});

test('Without scripts, the wizard makes a site with TLS of an address and two machines, and the box finds it', async ({
  console,
}) => {
  const page = await console.page({ scripts: false, screen: 'phone' });
  await page.goto('/secure/virtual-servers');
  await page.getByRole('link', { name: 'WIZARD' }).click();
  await page.getByRole('link', { name: 'Web with TLS' }).click();
  await page.getByLabel('Virtual IP Address:').fill('10.0.2.105');
  await page.getByLabel('Real servers:').fill('192.168.10.11 192.168.10.13');
  await page.keyboard.press('Enter');
  await expect(page.getByText('What is added to lvs.cf')).toBeVisible();
  expect(await console.file()).toBe(healthyFile);
  await page.getByRole('button', { name: 'CHANGE' }).click();
  await expect(page.getByLabel('Real servers:')).toHaveValue('192.168.10.11 192.168.10.13');
  await page.getByLabel('Real servers:').press('Enter');
  await page.getByRole('button', { name: 'ACCEPT' }).click();
  await expect(page).toHaveURL(/\/secure\/what-to-run/);
  const file = await console.file();
  expect(file).toContain('# lvs-console: mark-rules = yes\n');
  expect(file.match(/^ {5}fwmark = 80$/gm)).toHaveLength(2);
  expect(file.match(/^ {5}server (?:node1|web1) \{$/gm)).toHaveLength(5);

  await page.locator('#jump-to').fill('10.0.2.105:443');
  await page.locator('#jump-to').press('Enter');
  await expect(page).toHaveURL(/\/secure\/virtual-servers\/web-https$/);
});

test('The lines of the wizard, and what is wrong with the answers, are accessible', async ({ console }) => {
  const page = await console.page({ language: 'fr', colorScheme: 'dark' });
  await page.goto('/secure/wizard?kind=ftp');
  await page.getByLabel('Real servers:').press('Enter');
  await expect(page.getByRole('alert')).toContainText('Donnez l’adresse d’au moins un serveur réel.');
  await expectAccessible(page);
  await page.getByLabel('Virtual IP Address:').fill('10.0.2.105');
  await page.getByLabel('Real servers:').fill('192.168.10.11');
  await page.getByLabel('Real servers:').press('Enter');
  await expect(page.getByText('Ce qui est ajouté à lvs.cf')).toBeVisible();
  await expectAccessible(page);
});
