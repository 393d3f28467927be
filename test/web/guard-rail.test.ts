import { describe, expect, test } from 'vitest';
import { panelsOfEachTest, wordsOf } from '../support/panel.js';

const lvsCf = `serial_no = 7
primary = 192.0.2.1
network = nat
nat_router = 10.0.0.1 eth1:1
virtual web {
     active = 1
     address = 198.51.100.1 eth0:1
     port = 80
     server one {
         address = 10.0.0.11
         active = 1
         weight = 1
     }
     server two {
         address = 10.0.0.12
         active = 0
     }
}
virtual mail {
     active = 1
     address = 198.51.100.2 eth0:2
     port = 25
     server one {
         address = 10.0.0.11
         active = 1
     }
}
virtual ftp {
     active = 1
     address = 198.51.100.3 eth0:3
     port = 21
     server one {
         address = 10.0.0.11
         active = 1
     }
}
`;

const list = '/secure/virtual-servers';
const servers = `${list}/web/real-servers`;
const next = (text: string) => text.replace('serial_no = 7', 'serial_no = 8');

const openOn = panelsOfEachTest(lvsCf);

describe('The last real server of a service', () => {
  test('is switched off only once the name of the service is typed', async () => {
    const { open, file } = await openOn();
    const asked = await (await open(servers)).accept({ selected: 'up:one', action: 'toggle' });
    expect(asked.status).toBe(422);
    expect(wordsOf(asked.page)).toContain('one is the last real server that works for web.');
    expect(asked.page.body).toContain('<h1><span lang="en">EDIT REAL SERVER</span>');
    expect(asked.page.buttons).toEqual(['ACCEPT']);
    expect(await file()).toBe(lvsCf);

    const wrong = await asked.page.accept({ _name: 'Web' });
    expect(wrong.status).toBe(422);
    expect(wordsOf(wrong.page)).toContain('Web is not the name');
    expect(wrong.page.body).toContain('aria-invalid="true"');
    const empty = await wrong.page.accept();
    expect(wordsOf(empty.page)).toContain('No name was typed');
    expect(await file()).toBe(lvsCf);

    const done = await empty.page.accept({ _name: ' web ' });
    expect([done.status, done.location]).toEqual([303, `${servers}?selected=one`]);
    expect(await file()).toBe(
      next(lvsCf).replace('active = 1\n         weight', 'active = 0\n         weight'),
    );
  });

  test('is deleted only so, too: the page that asks anyway asks for the name at once', async () => {
    const { open, file } = await openOn();
    const question = await open(`${servers}/one/delete`);
    expect(question.status).toBe(200);
    expect(wordsOf(question)).toContain('Type web and press DELETE');
    const wrong = await question.accept({ _name: 'one' });
    expect(wrong.status).toBe(422);
    expect(wordsOf(wrong.page)).toContain('one is not the name');
    expect(await file()).toBe(lvsCf);
    expect((await wrong.page.accept({ _name: 'web' })).status).toBe(303);
    expect(await file()).not.toContain('address = 10.0.0.11\n         active = 1\n         weight');
  });

  test('gets no weight only so, and the form keeps what was typed', async () => {
    const { open, file } = await openOn();
    const form = await open(`${servers}/one`);
    const asked = await form.accept({ weight: '0', port: '8080' });
    expect(asked.status).toBe(422);
    expect(wordsOf(asked.page)).toContain('After this, nobody answers its clients.');
    expect(asked.page.values).toMatchObject({ weight: '0', port: '8080' });
    const wrong = await asked.page.accept({ _name: 'x', port: '8081' });
    expect(wrong.page.values).toMatchObject({ weight: '0', port: '8081' });
    // Something else may be saved instead without any name.
    const other = await wrong.page.accept({ weight: '2' });
    expect(other.status).toBe(303);
    expect(await file()).toContain('weight = 2');
    expect(await file()).toContain('port = 8081');
  });

  test('is not asked about when it is not the last', async () => {
    const { open } = await openOn(lvsCf.replace('active = 0', 'active = 1'));
    const { status } = await (await open(servers)).accept({ selected: 'up:one', action: 'toggle' });
    expect(status).toBe(303);
  });
});

