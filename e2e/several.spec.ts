import { expect, test } from './support/console.js';
import { withLynx } from './support/lynx-form.js';
import { expectAccessible, expectNoSidewaysScroll } from './support/page-checks.js';
import { inOneLine } from './support/text-browsers.js';

const lvsCf = `serial_no = 12
primary = 10.0.0.2
service = lvs
network = direct
virtual HTTP {
     active = 1
     address = 10.0.2.100 eth0:1
     port = 80
     server web1 {
         address = 10.0.0.11
         active = 1
     }
     server web13 {
         address = 10.0.0.13
         active = 1
     }
}
virtual HTTPS {
     active = 1
     address = 10.0.2.100 eth0:1
     port = 443
     server web1 {
         address = 10.0.0.11
         active = 1
     }
     server web13 {
         address = 10.0.0.13
         active = 1
     }
}
`;

test.use({ lvsCf });

for (const scripts of [true, false]) {
  test(`One machine is taken out of every virtual server in one step, scripts ${scripts ? 'on' : 'off'}`, async ({
    console,
  }) => {
    const page = await console.page({ scripts, screen: 'phone' });
    await page.goto('/secure/virtual-servers');
    await page.getByRole('link', { name: 'SEVERAL AT ONCE' }).click();
    await page.getByLabel('Rows with').fill('10.0.0.13');
    await page.getByRole('button', { name: 'TICK ALL' }).click();
    await expect(page.getByRole('checkbox', { name: 'web13 of HTTPS' })).toBeChecked();
    await expect(page.getByRole('checkbox')).toHaveCount(2);
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'DELETE' }).click();
    await expect(page.getByText('2 real servers: web13 of HTTP, web13 of HTTPS.')).toBeVisible();
    await expectNoSidewaysScroll(page);
    if (scripts) await expectAccessible(page);
    expect(await console.file()).toBe(lvsCf);
    await page.getByRole('button', { name: 'ACCEPT' }).click();
    await expect(page.getByText('2 changes were saved in lvs.cf, as one version.')).toBeVisible();
    expect(await console.file()).toBe(
      lvsCf.replace('= 12', '= 13').replaceAll(/ {5}server web13 \{[\s\S]*?\n {5}\}\n/g, ''),
    );
  });
}

test('The order of a list, a copy and the real servers of another virtual server, by keyboard and mouse', async ({
  console,
}) => {
  const page = await console.page();
  await page.goto('/secure/virtual-servers');
  await page.getByRole('link', { name: 'PORT' }).click();
  await page.getByRole('link', { name: 'PORT' }).click();
  await expect(page.getByRole('columnheader', { name: 'PORT' })).toHaveAttribute('aria-sort', 'descending');
  await expect(page.getByRole('rowheader')).toHaveText(['HTTPS', 'HTTP']);
  await page.getByRole('link', { name: 'All rows, in the order of the file' }).click();
  await page.getByRole('radio', { name: 'HTTPS' }).check();
  await page.getByRole('button', { name: 'MOVE UP' }).click();
  await expect(page.getByRole('rowheader')).toHaveText(['HTTPS', 'HTTP']);
  await expect(page.getByRole('radio', { name: 'HTTPS' })).toBeChecked();
  await page.getByRole('button', { name: 'COPY' }).click();
  await page.getByLabel('Name:').fill('SHOP');
  await page.keyboard.press('Enter');
  await expect(page.getByText('SHOP is in lvs.cf now, as a copy of HTTPS, and down.')).toBeVisible();
  await page.goto('/secure/virtual-servers/SHOP/real-servers');
  await page.getByRole('link', { name: 'SAME AS …' }).click();
  await page.getByLabel('From').selectOption('HTTP');
  await page.getByRole('button', { name: 'SHOW' }).click();
  await expect(page.getByText('Nothing changes: they are there already.')).toBeVisible();
  expect((await console.file()).match(/^virtual .*/gm)).toEqual([
    'virtual HTTPS {',
    'virtual SHOP {',
    'virtual HTTP {',
  ]);
});

test('lynx copies a virtual server, and shows what a change of several rows would do', async ({
  console,
}) => {
  const at = (path: string) => `${console.plainOrigin}/secure${path}`;
  const review = await withLynx(at('/several?filter=10.0.0.13&ticked=all'), [{ press: 'DELETE' }]);
  expect(inOneLine(review)).toContain('real server web13 of HTTPS removed');
  expect(await console.file()).toBe(lvsCf);
  const copied = await withLynx(at('/virtual-servers/HTTP/copy'), [
    { fill: 'Name:', with: 'SHOP' },
    { press: 'ACCEPT' },
  ]);
  expect(inOneLine(copied)).toContain('SHOP is in lvs.cf now, as a copy of HTTP, and down.');
  expect(await console.file()).toContain('virtual SHOP {\n     active = 0\n');
});
