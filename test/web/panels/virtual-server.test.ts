import { describe, expect, test } from 'vitest';
import { type PanelPage, panelsOfEachTest, wordsOf } from '../../support/panel.js';

/** As somebody with an editor leaves it: comments, tabs and odd spacing inside the blocks. */
const lvsCf = `# Two services of one shop.
serial_no = 12
primary = 10.0.0.2
virtual  HTTP  {
# the shop itself
\tactive   = 1
\taddress = 10.0.2.100   eth0:1
\tport = 80
\tscheduler = wrr

\t# somebody's own daemon
\tclient_monitor = /usr/local/sbin/nanny
\ttimeout = 6
\tserver node1 {
\t\taddress = 192.168.10.11
\t\tactive = 1
\t}
}
virtual HTTPS {
     active = 0
     address = 10.0.2.100 eth0:1
     port = 443
}
`;

const path = '/secure/virtual-servers/HTTP';
const addPath = '/secure/add-virtual-server';

const openOn = panelsOfEachTest(lvsCf);

/** The file with some lines replaced and the next serial number. */
const saved = (...changes: readonly (readonly [string, string])[]) =>
  changes.reduce(
    (text, [from, to]) => text.replace(from, to),
    lvsCf.replace('serial_no = 12', 'serial_no = 13'),
  );

/** What the form would send, without what every form carries. */
function fieldsOf(values: Readonly<Record<string, string>>) {
  const { _base, _csrf, _revision, ...fields } = values;
  return fields;
}

/** What is said beside an input; empty when nothing is. */
function remarkAt({ body }: PanelPage, field: string): string {
  const id = `field-${field.replaceAll('_', '-')}-remark-0`;
  return new RegExp(`id="${id}"><strong>Error:</strong> ([^<]*)`).exec(body)?.[1] ?? '';
}

