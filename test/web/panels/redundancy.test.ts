import { describe, expect, test } from 'vitest';
import { panelsOfEachTest, wordsOf } from '../../support/panel.js';

const active = `serial_no = 7
primary = 10.0.0.2
service = lvs
backup_active = 1
backup = 10.0.0.3
heartbeat = 1
heartbeat_port = 1050
keepalive = 2
deadtime = 9
network = direct
# this pair's own number
syncd_id = 12
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

/** Nobody has been on REDUNDANCY yet. */
const untouched = `primary = 10.0.0.2
network = direct
virtual shop {
     active = 0
}
`;

/** What the inputs show of settings in comment lines while there are none. */
const nothingShared = {
  'fail-back': 'no',
  'virtual-router-id': '',
  'vrrp-device': '',
  'checker-account': '',
};

const path = '/secure/redundancy';

const openOn = panelsOfEachTest();

const shownBy = ({ values: { _base, _csrf, _revision, ...fields } }: { values: Record<string, string> }) =>
  fields;

describe('REDUNDANCY with an active backup', () => {
  test('shows the status and the values of the file in the order of the original', async () => {
    const page = await (await openOn(active)).open(path);
    expect(wordsOf(page)).toMatch(/^Backup: active /);
    expect(Object.entries(shownBy(page))).toEqual([
      ['backup', '10.0.0.3'],
      ['keepalive', '2'],
      ['deadtime', '9'],
      ['heartbeat_port', '1050'],
      ['syncd_iface', ''],
      ['syncd_id', '12'],
      ['fail-back', 'no'],
      ['virtual-router-id', ''],
      ['vrrp-device', ''],
      ['checker-account', ''],
    ]);
    expect(page.buttons).toEqual(['ACCEPT']);
    expect(page.body).toMatch(/href="\/secure\/redundancy\/disable" lang="en" data-guarded>DISABLE</);
    expect(page.body).toMatch(/href="\/secure\/redundancy\?reset" lang="en">RESET</);
  });

  test('writes what was changed and leaves every other byte alone', async () => {
    const { open, file } = await openOn(active);
    const { status, location, page } = await (await open(path)).accept({
      keepalive: '3',
      monitor_links: '1',
      syncdaemon: '1',
      syncd_iface: 'eth2',
    });
    expect([status, location]).toEqual([303, path]);
    expect(await file()).toBe(
      active
        .replace('serial_no = 7', 'serial_no = 8')
        .replace('keepalive = 2', 'keepalive = 3')
        .replace(
          'network = direct\n',
          'network = direct\nmonitor_links = 1\nsyncdaemon = 1\nsyncd_iface = eth2\n',
        ),
    );
    expect(wordsOf(page)).toContain('keepalive = 3 (it was 2)');
    expect(page.values).toMatchObject({ monitor_links: '1', syncdaemon: '1', syncd_iface: 'eth2' });
  });

  test('writes nothing when nothing was changed, with boxes that the file does not mention', async () => {
    const { open, file } = await openOn(active);
    const { page } = await (await open(path)).accept();
    expect(wordsOf(page)).toContain('Nothing was changed, so nothing was written.');
    expect(await file()).toBe(active);
  });

  test('takes blank for blank, and an unticked box for 0', async () => {
    const { open, file } = await openOn(active.replace('syncd_id', 'monitor_links = 1\nsyncd_id'));
    await (await open(path)).accept({ keepalive: '', syncd_id: '', monitor_links: undefined });
    const text = await file();
    expect(text).not.toContain('keepalive');
    expect(text).not.toContain('syncd_id');
    expect(text).toContain("# this pair's own number\nmonitor_links = 0\n");
  });

  test.each([
    ['monitor_links = 5', 'monitor_links', '5'],
    ['syncdaemon = 2', 'syncdaemon', '2'],
  ])(
    'shows %s as ticked with its reason, and leaves it alone until the box is touched',
    async (line, name, value) => {
      const wrong = active.replace('syncd_id', `${line}\nsyncd_id`);
      const { open, file } = await openOn(wrong);
      const page = await open(path);
      expect(page.values[name]).toBe(value);
      expect(page.body).toContain(`id="field-${name.replace('_', '-')}-remark-0"`);
      await page.accept({ keepalive: '3' });
      expect(await file()).toContain(`${line}\n`);
      await (await open(path)).accept({ [name]: undefined });
      expect(await file()).toContain(`${name} = 0\n`);
    },
  );

  test.each([
    [
      '2',
      '9',
      'a heartbeat every 2 seconds, and a takeover after 5 missing ones, 10 seconds of silence',
      '9 seconds',
    ],
    [
      '6',
      '18',
      'a heartbeat every 6 seconds, and a takeover after 3 missing ones, 18 seconds of silence',
      '',
    ],
    [
      '1',
      '1',
      'a heartbeat every second, and a takeover after 2 missing ones, 2 seconds of silence',
      '1 second',
    ],
    [
      '',
      '',
      'a heartbeat every 2 seconds, and a takeover after 3 missing ones, 6 seconds of silence',
      '5 seconds',
    ],
  ])('says what %s and %s come to', async (keepalive, deadtime, outcome, exactly) => {
    const text = active
      .replace('keepalive = 2\n', keepalive === '' ? '' : `keepalive = ${keepalive}\n`)
      .replace('deadtime = 9\n', deadtime === '' ? '' : `deadtime = ${deadtime}\n`);
    const words = wordsOf(await (await openOn(text)).open(path));
    expect(words).toContain(outcome);
    expect(words.includes('pulse waits exactly')).toBe(exactly !== '');
    expect(words).toContain(exactly);
  });

  test.each([
    ['backup', '10.0.0', 'Redundant server public IP'],
    ['backup', '', 'Redundant server public IP'],
    ['backup', '0.0.0.0', 'Redundant server public IP'],
    ['backup', '10.0.0.2', 'Redundant server public IP'],
    ['keepalive', '0', 'Heartbeat interval'],
    ['keepalive', 'six', 'Heartbeat interval'],
    ['deadtime', '2', 'Assume dead after'],
    ['deadtime', '1.5', 'Assume dead after'],
    ['heartbeat_port', '65536', 'Heartbeat runs on port'],
    ['heartbeat_port', 'http', 'Heartbeat runs on port'],
    ['syncd_iface', 'eth 0', 'Sync daemon interface'],
    ['syncd_id', '256', 'Sync daemon ID'],
    ['syncdaemon', 'on', 'Use sync daemon'],
  ])('refuses %s = %j, names the field and keeps what was typed', async (name, value, label) => {
    const { open, file } = await openOn(active);
    const { status, page } = await (await open(path)).accept({ monitor_links: '1', [name]: value });
    expect(status).toBe(422);
    expect(await file()).toBe(active);
    expect(wordsOf(page)).toContain(`Error: ${label} (`);
    expect(page.values).toMatchObject({ monitor_links: '1', [name]: value });
  });

  test('asks who wins when somebody else changed a value of this panel', async () => {
    const { open, file, writeFile } = await openOn(active);
    const mine = await open(path);
    const theirs = active
      .replace('keepalive = 2', 'keepalive = 4')
      .replace('syncd_id', 'syncdaemon = 1\nsyncd_id');
    await writeFile(theirs);
    const { status, page } = await mine.accept({ keepalive: '3' });
    expect(status).toBe(409);
    expect(await file()).toBe(theirs);
    expect(wordsOf(page)).toContain('Heartbeat interval (seconds): 4 3');
    expect(wordsOf(page)).toContain('Use sync daemon: ticked not ticked');
    expect((await page.accept({ keepalive: '3', syncdaemon: '0' })).status).toBe(303);
    expect(await file()).toContain('keepalive = 3\n');
    expect(await file()).toContain('syncdaemon = 0\n');
  });

  test('does not bring back a backup that somebody else switched off', async () => {
    const { open, file, writeFile } = await openOn(active);
    const mine = await open(path);
    const theirs = active.replace('backup_active = 1', 'backup_active = 0');
    await writeFile(theirs);
    const { status, page } = await mine.accept({ keepalive: '3' });
    expect(status).toBe(409);
    expect(await file()).toBe(theirs);
    expect(wordsOf(page)).toContain('ACCEPT stores these values and makes the backup active');
  });

  test.each([
    ['GLOBAL SETTINGS', 'network = direct', 'network = nat'],
    ['a virtual server', 'port = 80', 'port = 8080'],
  ])('merges with a change of %s without a question', async (_what, from, to) => {
    const { open, file, writeFile } = await openOn(active);
    const mine = await open(path);
    await writeFile(active.replace(from, to));
    expect((await mine.accept({ keepalive: '3' })).status).toBe(303);
    expect(await file()).toContain(to);
    expect(await file()).toContain('keepalive = 3\n');
  });

  test('two people on the two panels of the head both get what they wanted', async () => {
    const { open, file } = await openOn(active);
    const [one, other] = [await open(path), await open('/secure/global-settings', { as: 'marie' })];
    expect((await other.accept({ primary: '10.0.0.4' })).status).toBe(303);
    expect((await one.accept({ keepalive: '3' })).status).toBe(303);
    expect(await file()).toBe(
      active
        .replace('serial_no = 7', 'serial_no = 9')
        .replace('primary = 10.0.0.2', 'primary = 10.0.0.4')
        .replace('keepalive = 2', 'keepalive = 3'),
    );
  });
});

describe('What is shared by both routers', () => {
  const [id, account] = ['# lvs-console: virtual-router-id = 77', '#lvs-console:checker-account =  daemon '];
  const stated = active
    .replace('primary =', `# of the shop\n${id}\nprimary =`)
    .replace('# this', `${account}\n# this`);

  test('is kept in comment lines behind the serial number, and saved with the other fields at once', async () => {
    const { open, file } = await openOn(active);
    const { status, page } = await (await open(path)).accept({
      keepalive: '3',
      'fail-back': 'yes',
      'virtual-router-id': '60',
      'vrrp-device': 'eth1',
      'checker-account': 'daemon',
    });
    expect(status).toBe(303);
    const text = await file();
    expect(text).toBe(
      active
        .replace(
          'serial_no = 7\n',
          'serial_no = 8\n# lvs-console: fail-back = yes\n# lvs-console: virtual-router-id = 60\n' +
            '# lvs-console: vrrp-device = eth1\n# lvs-console: checker-account = daemon\n',
        )
        .replace('keepalive = 2', 'keepalive = 3'),
    );
    expect(wordsOf(page)).toContain(
      'keepalive = 3 (it was 2) fail-back = yes (new) virtual-router-id = 60 (new)',
    );
    expect(wordsOf(page)).not.toContain('comments');
    expect(page.values).toMatchObject({
      'fail-back': 'yes',
      'virtual-router-id': '60',
      'vrrp-device': 'eth1',
    });
  });

  test('changes in its own lines, wherever they stand, and nothing else does', async () => {
    const { open, file } = await openOn(stated);
    const page = await open(path);
    expect(page.values).toMatchObject({ 'virtual-router-id': '77', 'checker-account': 'daemon' });
    const { page: then } = await page.accept({ 'virtual-router-id': '78', 'checker-account': 'nobody' });
    expect(await file()).toBe(
      stated
        .replace('serial_no = 7', 'serial_no = 8')
        .replace('id = 77', 'id = 78')
        .replace('=  daemon ', '=  nobody'),
    );
    expect(wordsOf(then)).toContain('virtual-router-id = 78 (it was 77)');
  });

  test.each([
    ['blank', { 'virtual-router-id': '', 'checker-account': '' }],
    ['what holds without them', { 'virtual-router-id': '51', 'checker-account': '' }],
  ])('leaves no line when it is %s', async (_what, values) => {
    const { open, file } = await openOn(stated.replace(id, `${id}\n# lvs-console: fail-back = yes`));
    const { page } = await (await open(path)).accept({ 'fail-back': 'no', ...values });
    expect(await file()).toBe(
      active.replace('serial_no = 7', 'serial_no = 8').replace('primary =', '# of the shop\nprimary ='),
    );
    expect(wordsOf(page)).toContain('fail-back left out (it was yes)');
  });

  test('comes behind the first serial number of a file that had none', async () => {
    const bare = active.replace('serial_no = 7\n', '');
    const { open, file } = await openOn(bare);
    await (await open(path)).accept({ 'fail-back': 'yes' });
    expect(await file()).toBe(`serial_no = 1\n# lvs-console: fail-back = yes\n${bare}`);
  });

  test.each([
    ['virtual-router-id', '0', 'Virtual router ID'],
    ['virtual-router-id', '256', 'Virtual router ID'],
    ['virtual-router-id', '0x10', 'Virtual router ID'],
    ['vrrp-device', 'eth0:1', 'Heartbeat device'],
    ['checker-account', 'Nobody Else', 'Account for checks'],
    ['fail-back', 'perhaps', 'Fail-back'],
  ])('refuses %s = %j beside its field and keeps what was typed', async (name, value, label) => {
    const { open, file } = await openOn(stated);
    const { status, page } = await (await open(path)).accept({ keepalive: '3', [name]: value });
    expect(status).toBe(422);
    expect(await file()).toBe(stated);
    expect(wordsOf(page)).toContain(`Error: ${label} (${name}) must be`);
    expect(page.body).toContain(`id="field-${name}-remark-0"`);
    expect(page.values).toMatchObject({ keepalive: '3', [name]: value });
  });

  test('says that a line of the file makes no sense, and lets the rest be saved', async () => {
    const wrong = stated.replace('id = 77', 'id = 777');
    const { open, file } = await openOn(wrong);
    const page = await open(path);
    expect(page.values['virtual-router-id']).toBe('777');
    expect(wordsOf(page)).toContain('Advice: Virtual router ID (virtual-router-id) must be from 1 to 255');
    expect((await page.accept({ keepalive: '3' })).status).toBe(303);
    expect(await file()).toContain('id = 777\n');
  });

  test('asks who wins when somebody else changed it', async () => {
    const { open, file, writeFile } = await openOn(stated);
    const mine = await open(path);
    const theirs = stated.replace('id = 77', 'id = 99');
    await writeFile(theirs);
    const { status, page } = await mine.accept({ 'virtual-router-id': '78' });
    expect(status).toBe(409);
    expect(await file()).toBe(theirs);
    expect(wordsOf(page)).toContain('Virtual router ID: 99 78');
  });

  test('is no conflict when only another comment changed', async () => {
    const { open, file, writeFile } = await openOn(stated);
    const mine = await open(path);
    await writeFile(stated.replace('# of the shop', '# of both shops'));
    expect((await mine.accept({ 'fail-back': 'yes' })).status).toBe(303);
    expect(await file()).toContain('# of both shops\n# lvs-console: fail-back = yes\n# lvs-console: virtual');
  });

  test('is not there while the backup is inactive', async () => {
    const page = await (await openOn(untouched)).open(path);
    expect(page.body).not.toContain('virtual-router-id');
  });

  test('is named in French too', async () => {
    const { web } = await openOn(active);
    const { body } = await web.get(path, { headers: { 'accept-language': 'fr' } });
    expect(body).toContain('Commun aux deux routeurs');
    expect(body).toContain('retour au primaire');
  });
});

