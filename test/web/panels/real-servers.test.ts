import { describe, expect, test } from 'vitest';
import { type PanelPage, panelsOfEachTest, wordsOf } from '../../support/panel.js';

const lvsCf = `serial_no = 12
primary = 10.0.0.2
service = lvs
network = nat
nat_router = 192.168.10.254 eth1:1
virtual HTTP {
     active = 1
     address = 10.0.2.100 eth0:1
     port = 8080
     # the old machine
     server node1 {
         address = 192.168.10.11
         active = 1
         port = 80
         weight = 2
     }
     server node2 {
         address = 192.168.10.12
     }
}
virtual HTTPS {
     active = 0
     address = 10.0.2.101 eth0:2
     port = 443
     server web {
         address = 192.168.10.11
         active = 1
     }
}
virtual empty {
}
`;

const virtual = '/secure/virtual-servers/HTTP';
const path = `${virtual}/real-servers`;
const addPath = `${virtual}/add-real-server`;

const openOn = panelsOfEachTest(lvsCf);

/** The cells of the table, row by row, without the button at the front. */
function rowsOf({ body }: PanelPage): string[][] {
  return [...body.matchAll(/<tr[^>]*><td>.*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[dh]\b[^>]*>(.*?)<\/t[dh]>/g)]
      .slice(1)
      .map(([, cell = '']) => cell.replace(/<[^>]+>/g, '').trim()),
  );
}

/** The file with some lines replaced and the next serial number. */
const saved = (...changes: readonly (readonly [string, string])[]) =>
  changes.reduce(
    (text, [from, to]) => text.replace(from, to),
    lvsCf.replace('serial_no = 12', 'serial_no = 13'),
  );

function fieldsOf(values: Readonly<Record<string, string>>) {
  const { _base, _csrf, _revision, ...fields } = values;
  return fields;
}

describe('The list of REAL SERVER', () => {
  test('shows port and weight too, and which are not in the file', async () => {
    const page = await (await openOn()).open(path);
    expect(rowsOf(page)).toEqual([
      ['STATUS', 'NAME', 'ADDRESS', 'PORT', 'WEIGHT'],
      ['up', 'node1', '192.168.10.11', '80', '2'],
      ['down', 'node2', '192.168.10.12', '8080 default', '1 default'],
    ]);
    expect(page.body).toContain(`href="${virtual}" lang="en">CANCEL</a>`);
    expect(page.values['selected']).toBe('up:node1');
  });

  test('says how to begin when there is none', async () => {
    const page = await (await openOn()).open('/secure/virtual-servers/empty/real-servers');
    expect(wordsOf(page)).toMatch(/^empty has no real server yet\. .* ADD SAME AS … CANCEL$/);
    expect(page.body).toContain('href="/secure/virtual-servers/empty/add-real-server"');
  });

  test('opens the form of the chosen row', async () => {
    const { location, page } = await (await (await openOn()).open(path)).accept({
      selected: 'down:node2',
      action: 'edit',
    });
    expect([location, page.status]).toEqual([`${path}/node2`, 200]);
  });

  test('activates the chosen row', async () => {
    const { open, file } = await openOn();
    const { location, page } = await (await open(path)).accept({ selected: 'down:node2', action: 'toggle' });
    expect(location).toBe(`${path}?selected=node2`);
    expect(wordsOf(page)).toContain('node2 is up now in lvs.cf.');
    expect(await file()).toBe(
      saved(['address = 192.168.10.12\n', 'address = 192.168.10.12\n         active = 1\n']),
    );
  });

  test('does not switch what somebody else switched meanwhile', async () => {
    const { open, file, writeFile } = await openOn();
    const list = await open(path);
    const switched = lvsCf.replace('         active = 1', '         active = 0');
    await writeFile(switched);
    const { status, page } = await list.accept({ selected: 'up:node1', action: 'toggle' });
    expect(status).toBe(409);
    expect(wordsOf(page)).toContain('node1 is down already');
    expect(await file()).toBe(switched);
  });

  test('does not activate a real server without an address in a virtual server that is up', async () => {
    const text = lvsCf.replace('192.168.10.12', '0.0.0.0');
    const { open, file } = await openOn(text);
    const { status, page } = await (await open(path)).accept({ selected: 'down:node2', action: 'toggle' });
    expect(status).toBe(422);
    expect(page.body).toContain(`<a href="${path}/node2#field-address">`);
    expect(await file()).toBe(text);
  });

  test('is nowhere without its virtual server', async () => {
    const { status, body } = await (await openOn()).open('/secure/virtual-servers/gone/real-servers');
    expect(status).toBe(404);
    expect(wordsOf({ body })).toContain('no virtual server named gone');
  });
});

