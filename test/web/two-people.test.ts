import { describe, expect, test } from 'vitest';
import { type PanelConsole, type PanelPage, panelsOfEachTest, wordsOf } from '../support/panel.js';

const lvsCf = `serial_no = 7
primary = 192.0.2.1
backup_active = 1
backup = 192.0.2.2
keepalive = 6
deadtime = 18
virtual web {
     active = 1
     address = 198.51.100.1 eth0:1
     port = 80
     timeout = 6
     reentry = 15
     quiesce_server = 0
     server one {
         address = 10.0.0.11
         active = 1
         weight = 1
     }
     server two {
         address = 10.0.0.12
         active = 1
     }
}
virtual mail {
     active = 0
     address = 198.51.100.2 eth0:2
     port = 25
}
`;

const web = '/secure/virtual-servers/web';
const marie = { as: 'marie' } as const;

const openPanel = panelsOfEachTest();

/** A console whose history knows the file. */
async function openOn(text = lvsCf): Promise<PanelConsole> {
  const opened = await openPanel(text.replace('deadtime = 18', 'deadtime = 17'));
  await (await opened.open('/secure/redundancy')).accept({ deadtime: '18' });
  return opened;
}

/** What each row of a conflict shows, and which side is chosen. */
function rowsOf({ body }: PanelPage): string[] {
  return [...body.matchAll(/<tr><th scope="row">(.*?)<\/tr>/g)].map(([, row = '']) =>
    row
      .replace(/<label hidden>.*?<\/label>/g, '')
      .replace(/<input type="radio"([^>]*)>/g, (_, text: string) => (/ checked/.test(text) ? '(*) ' : '( ) '))
      .replace(/<\/t[hd]>/g, ' | ')
      .replace(/<[^>]+>/g, '')
      .replace(/\s+/g, ' ')
      .replace(/ \|\s*$/, '')
      .trim(),
  );
}