describe('Redundant server private IP', () => {
  test('is not asked for without the primary one, and the panel says where that is filled in', async () => {
    const page = await (await openOn(active)).open(path);
    expect(page.values).not.toHaveProperty('backup_private');
    expect(wordsOf(page)).toContain('first fill in Primary server private IP on GLOBAL SETTINGS');
  });

  test('comes with the primary one, in its place behind the public address', async () => {
    const { open, file } = await openOn(active);
    expect(
      (await (await open('/secure/global-settings')).accept({ primary_private: '192.168.10.2' })).status,
    ).toBe(303);
    const page = await open(path);
    expect(Object.keys(shownBy(page)).slice(0, 2)).toEqual(['backup', 'backup_private']);
    expect((await page.accept({ backup_private: '192.168.10.3' })).status).toBe(303);
    expect(await file()).toContain('backup = 10.0.0.3\nbackup_private = 192.168.10.3\n');
  });

  test('stays to be seen when the primary one is taken out', async () => {
    const pair = active
      .replace('service', 'primary_private = 192.168.10.2\nservice')
      .replace('heartbeat =', 'backup_private = 192.168.10.3\nheartbeat =');
    const { open, file } = await openOn(pair);
    expect((await (await open('/secure/global-settings')).accept({ primary_private: '' })).status).toBe(303);
    expect(await file()).toContain('backup_private = 192.168.10.3\n');
    const page = await open(path);
    expect(page.values['backup_private']).toBe('192.168.10.3');
    expect(wordsOf(page)).toContain('Advice: ');
  });
});