describe('VIRTUAL SERVER', () => {
  test('shows the fifteen fields in the order of the original', async () => {
    const page = await (await openOn()).open(path);
    expect(Object.entries(fieldsOf(page.values))).toEqual([
      ['name', 'HTTP'],
      ['port', '80'],
      ['protocol', 'tcp'],
      ['address', '10.0.2.100'],
      ['vip_nmask', ''],
      ['sorry_server', ''],
      ['fwmark', ''],
      ['address_device', 'eth0:1'],
      ['reentry', ''],
      ['timeout', '6'],
      ['quiesce_server', '0'],
      ['load_monitor', 'none'],
      ['scheduler', 'wrr'],
      ['persistent', ''],
      ['pmask', ''],
    ]);
    expect(page.buttons).toEqual(['ACCEPT']);
    expect(wordsOf(page)).toMatch(/^STATUS up .* \(DE\)ACTIVATE/);
    expect(page.body).toContain('href="/secure/virtual-servers?selected=HTTP#chosen" lang="en">CANCEL</a>');
  });

  test('writes only the lines of what was changed, as they are written there', async () => {
    const { open, file } = await openOn();
    const { status, location, page } = await (await open(path)).accept({
      address_device: 'eth0:2',
      port: '8080',
      persistent: '300',
      scheduler: 'rr',
      timeout: '',
    });
    expect([status, location]).toEqual([303, path]);
    expect(await file()).toBe(
      saved(
        ['10.0.2.100   eth0:1', '10.0.2.100 eth0:2'],
        ['port = 80\n', 'port = 8080\n\tpersistent = 300\n'],
        ['wrr', 'rr'],
        ['\ttimeout = 6\n', ''],
      ),
    );
    expect(wordsOf(page)).toContain('virtual server HTTP: port = 8080 (it was 80)');
  });

  test('saves nothing when nothing was changed', async () => {
    const { open, file } = await openOn();
    const { status, page } = await (await open(path)).accept();
    expect(status).toBe(303);
    expect(wordsOf(page)).toContain('Nothing was changed');
    expect(await file()).toBe(lvsCf);
  });

  test('takes another name, with underscores for its blanks, and goes on under it', async () => {
    const { open, file } = await openOn();
    const { location, page } = await (await open(path)).accept({ name: ' LVS  NAT ' });
    expect(location).toBe('/secure/virtual-servers/LVS_NAT');
    expect(page.status).toBe(200);
    expect(await file()).toBe(saved(['virtual  HTTP  {', 'virtual  LVS_NAT  {']));
  });

  test('keeps values that no list offers', async () => {
    const text = lvsCf.replace(
      'scheduler = wrr',
      'scheduler = sed\n\tvip_nmask = 255.255.255.254\n\tload_monitor = uptime',
    );
    const { open, file } = await openOn(text);
    const page = await open(path);
    expect(page.values).toMatchObject({
      scheduler: 'sed',
      vip_nmask: '255.255.255.254',
      load_monitor: 'uptime',
    });
    await page.accept({ reentry: '30' });
    const { scheduler, vip_nmask, load_monitor } = (await open(path)).values;
    expect([scheduler, vip_nmask, load_monitor]).toEqual(['sed', '255.255.255.254', 'uptime']);
    expect(await file()).toContain('\tscheduler = sed\n');
  });

  test('offers a free alias of each interface beside Device', async () => {
    const device = (name: string) => ({ name, addresses: [] });
    const devices = async () => [device('lo'), device('eth0'), device('eth0:2'), device('eth1')];
    const { body } = await (await openOn(lvsCf, { devices })).open(path);
    const [, offered = ''] =
      /<datalist id="field-address-device-list">([\s\S]*?)<\/datalist>/.exec(body) ?? [];
    expect([...offered.matchAll(/value="([^"]*)"/g)].map(([, value]) => value)).toEqual(['eth0:3', 'eth1:1']);
  });

  test('says beside the field what is wrong with a value in the file, and lets it be put right', async () => {
    const { open, file } = await openOn(lvsCf.replace('timeout = 6', 'timeout = often'));
    const page = await open(path);
    expect(page.values['timeout']).toBe('often');
    expect(page.body).toMatch(/id="field-timeout-remark-0"/);
    await page.accept({ timeout: '6' });
    expect(await file()).toBe(saved());
  });

  test('leads to what is wrong in other parts of the virtual server', async () => {
    const text = lvsCf
      .replace('active   = 1', 'active   = maybe')
      .replace('/usr/local/sbin/nanny', 'nanny -v')
      .replace('scheduler = wrr', 'scheduler = wrr\n\tuse_regex = often')
      .replace('192.168.10.11', '192.168.10.256');
    const { body } = await (await openOn(text)).open(path);
    const [, summary = ''] = /<section class="problems[^"]*"[^>]*>([\s\S]*?)<\/section>/.exec(body) ?? [];
    expect([...summary.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      '/secure/virtual-servers?selected=HTTP',
      `${path}/monitoring-scripts#field-use-regex`,
      '/secure/file?from=13#line-13',
      `${path}/real-servers/node1`,
    ]);
    expect(summary).toContain('Real server node1: 1 error.');
  });

  test('sends (DE)ACTIVATE to the list, with the status that was seen', async () => {
    const idle = lvsCf.replace('active   = 1', 'active   = 0');
    const { open, web, file } = await openOn(idle);
    const { body, values } = await open(path);
    const [, toggle = ''] = /name="toggle" value="([^"]*)"/.exec(body) ?? [];
    expect(toggle).toBe('down:HTTP');
    const answer = await web.send('/secure/virtual-servers', { _csrf: values['_csrf'] ?? '', toggle });
    expect(answer.headers.location).toMatch(/^\/secure\/virtual-servers\?selected=HTTP&done=/);
    expect(await file()).toBe(saved());
  });
});

