import { describe, expect, test } from 'vitest';
import { type PanelPage, panelsOfEachTest, wordsOf } from '../../support/panel.js';
import { accounts, credentials } from '../../support/web-console.js';

const lvsCf = `serial_no = 12
primary = 10.0.0.2
service = lvs
network = direct
virtual HTTP {
     active = 1
     address = 10.0.2.100 eth0:1
     port = 80
     fwmark = 80
     server web1 {
         address = 10.0.0.1
         active = 1
     }
     # in rack 3
     server web13 {
         # slow
         address = 10.0.0.13
         active = 1
         weight = 3
     }
}
virtual HTTPS {
     active = 0
     address = 10.0.2.100 eth0:1
     port = 443
     server web1 {
         address = 10.0.0.1
         active = 1
     }
     server web13 {
         address = 10.0.0.13
         active = 1
     }
}
virtual DNS {
     active = 0
     address = 0.0.0.0 eth0:2
     port = 53
     protocol = udp
}
`;

const path = '/secure/several';
const numbered = (text: string) => text.replace('serial_no = 12', 'serial_no = 13');

const openOn = panelsOfEachTest(lvsCf);

/** The boxes of a list: what each is called, and the value that it sends. */
function boxesOf({ body }: Pick<PanelPage, 'body'>): Record<string, string> {
  const boxes = body.matchAll(/name="row" value="([^"]*)" aria-label="([^"]*)"/g);
  return Object.fromEntries([...boxes].map(([, value = '', label = '']) => [label, value]));
}

const tickedIn = ({ body }: Pick<PanelPage, 'body'>) =>
  [...body.matchAll(/aria-label="([^"]*)" checked/g)].map(([, label]) => label);

/** Ticks rows of the list and presses a button. */
async function press(list: PanelPage, labels: readonly string[], change: string, weight = '') {
  const boxes = boxesOf(list);
  const row = labels.map((label) => boxes[label] ?? expect.fail(`no box for ${label}`)).join(' ');
  return list.accept({ row, change, weight });
}

describe('The list of SEVERAL AT ONCE', () => {
  test('has a box for every virtual server and every real server', async () => {
    const page = await (await openOn()).open(path);
    expect(Object.keys(boxesOf(page))).toEqual([
      'HTTP',
      'web1 of HTTP',
      'web13 of HTTP',
      'HTTPS',
      'web1 of HTTPS',
      'web13 of HTTPS',
      'DNS',
    ]);
    expect(tickedIn(page)).toEqual([]);
    expect(wordsOf(page)).toContain('7 rows.');
    expect(page.buttons.slice(1)).toEqual(['ACTIVATE', 'DEACTIVATE', 'DELETE', 'SET WEIGHT']);
  });

  test.each([
    ['10.0.0.13', ['web13 of HTTP', 'web13 of HTTPS']],
    ['10.0.0.1', ['web1 of HTTP', 'web1 of HTTPS']],
    ['10.0.0', ['web1 of HTTP', 'web13 of HTTP', 'web1 of HTTPS', 'web13 of HTTPS']],
    ['https', ['HTTPS', 'web1 of HTTPS', 'web13 of HTTPS']],
    ['https 10.0.0.13', ['web13 of HTTPS']],
    ['10.0.0.13:443', ['web13 of HTTPS']],
    ['down', ['HTTPS', 'DNS']],
    ['mark 80', ['HTTP']],
    ['udp', ['DNS']],
    ['nowhere', []],
  ])('with the filter %s has %j, and TICK ALL ticks just those', async (filter, labels) => {
    const { open } = await openOn();
    const page = await open(`${path}?filter=${encodeURIComponent(filter)}&ticked=all`);
    expect(Object.keys(boxesOf(page))).toEqual(labels);
    expect(tickedIn(page)).toEqual(labels);
  });

  test('asks for rows, for real servers, and for a weight that is one, and keeps what was ticked', async () => {
    const { open, file } = await openOn();
    const list = await open(`${path}?filter=10.0`);
    for (const [labels, change, weight, said] of [
      [[], 'delete', '', 'Nothing is ticked'],
      [['HTTP'], 'weight', '3', 'Only real servers have a weight'],
      [['web1 of HTTP'], 'weight', '', 'Give the weight beside SET WEIGHT'],
      [['web1 of HTTP'], 'weight', '65536', '65535'],
      [['web1 of HTTP'], 'weight', 'much', 'much'],
    ] as const) {
      const { page, status } = await press(list, labels, change, weight);
      expect([said, status]).toEqual([said, 422]);
      expect(wordsOf(page)).toContain(said);
      expect(tickedIn(page)).toEqual(labels);
      expect(page.values['filter']).toBe('10.0');
    }
    expect(await file()).toBe(lvsCf);
  });

  test('refuses what the page never sends', async () => {
    const { open, web, file } = await openOn();
    const { _csrf = '' } = (await open(path)).values;
    for (const fields of [
      { change: 'explode' },
      { change: 'delete', row: 'abc' },
      { change: 'delete', row: 'abc/%E0' },
      {},
    ]) {
      expect((await web.send(`${path}/review`, { _csrf, ...fields })).statusCode).toBe(422);
      expect((await web.send(path, { _csrf, ...fields })).statusCode).toBe(422);
    }
    expect((await web.send(path, { _csrf, change: 'delete', row: 'abc/HTTP' })).statusCode).toBe(409);
    expect(await file()).toBe(lvsCf);
  });

  test('is read-only where the blocks of the file are not sound, and empty where there are none', async () => {
    const broken = await openOn(lvsCf.replace('     fwmark = 80\n', '     nonsense\n'));
    const page = await broken.open(path);
    expect(page.buttons).toEqual([]);
    expect((await press(page, ['HTTPS'], 'delete')).page.buttons).toEqual([]);
    const empty = await (await openOn('primary = 10.0.0.2\n')).open(path);
    expect(wordsOf(empty)).toContain('There is no virtual server yet.');
  });
});