describe('DELETE of a real server', () => {
  test('asks, says who is left, and takes out its lines only', async () => {
    const { open, file } = await openOn();
    const { page } = await (await open(path)).accept({ selected: 'up:node1', action: 'delete' });
    const words = wordsOf(page);
    expect(words).toContain('Delete the real server node1 of HTTP?');
    expect(words).toContain('It is the only real server of HTTP that is up');
    expect(words).toContain('192.168.10.11 is also a real server of HTTPS, and stays there.');
    expect(page.body).toContain(`href="${path}?selected=node1#chosen" lang="en">CANCEL</a>`);
    const { status, location } = await page.accept({ _name: 'HTTP' });
    expect([status, location]).toEqual([303, path]);
    expect(await file()).toBe(saved([/ {5}server node1 \{[\s\S]*?\n {5}\}\n/.exec(lvsCf)?.[0] ?? '', '']));
  });

  test('does not delete what changed since the question was read', async () => {
    const { open, file, writeFile } = await openOn();
    const question = await open(`${path}/node1/delete`);
    const changed = lvsCf.replace('weight = 2', 'weight = 3');
    await writeFile(changed);
    expect((await question.accept()).status).toBe(409);
    expect(await file()).toBe(changed);
  });
});

describe('The form of a REAL SERVER', () => {
  test('has the four fields of the original', async () => {
    const page = await (await openOn()).open(`${path}/node1`);
    expect(Object.entries(fieldsOf(page.values))).toEqual([
      ['name', 'node1'],
      ['address', '192.168.10.11'],
      ['port', '80'],
      ['weight', '2'],
    ]);
    expect(wordsOf(page)).toContain("(Leave blank to default to Virtual Server's Application Port)");
    expect(page.buttons).toEqual(['ACCEPT']);
    expect(page.body).toContain(`href="${path}?selected=node1" lang="en">CANCEL</a>`);
  });

  test('writes what was changed and comes back to the list with its row chosen', async () => {
    const { open, file } = await openOn();
    const { location, page } = await (await open(`${path}/node1`)).accept({
      name: 'old node',
      port: '',
      weight: '5',
    });
    expect(location).toBe(`${path}?selected=old_node`);
    expect(page.values['selected']).toBe('up:old_node');
    expect(await file()).toBe(
      saved(
        ['server node1 {', 'server old_node {'],
        ['         port = 80\n', ''],
        ['weight = 2', 'weight = 5'],
      ),
    );
  });

  test.each([
    ['Name', 'name', ''],
    ['Name', 'name', 'node2'],
    ['Name', 'name', '[unnamed]'],
    ['Name', 'name', 'web"1'],
    ['Address', 'address', '192.168.10.11:80'],
    ['Address', 'address', '192.168.10'],
    ['Address', 'address', 'web1'],
    ['Address', 'address', '192.168.10.256'],
    ['Address', 'address', '192.168.10.12 80'],
    ['Address', 'address', '10.0.2.100'],
    ['Port', 'port', 'http'],
    ['Port', 'port', '65536'],
    ['Port', 'port', '080'],
    ['Weight', 'weight', '65536'],
    ['Weight', 'weight', '1.5'],
    ['Weight', 'weight', '-1'],
    ['Weight', 'weight', 'heavy'],
    ['Weight', 'weight', '1\n}\nserver evil {'],
  ])(
    '%s: refuses %s = %j beside the field, keeps what was typed and writes nothing',
    async (label, field, value) => {
      const { open, file } = await openOn();
      const changes = { weight: '77', [field]: value };
      const { status, page } = await (await open(`${path}/node1`)).accept(changes);
      expect(status).toBe(422);
      expect(page.values).toMatchObject(changes);
      const remark = new RegExp(`id="field-${field}-remark-0"><strong>Error:</strong> ([^<]*)`).exec(
        page.body,
      );
      expect(remark?.[1]).toMatch(new RegExp(label, 'i'));
      expect(await file()).toBe(lvsCf);
    },
  );

  test('shows both versions when somebody else changed it', async () => {
    const { open, file, writeFile } = await openOn();
    const form = await open(`${path}/node1`);
    const changed = lvsCf.replace('weight = 2', 'weight = 3');
    await writeFile(changed);
    const { status, page } = await form.accept({ weight: '4' });
    expect(status).toBe(409);
    expect(wordsOf(page)).toContain('Weight: 3 4');
    expect(await file()).toBe(changed);
  });

  test('keeps what was typed when the real server is gone', async () => {
    const { open, writeFile } = await openOn();
    const form = await open(`${path}/node2`);
    await writeFile(lvsCf.replace('server node2', 'server node3'));
    const { status, page } = await form.accept({ address: '192.168.10.99' });
    expect(status).toBe(404);
    expect(wordsOf(page)).toMatch(/Address 192\.168\.10\.99/);
  });

  test('is found by number when two real servers have one name', async () => {
    const text = lvsCf.replace('server node2', 'server node1');
    const { open, file } = await openOn(text);
    const form = await open(`${path}/node1~2`);
    expect(form.values).toMatchObject({ name: 'node1', address: '192.168.10.12' });
    await form.accept({ address: '192.168.10.13' });
    expect(await file()).toBe(saved(['server node2', 'server node1'], ['192.168.10.12', '192.168.10.13']));
  });
});