describe('ENABLE', () => {
  test('is all there is while the backup is inactive', async () => {
    const page = await (await openOn(untouched)).open(path);
    expect(wordsOf(page)).toBe(
      'Backup: inactive No backup router stands by. ENABLE opens the fields and stores nothing yet. ENABLE',
    );
    expect(page.body).not.toContain('<form method="post"');
  });

  test("opens the form with the original's values and stores nothing", async () => {
    const { open, file } = await openOn(untouched);
    const page = await open(`${path}?enable`);
    expect(shownBy(page)).toEqual({
      backup: '0.0.0.0',
      keepalive: '6',
      deadtime: '18',
      heartbeat_port: '539',
      syncd_iface: '',
      syncd_id: '',
      ...nothingShared,
    });
    expect(wordsOf(page)).toContain('a takeover after 3 missing ones, 18 seconds of silence');
    expect(page.body).toMatch(/href="\/secure\/redundancy" lang="en">CANCEL</);
    expect(await file()).toBe(untouched);
  });

  test('and ACCEPT make the backup active, with what the original wrote', async () => {
    const { open, file } = await openOn(untouched);
    const { status, page } = await (await open(`${path}?enable`)).accept({ backup: '10.0.0.3' });
    expect(status).toBe(303);
    expect(await file()).toBe(
      untouched.replace(
        'primary = 10.0.0.2\n',
        'serial_no = 1\nprimary = 10.0.0.2\nbackup_active = 1\nbackup = 10.0.0.3\nheartbeat = 1\nheartbeat_port = 539\nkeepalive = 6\ndeadtime = 18\n',
      ),
    );
    expect(wordsOf(page)).toContain('Backup: active');
  });

  test('and ACCEPT without the address of a backup router are refused, and the form stays open', async () => {
    const { open, file } = await openOn(untouched);
    const { status, page } = await (await open(`${path}?enable`)).accept({ keepalive: '5' });
    expect(status).toBe(422);
    expect(await file()).toBe(untouched);
    expect(wordsOf(page)).toContain('Error: Redundant server public IP (backup) ');
    expect(page.values).toMatchObject({ backup: '0.0.0.0', keepalive: '5', deadtime: '18' });
  });

  test('keeps the values that the file has, a heartbeat of 0 among them', async () => {
    const kept = active
      .replace('backup_active = 1', 'backup_active = 0')
      .replace('heartbeat = 1', 'heartbeat = 0');
    const { open, file } = await openOn(kept);
    const page = await open(`${path}?enable`);
    expect(shownBy(page)).toMatchObject({
      backup: '10.0.0.3',
      keepalive: '2',
      heartbeat_port: '1050',
      syncd_id: '12',
    });
    await page.accept();
    expect(await file()).toBe(
      kept.replace('serial_no = 7', 'serial_no = 8').replace('backup_active = 0', 'backup_active = 1'),
    );
  });

  test('says nothing new to a backup that is active already', async () => {
    const { open } = await openOn(active);
    const [enabled, plain] = [await open(`${path}?enable`), await open(path)];
    expect(shownBy(enabled)).toEqual(shownBy(plain));
  });
});

