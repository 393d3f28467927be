import { describe, expect, test } from 'vitest';
import { type PanelPage, panelsOfEachTest, wordsOf } from '../../support/panel.js';

const lvsCf = `serial_no = 12
primary = 10.0.0.2
service = lvs
network = direct
# the web
virtual HTTP {
     active = 1
     # asked for by the shop
     address = 10.0.2.100 eth0:1
     port = 80
     fwmark = 80
     server web2 {
         address = 10.0.0.12
         active = 1
         weight = 10
     }
     # in rack 3
     server web10 {
         # slow
         address = 10.0.0.9
         port = 80
         active = 1
         weight = 9
     }
}

virtual https {
     active = 0
     address = 10.0.2.20 eth0:1
     port = 443
     server web2 {
         address = 10.0.0.12
         active = 0
     }
     server old {
         # to be switched off
         address = 10.0.0.99
         active = 0
     }
}
virtual DNS {
     active = 0
     address = 10.0.2.3 eth0:2
     port = 53
     protocol = udp
}
`;

const path = '/secure/virtual-servers';
const servers = `${path}/HTTP/real-servers`;
const numbered = (text: string) => text.replace('serial_no = 12', 'serial_no = 13');

const openOn = panelsOfEachTest(lvsCf);

/** The names of the rows, in the order of the page. */
const namesOf = ({ body }: Pick<PanelPage, 'body'>) =>
  [...body.matchAll(/<th scope="row"><a [^>]*>([^<]*)<\/a>/g)].map(([, name]) => name);

const headOf = ({ body }: Pick<PanelPage, 'body'>, caption: string) =>
  new RegExp(`<th scope="col"([^>]*)><a href="([^"]*)"[^>]*>${caption}</a>`).exec(body) ?? [];

describe('A list', () => {
  test.each([
    ['', ['HTTP', 'https', 'DNS']],
    ['http', ['HTTP', 'https']],
    ['HTTP up', ['HTTP']],
    ['10.0.2.3', ['DNS']],
    ['eth0:1 443', ['https']],
    ['mark', ['HTTP']],
    ['none', ['DNS']],
    ['nowhere', []],
  ])('shows the rows that have every word of the filter %j', async (filter, names) => {
    const page = await (await openOn()).open(`${path}?filter=${encodeURIComponent(filter)}`);
    expect(namesOf(page)).toEqual(names);
    const said = names.length === 0 ? 'No row has all these words.' : `${names.length} of 3 rows.`;
    expect(wordsOf(page).includes(said)).toBe(filter !== '');
  });

  test.each([
    ['name', ['DNS', 'HTTP', 'https']],
    ['-name', ['https', 'HTTP', 'DNS']],
    ['vip', ['DNS', 'https', 'HTTP']],
    ['port', ['DNS', 'HTTP', 'https']],
    ['-realServers', ['https', 'HTTP', 'DNS'].sort()],
    ['nonsense', ['HTTP', 'https', 'DNS']],
    ['<script>', ['HTTP', 'https', 'DNS']],
  ])('is sorted by %s, numbers and addresses by their value', async (sort, names) => {
    const page = await (await openOn()).open(`${path}?sort=${encodeURIComponent(sort)}`);
    const found = sort === '-realServers' ? namesOf(page).sort() : namesOf(page);
    expect(found).toEqual(names);
  });

  test('of real servers is sorted by weight and address, one way and the other', async () => {
    const { open } = await openOn();
    expect(namesOf(await open(servers))).toEqual(['web2', 'web10']);
    const page = await open(`${servers}?sort=address`);
    expect(namesOf(page)).toEqual(['web10', 'web2']);
    const [, attributes, href = ''] = headOf(page, 'ADDRESS');
    expect([attributes, href]).toEqual([' aria-sort="ascending"', `${servers}?sort=-address`]);
    expect(namesOf(await open(href))).toEqual(['web2', 'web10']);
    expect(namesOf(await open(`${servers}?sort=name`))).toEqual(['web2', 'web10']);
  });

  test('stays as it is looked at when a row is switched', async () => {
    const { open } = await openOn();
    const page = await open(`${path}?filter=10.0.2&sort=-name`);
    expect(headOf(page, 'VIP')[2]).toBe(`${path}?filter=10.0.2&amp;sort=vip`);
    const { location } = await page.accept({ selected: 'down:https', action: 'toggle' });
    expect(location).toBe(`${path}?filter=10.0.2&sort=-name&selected=https`);
    const refused = await page.accept({ selected: 'down:https', action: 'toggle' });
    expect(refused.status).toBe(409);
    expect(namesOf(refused.page)).toEqual(['https', 'HTTP', 'DNS']);
  });
});

