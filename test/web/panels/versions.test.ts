import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openConfigFile } from '../../../src/adapters/files/config-file.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import type { Sides } from '../../../src/core/versions/sides.js';
import { clusterText, type FileDraft } from '../../support/cluster.js';
import { openPanels, type PanelConsole, wordsOf } from '../../support/panel.js';
import type { Visitor } from '../../support/web-console.js';

let console: PanelConsole;
beforeEach(async () => {
  console = await openPanels(clusterText());
});
afterEach(() => console.close());

const list = '/secure/versions';

/** The versions as the history has them. */
function history() {
  const historyFolder = join(console.web.state, 'history');
  return openConfigFile({ path: console.path, historyFolder, parse: readConfig }).history.list();
}

const notes = async () =>
  (await history()).map(({ note, number, panel }) => [number, panel, note].join(' ').trim());

async function changePort(port: string): Promise<void> {
  const page = await console.open('/secure/virtual-servers/web');
  expect((await page.accept({ port })).status).toBe(303);
}

async function deleteMail(): Promise<void> {
  const page = await console.open('/secure/virtual-servers/mail/delete');
  const { page: asked, status } = await page.accept(
    page.names.includes('_name') ? { _name: nameWantedIn(page.body) } : {},
  );
  expect([status, wordsOf(asked)]).toEqual([303, expect.stringContaining('mail removed')]);
}

function nameWantedIn(body: string): string {
  return /Type (\S+) and press/.exec(body)?.[1] ?? '';
}

const undoNumber = (body: string) =>
  /<input type="hidden" name="number" value="(\d+)">/.exec(body)?.[1] ?? '';
const undo = async (from: string) => {
  const { body } = await console.open(from);
  return send('/secure/undo', { number: undoNumber(body), tab: 'virtual-servers' });
};

/** Sends a form with the token that every form has. */
async function send(url: string, fields: Readonly<Record<string, string>>, as: Visitor = 'piranha') {
  const { values } = await console.open('/secure/global-settings', { as });
  return console.web.send(url, { _csrf: values['_csrf'] ?? '', ...fields }, { as });
}

describe('The list of versions', () => {
  test('has the file from the first day, and each save with who, where and what', async () => {
    expect(wordsOf(await console.open(list))).toContain('1 the file now');
    await changePort('81');
    const words = wordsOf(await console.open(list));
    expect(words).toContain('2 the file now');
    expect(words).toContain('piranha 127.0.0.1, EDIT VIRTUAL SERVER');
    expect(words).toContain('virtual server web: port = 81 (it was 80)');
    expect(words).toMatch(/1 .*outside the console/);
  });

  test('notices what was changed outside the console', async () => {
    await changePort('81');
    await console.writeFile((await console.file()).replace('port = 81', 'port = 82'));
    expect(wordsOf(await console.open(list))).toContain('virtual server web: port = 82 (it was 81)');
    expect(await notes()).toEqual(['3 outside', '2 virtual-server', '1 outside']);
  });

  test('is searched, and comes in parts of fifty that lead on and back', async () => {
    for (let port = 1000; port < 1060; port++) {
      await console.writeFile((await console.file()).replace(/port = \d+/, `port = ${port}`));
      await console.web.get(list);
    }
    const rows = (body: string) =>
      [...body.matchAll(/<strong><a href="\/secure\/versions\/(\d+)">/g)].map(([, n]) => n);
    const { body } = await console.open(list);
    expect([rows(body).length, rows(body)[0]]).toEqual([50, '60']);
    const older = /<a href="([^"]*before=11)">Older/.exec(body)?.[1] ?? '';
    const last = await console.open(older);
    expect(rows(last.body)).toEqual(['10', '9', '8', '7', '6', '5', '4', '3', '2', '1']);
    const newer = /<a href="([^"]*after=10)">Newer/.exec(last.body)?.[1] ?? '';
    expect(rows((await console.open(newer)).body)).toEqual(rows(body));
    expect(rows((await console.open(`${list}?object=heartbeat&from=1h&panel=outside`)).body).length).toBe(50);
    expect(rows((await console.open(`${list}?panel=real-server`)).body)).toEqual([]);
    expect(wordsOf(await console.open(`${list}?user=marie`))).toContain('No version was found.');
    expect(wordsOf(await console.open(`${list}?to=soon`))).toContain('soon is no date');
  });

  test('stays a list where somebody typed nonsense into the address', async () => {
    for (const query of ['before=x', 'before=-1', 'after=1e99', 'user=a&user=b', 'panel=%3Cscript%3E']) {
      const { body, status } = await console.open(`${list}?${query}`);
      expect([query, status, body.includes('<script>')]).toEqual([query, 200, false]);
    }
  });
});

