import type { Page } from '@playwright/test';
import { expect, test } from './support/console.js';
import { withLynx } from './support/lynx-form.js';

/** As a new cluster begins: nothing but the number of the first version. */
test.use({ lvsCf: 'serial_no = 1\nservice = lvs\n' });

/** What the lab's clicks must lead to. Source: LAB #2, "Configuration d'un LVS avec Piranha". */
const wanted = `serial_no = 8
primary = 10.0.2.51
service = lvs
nat_router = 10.0.3.200 eth1:1
nat_nmask = 255.255.255.0
virtual LVS_NAT {
     active = 1
     address = 10.0.2.100 eth0:1
     vip_nmask = 255.255.255.0
     port = 80
     send = "GET / HTTP/1.0\\r\\n\\r\\n"
     expect = "HTTP"
     use_regex = 0
     load_monitor = none
     scheduler = rr
     protocol = tcp
     timeout = 6
     reentry = 15
     quiesce_server = 0
     server serveur1 {
         address = 10.0.3.100
         active = 1
         port = 8080
         weight = 1
     }
     server serveur2 {
         address = 10.0.3.150
         active = 1
         port = 8080
         weight = 1
     }
}
`;

/** The lab, click by click. */
async function doTheLab(page: Page): Promise<void> {
  const accept = () => page.getByRole('button', { name: 'ACCEPT' }).click();
  const open = (name: string) => page.getByRole('link', { name }).first().click();
  const saved = () => expect(page.getByText('Saved in lvs.cf.')).toBeVisible();

  await page.goto('/secure/control');
  await open('GLOBAL SETTINGS');
  await page.getByLabel('Primary server public IP').fill('10.0.2.51');
  await page.getByRole('radio', { name: 'NAT' }).check();
  await page.getByLabel('NAT Router IP').fill('10.0.3.200');
  await page.getByLabel('NAT Router netmask').selectOption('255.255.255.0');
  await page.getByLabel('NAT Router device').fill('eth1:1');
  await accept();
  await saved();

  await open('VIRTUAL SERVERS');
  await page.getByRole('link', { name: 'ADD', exact: true }).click();
  await page.getByLabel('Name:').fill('LVS NAT');
  await page.getByLabel('Virtual IP Address').fill('10.0.2.100');
  await page.getByLabel('Virtual IP Network Mask').selectOption('255.255.255.0');
  await page.getByLabel('Scheduling').selectOption('Round robin');
  await accept();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('LVS_NAT');

  for (const [name, address] of [
    ['serveur1', '10.0.3.100'],
    ['serveur2', '10.0.3.150'],
  ] as const) {
    await open('REAL SERVER');
    await page.getByRole('link', { name: 'ADD', exact: true }).click();
    await page.getByLabel('Name:').fill(name);
    await page.getByLabel('Address:').fill(address);
    await page.getByLabel('Port:').fill('8080');
    await accept();
  }

  await open('REAL SERVER');
  for (const name of ['serveur1', 'serveur2']) {
    await page.getByRole('row', { name }).getByRole('radio').check();
    await page.getByRole('button', { name: '(DE)ACTIVATE' }).click();
    await expect(page.getByRole('row', { name })).toContainText('up');
  }
  await open('VIRTUAL SERVERS');
  await page.getByRole('row', { name: 'LVS_NAT' }).getByRole('radio').check();
  await page.getByRole('button', { name: '(DE)ACTIVATE' }).click();
  await expect(page.getByRole('row', { name: 'LVS_NAT' })).toContainText('2 of 2 up');
}

for (const scripts of [true, false]) {
  test(`LAB #2 click by click, scripts ${scripts ? 'on' : 'off'}: an active service with two real servers`, async ({
    console,
  }) => {
    await doTheLab(await console.page({ scripts }));
    expect(await console.file()).toBe(wanted);
  });
}

test('LAB #2 in lynx, on a router without a screen', async ({ console }) => {
  const at = (path: string) => `${console.plainOrigin}/secure/${path}`;
  await withLynx(at('global-settings'), [
    { fill: 'Primary server public IP:', with: '10.0.2.51' },
    { fill: 'NAT Router IP:', with: '10.0.3.200' },
    { choose: 'NAT Router netmask:', option: '255.255.255.0' },
    { fill: 'NAT Router device:', with: 'eth1:1' },
    { press: 'ACCEPT' },
  ]);
  await withLynx(at('add-virtual-server'), [
    { fill: 'Name:', with: 'LVS NAT' },
    { fill: 'Virtual IP Address:', with: '10.0.2.100' },
    { choose: 'Virtual IP Network Mask:', option: '255.255.255.0' },
    { choose: 'Scheduling:', option: 'Round robin', match: 2 },
    { press: 'ACCEPT' },
  ]);
  for (const [name, address] of [
    ['serveur1', '10.0.3.100'],
    ['serveur2', '10.0.3.150'],
  ] as const) {
    await withLynx(at('virtual-servers/LVS_NAT/add-real-server'), [
      { fill: 'Name:', with: name },
      { fill: 'Address:', with: address },
      { fill: 'Port:', with: '8080' },
      { press: 'ACCEPT' },
    ]);
    await withLynx(at(`virtual-servers/LVS_NAT/real-servers?selected=${name}`), [{ press: '(DE)ACTIVATE' }]);
  }
  const list = await withLynx(at('virtual-servers?selected=LVS_NAT'), [{ press: '(DE)ACTIVATE' }]);
  expect(list).toContain('2 of 2 up');
  expect(await console.file()).toBe(wanted);
});