describe('MOVE UP and MOVE DOWN', () => {
  test('are there while the list shows the order of the file', async () => {
    const { open } = await openOn();
    expect((await open(path)).buttons).toEqual(expect.arrayContaining(['MOVE UP', 'MOVE DOWN', 'COPY']));
    for (const query of ['?filter=http', '?sort=name']) {
      const { buttons } = await open(path + query);
      expect(buttons).not.toContain('MOVE UP');
      expect(buttons).toContain('COPY');
    }
    expect((await open(`${path}/DNS/real-servers`)).buttons).toEqual([]);
  });

  test('take a virtual server one place further, with the comment above it, and keep it chosen', async () => {
    const { open, file } = await openOn();
    const answer = await (await open(path)).accept({ selected: 'up:HTTP', action: 'down' });
    expect([answer.status, answer.location]).toEqual([303, `${path}?selected=HTTP#chosen`]);
    expect(namesOf(answer.page)).toEqual(['https', 'HTTP', 'DNS']);
    expect(answer.page.values['selected']).toBe('up:HTTP');
    expect(wordsOf(answer.page)).toContain('HTTP stands one place lower in lvs.cf');
    const [web = ''] = /# the web\n[\s\S]*?\n\}\n/.exec(lvsCf) ?? [];
    const [, other = ''] = /\n\n(virtual https[\s\S]*?\n\}\n)/.exec(lvsCf) ?? [];
    expect(await file()).toBe(numbered(lvsCf).replace(`${web}\n${other}`, `${other}\n${web}`));
  });

  test('take a real server one place further', async () => {
    const { open, file } = await openOn();
    const { page } = await (await open(servers)).accept({ selected: 'up:web10', action: 'up' });
    expect(namesOf(page)).toEqual(['web10', 'web2']);
    expect(await file()).toContain(
      '     fwmark = 80\n     # in rack 3\n     server web10 {\n         # slow\n',
    );
  });

  test('at the end of the list write nothing', async () => {
    const { open, file } = await openOn();
    const { page } = await (await open(path)).accept({ selected: 'up:HTTP', action: 'up' });
    expect(wordsOf(page)).toContain('HTTP is at the end of the list already.');
    expect(await file()).toBe(lvsCf);
  });

  test('follow the second of two of one name, whose reference changes', async () => {
    const text = lvsCf.replace('virtual https', 'virtual HTTP').replaceAll('active = 0', 'active = 1');
    const { open } = await openOn(text);
    const { location, page } = await (await open(path)).accept({ selected: 'up:HTTP~2', action: 'up' });
    expect(location).toBe(`${path}?selected=HTTP#chosen`);
    expect(page.values['selected']).toBe('up:HTTP');
    expect(page.body.indexOf('10.0.2.20<')).toBeLessThan(page.body.indexOf('10.0.2.100<'));
  });
});

describe('COPY', () => {
  test('of a virtual server asks for a name and says what is the same', async () => {
    const { open, file } = await openOn();
    const { location, page } = await (await open(path)).accept({ selected: 'up:HTTP', action: 'copy' });
    expect(location).toBe(`${path}/HTTP/copy`);
    expect(page.values['name']).toBe('HTTP-2');
    const words = wordsOf(page);
    expect(words).toContain('Its address and port are the same: 10.0.2.100 eth0:1, port 80.');
    expect(words).toContain('Its firewall mark is the same: 80.');
    expect(words).toContain('Its 2 real servers come along');
    expect(await file()).toBe(lvsCf);
    const answer = await page.accept({ name: 'SHOP' });
    expect([answer.status, answer.location]).toEqual([303, `${path}/SHOP`]);
    expect(wordsOf(answer.page)).toContain('SHOP is in lvs.cf now, as a copy of HTTP, and down.');
    const [block = ''] = /virtual HTTP \{[\s\S]*?\n\}\n/.exec(lvsCf) ?? [];
    const copy = block.replace('HTTP', 'SHOP').replace('     active = 1', '     active = 0');
    expect(await file()).toBe(numbered(lvsCf).replace(block, block + copy));
  });

  test.each([
    ['https', 'https'],
    ['', ''],
    ['a"b', 'a&quot;b'],
    ['server', 'server'],
  ])('refuses the name %j beside its field and keeps it', async (name, shown) => {
    const { open, file } = await openOn();
    const { status, page } = await (await open(`${path}/HTTP/copy`)).accept({ name });
    expect(status).toBe(422);
    expect(page.body).toContain(`id="field-name" name="name" value="${shown}"`);
    expect(page.body).toContain('id="field-name-remark-0"');
    expect(page.body).toMatch(/Error:<\/strong> <a href="#field-name">/);
    expect(page.body).not.toContain('Advice:');
    expect(await file()).toBe(lvsCf);
  });

  test('does not copy what changed since the page was opened', async () => {
    const { open, file, writeFile } = await openOn();
    const page = await open(`${path}/HTTP/copy`);
    const changed = lvsCf.replace('weight = 10', 'weight = 11');
    await writeFile(changed);
    const refused = await page.accept({ name: 'SHOP' });
    expect(refused.status).toBe(409);
    expect(refused.page.values['name']).toBe('SHOP');
    expect(await file()).toBe(changed);
    expect((await refused.page.accept()).status).toBe(303);
  });

  test('does not copy an error', async () => {
    const text = lvsCf.replace('weight = 10', 'weight = heavy');
    const { open, file } = await openOn(text);
    const { status, page } = await (await open(`${path}/HTTP/copy`)).accept();
    expect(status).toBe(422);
    expect(wordsOf(page)).toContain('heavy');
    expect(await file()).toBe(text);
  });

  test('of a real server opens the form of a new one with all that it has but its name', async () => {
    const { open, file } = await openOn();
    const { location, page } = await (await open(servers)).accept({ selected: 'up:web10', action: 'copy' });
    expect(location).toBe(`${path}/HTTP/add-real-server?like=web10`);
    expect(page.values).toMatchObject({ name: '', address: '10.0.0.9', port: '80', weight: '9' });
    expect(await file()).toBe(lvsCf);
    await page.accept({ name: 'web11', address: '10.0.0.11' });
    expect(await file()).toContain('server web11 {\n         address = 10.0.0.11\n         active = 0\n');
    expect((await open(`${path}/HTTP/add-real-server?like=gone`)).values['address']).toBe('0.0.0.0');
  });
});