describe('The page of a version', () => {
  test('tells what it changed, with its text line by line and byte for byte', async () => {
    const bytes = `# caf\xe9\t\x01\n${clusterText()}`;
    await console.writeFile(bytes);
    await changePort('81');
    const page = await console.open(`${list}/1`);
    expect(wordsOf(page)).toContain('The first version.');
    expect(page.body).toContain('# café');
    const download = await console.web.get(`${list}/1/download`);
    expect(download.rawPayload.toString('latin1')).toBe(bytes);
    expect(download.headers['content-disposition']).toBe('attachment; filename="lvs.cf-1"');
    const second = wordsOf(await console.open(`${list}/2`));
    expect(second).toContain('Compared with version 1');
    expect(second).toContain('port = 81 (it was 80)');
    expect(second).toContain('This is the file as it is now.');
  });

  test('keeps a note and a pin, and the list shows both', async () => {
    await console.open(list);
    await send(`${list}/1/mark`, { note: ' before\nFriday <b>' });
    await send(`${list}/1/mark`, { pinned: '1' });
    expect(wordsOf(await console.open(list))).toContain('pinned');
    expect((await console.open(list)).body).toContain('<em>before Friday &lt;b&gt;</em>');
    await send(`${list}/1/mark`, { pinned: '0' });
    const [version] = await history();
    expect(version).toMatchObject({ note: 'before Friday <b>', pinned: false });
    const audit = wordsOf(await console.open('/secure/audit?object=mark'));
    expect(audit.match(/Note or pin a version: 1/g)).toHaveLength(3);
  });

  test('is not there for a number that no version has, nor for anything else', async () => {
    await console.open(list);
    for (const number of ['2', '0', '01', '-1', '1.0', 'x', '..%2f1', '99999999999', '1%00']) {
      for (const rest of ['', '/download', '/restore']) {
        expect([number, rest, (await console.open(`${list}/${number}${rest}`)).status]).toEqual([
          number,
          rest,
          404,
        ]);
      }
    }
    expect((await send(`${list}/2/mark`, { note: 'x' })).statusCode).toBe(404);
    expect((await send(`${list}/x/mark`, { note: 'x' })).statusCode).toBe(404);
  });
});

describe('Two versions', () => {
  test('are compared in words with what it means, and as text', async () => {
    await changePort('81');
    await deleteMail();
    const words = wordsOf(await console.open(`${list}/compare?from=1&to=3`));
    expect(words).toContain('virtual server web: port = 81 (it was 80)');
    expect(words).toContain('virtual server mail removed');
    expect(words).toContain('The service TCP 192.0.2.101:25 is taken away at once');
    expect(words).toContain('- port = 80');
    expect(words).toContain('+ port = 81');
    const swapped = wordsOf(await console.open(`${list}/compare?from=3&to=1`));
    expect(swapped).toContain('virtual server mail added');
    expect(wordsOf(await console.open(`${list}/compare?from=saved&to=3`))).toContain(
      'the same, byte for byte',
    );
  });

  test('are asked for again where one of them is none, and said to be unknown where nobody can tell', async () => {
    await changePort('81');
    const asked = await console.open(`${list}/compare?from=here&to=2`);
    expect([asked.status, wordsOf(asked)]).toEqual([
      422,
      expect.stringContaining('here is neither a number'),
    ]);
    expect((await console.open(`${list}/compare`)).status).toBe(200);
    expect((await console.open(`${list}/compare?from=1&to=9`)).status).toBe(404);
    const backup = await console.open(`${list}/compare?from=backup&to=saved`);
    expect([backup.status, wordsOf(backup)]).toEqual([200, expect.stringContaining('could not be compared')]);
    expect(backup.body).toContain('href="/secure/connection"');
  });

  test('may be what runs here and what the other router has', async () => {
    const texts: Record<string, string> = {
      running: clusterText(({ global }) => Object.assign(global, { keepalive: '7' })),
      saved: clusterText(),
    };
    const sides: Sides = { read: async (side) => ({ side, text: texts[side] ?? '', version: undefined }) };
    const other = await openPanels(clusterText(), { sides });
    const words = wordsOf(await other.open(`${list}/compare?from=running&to=saved`));
    expect(words).toContain('keepalive = 6 (it was 7)');
    expect(words).toContain('what runs on this router No version has these bytes.');
    await other.close();
  });
});

