import { describe, expect, test } from 'vitest';
import { type PanelPage, panelsOfEachTest, wordsOf } from '../../support/panel.js';

const lvsCf = `# Two services of one shop.
serial_no = 12
primary = 10.0.0.2
service = lvs
network = nat
nat_router = 192.168.10.254 eth1:1
virtual HTTP {
     # asked for by the shop
     active = 1
     address = 10.0.2.100 eth0:1
     vip_nmask = 255.255.255.0
     fwmark = 80
     port = 80
     persistent = 60
     server node1 {
         address = 192.168.10.11
         active = 1
     }
     server node2 {
         address = 192.168.10.12
         active = 0
     }
}

# the same, encrypted
virtual HTTPS {
     active = 0
     address = 10.0.2.100 eth0:1
     fwmark = 80
     port = 443
     persistent = 60
}
virtual DNS {
     protocol = udp
     address = 10.0.2.101 eth0:2
     send = "ping"
}
hard_shutdown = 0
`;

const path = '/secure/virtual-servers';

const openOn = panelsOfEachTest(lvsCf);

/** The cells of the table, row by row, without the button at the front. */
function rowsOf({ body }: PanelPage): string[][] {
  return [...body.matchAll(/<tr[^>]*><td>.*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[dh]\b[^>]*>(.*?)<\/t[dh]>/g)]
      .slice(1)
      .map(([, cell = '']) => cell.replace(/<[^>]+>/g, '').trim()),
  );
}

const numbered = (text: string) => text.replace('serial_no = 12', 'serial_no = 13');

describe('The list of VIRTUAL SERVERS', () => {
  test('has the columns of the original, and how many real servers are up', async () => {
    const page = await (await openOn()).open(path);
    expect(rowsOf(page)).toEqual([
      ['STATUS', 'NAME', 'VIP', 'NETMASK', 'PORT', 'PROTOCOL', 'INTERFACE', 'REAL SERVERS'],
      ['up', 'HTTP', '10.0.2.100', '255.255.255.0', '80 mark 80', 'tcp', 'eth0:1', '1 of 2 up'],
      ['down', 'HTTPS', '10.0.2.100', 'Unused', '443 mark 80', 'tcp', 'eth0:1', 'none'],
      ['down', 'DNS', '10.0.2.101', 'Unused', '80 default', 'udp', 'eth0:2', 'none'],
    ]);
  });

  test('has the four buttons; Enter presses EDIT, which harms nothing', async () => {
    const { body, buttons, accept } = await (await openOn()).open(path);
    expect(wordsOf({ body })).toMatch(/ADD DELETE EDIT \(DE\)ACTIVATE/);
    expect(buttons[0]).toBe('EDIT');
    const { location, page } = await accept({ action: 'edit' });
    expect([location, page.status]).toEqual([`${path}/HTTP`, 200]);
  });

  test('chooses the first row, or the one that the address names', async () => {
    const { open } = await openOn();
    expect((await open(path)).values['selected']).toBe('up:HTTP');
    expect((await open(`${path}?selected=DNS`)).values['selected']).toBe('down:DNS');
    expect((await open(`${path}?selected=gone`)).values['selected']).toBe('up:HTTP');
  });

  test('shows nothing but how to begin while there is no virtual server', async () => {
    const { open, file } = await openOn('primary = 10.0.0.2\n');
    const page = await open(path);
    expect(wordsOf(page)).toMatch(/^There is no virtual server yet\. .* ADD WIZARD /);
    expect(page.buttons).toEqual([]);
    expect(await file()).toBe('primary = 10.0.0.2\n');
  });

  test('shows a status that cannot be read as undef, and values as they stand in the file', async () => {
    const text = lvsCf.replace('active = 1', 'active = maybe').replace('port = 443', 'port = 0');
    const page = await (await openOn(text)).open(path);
    expect(rowsOf(page)[1]?.slice(0, 2)).toEqual(['undef', expect.stringMatching(/^HTTP +\d+ error/)]);
    expect(rowsOf(page)[2]?.[4]).toBe('n/a mark 80');
  });

  test('asks for a row when none is chosen', async () => {
    const { open, web, file } = await openOn();
    const { values } = await open(path);
    const answer = await web.send(path, { _csrf: values['_csrf'] ?? '', action: 'delete' });
    expect(answer.statusCode).toBe(422);
    expect(wordsOf(answer)).toContain('Choose a row first.');
    expect(await file()).toBe(lvsCf);
  });

  test.each([
    ['an unknown button', { selected: 'up:HTTP', action: 'explode' }],
    ['a row without its status', { selected: 'HTTP', action: 'toggle' }],
  ])('refuses %s', async (_what, fields) => {
    const { open, web, file } = await openOn();
    const { values } = await open(path);
    const answer = await web.send(path, { _csrf: values['_csrf'] ?? '', ...fields });
    expect(answer.statusCode).toBe(422);
    expect(await file()).toBe(lvsCf);
  });

  test('speaks French beside the original words', async () => {
    const { open } = await openOn();
    const page = await open(path, { headers: { 'accept-language': 'fr' } });
    expect(rowsOf(page)[1]?.slice(0, 2)).toEqual(['up activé', 'HTTP']);
    expect(wordsOf(page)).toContain('DELETE supprimer');
  });
});