describe('Two people at one virtual server', () => {
  test('see what it was, both versions and by whom, with what only one of them changed chosen', async () => {
    const { open, file } = await openOn();
    const mine = await open(web);
    const theirs = await open(web, marie);
    await theirs.accept({ timeout: '7', reentry: '20' });
    const before = await file();
    const { status, page } = await mine.accept({ timeout: '8', port: '8080' });
    expect(status).toBe(409);
    expect(await file()).toBe(before);
    expect(wordsOf(page)).toMatch(/It was changed by marie, at .*\d/);
    expect(rowsOf(page)).toEqual(
      [
        'Application port: | 80 | ( ) 80 | (*) 8080',
        'Re-entry Time (seconds): | 15 | (*) 20 | ( ) 15',
        'Service timeout (seconds): | 6 | ( ) 7 | ( ) 8',
      ].map((row) => expect.stringContaining(row.slice(row.indexOf('|')))),
    );
    expect(page.buttons).toEqual(['ACCEPT']);
    expect(page.body.match(/ required/g)).toHaveLength(6);
  });

  test('get what was chosen, field by field, and nothing else', async () => {
    const { open, file } = await openOn();
    const mine = await open(web);
    await (await open(web, marie)).accept({ timeout: '7', reentry: '20' });
    const before = await file();
    const { page } = await mine.accept({ timeout: '8', port: '8080', quiesce_server: '1' });
    const done = await page.accept({ timeout: '8' });
    expect([done.status, done.location]).toEqual([303, web]);
    expect(await file()).toBe(
      before
        .replace('port = 80\n', 'port = 8080\n')
        .replace('timeout = 7', 'timeout = 8')
        .replace('quiesce_server = 0', 'quiesce_server = 1')
        .replace(/serial_no = (\d+)/, (_, serial: string) => `serial_no = ${Number(serial) + 1}`),
    );
  });

  test('must choose where both changed the same: nothing is lost meanwhile', async () => {
    const { open, file } = await openOn();
    const mine = await open(web);
    await (await open(web, marie)).accept({ timeout: '7', reentry: '20' });
    const before = await file();
    const { page } = await mine.accept({ timeout: '8', port: '8080' });
    const open1 = await page.accept({ reentry: '15' });
    expect(open1.status).toBe(422);
    expect(wordsOf(open1.page)).toContain('choose one of the two in each row');
    expect(rowsOf(open1.page)).toEqual([
      expect.stringContaining('( ) 80 | (*) 8080'),
      expect.stringContaining('15 | ( ) 20 | (*) 15'),
      expect.stringContaining('6 | ( ) 7 | ( ) 8'),
    ]);
    expect(await file()).toBe(before);
    expect((await open1.page.accept({ timeout: '7' })).status).toBe(303);
    const after = await file();
    expect(after).toContain('timeout = 7\n     reentry = 15');
    expect(after).toContain('port = 8080');
  });

  test('begin again when a third person saves in between, with what was chosen as theirs', async () => {
    const { open, file } = await openOn();
    const mine = await open(web);
    await (await open(web, marie)).accept({ timeout: '7', reentry: '20' });
    const { page } = await mine.accept({ timeout: '8', port: '8080' });
    await (await open(web, marie)).accept({ reentry: '30', persistent: '300' });
    const third = await page.accept({ timeout: '8' });
    expect(third.status).toBe(409);
    expect(rowsOf(third.page)).toEqual([
      expect.stringContaining('| 80 | ( ) 80 | (*) 8080'),
      expect.stringContaining('| 20 | (*) 30 | ( ) 20'),
      expect.stringContaining('| 7 | ( ) 7 | (*) 8'),
      expect.stringContaining('| (blank) | (*) 300 | ( ) (blank)'),
    ]);
    expect((await third.page.accept()).status).toBe(303);
    const after = await file();
    expect(after).toContain('port = 8080');
    expect(after).toContain('timeout = 8\n     reentry = 30');
    expect(after).toContain('persistent = 300');
  });

  test('have two versions only where nobody knows what the form was made from', async () => {
    const { open, file, writeFile } = await openOn();
    await writeFile(lvsCf.replace('keepalive = 6', 'keepalive = 5'));
    const mine = await open(web);
    await writeFile(lvsCf.replace('timeout = 6', 'timeout = 7'));
    const { page } = await mine.accept({ reentry: '20' });
    expect(wordsOf(page)).toContain('which of you changed a field cannot be told');
    expect(wordsOf(page)).toContain('It was changed outside the console');
    expect(rowsOf(page)).toEqual([
      expect.stringContaining('| | ( ) 15 | ( ) 20'),
      expect.stringContaining('| | ( ) 7 | ( ) 6'),
    ]);
    expect((await page.accept()).status).toBe(422);
    await page.accept({ reentry: '20', timeout: '7' });
    expect(await file()).toContain('timeout = 7\n     reentry = 20');
  });

  test('are told when both wrote the same', async () => {
    const { open } = await openOn();
    const mine = await open(web);
    await (await open(web, marie)).accept({ timeout: '7' });
    const { page, status } = await mine.accept({ timeout: '7' });
    expect(status).toBe(409);
    expect(wordsOf(page)).toContain('Your form says the same as the file now');
    expect(wordsOf((await page.accept()).page)).toContain('Nothing was changed');
  });

  test('are asked before anything is said of values that were not touched', async () => {
    const { open, writeFile } = await openOn();
    await writeFile(lvsCf.replace('timeout = 6', 'timeout = x'));
    const mine = await open(web);
    await writeFile(lvsCf.replace('timeout = 6', 'timeout = 7'));
    expect((await mine.accept({ port: '81' })).status).toBe(409);
  });

  test('do not lose the other one’s change behind a value that was refused', async () => {
    const { open, file } = await openOn();
    const mine = await open(web);
    const refused = await mine.accept({ port: 'x' });
    expect(refused.status).toBe(422);
    await (await open(web, marie)).accept({ timeout: '7' });
    const { status, page } = await refused.page.accept({ port: '81' });
    expect(status).toBe(409);
    await page.accept();
    expect(await file()).toContain('port = 81\n     timeout = 7');
  });

  test('meet under its new name when one of them renamed it', async () => {
    const { open, file } = await openOn();
    const mine = await open(web);
    await (await open(web, marie)).accept({ name: 'shop' });
    const { page, status } = await mine.accept({ timeout: '9' });
    expect(status).toBe(409);
    expect(page.action).toBe('/secure/virtual-servers/shop');
    expect(rowsOf(page)).toEqual([
      expect.stringContaining('| web | (*) shop | ( ) web'),
      expect.stringContaining('| 6 | ( ) 6 | (*) 9'),
    ]);
    await page.accept();
    expect(await file()).toContain('virtual shop {\n     active = 1');
    expect(await file()).toContain('timeout = 9');
  });

  test('see boxes and lists as the form shows them', async () => {
    const { open, file } = await openOn();
    const mine = await open(web);
    await (await open(web, marie)).accept({ quiesce_server: '1', scheduler: 'rr' });
    const { page } = await mine.accept({ scheduler: 'wrr' });
    expect(wordsOf(page)).toContain('Quiesce server: No Yes No');
    expect(wordsOf(page)).toContain('Weighted least-connections Round robin Weighted round robin');
    await page.accept({ scheduler: 'wrr' });
    expect(await file()).toContain('quiesce_server = 1');
    expect(await file()).toContain('scheduler = wrr');
  });
});