describe('A restore', () => {
  test('shows first what changes, and brings back every byte as a new version', async () => {
    const first = await console.file();
    await changePort('81');
    const page = await console.open(`${list}/1/restore`);
    expect(wordsOf(page)).toContain('port = 80 (it was 81)');
    expect(await console.file()).not.toBe(first);
    const { location, page: after } = await page.accept();
    expect(location).toBe(list);
    expect(wordsOf(after)).toContain('Version 1 is restored.');
    expect(await console.file()).toBe(first);
    expect(await notes()).toEqual(['3 versions version 1 restored', '2 virtual-server', '1 outside']);
    expect(wordsOf(await console.open('/secure/audit?object=restore'))).toContain(
      'Restore a version (versions)',
    );
  });

  test('brings one object back and leaves the rest as it is', async () => {
    await console.open(list);
    await deleteMail();
    await changePort('81');
    const version = await console.open(`${list}/1`);
    expect(wordsOf(version)).toContain('RESTORE virtual server mail deleted since');
    const page = await console.open(`${list}/1/restore?object=virtual%20mail`);
    expect((await page.accept()).page.body).toContain('Brought back from version 1: virtual server mail.');
    const now = readConfig(await console.file());
    expect(now.virtualServer('mail')?.realServers).toHaveLength(2);
    expect(now.virtualServer('web')?.values.port).toBe(81);
    expect((await notes())[0]).toBe('4 versions virtual mail of version 1 restored');
  });

  test('finds what was deleted by a part of its name, until it is there again', async () => {
    await console.open(list);
    await deleteMail();
    const found = await console.open(`${list}/deleted?name=MAI`);
    expect(wordsOf(found)).toContain('virtual server mail last in version 1');
    expect(wordsOf(await console.open(`${list}/deleted?name=ftp`))).toContain(
      'Nothing of this name was deleted',
    );
    const href = /href="([^"]*restore\?object=[^"]*)"/.exec(found.body)?.[1] ?? '';
    await (await console.open(href)).accept();
    expect(readConfig(await console.file()).virtualServer('mail')).toBeDefined();
    expect(wordsOf(await console.open(`${list}/deleted`))).toContain('or it is there again');
  });

  test('finds it also in the middle of a change too long for the list', async () => {
    const many = ({ blocks: [web] }: FileDraft) => {
      for (let host = 20; host < 60; host++) {
        web?.servers.push({
          name: `s${host}`,
          keys: { address: `10.0.0.${host}`, active: '1', weight: '1' },
        });
      }
    };
    await console.writeFile(clusterText(many));
    await console.open(list);
    await console.writeFile(clusterText());
    expect(wordsOf(await console.open(`${list}/deleted?name=s59`))).toContain(
      'real server s59 of web last in version 1',
    );
  });

  test('is refused with the problems that the file would get, and nothing is written', async () => {
    await console.writeFile(clusterText(({ global }) => Object.assign(global, { keepalive: 'often' })));
    await console.open(list);
    await console.writeFile(clusterText());
    const page = await console.open(`${list}/1/restore`);
    expect(wordsOf(page)).toContain('It cannot be restored');
    expect(page.buttons).toEqual([]);
    const answer = await page.accept();
    expect([answer.status, wordsOf(answer.page)]).toEqual([422, expect.stringContaining('keepalive')]);
    expect(await console.file()).toBe(clusterText());
  });

  test('is not made of a file that somebody changed after the page was opened', async () => {
    await changePort('81');
    const page = await console.open(`${list}/1/restore`);
    await changePort('82');
    const answer = await page.accept();
    expect([answer.status, wordsOf(answer.page)]).toEqual([
      409,
      expect.stringContaining('port = 80 (it was 82)'),
    ]);
    expect(await console.file()).toContain('port = 82');
    expect((await answer.page.accept()).status).toBe(303);
    expect(await console.file()).toBe(clusterText());
  });

  test('asks for the name before it takes a service away that answers clients', async () => {
    await console.writeFile(clusterText(({ blocks }) => void blocks.pop()));
    await console.open(list);
    await console.writeFile(clusterText());
    const page = await console.open(`${list}/1/restore`);
    expect(page.names).toContain('_name');
    const refused = await page.accept();
    expect([refused.status, await console.file()]).toEqual([422, clusterText()]);
    const done = await refused.page.accept({ _name: nameWantedIn(refused.page.body) });
    expect([done.status, readConfig(await console.file()).virtualServers.length]).toEqual([303, 1]);
  });

  test('of an object that is not there is not found', async () => {
    await console.open(list);
    for (const object of [
      'virtual nobody',
      'virtual',
      'head x',
      'server web1',
      '<b>',
      'virtual web server nine',
    ]) {
      const { status } = await console.open(`${list}/1/restore?object=${encodeURIComponent(object)}`);
      expect([object, status]).toEqual([object, 404]);
    }
  });
});