describe('A value that cannot be', () => {
  const long = 'x'.repeat(4000);
  test.each([
    ['Name', 'name', ''],
    ['Name', 'name', '[server_name]'],
    ['Name', 'name', 'HTTPS'],
    ['Name', 'name', 'virtual'],
    ['Name', 'name', '{'],
    ['Name', 'name', 'a=b'],
    ['Name', 'name', '100%s'],
    ['Name', 'name', '..'],
    ['Name', 'name', 'café'],
    ['Name', 'name', 'a\nactive = 1'],
    ['Application port', 'port', '65536'],
    ['Application port', 'port', '-1'],
    ['Application port', 'port', '80,443'],
    ['Application port', 'port', '0x50'],
    ['Application port', 'port', '080'],
    ['Application port', 'port', 'eighty'],
    ['Application port', 'port', '80\n}\nvirtual evil {'],
    ['Protocol', 'protocol', 'sctp'],
    ['Protocol', 'protocol', 'TCP'],
    ['Virtual IP Address', 'address', ''],
    ['Virtual IP Address', 'address', '300.1.1.1'],
    ['Virtual IP Address', 'address', '10.1'],
    ['Virtual IP Address', 'address', '10.0.2.100/24'],
    ['Virtual IP Address', 'address', '2001:db8::1'],
    ['Virtual IP Address', 'address', 'www.example.org'],
    ['Virtual IP Address', 'address', '010.0.2.100'],
    ['Virtual IP Address', 'address', '10.0.2.100 eth9:9'],
    ['Virtual IP Address', 'address', '10.0.0.2'],
    ['Virtual IP Network Mask', 'vip_nmask', '255.0.255.0'],
    ['Virtual IP Network Mask', 'vip_nmask', '24'],
    ['Sorry Server', 'sorry_server', 'sorry'],
    ['Sorry Server', 'sorry_server', '10.0.0'],
    ['Firewall Mark', 'fwmark', 'http'],
    ['Firewall Mark', 'fwmark', '2147483648'],
    ['Firewall Mark', 'fwmark', '-80'],
    ['Firewall Mark', 'fwmark', '1e3'],
    ['Device', 'address_device', ''],
    ['Device', 'address_device', 'eth 0'],
    ['Device', 'address_device', 'eth0:1; reboot'],
    ['Device', 'address_device', 'a-name-that-is-too-long:1'],
    ['Re-entry Time', 'reentry', '0'],
    ['Re-entry Time', 'reentry', '15s'],
    ['Service timeout', 'timeout', '0'],
    ['Service timeout', 'timeout', '-6'],
    ['Service timeout', 'timeout', '99999999999'],
    ['Quiesce server', 'quiesce_server', 'maybe'],
    ['Load monitoring tool', 'load_monitor', 'rup -h'],
    ['Load monitoring tool', 'load_monitor', '{}'],
    ['Scheduling', 'scheduler', 'sed'],
    ['Scheduling', 'scheduler', 'WLC'],
    ['Persistence', 'persistent', '5m'],
    ['Persistence', 'persistent', '1000000000'],
    ['Persistence Network Mask', 'pmask', '255.255.0.255'],
    ['Persistence Network Mask', 'pmask', long],
  ])('in %s (%s) %j is refused beside it, and everything typed stays', async (label, field, value) => {
    const { open, file } = await openOn();
    const { status, page } = await (await open(path)).accept({ reentry: '77', [field]: value });
    expect(status).toBe(422);
    expect(page.values).toMatchObject({ reentry: '77', [field]: value });
    expect(remarkAt(page, field)).toMatch(new RegExp(label, 'i'));
    expect(await file()).toBe(lvsCf);
  });

  test('is refused as a whole when it is longer than any field', async () => {
    const { open, file } = await openOn();
    expect((await (await open(path)).accept({ port: 'x'.repeat(5000) })).status).toBe(422);
    expect(await file()).toBe(lvsCf);
  });

  test('that would be broken is taken while the virtual server is down, with a warning', async () => {
    const { open, file } = await openOn();
    const { status, page } = await (await open('/secure/virtual-servers/HTTPS')).accept({
      address: '10.0.0.2',
    });
    expect(status).toBe(303);
    expect(page.body).toContain('id="field-address-remark-0"');
    expect(await file()).toBe(saved(['address = 10.0.2.100 eth0:1', 'address = 10.0.0.2 eth0:1']));
  });
});