describe('SAME REAL SERVERS', () => {
  const same = `${path}/https/same-real-servers`;

  test('offers the other virtual servers, and shows what would change before anything does', async () => {
    const { open, file } = await openOn();
    const start = await open(same);
    expect(start.body).toContain('<option value="HTTP">HTTP (2 real servers)</option>');
    expect(start.body).not.toContain('<option value="https"');
    expect(start.buttons).toEqual([]);
    const page = await open(`${same}?from=HTTP&how=add`);
    expect(wordsOf(page)).toContain('Give https the real servers of HTTP?');
    expect(wordsOf(page)).toContain('real server web10 of https added');
    expect(wordsOf(page)).toContain('listens on the port of https here');
    expect(await file()).toBe(lvsCf);
    const answer = await page.accept();
    expect([answer.status, answer.location]).toEqual([303, `${path}/https/real-servers`]);
    const added =
      '     server web10 {\n         # slow\n         address = 10.0.0.9\n         active = 1\n         weight = 9\n     }\n';
    expect(await file()).toBe(numbered(lvsCf).replace('}\nvirtual DNS', `${added}}\nvirtual DNS`));
    expect(wordsOf(await open(`${same}?from=HTTP&how=add`))).toContain('Nothing changes');
  });

  test('in place of those that are there takes these out, with the comments in them', async () => {
    const { open, file } = await openOn();
    const page = await open(`${same}?from=HTTP&how=replace`);
    expect(wordsOf(page)).toContain('real server old of https removed');
    expect(wordsOf(page)).toContain('A comment line goes with those that go.');
    await page.accept();
    expect(await file()).not.toContain('10.0.0.99');
    expect((await file()).match(/address = 10\.0\.0\.(9|12)$/gm)).toHaveLength(4);
  });

  test('asks for the name of a service that would be left without any', async () => {
    const { open, file } = await openOn();
    const page = await open(`${path}/HTTP/same-real-servers?from=DNS&how=replace`);
    expect(page.names).toContain('_name');
    expect((await page.accept()).status).toBe(422);
    expect(await file()).toBe(lvsCf);
    expect((await page.accept({ _name: 'HTTP' })).status).toBe(303);
    expect(await file()).not.toContain('web10');
  });

  test('is refused when one of the two changed, and where one is not there', async () => {
    const { open, file, web, writeFile } = await openOn();
    const page = await open(`${same}?from=HTTP&how=add`);
    const changed = lvsCf.replace('weight = 9', 'weight = 8');
    await writeFile(changed);
    const refused = await page.accept();
    expect(refused.status).toBe(409);
    expect(wordsOf(refused.page)).toContain('Nothing was changed');
    expect(await file()).toBe(changed);
    expect((await refused.page.accept()).status).toBe(303);
    expect((await web.get(`${same}?from=gone&how=add`)).statusCode).toBe(404);
    expect((await web.get(`${path}/gone/same-real-servers`)).statusCode).toBe(404);
    expect((await web.get(`${path}/gone/copy`)).statusCode).toBe(404);
  });
});