describe('More than a third of the services', () => {
  const two = lvsCf.slice(0, lvsCf.indexOf('virtual ftp'));

  test('is not one of three: it is deleted as ever', async () => {
    const { open, file } = await openOn();
    const question = await open(`${list}/ftp/delete`);
    expect(question.names).not.toContain('_name');
    expect((await question.accept()).status).toBe(303);
    expect(await file()).toBe(next(two));
  });

  test('is one of two, whether deleted or switched off', async () => {
    const { open, file } = await openOn(two);
    expect((await open(`${list}/mail/delete`)).names).toContain('_name');
    const asked = await (await open(list)).accept({ selected: 'up:mail', action: 'toggle' });
    expect(wordsOf(asked.page)).toContain('mail is one of only 2 services that answer clients');
    expect((await asked.page.accept({ _name: 'mail' })).location).toBe(`${list}?selected=mail`);
    expect(await file()).toContain('virtual mail {\n     active = 0');
  });

  test('goes with the text on FILE only so, and the text stays in its box', async () => {
    const { open, file } = await openOn();
    const form = await open('/secure/file/edit');
    const shorter = lvsCf.slice(0, lvsCf.indexOf('virtual mail'));
    const asked = await form.accept({ text: shorter });
    expect(asked.status).toBe(422);
    expect(wordsOf(asked.page)).toContain(
      '2 of the 3 services that answer clients go or become inactive: mail, ftp.',
    );
    expect(asked.page.body).toContain('virtual web {\n     active = 1');
    expect(await file()).toBe(lvsCf);
    const done = await asked.page.accept({ text: shorter, _name: 'mail' });
    expect([done.status, await file()]).toEqual([303, next(shorter)]);
  });
});

describe('The address that the person is connected through', () => {
  const through = (address: string) => ({ headers: { host: `${address}:3636` } });

  test.each([
    ['a VIP', '198.51.100.3', `${list}/ftp`, { address: '198.51.100.9' }],
    ['the primary router’s own', '192.0.2.1', '/secure/global-settings', { primary: '192.0.2.9' }],
    ['the NAT router’s', '10.0.0.1', '/secure/global-settings', { nat_router: '10.0.0.9' }],
  ])('is changed only once it is typed: %s', async (_what, address, path, change) => {
    const { open, file } = await openOn(lvsCf, { hosts: [address] });
    const asked = await (await open(path, through(address))).accept(change);
    expect(asked.status).toBe(422);
    expect(wordsOf(asked.page)).toContain(`You are connected through ${address}.`);
    expect(asked.page.values).toMatchObject(change);
    expect(await file()).toBe(lvsCf);
    expect((await asked.page.accept({ _name: address })).status).toBe(303);
    expect(await file()).toBe(next(lvsCf).replace(address, Object.values(change)[0] ?? ''));
  });

  test('is nobody’s concern who came another way', async () => {
    const { open } = await openOn(lvsCf, { hosts: ['198.51.100.3'] });
    const form = await open(`${list}/ftp`);
    expect((await form.accept({ address: '198.51.100.9' })).status).toBe(303);
  });
});

describe('The name', () => {
  test('counts for what was asked about, and for nothing that was added since', async () => {
    const { open, file, writeFile } = await openOn();
    const asked = await (await open(servers)).accept({ selected: 'up:one', action: 'toggle' });
    const meanwhile = lvsCf.replace(
      'address = 10.0.0.12\n         active = 0',
      'address = 10.0.0.12\n         active = 1',
    );
    await writeFile(meanwhile);
    // Now it is not the last any more: nothing is dangerous about it.
    expect((await asked.page.accept({ _name: 'x' })).status).toBe(303);
    const last = next(meanwhile).replace('active = 1\n         weight', 'active = 0\n         weight');
    expect(await file()).toBe(last);
    // The answer to one question is none to another.
    const other = await (await open(servers)).accept({ selected: 'up:two', action: 'toggle', _name: 'web' });
    expect(other.status).toBe(422);
    expect(await file()).toBe(last);
  });

  test('is asked for in French, and of a program in plain words', async () => {
    const { open, web } = await openOn();
    const { values } = await open(servers);
    const send = (headers: Readonly<Record<string, string>>) =>
      web.send(servers, { _csrf: values['_csrf'] ?? '', selected: 'up:one', action: 'toggle' }, { headers });
    expect(wordsOf(await send({ 'accept-language': 'fr' }))).toContain(
      'one est le dernier serveur réel qui travaille pour web. Après ceci, personne ne répond à ses clients.',
    );
    const plain = await send({ accept: 'text/plain' });
    expect(plain.statusCode).toBe(422);
    expect(plain.body).toContain('one is the last real server that works for web.');
  });

  test('leads back to where the change was sent from', async () => {
    const { open, web } = await openOn();
    const { values } = await open(servers);
    const fields = { _csrf: values['_csrf'] ?? '', selected: 'up:one', action: 'toggle' };
    const back = async (referer: string) => {
      const { body } = await web.send(servers, fields, { headers: { referer } });
      return /href="([^"]*)" lang="en">CANCEL/.exec(body)?.[1];
    };
    expect(await back(`http://localhost${servers}?selected=one`)).toBe(servers);
    expect(await back('http://elsewhere.example/')).toBe('/secure/control');
    expect(await back('')).toBe('/secure/control');
  });
});