describe('DISABLE', () => {
  test('asks first, names the consequence, and stores nothing when it is cancelled', async () => {
    const { open, file } = await openOn(active);
    const page = await open(`${path}/disable`);
    expect(wordsOf(page)).toContain('The backup router 10.0.0.3 no longer stands by');
    expect(wordsOf(page)).toContain('when the primary router fails, nobody takes over');
    expect(page.buttons).toEqual(['DISABLE']);
    expect(page.body).toMatch(/href="\/secure\/redundancy" lang="en">CANCEL</);
    expect(await file()).toBe(active);
  });

  test('stores at once, and keeps the other values', async () => {
    const { open, file } = await openOn(active);
    const { status, location, page } = await (await open(`${path}/disable`)).accept();
    expect([status, location]).toEqual([303, path]);
    expect(await file()).toBe(
      active.replace('serial_no = 7', 'serial_no = 8').replace('backup_active = 1', 'backup_active = 0'),
    );
    expect(wordsOf(page)).toContain('backup_active = 0 (it was 1)');
    expect(wordsOf(page)).toContain('Backup: inactive');
  });

  test('stores nothing when the panel was changed meanwhile', async () => {
    const { open, file, writeFile } = await openOn(active);
    const asked = await open(`${path}/disable`);
    const theirs = active.replace('10.0.0.3', '10.0.0.5');
    await writeFile(theirs);
    const { status, page } = await asked.accept();
    expect(status).toBe(409);
    expect(wordsOf(page)).toContain('Somebody else changed this');
    expect(await file()).toBe(theirs);
  });

  test('leads back when there is nothing to switch off', async () => {
    const { web } = await openOn(untouched);
    const { statusCode, headers } = await web.get(`${path}/disable`);
    expect([statusCode, headers.location]).toEqual([302, path]);
  });
});

