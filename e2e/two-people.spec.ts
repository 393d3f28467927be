import { expect, test } from './support/console.js';
import { healthyFile } from './support/files.js';

test.use({ lvsCf: healthyFile });

test('Two people change the same virtual server: the second sees both versions and chooses field by field', async ({
  console,
}) => {
  const [first, second] = [await console.page(), await console.page()];
  for (const page of [first, second]) await page.goto('/secure/virtual-servers/shop');
  await first.getByLabel('Service timeout').fill('7');
  await first.getByLabel('Application port').fill('8080');
  await first.getByRole('button', { name: 'ACCEPT' }).click();
  await expect(first.getByText('Saved in lvs.cf.')).toBeVisible();
  const afterFirst = await console.file();

  await second.getByLabel('Re-entry Time').fill('21');
  await second.getByLabel('Application port').fill('8081');
  await second.getByRole('button', { name: 'ACCEPT' }).click();
  await expect(second.getByText('Somebody else changed this meanwhile')).toBeVisible();
  await expect(second.getByText(/changed by \w+, at/)).toBeVisible();
  const row = (name: string) => second.getByRole('row', { name });
  await expect(row('Re-entry Time').getByRole('radio', { name: 'In your form' })).toBeChecked();
  await expect(row('Application port').getByRole('radio', { checked: true })).toHaveCount(0);
  expect(await console.file()).toBe(afterFirst);

  await row('Application port').getByRole('radio', { name: 'In the file now: 8080' }).focus();
  await second.keyboard.press('Space');
  await second.keyboard.press('Enter');
  await expect(second.getByText('Saved in lvs.cf.')).toBeVisible();
  const file = await console.file();
  expect(file).toContain('timeout = 7');
  expect(file).toContain('reentry = 21');
  expect(file).toContain('port = 8080');
});

test('Two people change different things: both are saved without a question', async ({ console }) => {
  const [first, second] = [await console.page(), await console.page()];
  await first.goto('/secure/global-settings');
  await second.goto('/secure/redundancy');
  await first.getByLabel('TCP timeout').fill('900');
  await first.getByRole('button', { name: 'ACCEPT' }).click();
  await second.getByLabel('Heartbeat interval').fill('5');
  await second.getByRole('button', { name: 'ACCEPT' }).click();
  await expect(second.getByText('Saved in lvs.cf.')).toBeVisible();
  const file = await console.file();
  expect(file).toContain('tcp_timeout = 900');
  expect(file).toContain('keepalive = 5');
});