describe('Two people at different things', () => {
  test.each([
    ['two panels of the head', '/secure/global-settings', { primary: '192.0.2.9' }, 'primary = 192.0.2.9'],
    ['a virtual server and its real server', `${web}/real-servers/one`, { weight: '5' }, 'weight = 5'],
    [
      'a virtual server and its monitoring scripts',
      `${web}/monitoring-scripts`,
      { expect: 'OK' },
      'expect = "OK"',
    ],
    ['two virtual servers', '/secure/virtual-servers/mail', { port: '26' }, 'port = 26'],
  ])('are not asked anything: %s', async (_what, path, change, line) => {
    const { open, file } = await openOn();
    const mine = await open(path === '/secure/global-settings' ? '/secure/redundancy' : web);
    await (await open(path, marie)).accept(change);
    const own = path === '/secure/global-settings' ? { keepalive: '5' } : { timeout: '9' };
    expect((await mine.accept(own)).status).toBe(303);
    expect(await file()).toContain(line);
    expect(await file()).toMatch(/keepalive = 5|timeout = 9/);
  });
});

describe('Two people at REDUNDANCY', () => {
  test('choose there, too, and are told that ACCEPT makes the backup active again', async () => {
    const { open, file } = await openOn();
    const mine = await open('/secure/redundancy');
    await (await open('/secure/redundancy/disable', marie)).accept();
    const { page } = await mine.accept({ keepalive: '5' });
    expect(wordsOf(page)).toContain('makes the backup active');
    expect(rowsOf(page)).toEqual([expect.stringContaining('| 6 | ( ) 6 | (*) 5')]);
    await page.accept();
    expect(await file()).toContain('backup_active = 1');
  });
});

describe('What somebody else deleted', () => {
  const question = `${web}/delete`;

  test('comes back with what was typed, and all that was in it', async () => {
    const { open, file } = await openOn();
    const mine = await open(web);
    await (await open(question, marie)).accept({ _name: 'web' });
    expect(await file()).not.toContain('virtual web');
    const { page, status } = await mine.accept({ timeout: '9' });
    expect(status).toBe(404);
    expect(wordsOf(page)).toMatch(/It was deleted by marie, at .*\d/);
    expect(wordsOf(page)).toContain('Service timeout 9');
    const back = await page.accept({ _bring_back: '1' });
    expect([back.status, back.location]).toEqual([303, web]);
    expect(await file()).toContain('timeout = 9');
    expect(await file()).toContain('server two {');
  });

  test('comes back under another name that was typed, or from another of its panels', async () => {
    const { open, file } = await openOn();
    const mine = await open(web);
    const checks = await open(`${web}/monitoring-scripts`);
    await (await open(question, marie)).accept({ _name: 'web' });
    const gone = await mine.accept({ name: 'shop' });
    expect((await gone.page.accept({ _bring_back: '1' })).location).toBe('/secure/virtual-servers/shop');
    expect(await file()).toContain('virtual shop {');
    const { page } = await checks.accept({ expect: 'OK' });
    // It is there again, under its new name.
    expect(page.action).toBe('/secure/virtual-servers/shop/monitoring-scripts');
  });

  test('is a real server, or it and the virtual server around it', async () => {
    const { open, file } = await openOn();
    const path = `${web}/real-servers/two`;
    const mine = await open(path);
    await (await open(`${path}/delete`, marie)).accept();
    const gone = await mine.accept({ weight: '3' });
    expect((await gone.page.accept({ _bring_back: '1' })).status).toBe(303);
    expect(await file()).toContain('weight = 3');

    const again = await open(path);
    await (await open(question, marie)).accept({ _name: 'web' });
    const both = await again.accept({ weight: '4' });
    expect((await both.page.accept({ _bring_back: '1' })).status).toBe(303);
    expect(await file()).toContain('weight = 4');
    expect(await file()).toContain('virtual web {');
  });

  test('comes back as it was where what was typed has errors', async () => {
    const { open, file } = await openOn();
    const mine = await open(web);
    await (await open(question, marie)).accept({ _name: 'web' });
    const { page } = await mine.accept({ timeout: 'soon' });
    expect(wordsOf(page)).toContain('without that');
    await page.accept({ _bring_back: '1' });
    expect(await file()).toContain('timeout = 6');
  });

  test('is only listed where nobody knows what it was', async () => {
    const { open, writeFile } = await openOn();
    await writeFile(lvsCf.replace('keepalive = 6', 'keepalive = 5'));
    const mine = await open(web);
    await writeFile(lvsCf.replace(/virtual web [\s\S]*?\n\}\n/, ''));
    const { body } = (await mine.accept({ timeout: '9' })).page;
    expect(body).toContain('Service timeout');
    expect(body).not.toContain('BRING BACK');
  });
});