describe('RESET', () => {
  test('fills in the defaults, leaves boxes and sync daemon alone, and waits for ACCEPT', async () => {
    const ticked = active
      .replace('service', 'primary_private = 192.168.10.2\nservice')
      .replace('heartbeat =', 'backup_private = 192.168.10.3\nheartbeat =')
      .replace('syncd_id', 'syncdaemon = 1\nsyncd_id');
    const { open, file } = await openOn(ticked);
    const page = await open(`${path}?reset`);
    expect(shownBy(page)).toEqual({
      backup: '0.0.0.0',
      backup_private: '',
      keepalive: '6',
      deadtime: '18',
      heartbeat_port: '539',
      syncdaemon: '1',
      syncd_iface: '',
      syncd_id: '12',
      ...nothingShared,
    });
    expect(page.body).toContain('data-unsaved');
    expect(await file()).toBe(ticked);

    await page.accept({ backup: '10.0.0.3' });
    expect(await file()).toBe(
      ticked
        .replace('serial_no = 7', 'serial_no = 8')
        .replace('backup_private = 192.168.10.3\n', '')
        .replace('heartbeat_port = 1050', 'heartbeat_port = 539')
        .replace('keepalive = 2', 'keepalive = 6')
        .replace('deadtime = 9', 'deadtime = 18'),
    );
  });
});

describe('REDUNDANCY on a file with broken blocks', () => {
  test('can be looked at and has no button that would write', async () => {
    const broken = active.replace('virtual shop {', 'virtual shop');
    const { open, file } = await openOn(broken);
    const page = await open(path);
    expect(page.status).toBe(200);
    expect(page.buttons).toEqual([]);
    for (const caption of ['DISABLE', 'RESET', 'ENABLE']) expect(page.body).not.toContain(`>${caption}<`);
    expect(wordsOf(page)).toContain('Open the FILE page');
    expect((await page.accept({ keepalive: '3' })).status).toBe(422);
    expect(await file()).toBe(broken);
  });
});