describe('(DE)ACTIVATE', () => {
  test('writes one line, says so, and keeps the row chosen', async () => {
    const { open, file } = await openOn();
    const { page } = await (await open(path)).accept({ selected: 'up:HTTP', action: 'toggle' });
    const answer = await page.accept({ _name: 'HTTP' });
    expect([answer.status, answer.location]).toEqual([303, `${path}?selected=HTTP`]);
    expect(await file()).toBe(
      numbered(lvsCf).replace('     active = 1\n     address', '     active = 0\n     address'),
    );
    expect(wordsOf(answer.page)).toContain('HTTP is down now in lvs.cf.');
    expect(answer.page.values['selected']).toBe('down:HTTP');
  });

  test('adds the line where there is none', async () => {
    const { open, file } = await openOn();
    await (await open(path)).accept({ selected: 'down:DNS', action: 'toggle' });
    expect(await file()).toBe(numbered(lvsCf).replace('virtual DNS {\n', 'virtual DNS {\n     active = 1\n'));
  });

  test('does what the person saw: a row that somebody else switched meanwhile is left alone', async () => {
    const { open, file, writeFile } = await openOn();
    const list = await open(path);
    const switched = lvsCf.replace('active = 1', 'active = 0');
    await writeFile(switched);
    const { status, page } = await list.accept({ selected: 'up:HTTP', action: 'toggle' });
    expect(status).toBe(409);
    expect(wordsOf(page)).toContain('Nothing was changed. HTTP is down already');
    expect(page.values['selected']).toBe('down:HTTP');
    expect(await file()).toBe(switched);
  });

  test('says so when the row is gone', async () => {
    const { open, file, writeFile } = await openOn();
    const list = await open(path);
    const renamed = lvsCf.replace('virtual HTTP {', 'virtual WEB {');
    await writeFile(renamed);
    const { status, page } = await list.accept({ selected: 'up:HTTP', action: 'toggle' });
    expect(status).toBe(404);
    expect(wordsOf(page)).toContain('no virtual server named HTTP');
    expect(await file()).toBe(renamed);
  });

  test('is refused where it could not work, with the reasons and the way to each', async () => {
    const text = lvsCf.replace('10.0.2.101 eth0:2', '0.0.0.0 eth0:2').replace('udp', 'udp\n     timeout = 0');
    const { open, file } = await openOn(text);
    const { status, page } = await (await open(path)).accept({ selected: 'down:DNS', action: 'toggle' });
    expect(status).toBe(422);
    expect(wordsOf(page)).toContain('DNS was not activated, because it could not work as it is.');
    expect(page.body).toContain(`<a href="${path}/DNS#field-address">`);
    expect(page.body).toContain(`<a href="${path}/DNS#field-timeout">`);
    expect(await file()).toBe(text);
  });

  test('switches off what cannot be read', async () => {
    const { open, file } = await openOn(lvsCf.replace('active = 1', 'active = maybe'));
    await (await open(path)).accept({ selected: 'undef:HTTP', action: 'toggle' });
    expect(await file()).toBe(numbered(lvsCf).replace('active = 1', 'active = 0'));
  });

  test('finds the second of two virtual servers of one name', async () => {
    const text = lvsCf
      .replace('virtual HTTPS', 'virtual HTTP')
      .replace('     fwmark = 80\n     port = 443', '     port = 443');
    const { open, file } = await openOn(text);
    const answer = await (await open(path)).accept({ selected: 'down:HTTP~2', action: 'toggle' });
    expect(answer.location).toBe(`${path}?selected=HTTP~2`);
    expect(await file()).toBe(
      numbered(text).replace('virtual HTTP {\n     active = 0', 'virtual HTTP {\n     active = 1'),
    );
  });
});