describe('A change of several rows', () => {
  test('takes one machine out of every virtual server, after its effects and one name', async () => {
    const { open, file } = await openOn();
    const list = await open(`${path}?filter=10.0.0.13&ticked=all`);
    const { status, page: review } = await press(list, ['web13 of HTTP', 'web13 of HTTPS'], 'delete');
    expect(status).toBe(200);
    const words = wordsOf(review);
    expect(words).toContain('Delete 2 rows?');
    expect(words).toContain('2 real servers: web13 of HTTP, web13 of HTTPS.');
    expect(words).toContain('A comment line goes with them.');
    expect(words).toContain('real server web13 of HTTP removed');
    expect(words).toContain('- address = 10.0.0.13');
    expect(await file()).toBe(lvsCf);
    const done = await review.accept();
    expect([done.status, done.location]).toEqual([303, `${path}?filter=10.0.0.13`]);
    expect(await file()).toBe(numbered(lvsCf).replaceAll(/ {5}server web13 \{[\s\S]*?\n {5}\}\n/g, ''));
    expect(wordsOf(done.page)).toContain('2 changes were saved in lvs.cf, as one version.');
    expect(wordsOf(done.page)).toContain('No row has all these words.');
    const versions = await open('/secure/versions');
    expect(versions.body).toContain('SEVERAL AT ONCE');
  });

  test('sets a weight of real servers, and leaves the virtual servers that are ticked', async () => {
    const { open, file } = await openOn();
    const { page } = await press(await open(path), ['HTTP', 'web1 of HTTP', 'web13 of HTTP'], 'weight', '3');
    expect(wordsOf(page)).toContain('Give weight 3 to 2 rows?');
    expect(wordsOf(page)).toContain('One of them is so already');
    expect(wordsOf(page)).toContain('A virtual server has no weight');
    await page.accept();
    expect(await file()).toBe(
      numbered(lvsCf).replace(
        'active = 1\n     }\n     # in',
        'active = 1\n         weight = 3\n     }\n     # in',
      ),
    );
  });

  test('says that nothing changes, and offers nothing', async () => {
    const { open } = await openOn();
    const { page } = await press(await open(path), ['HTTPS'], 'deactivate');
    expect(wordsOf(page)).toContain('Nothing changes');
    expect(page.buttons).toEqual([]);
  });

  test('asks for the name of what nobody serves any more', async () => {
    const { open, file } = await openOn();
    const { page } = await press(await open(path), ['web1 of HTTP', 'web13 of HTTP'], 'deactivate');
    expect(wordsOf(page)).toContain('HTTP');
    expect(page.names).toContain('_name');
    const wrong = await page.accept({ _name: 'HTTPS' });
    expect(wrong.status).toBe(422);
    expect(await file()).toBe(lvsCf);
    expect((await wrong.page.accept({ _name: 'HTTP' })).status).toBe(303);
    expect((await file()).match(/active = 1/g)).toHaveLength(3);
  });

  test('is not made where something active could not work', async () => {
    const { open, file } = await openOn();
    const { page } = await press(await open(path), ['HTTPS', 'DNS'], 'activate');
    expect(wordsOf(page)).toContain('This cannot be saved.');
    expect(page.body).toContain('href="/secure/virtual-servers/DNS#field-address"');
    expect(page.buttons).toEqual([]);
    expect(await file()).toBe(lvsCf);
  });

  test('is refused when a row is not what was ticked: it is shown as it is now', async () => {
    const { open, file, writeFile } = await openOn();
    const list = await open(path);
    const changed = lvsCf.replace('weight = 3', 'weight = 4').replace(/virtual DNS[\s\S]*/, '');
    await writeFile(changed);
    const { page, status } = await press(list, ['HTTPS', 'web13 of HTTP', 'DNS'], 'deactivate');
    expect(status).toBe(409);
    expect(wordsOf(page)).toContain('somebody else changed: web13 of HTTP, DNS.');
    expect(tickedIn(page)).toEqual(['web13 of HTTP', 'HTTPS']);
    expect(await file()).toBe(changed);
  });

  test('is shown anew when somebody else changed one of the rows before ACCEPT', async () => {
    const { open, file, writeFile } = await openOn();
    const { page: review } = await press(await open(path), ['web13 of HTTP', 'DNS'], 'delete');
    const changed = lvsCf.replace('weight = 3', 'weight = 4');
    await writeFile(changed);
    const refused = await review.accept();
    expect(refused.status).toBe(409);
    expect(wordsOf(refused.page)).toContain('Nothing was changed');
    expect(wordsOf(refused.page)).toContain('weight = 4');
    expect(await file()).toBe(changed);
    await writeFile(changed.replace(/virtual DNS[\s\S]*/, ''));
    const fewer = await refused.page.accept();
    expect(wordsOf(fewer.page)).toContain('Delete 1 row?');
    expect((await fewer.page.accept()).status).toBe(303);
    expect(await file()).not.toContain('10.0.0.13\n         active = 1\n         weight');
  });

  test('does not mind a change of other rows', async () => {
    const { open, file, writeFile } = await openOn();
    const { page: review } = await press(await open(path), ['DNS'], 'delete');
    await writeFile(lvsCf.replace('weight = 3', 'weight = 4'));
    expect((await review.accept()).status).toBe(303);
    expect(await file()).toContain('weight = 4');
  });

  test('finds names of every letter, and the second block of one name', async () => {
    const name = Buffer.from('a/b é&"%2f').toString('latin1').replace(' ', '_').replace('"', '');
    const text = lvsCf.replace('virtual DNS', `virtual ${name}`).replace('virtual HTTPS', 'virtual HTTP');
    const { open, file } = await openOn(text);
    const list = await open(path);
    const rows = [...list.body.matchAll(/name="row" value="([^"]*)"/g)].map(([, value]) => value);
    expect(rows).toHaveLength(7);
    const { page } = await list.accept({ row: `${rows[3]} ${rows[6]}`, change: 'delete' });
    expect(wordsOf(page)).toContain('2 virtual servers: HTTP, a/b_é&%2f.');
    expect((await page.accept()).status).toBe(303);
    expect(await file()).toBe(numbered(text).replace(/virtual HTTP \{\n {5}active = 0[\s\S]*/, ''));
  });
});

describe('A hundred virtual servers with ten real servers each', () => {
  const many = Array.from(
    { length: 100 },
    (_, v) =>
      `virtual v${v} {\nactive = 1\naddress = 10.1.0.${v + 1} eth0:${v}\n${Array.from(
        { length: 10 },
        (_, s) => `server s${s} {\naddress = 10.2.${v}.${s + 1}\nactive = 1\n}\n`,
      ).join('')}}\n`,
  ).join('');
  const text = `serial_no = 12\nprimary = 10.0.0.2\nnetwork = direct\n${many}`;

  test('are ticked and changed all at once, box by box', async () => {
    const { open, web, file } = await openOn(text);
    const list = await open(`${path}?ticked=all`);
    const rows = Object.values(boxesOf(list));
    expect(rows).toHaveLength(1100);
    const send = (fields: readonly (readonly [string, string])[], url: string) =>
      web.app.inject({
        method: 'POST',
        url,
        payload: new URLSearchParams([['_csrf', list.values['_csrf'] ?? ''], ...fields] as [
          string,
          string,
        ][]).toString(),
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: credentials('piranha', accounts.piranha),
        },
      });
    const boxes = rows.map((row) => ['row', row] as const);
    const answer = await send([...boxes, ['change', 'weight'], ['weight', '7']], `${path}/review`);
    expect(answer.statusCode).toBe(200);
    expect(wordsOf(answer)).toContain('Give weight 7 to 1000 rows?');
    const servers = rows.filter((row) => row.split('/').length === 3).join(' ');
    const done = await send(
      [
        ['row', servers],
        ['change', 'weight'],
        ['weight', '7'],
      ],
      path,
    );
    expect(done.statusCode).toBe(303);
    expect((await file()).match(/^ *weight = 7$/gm)).toHaveLength(1000);
    expect(await file()).toContain('serial_no = 13');
    const { body } = await web.get(done.headers.location ?? '');
    expect(wordsOf({ body })).toContain('1000 changes were saved in lvs.cf, as one version.');
    expect(wordsOf({ body })).toContain('and 980 more');
  });
});
