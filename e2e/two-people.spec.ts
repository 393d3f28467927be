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

test('One deletes what the other edits: it comes back with what was typed', async ({ console }) => {
  const [first, second] = [await console.page(), await console.page({ scripts: false })];
  for (const page of [first, second]) await page.goto('/secure/virtual-servers/shop');
  await first.goto('/secure/virtual-servers/shop/delete');
  await first.getByLabel('Name').fill('shop');
  await first.getByRole('button', { name: 'DELETE' }).click();
  await expect(first.getByRole('status')).toContainText('virtual server shop removed');

  await second.getByLabel('Service timeout').fill('9');
  await second.getByRole('button', { name: 'ACCEPT' }).click();
  await expect(second.getByText(/deleted by \w+, at/)).toBeVisible();
  await second.getByRole('button', { name: 'BRING BACK' }).click();
  await expect(second.getByText('Saved in lvs.cf.')).toBeVisible();
  await expect(second.getByLabel('Service timeout')).toHaveValue('9');
  expect(await console.file()).toContain('server node1 {');
});

test('Two people change the text of the file: only what both changed is asked about', async ({ console }) => {
  const [first, second] = [await console.page(), await console.page()];
  for (const page of [first, second]) await page.goto('/secure/file/edit');
  const change = async (page: typeof first, edits: readonly (readonly [string, string])[]) => {
    const area = page.getByRole('textbox', { name: 'Text of lvs.cf' });
    const text = await area.inputValue();
    await area.fill(edits.reduce((now, [from, to]) => now.replace(from, to), text));
    await page.getByRole('button', { name: 'ACCEPT' }).click();
  };
  await change(first, [
    ['timeout = 6', 'timeout = 7'],
    ['keepalive = 6', 'keepalive = 5'],
  ]);
  await expect(first.getByText('Saved in lvs.cf.')).toBeVisible();
  await change(second, [
    ['timeout = 6', 'timeout = 8'],
    ['debug_level = NONE', 'debug_level = NONE\n# by hand'],
  ]);
  await expect(second.getByText('Somebody else changed the file meanwhile')).toBeVisible();
  await second.getByRole('radio', { name: 'virtual server shop, In your form' }).check();
  await second.getByRole('button', { name: 'ACCEPT' }).click();
  await expect(second.getByText('What somebody else saved meanwhile is in the file too.')).toBeVisible();
  const file = await console.file();
  expect(file).toContain('timeout = 8');
  expect(file).toContain('keepalive = 5');
  expect(file).toContain('# by hand');
});