describe('DELETE', () => {
  test('asks first, and says what goes', async () => {
    const { open, file } = await openOn();
    const { location, page } = await (await open(path)).accept({ selected: 'up:HTTP', action: 'delete' });
    expect(location).toBe(`${path}/HTTP/delete`);
    const words = wordsOf(page);
    expect(words).toContain('Delete the virtual server HTTP?');
    expect(words).toContain('Its 2 real servers go with it: node1, node2.');
    expect(words).toContain('It is the only virtual server that is up.');
    expect(words).toContain('Firewall mark 80 is shared with HTTPS, which stays.');
    expect(words).toContain('10.0.2.100 is also the address of HTTPS, which stays.');
    expect(words).toContain('One comment line in it goes too.');
    expect(words).toContain('# asked for by the shop');
    expect(page.buttons).toEqual(['DELETE']);
    expect(page.body).toContain(`href="${path}?selected=HTTP#chosen" lang="en">CANCEL</a>`);
    expect(await file()).toBe(lvsCf);
  });

  test('takes out the block and nothing else', async () => {
    const { open, file } = await openOn();
    const { status, location, page } = await (await open(`${path}/HTTP/delete`)).accept({ _name: 'HTTP' });
    expect([status, location]).toEqual([303, path]);
    expect(wordsOf(page)).toContain('virtual server HTTP removed');
    const [before = '', rest = ''] = numbered(lvsCf).split(/virtual HTTP \{[\s\S]*?\n\}\n/);
    expect(await file()).toBe(before + rest);
  });

  test('does not delete what changed since the question was read, not even in a real server', async () => {
    const { open, file, writeFile } = await openOn();
    const question = await open(`${path}/HTTP/delete`);
    const changed = lvsCf.replace('address = 192.168.10.12', 'address = 192.168.10.13');
    await writeFile(changed);
    const { status, page } = await question.accept();
    expect(status).toBe(409);
    expect(wordsOf(page)).toContain('Nothing was deleted');
    expect(wordsOf(page)).toContain('192.168.10.13');
    expect(await file()).toBe(changed);
    expect((await page.accept({ _name: 'HTTP' })).status).toBe(303);
  });

  test('says so when it is gone already', async () => {
    const { open, writeFile } = await openOn();
    const question = await open(`${path}/DNS/delete`);
    await writeFile(lvsCf.replace(/virtual DNS \{[\s\S]*?\n\}\n/, ''));
    expect((await question.accept()).status).toBe(404);
  });

  test('finds the second of two of one name', async () => {
    const text = lvsCf.replace('virtual HTTPS', 'virtual HTTP');
    const { open, file } = await openOn(text);
    await (await open(`${path}/${encodeURIComponent('HTTP~2')}/delete`)).accept();
    expect(await file()).toContain('port = 80\n');
    expect(await file()).not.toContain('port = 443\n');
  });
});

describe('A name with special characters', () => {
  const name = 'a/b?c&d<e>%41"é';
  const text = lvsCf.replace('virtual DNS', `virtual ${Buffer.from(name).toString('latin1')}`);

  test('is shown as it is and leads to its form, its list and its question', async () => {
    const { open } = await openOn(text);
    const { body } = await open(path);
    const [, href = ''] = /<a href="([^"]*)">a\/b\?c&amp;d&lt;e&gt;%41&quot;é<\/a>/.exec(body) ?? [];
    for (const page of ['', '/real-servers', '/add-real-server', '/monitoring-scripts', '/delete']) {
      const { status, body: found } = await open(href + page);
      expect([page, status]).toEqual([page, 200]);
      expect(found).toContain('a/b?c&amp;d&lt;e&gt;%41&quot;é');
    }
  });

  test('can be activated', async () => {
    const { open, file } = await openOn(text);
    const list = await open(path);
    const [, choice = ''] = /value="(down:a[^"]*)"/.exec(list.body) ?? [];
    const selected = choice
      .replaceAll('&amp;', '&')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"');
    const { status } = await list.accept({ selected, action: 'toggle' });
    expect(status).toBe(303);
    expect((await file()).match(/active = 1/g)).toHaveLength(3);
  });
});

describe('A file whose blocks are not sound', () => {
  const text = lvsCf.replace('     protocol = udp\n', '     protocol = udp\n     nonsense\n');

  test('can be looked at, and nothing is offered that would write it', async () => {
    const { open } = await openOn(text);
    const page = await open(path);
    expect(page.buttons).toEqual(['EDIT', 'EDIT']);
    expect(wordsOf(page)).toContain('Open the FILE page');
    expect((await open(`${path}/HTTP/delete`)).buttons).toEqual([]);
    expect((await open(`${path}/HTTP`)).buttons).toEqual([]);
  });

  test('is not written either when a form is sent all the same', async () => {
    const { open, file } = await openOn(text);
    const list = await open(path);
    expect((await list.accept({ selected: 'up:HTTP', action: 'toggle' })).status).toBe(422);
    expect((await (await open(`${path}/HTTP/delete`)).accept()).status).toBe(422);
    expect(await file()).toBe(text);
  });
});