describe('UNDO', () => {
  test('takes the last change back on any page, and takes that back again', async () => {
    await console.open(list);
    const before = await console.file();
    await changePort('81');
    const changed = await console.file();
    const page = await console.open('/secure/control');
    expect(page.body).toContain('Last change: virtual server web: port = 81 (it was 80)');
    expect(page.body).toContain('<button type="submit" lang="en">UNDO</button>');
    const answer = await undo('/secure/control');
    expect(answer.headers.location).toMatch(/^\/secure\/virtual-servers\?done=/);
    expect(await console.file()).toBe(before);
    const { body } = await console.open('/secure/global-settings');
    expect(body).toContain('<button type="submit" lang="en">REDO</button>');
    await undo('/secure/global-settings');
    expect(await console.file()).toBe(changed);
    expect((await notes()).slice(0, 2)).toEqual([
      '4 versions version 3 undone',
      '3 versions version 2 undone',
    ]);
  });

  test('stands beside the message about a save, too', async () => {
    await console.open(list);
    const page = await console.open('/secure/virtual-servers/web');
    const { page: after } = await page.accept({ port: '81' });
    const notice = /<div class="notice notice-done"[\s\S]*?<\/div>/.exec(after.body)?.[0];
    expect(notice).toContain('UNDO');
  });

  test('never takes back anything else than what the page showed', async () => {
    await console.open(list);
    await changePort('81');
    const { body } = await console.open('/secure/control');
    await changePort('82');
    const late = await send('/secure/undo', { number: undoNumber(body), tab: '' });
    expect([late.statusCode, wordsOf(late)]).toEqual([409, expect.stringContaining('Nothing was undone')]);
    expect(wordsOf(await console.open('/secure/audit?object=undo'))).toContain(
      'refused: somebody else had changed it meanwhile',
    );
    await console.writeFile((await console.file()).replace('port = 82', 'port = 83'));
    const outside = await send('/secure/undo', { number: '3', tab: '' });
    expect([outside.statusCode, await console.file()]).toEqual([409, expect.stringContaining('port = 83')]);
    for (const number of ['', '0', 'x', '1', '99']) {
      const { statusCode } = await send('/secure/undo', { number, tab: '' });
      expect([number, [409, 422].includes(statusCode)]).toEqual([number, true]);
    }
  });

  test('is not offered where there is nothing before, or the file was changed outside since', async () => {
    await console.open(list);
    expect((await console.open('/secure/control')).body).not.toContain('UNDO');
    await changePort('81');
    await console.writeFile((await console.file()).replace('port = 81', 'port = 83'));
    const { body } = await console.open('/secure/control');
    expect(body).not.toContain('Last change');
    await console.open(list);
    expect((await console.open('/secure/control')).body).toContain(', outside the console');
  });

  test('of a repair leads to what it would break, and breaks nothing', async () => {
    await console.writeFile(clusterText(({ global }) => Object.assign(global, { keepalive: 'often' })));
    await console.open(list);
    await console.writeFile(clusterText());
    await console.open(list);
    const answer = await undo('/secure/control');
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `${list}/1/restore`]);
    expect(await console.file()).toBe(clusterText());
  });

  test('asks for the name before it takes a service away that answers clients', async () => {
    await console.writeFile(clusterText(({ blocks }) => void blocks.pop()));
    await console.open(list);
    await console.writeFile(clusterText());
    await console.open(list);
    const asked = await undo('/secure/control');
    expect([asked.statusCode, await console.file()]).toEqual([422, clusterText()]);
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(asked.body)?.[1] ?? '';
    const fields = { number: hidden('number'), tab: hidden('tab'), _dangers: hidden('_dangers') };
    const done = await send('/secure/undo', { ...fields, _name: nameWantedIn(asked.body) });
    expect([done.statusCode, readConfig(await console.file()).virtualServers.length]).toEqual([303, 1]);
  });

  test('is not for viewers', async () => {
    await writeFile(join(console.web.state, 'htgroup'), 'admin: piranha\nviewer: marie\n');
    await changePort('81');
    const { body } = await console.web.get('/secure/control', { as: 'marie' });
    expect(body).toContain('Last change');
    expect(body).not.toContain('UNDO');
    const page = await console.web.get(`${list}/1`, { as: 'marie' });
    expect(page.body).not.toMatch(/RESTORE|DOWNLOAD|KEEP NOTE/);
    expect((await send('/secure/undo', { number: '2', tab: '' }, 'marie')).statusCode).toBe(403);
  });
});

test('Nothing that a page of versions shows can become markup', async () => {
  const evil = '<img src=x onerror=alert(1)>';
  await console.writeFile(
    clusterText(({ global, blocks: [web] }) => {
      global['primary'] = evil;
      if (web) web.keys['expect'] = `"${evil}"`;
    }),
  );
  await console.open(list);
  await console.writeFile(`# ${evil}\n${await readFile(console.path, 'latin1')}`);
  await console.open(list);
  for (const path of [
    '',
    '/1',
    '/2',
    '/compare?from=1&to=2',
    '/1/restore',
    `/deleted?name=${encodeURIComponent(evil)}`,
    `?note=${encodeURIComponent(evil)}`,
  ]) {
    const { body } = await console.open(list + path);
    expect([path, body.includes('<img src=x')]).toEqual([path, false]);
  }
});
