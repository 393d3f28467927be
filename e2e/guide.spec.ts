import { expect, test } from './support/console.js';

/** A pair of routers before its first virtual server. */
test.use({
  lvsCf: `serial_no = 4
primary = 192.168.1.1
service = lvs
backup_active = 1
backup = 192.168.1.2
heartbeat = 1
network = nat
nat_router = 192.168.26.254 eth1:1
nat_nmask = 255.255.255.0
`,
});

test('The guide’s FTP service: port 21 under mark 21, persistent', async ({ console }) => {
  const page = await console.page();
  await page.goto('/secure/virtual-servers');
  await page.getByRole('link', { name: 'ADD', exact: true }).click();
  await page.getByLabel('Name:').fill('FTP');
  await page.getByLabel('Application port').fill('21');
  await page.getByLabel('Virtual IP Address').fill('192.168.1.11');
  await page.getByLabel('Virtual IP Network Mask').selectOption('255.255.255.0');
  await page.getByLabel('Firewall Mark').fill('21');
  await page.getByLabel('Persistence:').fill('300');
  await page.getByRole('button', { name: 'ACCEPT' }).click();
  await page.getByRole('link', { name: 'MONITORING SCRIPTS' }).first().click();
  await page.getByLabel('Send:').fill('quit');
  await page.getByLabel('Expect:').fill('220');
  await page.getByRole('button', { name: 'ACCEPT' }).click();
  await expect(page.getByText('Saved in lvs.cf.')).toBeVisible();
  const file = await console.file();
  expect(file).toContain(`virtual FTP {
     active = 0
     address = 192.168.1.11 eth0:1
     vip_nmask = 255.255.255.0
     fwmark = 21
     port = 21
     persistent = 300
     send = "quit"
     expect = "220"
`);
});

test('The guide’s HTTP and HTTPS under mark 80: the same persistence, or the console says so', async ({
  console,
}) => {
  const page = await console.page();
  for (const [name, port, seconds] of [
    ['HTTP', '80', '300'],
    ['HTTPS', '443', '600'],
  ] as const) {
    await page.goto('/secure/add-virtual-server');
    await page.getByLabel('Name:').fill(name);
    await page.getByLabel('Application port').fill(port);
    await page.getByLabel('Virtual IP Address').fill('192.168.1.20');
    await page.getByLabel('Firewall Mark').fill('80');
    await page.getByLabel('Device:').fill('eth0:1');
    await page.getByLabel('Persistence:').fill(seconds);
    await page.getByRole('button', { name: 'ACCEPT' }).click();
  }
  // Each alone may be active; both together must agree on how long a client stays with its server.
  await page.goto('/secure/virtual-servers?selected=HTTP');
  await page.getByRole('button', { name: '(DE)ACTIVATE' }).click();
  await page.goto('/secure/virtual-servers?selected=HTTPS');
  await page.getByRole('button', { name: '(DE)ACTIVATE' }).click();
  await expect(page.getByRole('alert')).toContainText('80');
  expect(await console.file()).toMatch(/virtual HTTPS \{\n {5}active = 0/);

  await page.goto('/secure/virtual-servers/HTTPS');
  await page.getByLabel('Persistence:').fill('300');
  await page.getByRole('button', { name: 'ACCEPT' }).click();
  await page.goto('/secure/virtual-servers?selected=HTTPS');
  await page.getByRole('button', { name: '(DE)ACTIVATE' }).click();
  await expect(page.getByRole('row', { name: 'HTTPS' })).toContainText('up');
  const file = await console.file();
  expect(file.match(/active = 1\n {5}address = 192\.168\.1\.20 eth0:1\n {5}fwmark = 80/g)).toHaveLength(2);
  expect(file.match(/persistent = 300/g)).toHaveLength(2);
});