describe('ADD', () => {
  test('opens a form with the original values and a free alias, and stores nothing', async () => {
    const { open, file } = await openOn();
    const page = await open(addPath);
    expect(fieldsOf(page.values)).toEqual({
      name: '',
      port: '80',
      protocol: 'tcp',
      address: '0.0.0.0',
      vip_nmask: '',
      sorry_server: '',
      fwmark: '',
      address_device: 'eth0:2',
      reentry: '15',
      timeout: '6',
      quiesce_server: '0',
      load_monitor: 'none',
      scheduler: 'wlc',
      persistent: '',
      pmask: '',
    });
    expect(page.body).toContain('href="/secure/virtual-servers" lang="en">CANCEL</a>');
    expect(await file()).toBe(lvsCf);
  });

  test('writes the block in the canonical layout behind the others, and says what comes next', async () => {
    const { open, file } = await openOn();
    const { status, location, page } = await (await open(addPath)).accept({
      name: 'LVS NAT',
      address: '10.0.2.200',
      vip_nmask: '255.255.255.0',
      scheduler: 'rr',
      timeout: '',
    });
    expect([status, location]).toEqual([303, '/secure/virtual-servers/LVS_NAT']);
    expect(await file()).toBe(`${saved()}virtual LVS_NAT {
     active = 0
     address = 10.0.2.200 eth0:2
     vip_nmask = 255.255.255.0
     port = 80
     send = "GET / HTTP/1.0\\r\\n\\r\\n"
     expect = "HTTP"
     use_regex = 0
     load_monitor = none
     scheduler = rr
     protocol = tcp
     reentry = 15
     quiesce_server = 0
}
`);
    expect(wordsOf(page)).toContain('The virtual server LVS_NAT is in lvs.cf now, and down.');
    expect(wordsOf(page)).toContain('Next, REAL SERVER');
  });

  test('wants a name of its own', async () => {
    const { open, file } = await openOn();
    for (const name of ['', 'HTTP', '[server_name]']) {
      const { status, page } = await (await open(addPath)).accept({ name, port: '8080' });
      expect([name, status]).toEqual([name, 422]);
      expect(page.values).toMatchObject({ name, port: '8080' });
      expect(page.body).toContain('id="field-name-remark-0"');
    }
    expect(await file()).toBe(lvsCf);
  });

  test('notices a name that somebody else took while the form was open', async () => {
    const { open, file, writeFile } = await openOn();
    const form = await open(addPath);
    const other = `${lvsCf}virtual MAIL {\n     active = 0\n}\n`;
    await writeFile(other);
    const { status, page } = await form.accept({ name: 'MAIL' });
    expect(status).toBe(422);
    expect(page.body).toContain('id="field-name-remark-0"');
    expect(await file()).toBe(other);
  });

  test('begins an empty file', async () => {
    const { open, file } = await openOn('primary = 10.0.0.2\n');
    const form = await open(addPath);
    expect(form.values['address_device']).toBe('eth0:1');
    await form.accept({ name: 'HTTP' });
    expect(await file()).toMatch(/^serial_no = 1\nprimary = 10\.0\.0\.2\nvirtual HTTP \{\n {5}active = 0\n/);
  });
});

describe('Two people at one virtual server', () => {
  test('see both versions, keep what they typed, and can save it all the same', async () => {
    const { open, file, writeFile } = await openOn();
    const form = await open(path);
    const changed = lvsCf.replace('scheduler = wrr', 'scheduler = lc');
    await writeFile(changed);
    const { status, page } = await form.accept({ scheduler: 'rr' });
    expect(status).toBe(409);
    expect(wordsOf(page)).toMatch(/Scheduling: Least-connection Round robin/);
    expect(await file()).toBe(changed);
    expect((await page.accept()).status).toBe(422);
    expect((await page.accept({ scheduler: 'rr' })).status).toBe(303);
    expect(await file()).toBe(saved(['scheduler = wrr', 'scheduler = rr']));
  });

  test('do not meet when the other one changed another panel or another block', async () => {
    const { open, file, writeFile } = await openOn();
    const form = await open(path);
    await writeFile(lvsCf.replace('active   = 1', 'active   = 0').replace('port = 443', 'port = 8443'));
    expect((await form.accept({ scheduler: 'rr' })).status).toBe(303);
    expect(await file()).toBe(
      saved(
        ['active   = 1', 'active   = 0'],
        ['port = 443', 'port = 8443'],
        ['scheduler = wrr', 'scheduler = rr'],
      ),
    );
  });

  test('do not lose what was typed when the virtual server is gone', async () => {
    const { open, file, writeFile } = await openOn();
    const form = await open(path);
    const renamed = lvsCf.replace('HTTP  {', 'WEB  {');
    await writeFile(renamed);
    const { status, page } = await form.accept({ persistent: '300', address: '10.0.2.111' });
    expect(status).toBe(404);
    expect(wordsOf(page)).toContain('The file has no virtual server named HTTP.');
    expect(wordsOf(page)).toMatch(/Virtual IP Address 10\.0\.2\.111/);
    expect(wordsOf(page)).toMatch(/Persistence 300/);
    expect(await file()).toBe(renamed);
  });
});

describe('The second virtual server of one name', () => {
  test('is addressed as NAME~2 and edited alone', async () => {
    const text = lvsCf.replace('virtual HTTPS', 'virtual HTTP');
    const { open, file } = await openOn(text);
    const form = await open(`${path}~2`);
    expect(form.values).toMatchObject({ name: 'HTTP', port: '443' });
    const { location } = await form.accept({ port: '8443' });
    expect(location).toBe(`${path}~2`);
    expect(await file()).toBe(saved(['virtual HTTPS', 'virtual HTTP'], ['port = 443', 'port = 8443']));
  });
});
