import { describe, expect, test } from 'vitest';
import { panelsOfEachTest, wordsOf } from '../../support/panel.js';

const lvsCf = `# Two routers in front of a shop.
serial_no = 12
primary = 10.0.0.2
service = lvs
backup_active = 1
backup = 10.0.0.3
heartbeat = 1
heartbeat_port = 539
keepalive = 6
deadtime = 18
network = nat
# the gateway of the real servers
nat_router = 192.168.10.254 eth1:1
nat_nmask = 255.255.255.0
hard_shutdown = 0
virtual shop {
     active = 1
     address = 10.0.2.100 eth0:1
     port = 80
     server node1 {
         address = 192.168.10.11
         active = 1
     }
}
`;

const path = '/secure/global-settings';

const openOn = panelsOfEachTest(lvsCf);

/** The file with some lines replaced and the next serial number. */
const saved = (...changes: readonly (readonly [string, string])[]) =>
  changes.reduce(
    (text, [from, to]) => text.replace(from, to),
    lvsCf.replace('serial_no = 12', 'serial_no = 13'),
  );

describe('GLOBAL SETTINGS', () => {
  test('shows the values of the file in the order of the original, and then its own', async () => {
    const { values, body, buttons } = await (await openOn()).open(path);
    const { _base, _csrf, _revision, ...fields } = values;
    expect(Object.entries(fields)).toEqual([
      ['primary', '10.0.0.2'],
      ['primary_private', ''],
      ['tcp_timeout', ''],
      ['tcpfin_timeout', ''],
      ['udp_timeout', ''],
      ['network', 'nat'],
      ['nat_router', '192.168.10.254'],
      ['nat_nmask', '255.255.255.0'],
      ['nat_router_device', 'eth1:1'],
      ['mark-rules', 'no'],
      ['ftp-data-ports', ''],
      ['ip-forwarding', 'no'],
    ]);
    expect(wordsOf({ body })).toContain('(Current type is: nat )');
    expect(buttons).toEqual(['ACCEPT']);
  });

  test('writes what was changed and leaves every other byte alone', async () => {
    const { open, file } = await openOn();
    const { status, location, page } = await (await open(path)).accept({
      primary: '10.0.0.4',
      primary_private: '192.168.10.2',
      tcp_timeout: '900',
    });
    expect([status, location]).toEqual([303, path]);
    expect(await file()).toBe(
      saved(
        ['primary = 10.0.0.2\n', 'primary = 10.0.0.4\nprimary_private = 192.168.10.2\n'],
        ['hard_shutdown = 0\n', 'hard_shutdown = 0\ntcp_timeout = 900\n'],
      ),
    );
    expect(wordsOf(page)).toContain('Saved in lvs.cf.');
    expect(wordsOf(page)).toContain('primary = 10.0.0.4 (it was 10.0.0.2)');
    expect(wordsOf(page)).toContain('tcp_timeout = 900 (new)');
  });

  test('has the console make rules for marks and set forwarding, in comment lines that go with No', async () => {
    const marked = lvsCf.replace('port = 80', 'port = 21\n     fwmark = 21');
    const { open, file } = await openOn(marked);
    const chosen = { 'mark-rules': 'yes', 'ftp-data-ports': '10000:20000', 'ip-forwarding': 'yes' };
    const { page } = await (await open(path)).accept(chosen);
    const lines = Object.entries(chosen).map(([key, value]) => `# lvs-console: ${key} = ${value}\n`);
    const text = await file();
    for (const line of lines) expect(text).toContain(line);
    expect(page.values).toMatchObject(chosen);

    await (await open(path)).accept({ 'mark-rules': 'no', 'ftp-data-ports': '', 'ip-forwarding': 'no' });
    expect(await file()).toBe(marked.replace('serial_no = 12', 'serial_no = 14'));
  });

  test('refuses ports that are no range', async () => {
    const { open, file } = await openOn();
    const { status, page } = await (await open(path)).accept({ 'ftp-data-ports': '20000:10000' });
    expect(status).toBe(422);
    expect(wordsOf(page)).toContain('the first and the last port, from 1 to 65535');
    expect(page.values['ftp-data-ports']).toBe('20000:10000');
    expect(await file()).toBe(lvsCf);
  });

  test('shows the rules for marks line by line before anything makes them', async () => {
    const { open } = await openOn(lvsCf.replace('port = 80', 'port = 80\n     fwmark = 7'));
    expect(wordsOf(await open(path))).toContain(
      '*mangle :LVS-CONSOLE - [0:0] -A LVS-CONSOLE -d 10.0.2.100 -p tcp -m tcp --dport 80 -j MARK --set-mark 7 ' +
        '-A PREROUTING -j LVS-CONSOLE COMMIT',
    );
    expect(wordsOf(await (await openOn()).open(path))).toContain('there are no rules to make');
  });

  test('writes nothing when nothing was changed, and says so', async () => {
    const { open, file } = await openOn();
    const { status, page } = await (await open(path)).accept();
    expect(status).toBe(303);
    expect(wordsOf(page)).toContain('Nothing was changed, so nothing was written.');
    expect(await file()).toBe(lvsCf);
  });

  test('takes blank for blank: the key leaves the file', async () => {
    const { open, file } = await openOn(lvsCf.replace('hard_shutdown', 'tcp_timeout = 900\nhard_shutdown'));
    await (await open(path)).accept({ tcp_timeout: '' });
    expect(await file()).toBe(saved());
  });

  test('keeps the NAT router when the network type changes', async () => {
    const { open, file } = await openOn();
    const { page } = await (await open(path)).accept({ network: 'direct' });
    expect(await file()).toBe(saved(['network = nat', 'network = direct']));
    expect(page.values).toMatchObject({
      network: 'direct',
      nat_router: '192.168.10.254',
      nat_router_device: 'eth1:1',
    });
    expect(wordsOf(page)).toContain('(Current type is: direct )');
  });

  test('stores the network type by ACCEPT only: there is no other button that Enter could press', async () => {
    const { body, buttons } = await (await openOn()).open(path);
    expect(buttons).toEqual(['ACCEPT']);
    for (const caption of ['NAT', 'Direct Routing', 'Tunneling']) {
      expect(body).toMatch(new RegExp(`type="radio"[^>]*> <span lang="en">${caption}</span>`));
    }
  });

  test.each([
    ['primary', '10.0.0.300', 'Primary server public IP'],
    ['primary', '0.0.0.0', 'Primary server public IP'],
    ['primary', 'router1', 'Primary server public IP'],
    ['primary_private', '10.0.0.4/24', 'Primary server private IP'],
    ['tcp_timeout', 'fifteen minutes', 'TCP timeout'],
    ['tcp_timeout', '99999999999', 'TCP timeout'],
    ['tcpfin_timeout', '-1', 'TCP FIN timeout'],
    ['udp_timeout', '0x12c', 'UDP timeout'],
    ['network', 'bridge', 'Use network type'],
    ['nat_router', '192.168.10.254 eth1:1', 'NAT Router IP'],
    ['nat_router', '', 'NAT Router IP'],
    ['nat_router_device', 'eth1:1 up', 'NAT Router device'],
    ['nat_router_device', '', 'NAT Router device'],
    ['nat_nmask', '24', 'NAT Router netmask'],
    ['nat_nmask', '255.0.255.0', 'NAT Router netmask'],
    ['primary', '10.0.0.4\nactive_cmd = "/bin/rm -r /"', 'Primary server public IP'],
    ['primary', '<script>alert(1)</script>', 'Primary server public IP'],
  ])('refuses %s = %j, names the field and keeps what was typed', async (name, value, label) => {
    const { open, file } = await openOn();
    const { status, page } = await (await open(path)).accept({ udp_timeout: '300', [name]: value });
    expect(status).toBe(422);
    expect(await file()).toBe(lvsCf);
    expect(wordsOf(page)).toContain('Nothing was saved. What you typed is still in the form.');
    expect(wordsOf(page)).toContain(`Error: ${label} (`);
    expect(page.values[name]).toBe(value);
    expect(page.body).not.toContain('<script>alert');
    expect(page.body).toContain(`<a href="#field-${name.replaceAll('_', '-')}">`);
    expect(page.body).toContain('aria-invalid="true"');
  });

  test('refuses a change that would bring a problem elsewhere, and says which', async () => {
    const { open, file } = await openOn();
    const { status, page } = await (await open(path)).accept({ primary: '10.0.2.100' });
    expect(status).toBe(422);
    expect(wordsOf(page)).toContain('the change would bring problems elsewhere in the file');
    expect(page.values['primary']).toBe('10.0.2.100');
    expect(await file()).toBe(lvsCf);
  });

  test('asks who wins when somebody else changed a value of this panel', async () => {
    const { open, file, writeFile } = await openOn();
    const mine = await open(path);
    const theirs = lvsCf.replace('10.0.0.2\n', '10.0.0.9\n');
    await writeFile(theirs);
    const { status, page } = await mine.accept({ primary: '10.0.0.4' });
    expect(status).toBe(409);
    expect(await file()).toBe(theirs);
    expect(wordsOf(page)).toContain('Primary server public IP: 10.0.0.9 10.0.0.4');

    const again = await page.accept({ primary: '10.0.0.4' });
    expect(again.status).toBe(303);
    expect(await file()).toBe(saved(['10.0.0.2\n', '10.0.0.4\n']));
  });

  test.each([
    ['another panel', 'keepalive = 6', 'keepalive = 3'],
    ['a virtual server', 'port = 80', 'port = 8080'],
    ['a comment', '# the gateway', '# the inside gateway'],
    ['the serial number', 'serial_no = 12', 'serial_no = 30'],
  ])('merges with a change of %s without a question', async (_what, from, to) => {
    const { open, file, writeFile } = await openOn();
    const mine = await open(path);
    await writeFile(lvsCf.replace(from, to));
    expect((await mine.accept({ primary: '10.0.0.4' })).status).toBe(303);
    expect(await file()).toContain(to.replace('serial_no = 30', 'serial_no = 31'));
    expect(await file()).toContain('primary = 10.0.0.4\n');
  });

  test('keeps a mask that is in no list, and shows it as chosen', async () => {
    const odd = lvsCf.replace('nat_nmask = 255.255.255.0', 'nat_nmask = 255.255.255.254');
    const { open, file } = await openOn(odd);
    const page = await open(path);
    expect(page.values['nat_nmask']).toBe('255.255.255.254');
    await page.accept({ udp_timeout: '300' });
    expect(await file()).toContain('nat_nmask = 255.255.255.254\n');
  });

  test('shows a wrong value of the file with its reason, and leaves it alone until it is mended', async () => {
    const wrong = lvsCf
      .replace('primary = 10.0.0.2', 'primary = 10.0.0.2000')
      .replace('network = nat', 'network = dr');
    const { open, file } = await openOn(wrong);
    const page = await open(path);
    expect(page.values).toMatchObject({ primary: '10.0.0.2000', network: 'dr' });
    expect(wordsOf(page)).toContain('Error: Primary server public IP');
    expect((await page.accept({ udp_timeout: '300' })).status).toBe(303);
    expect(await file()).toContain('primary = 10.0.0.2000\n');
    expect((await (await open(path)).accept({ primary: '10.0.0.2', network: 'nat' })).status).toBe(303);
    expect(await file()).toContain('primary = 10.0.0.2\n');
    expect(await file()).toContain('network = nat\n');
  });

  test('fills nothing in: neither the address of the request nor a type that the file does not say', async () => {
    const { open, file } = await openOn('serial_no = 1\n');
    const page = await open(path, { headers: { host: 'localhost' } });
    expect(page.values).toMatchObject({ primary: '', network: 'nat', nat_router: '', nat_nmask: '' });
    expect((await page.accept()).status).toBe(303);
    expect(await file()).toBe('serial_no = 1\n');
  });

  test("offers this machine's own addresses, and not those that float", async () => {
    const addresses = ['127.0.0.1', '10.0.0.2', 'fe80::1', '10.0.2.100', '192.168.10.254', '192.168.10.2'];
    const devices = addresses.map((address) => ({ family: 'inet', address, netmask: '255.0.0.0' }) as const);
    const { open } = await openOn(lvsCf, { devices: async () => [{ name: 'eth0', addresses: devices }] });
    const { body } = await open(path);
    for (const id of ['field-primary', 'field-primary-private']) {
      const list = new RegExp(`<datalist id="${id}-list">([\\s\\S]*?)</datalist>`).exec(body)?.[1] ?? '';
      const offered = [...list.matchAll(/value="([^"]*)"/g)].map(([, value]) => value);
      expect(offered).toEqual(['10.0.0.2', '192.168.10.2']);
    }
  });

  test('looks at a file with broken blocks, and does not write it', async () => {
    const broken = lvsCf.replace('virtual shop {', 'virtual shop');
    const { open, file } = await openOn(broken);
    const page = await open(path);
    expect(page.status).toBe(200);
    expect(page.buttons).toEqual([]);
    expect(page.body).toContain('<a href="/secure/file">Open the FILE page</a>');
    const { status } = await page.accept({ primary: '10.0.0.4' });
    expect(status).toBe(422);
    expect(await file()).toBe(broken);
  });

  test('speaks French, with the original labels', async () => {
    const page = await (await openOn()).open(path, { headers: { 'accept-language': 'fr' } });
    expect(wordsOf(page)).toContain('Primary server public IP: adresse IP publique du routeur primaire');
    expect(wordsOf(page)).toContain('Cliquez ici pour appliquer les modifications de cette page');
  });
});