describe('ADD of a real server', () => {
  test('opens a form with the original values and stores nothing', async () => {
    const { open, file } = await openOn();
    const page = await open(addPath);
    expect(fieldsOf(page.values)).toEqual({ name: '', address: '0.0.0.0', port: '', weight: '1' });
    expect(page.body).toContain(`href="${path}" lang="en">CANCEL</a>`);
    expect(await file()).toBe(lvsCf);
  });

  test('writes the block in the canonical layout, switched off, behind the others', async () => {
    const { open, file } = await openOn();
    const { location, page } = await (await open(addPath)).accept({
      name: 'node 3',
      address: '192.168.10.13',
      port: '80',
    });
    expect(location).toBe(`${path}?selected=node_3`);
    expect(page.values['selected']).toBe('down:node_3');
    expect(wordsOf(page)).toContain('The real server node_3 of HTTP is in lvs.cf now, and down.');
    const added = `     server node_3 {
         address = 192.168.10.13
         active = 0
         port = 80
         weight = 1
     }
`;
    expect(await file()).toBe(saved(['}\nvirtual HTTPS', `${added}}\nvirtual HTTPS`]));
  });

  test('begins a virtual server that has none', async () => {
    const { open, file } = await openOn();
    const form = await open('/secure/virtual-servers/empty/add-real-server');
    await form.accept({ name: 'first', address: '192.168.10.20' });
    expect(await file()).toMatch(/virtual empty \{\n {5}server first \{\n {9}address = 192\.168\.10\.20\n/);
  });

  test('wants a name that no other real server of this virtual server has', async () => {
    const { open, file } = await openOn();
    expect((await (await open(addPath)).accept({ name: 'node1' })).status).toBe(422);
    expect((await (await open(addPath)).accept({ name: 'web', address: '192.168.10.14' })).status).toBe(303);
    expect(await file()).toContain('     server web {\n         address = 192.168.10.14\n');
  });
});
