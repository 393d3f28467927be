import { afterEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/core/lvscf/config.js';
import { type WizardKind, wizardKinds } from '../../src/core/wizard/kinds.js';
import { type FormChanges, openPanels, type PanelConsole, wordsOf } from '../support/panel.js';

const lvsCf = `# kept as it is
serial_no = 7
primary = 10.0.0.2
service = lvs
backup_active = 1
backup = 10.0.0.3
network = nat
nat_router = 192.168.10.1 eth1:1
nat_nmask = 255.255.255.0
virtual shop {
     active = 1
     address = 10.0.0.100 eth0:1
     vip_nmask = 255.255.255.0
     port = 8080
     server node1 {
         address = 192.168.10.11
         active = 1
     }
}
`;

let panels: PanelConsole;
afterEach(() => panels.close());

/** Answers that leave everything as it is offered. */
const answers: FormChanges = { address: '10.0.0.101', servers: '192.168.10.11 192.168.10.12' };
const moreFor: Partial<Record<WizardKind, FormChanges>> = { dns: { zone: 'example.com' } };

async function review(kind: WizardKind, changes: FormChanges = {}) {
  const page = await panels.open(`/secure/wizard?kind=${kind}`);
  return page.accept({ ...answers, ...moreFor[kind], ...changes });
}

describe('WIZARD', () => {
  test('offers the usual cases, and is found on VIRTUAL SERVERS', async () => {
    panels = await openPanels(lvsCf);
    const { body } = await panels.open('/secure/wizard');
    for (const kind of wizardKinds) expect(body).toContain(`href="/secure/wizard?kind=${kind}"`);
    expect((await panels.open('/secure/virtual-servers')).body).toContain('href="/secure/wizard"');
    expect((await panels.open('/secure/wizard?kind=nothing')).body).toContain('kind=web');
  });

  test.each(wizardKinds)('%s is done with an address and the real servers', async (kind) => {
    panels = await openPanels(lvsCf);
    const lines = await review(kind);
    expect([lines.status, lines.page.buttons]).toEqual([200, ['ACCEPT', 'CHANGE']]);
    expect(await panels.file()).toBe(lvsCf);
    const saved = await lines.page.accept();
    expect([saved.status, saved.location]).toEqual([303, '/secure/what-to-run']);
    const config = readConfig(await panels.file());
    expect(config.problems.filter(({ severity }) => severity !== 'advice')).toEqual([]);
    expect(config.global.serial_no).toBe(8);
    const [, ...made] = config.virtualServers;
    expect(made.length).toBeGreaterThan(0);
    for (const { name, realServers, values } of made) {
      expect(values).toMatchObject({ active: true, address: { address: '10.0.0.101', device: 'eth0:2' } });
      expect(realServers).toHaveLength(2);
      expect(wordsOf(saved.page)).toContain(name);
    }
    expect(await panels.file()).toContain('# kept as it is\n');
    expect(await panels.file()).toContain(lvsCf.slice(lvsCf.indexOf('virtual shop')));
  });

  test('shows what has to be run where, before anything is saved', async () => {
    panels = await openPanels(lvsCf);
    const { page } = await review('web-tls', { rules: undefined });
    expect(wordsOf(page)).toMatch(/Backup router, 10\.0\.0\.3 : [^:]*Firewall marks/);
    expect(wordsOf(page)).toMatch(/Real server node1, 192\.168\.10\.11 : The way back/);
    expect(page.body).toContain('href="/secure/what-to-run?machine=192.168.10.12"');
    const byApply = await review('web-tls');
    expect(wordsOf(byApply.page)).toContain('Firewall marks (APPLY does it)');
    expect(page.body).toContain('+      fwmark = 80\n');
  });

  test('says everything that is wrong at once, and keeps what was typed', async () => {
    panels = await openPanels(lvsCf);
    const { page, status } = await review('ftp', {
      address: 'www <b>',
      servers: '10.0.0.300 web1=',
      persistent: '60',
      name: 'a{b',
      active: undefined,
    });
    expect(status).toBe(422);
    expect(page.values).toMatchObject({
      address: 'www <b>',
      servers: '10.0.0.300 web1=',
      persistent: '60',
      name: 'a{b',
    });
    expect(page.values['active']).toBeUndefined();
    expect(wordsOf(page)).toContain('At least 300 seconds');
    expect(page.body.match(/class="field field-wrong"/g)?.length).toBeGreaterThanOrEqual(4);
    expect(await panels.file()).toBe(lvsCf);
  });

  test.each<[WizardKind, FormChanges, RegExp]>([
    ['web-tls', { fwmark: '0' }, /“0” is no mark\. It is a number of 1 or more/],
    ['web-tls', { persistent: '0' }, /“0” is too short\. A firewall mark needs 1 second or more/],
    ['ftp', { persistent: '60' }, /“60” is too short\. At least 300 seconds/],
    ['ftp', { servers: '192.168.10.11:21' }, /“192\.168\.10\.11:21”\. Give the addresses alone/],
    ['web', { address: '0.0.0.0' }, /“0\.0\.0\.0” means no address: .* such as 10\.0\.0\.100/],
    ['web', { path: 'check.html' }, /“check\.html” is no page to ask for\. It begins with a slash/],
    ['web', { host: 'http://www' }, /“http:.*www” is no name of a site\. .* www\.example\.com/],
    ['dns', { zone: 'my zone' }, /“my zone” is no domain\. .* example\.com/],
    [
      'mail',
      { ports: '26 25 27 26' },
      /Not a port of mail: “26, 27”\. .* 25, 465, 587, 110, 995, 143, 993\./,
    ],
    ['database', { port: '70000' }, /“70000” is no port\. It is a number from 1 to 65535/],
  ])('%s with %o says what was typed, and what would be right', async (kind, changes, said) => {
    panels = await openPanels(lvsCf);
    const { page, status } = await review(kind, changes);
    expect([status, wordsOf(page)]).toEqual([422, expect.stringMatching(said)]);
  });

  test.each(wizardKinds)('%s says beside no address that it may be left blank for none', async (kind) => {
    panels = await openPanels(lvsCf);
    const words = wordsOf(await panels.open(`/secure/wizard?kind=${kind}`));
    expect(words).toContain('blank: eth0:2');
    expect(words).not.toContain('blank: none');
  });

  test('refuses what would be wrong in the file as a whole', async () => {
    panels = await openPanels(lvsCf);
    const { page, status } = await review('web', { address: '10.0.0.2' });
    expect([status, page.values['servers']]).toEqual([422, '192.168.10.11 192.168.10.12']);
    expect(wordsOf(page)).toContain('10.0.0.2');
    expect(await panels.file()).toBe(lvsCf);
  });

  test('goes back to the questions with all that was typed', async () => {
    panels = await openPanels(lvsCf);
    const { page } = await review('mail', { ports: '25', check: 'connect' });
    const again = await panels.web.send('/secure/wizard/review', { ...page.values, _back: '1' });
    expect(again.statusCode).toBe(200);
    expect(again.body).toContain('value="192.168.10.11 192.168.10.12"');
    expect(again.body).toMatch(/name="ports" value="25"/);
    expect(again.body).toMatch(/value="connect" checked/);
  });

  test('asks anew when somebody else took the name, and shows the lines anew when the head has changed', async () => {
    panels = await openPanels(lvsCf);
    const { page } = await review('web-tls');
    await panels.writeFile(`${lvsCf}virtual web-https {\n}\n`);
    const taken = await page.accept();
    expect([taken.status, taken.page.action]).toEqual([422, '/secure/wizard/review']);
    expect(taken.page.values['servers']).toBe('192.168.10.11 192.168.10.12');
    await panels.writeFile(lvsCf.replace('serial_no', '# lvs-console: mark-rules = yes\nserial_no'));
    const changed = await page.accept();
    expect([changed.status, changed.page.action]).toEqual([409, '/secure/wizard']);
    expect(wordsOf(changed.page)).toContain('Somebody else changed the file');
    expect((await changed.page.accept()).status).toBe(303);
    expect(readConfig(await panels.file()).virtualServers).toHaveLength(3);
  });

  test('does nothing with a file whose blocks are not sound', async () => {
    panels = await openPanels(`${lvsCf}}\n`);
    const { body, status } = await panels.open('/secure/wizard?kind=web');
    expect([status, body.includes('href="/secure/file"'), body.includes('/secure/wizard/review')]).toEqual([
      200,
      true,
      false,
    ]);
    const { _csrf = '' } = (await panels.open('/secure/password')).values;
    const posted = await panels.web.send('/secure/wizard', {
      _csrf,
      kind: 'web',
      name: 'web',
      address: '10.0.0.101',
      servers: '10.0.0.11',
    });
    expect(posted.statusCode).toBe(422);
  });

  test('takes nothing that is no form of its own', async () => {
    panels = await openPanels(lvsCf);
    const { _csrf = '' } = (await panels.open('/secure/wizard?kind=web')).values;
    for (const url of ['/secure/wizard', '/secure/wizard/review'])
      expect([url, (await panels.web.send(url, { _csrf, kind: 'x' })).statusCode]).toEqual([url, 422]);
  });

  test('offers in a second case what is free beside the first', async () => {
    panels = await openPanels(lvsCf);
    await (await review('web-tls')).page.accept();
    const { values } = await panels.open('/secure/wizard?kind=web-tls');
    expect(values).toMatchObject({ name: 'web2', fwmark: '81', vip_nmask: '255.255.255.0' });
    const second = await review('web-tls', { address: '10.0.0.102' });
    expect((await second.page.accept()).status).toBe(303);
  });

  test('speaks French', async () => {
    panels = await openPanels(lvsCf);
    const french = { headers: { 'accept-language': 'fr' } };
    expect((await panels.open('/secure/wizard', french)).body).toContain('Que veulent les clients');
    const page = await panels.open('/secure/wizard?kind=ftp', french);
    expect(page.body).toContain('serveurs réels');
    const wrong = await page.accept({ address: '' });
    expect(wordsOf(wrong.page)).toContain('L’adresse à laquelle les clients se connectent manque.');
  });
});