describe('DELETE and (DE)ACTIVATE of what somebody else changed', () => {
  test('say who did it and what changed, and delete what the page shows then', async () => {
    const { open, file } = await openOn();
    const question = await open('/secure/virtual-servers/mail/delete');
    await (await open('/secure/virtual-servers/mail', marie)).accept({ port: '26' });
    const { page, status } = await question.accept();
    expect(status).toBe(409);
    expect(wordsOf(page)).toMatch(/Nothing was deleted: .* It was changed by marie, at .*\d/);
    expect(wordsOf(page)).toContain('virtual server mail: port = 26 (it was 25)');
    expect(await file()).toContain('virtual mail');
    expect((await page.accept()).status).toBe(303);
    expect(await file()).not.toContain('virtual mail');
  });

  test('say who switched it already', async () => {
    const { open } = await openOn();
    const list = await open('/secure/virtual-servers');
    const toggle = { selected: 'down:mail', action: 'toggle' };
    await (await open('/secure/virtual-servers', marie)).accept(toggle);
    const { page, status } = await list.accept(toggle);
    expect(status).toBe(409);
    expect(wordsOf(page)).toMatch(/mail is up already: .* It was changed by marie, at .*\d/);
  });
});

describe('Two people at the text of the file', () => {
  const edit = '/secure/file/edit';
  const area = ({ body }: PanelPage) =>
    (/<textarea[^>]*>\n([\s\S]*?)<\/textarea>/.exec(body)?.[1] ?? '').replaceAll('&quot;', '"');

  test('both get what they wanted where they changed different objects, comments and all', async () => {
    const { open, file } = await openOn();
    const mine = await open(edit);
    const text = area(mine);
    await (await open(web, marie)).accept({ timeout: '7' });
    const typed = text.replace('port = 25', 'port = 26').replace('virtual mail', '# post\nvirtual mail');
    const done = await mine.accept({ text: typed });
    expect(done.status).toBe(303);
    expect(wordsOf(done.page)).toContain('What somebody else saved meanwhile is in the file too.');
    const after = await file();
    expect(after).toContain('timeout = 7');
    expect(after).toContain('# post\nvirtual mail {\n     active = 0');
    expect(after).toContain('port = 26');
    const serial = (of: string) => Number(/serial_no = (\d+)/.exec(of)?.[1]);
    expect(serial(after)).toBe(serial(text) + 2);
  });

  test('choose object by object where both changed the same, and keep the rest of both', async () => {
    const { open, file } = await openOn();
    const mine = await open(edit);
    const typed = area(mine).replace('timeout = 6', 'timeout = 8').replace('port = 25', 'port = 26');
    const form = await open(web, marie);
    await form.accept({ timeout: '7', reentry: '20' });
    await (await open('/secure/redundancy', marie)).accept({ keepalive: '5' });
    const before = await file();
    const asked = await mine.accept({ text: typed });
    expect([asked.status, await file()]).toEqual([409, before]);
    expect(area(asked.page)).toBe(typed);
    expect(wordsOf(asked.page)).toMatch(/It was changed by marie, at .*\d/);
    expect(rowsOf(asked.page)).toEqual([
      'virtual server web | ( ) timeout = 7reentry = 20 | ( ) timeout = 8reentry = 15',
    ]);
    // Nothing chosen: asked again.
    expect((await asked.page.accept({ text: typed })).status).toBe(409);
    const done = await asked.page.accept({ text: typed, '_side:["virtual","web",""]': 'mine' });
    expect(done.status).toBe(303);
    const after = await file();
    expect(after).toContain('timeout = 8\n     reentry = 15');
    expect(after).toContain('port = 26');
    expect(after).toContain('keepalive = 5');
  });

  test('begin again when a third person saves in between, with what was chosen', async () => {
    const { open, file } = await openOn();
    const mine = await open(edit);
    const typed = area(mine).replace('timeout = 6', 'timeout = 8');
    await (await open(web, marie)).accept({ timeout: '7' });
    const asked = await mine.accept({ text: typed });
    await (await open(web, marie)).accept({ timeout: '9' });
    const again = await asked.page.accept({ text: typed, '_side:["virtual","web",""]': 'mine' });
    expect(again.status).toBe(409);
    expect(rowsOf(again.page)).toEqual(['virtual server web | ( ) timeout = 9 | (*) timeout = 8']);
    expect((await again.page.accept({ text: typed })).status).toBe(303);
    expect(await file()).toContain('timeout = 8');
  });

  test('are asked before a comment of the other one goes', async () => {
    const { open, file } = await openOn(lvsCf.replace('virtual mail', '# post\nvirtual mail'));
    const mine = await open(edit);
    const typed = area(mine).replace('# post', '# letters');
    const theirs = await open(edit, marie);
    await theirs.accept({
      text: area(theirs).replace('# post', '# mails').replace('port = 25', 'port = 26'),
    });
    const asked = await mine.accept({ text: typed });
    expect(asked.status).toBe(409);
    expect(wordsOf(asked.page)).toContain('leaves out comments, blank lines and the order of lines');
    expect((await asked.page.accept({ text: typed })).status).toBe(303);
    expect(await file()).toContain('# letters\nvirtual mail');
    expect(await file()).toContain('port = 26');
  });

  test('see the difference only, where a line cannot be understood', async () => {
    const { open, file, writeFile } = await openOn();
    const mine = await open(edit);
    const typed = area(mine).replace('port = 25', 'port = 26');
    await writeFile(`${await file()}nonsense\n`);
    const asked = await mine.accept({ text: typed });
    expect(asked.status).toBe(409);
    expect(wordsOf(asked.page)).toContain('ACCEPT replaces the file by your text');
    expect((await asked.page.accept({ text: typed })).status).toBe(303);
    expect(await file()).not.toContain('nonsense');
  });

  test('do not lose the other one’s change behind a text that was refused', async () => {
    const { open, file } = await openOn();
    const mine = await open(edit);
    const refused = await mine.accept({ text: `${area(mine)}nonsense\n` });
    expect(refused.status).toBe(422);
    await (await open(web, marie)).accept({ timeout: '7' });
    const typed = area(mine).replace('port = 25', 'port = 26');
    expect((await refused.page.accept({ text: typed })).status).toBe(303);
    expect(await file()).toContain('timeout = 7');
    expect(await file()).toContain('port = 26');
  });
});

test('An open choice stays open in a text browser, which presses the first button of those that nobody pressed', async () => {
  const { open, file } = await openOn();
  const mine = await open(web);
  await (await open(web, marie)).accept({ timeout: '7' });
  const { page } = await mine.accept({ timeout: '8' });
  const [first = ''] = page.body.match(/<input type="radio" name="timeout"[^>]*>/) ?? [];
  const [, value = ''] = /value="([^"]*)"/.exec(first) ?? [];
  expect(first).toContain(' checked');
  expect((await page.accept({ timeout: value })).status).toBe(422);
  expect(await file()).toContain('timeout = 7');
});
