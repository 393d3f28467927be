import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importSources } from '../../src/core/import/import.js';
import { type ImportKind, kindOf, type Source } from '../../src/core/import/source.js';
import { readConfig } from '../../src/core/lvscf/config.js';
import * as documents from '../core/import/documents.js';
import { goldenFolder } from '../support/golden.js';
import { openWebConsole, testForm, type WebConsole } from '../support/web-console.js';

let web: WebConsole;
/** On the machine, beside the file of keepalived. */
const files = new Map<string, string>();
beforeEach(async () => {
  files.clear();
  web = await openWebConsole(testForm, {
    keepalivedFile: async (path) => {
      const value = path.endsWith('keepalived.conf') ? documents.hosting : files.get(path);
      return value === undefined ? { at: 1, reason: 'absent', path } : { at: 1, value };
    },
    routingTable: async () => ({
      at: 1,
      value: {
        version: '1.2.1',
        connectionTableSize: 4096,
        services: [
          {
            kind: 'address',
            protocol: 'TCP',
            family: 'inet',
            address: '10.0.0.100',
            port: 22,
            scheduler: 'rr',
            onePacket: false,
            persistence: null,
            destinations: [],
          },
        ],
      },
    }),
  });
});
afterEach(() => web.close());

const path = () => join(web.state, 'lvs.cf');
const file = () => readFile(path(), 'latin1');

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** What the review page carries on to ACCEPT. */
function proposed(body: string): { _revision: string; text: string; _dangers: string } {
  const plain = (text = '') =>
    text
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  return {
    _revision: /name="_revision" value="([^"]*)"/.exec(body)?.[1] ?? '',
    _dangers: /name="_dangers" value="([^"]*)"/.exec(body)?.[1] ?? '',
    text: plain(/<textarea id="text"[^>]*>\n([\s\S]*?)<\/textarea>/.exec(body)?.[1]),
  };
}

describe('IMPORT', () => {
  test('shows what becomes of every line, and saves nothing', async () => {
    await writeFile(path(), await readFile(join(goldenFolder('lab-2'), 'lvs.cf')));
    const before = await file();
    const page = await web.send('/secure/import/review', {
      text1: documents.tutorialBackup,
      text2: documents.hosting,
    });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('BAKUP is a mistake');
    expect(page.body).toContain('This closing brace is one too many.');
    expect(page.body).toContain('********');
    expect(page.body).not.toContain('mot_de_passe');
    expect(proposed(page.body).text).toContain('virtual web {');
    expect(await file()).toBe(before);
  });

  test('saves the proposal in place of the file, as a version, when it is accepted', async () => {
    await writeFile(path(), await readFile(join(goldenFolder('lab-2'), 'lvs.cf')));
    const review = await web.send('/secure/import/review', { text1: documents.courseWeights });
    const asked = await web.send('/secure/import', proposed(review.body));
    expect([asked.statusCode, asked.body.includes('LVS_NAT')]).toEqual([422, true]);
    const saved = await web.send('/secure/import', { ...proposed(asked.body), _name: 'LVS_NAT' });
    expect([saved.statusCode, saved.headers['location']]).toEqual([
      303,
      expect.stringContaining('/secure/virtual-servers'),
    ]);
    const config = readConfig(await file());
    expect([config.global.serial_no, config.virtualServers.map(({ name }) => name)]).toEqual([2, ['web']]);
    expect((await web.get('/secure/versions')).body).toContain('IMPORT');
  });

  test('makes the file where there is none', async () => {
    const review = await web.send('/secure/import/review', { text1: documents.lab1 });
    const saved = await web.send('/secure/import', proposed(review.body));
    expect(saved.statusCode).toBe(303);
    expect(readConfig(await file()).virtualServers[0]?.values.persistent).toBe(600);
  });

  test('asks again when somebody else has changed the file since', async () => {
    await writeFile(path(), await readFile(join(goldenFolder('lab-2'), 'lvs.cf')));
    const review = await web.send('/secure/import/review', { text1: documents.lab1 });
    await writeFile(path(), (await file()).replace('keepalive = 6', 'keepalive = 7'));
    const refused = await web.send('/secure/import', proposed(review.body));
    expect([refused.statusCode, refused.body.includes('changed by somebody else')]).toEqual([409, true]);
    expect(proposed(refused.body).text).toBe(proposed(review.body).text);
  });

  test('keeps what was typed when it adds problems', async () => {
    const review = await web.send('/secure/import/review', { text1: documents.lab1 });
    const wrong = {
      ...proposed(review.body),
      text: proposed(review.body).text.replace('weight = 1', 'weight = x'),
    };
    await writeFile(path(), '# nothing yet\n');
    const refused = await web.send('/secure/import', wrong);
    expect([refused.statusCode, proposed(refused.body).text.includes('weight = x')]).toEqual([409, true]);
    const again = await web.send('/secure/import', { ...proposed(refused.body) });
    expect([again.statusCode, proposed(again.body).text.includes('weight = x')]).toEqual([422, true]);
    expect(await file()).toBe('# nothing yet\n');
  });

  test('takes what is on this machine', async () => {
    const own = await web.send('/secure/import/review', { keepalived: '1' });
    expect(proposed(own.body).text).toContain('address = 192.168.10.9');
    const table = await web.send('/secure/import/review', { table: '1' });
    expect(proposed(table.body).text).toContain('address = 10.0.0.100');
  });

  test('takes the files of ipvsadm and heartbeat that are on this machine, with its names', async () => {
    expect((await web.get('/secure/import')).body).not.toContain('name="files"');
    files.set('/etc/ha.d/ha.cf', documents.coursePairHaCf);
    files.set('/etc/ha.d/haresources', documents.coursePairHaresources);
    files.set('/etc/ipvsadm.rules', documents.courseWeights);
    files.set('/etc/hosts', '192.168.56.11 lb1\n192.168.56.12 lb2\n');
    const offered = (await web.get('/secure/import')).body;
    expect(offered).toContain('/etc/ipvsadm.rules, /etc/ha.d/ha.cf, /etc/ha.d/haresources, /etc/hosts');
    const { text } = proposed((await web.send('/secure/import/review', { files: '1' })).body);
    expect(text).toContain('primary = 192.168.56.11');
    expect(text).toContain('scheduler = wrr');
  });

  test.each<readonly [string, readonly string[]]>([
    ['the first lab', [documents.lab1]],
    ['its table', [documents.lab1Table]],
    ['the DR tutorial', [documents.tutorialMaster, documents.tutorialBackup]],
    ['the hosting tutorial', [documents.hosting, documents.hostingCommands]],
    ['its table', [documents.hostingTable]],
    [
      'the course on heartbeat',
      [documents.courseHaCf, documents.courseAuthkeys, documents.courseHaresources],
    ],
    ['the course on balancing', [documents.courseDefaults, documents.courseThirdServer]],
    [
      'the course on both',
      [
        documents.coursePairHaCf,
        documents.coursePairAuthkeys,
        documents.coursePairHaresources,
        documents.courseWeights,
      ],
    ],
  ])('shows every line of %s, saves what comes of it, and shows that', async (_what, texts) => {
    const sources = texts.map((text): Source => {
      const bytes = Buffer.from(text).toString('latin1');
      return { name: '', kind: kindOf('', bytes) as ImportKind, text: bytes };
    });
    const { config, reports } = importSources(sources);
    const boxes = texts.map((text, index) => [`text${index + 1}`, text]);
    const review = await web.send('/secure/import/review', Object.fromEntries(boxes));
    expect(review.statusCode).toBe(200);
    for (const line of reports.flatMap(({ lines }) => lines.map(({ text }) => text)))
      expect(review.body).toContain(escaped(Buffer.from(line, 'latin1').toString().trim()));
    expect((await web.send('/secure/import', proposed(review.body))).statusCode).toBe(303);
    const list = (await web.get('/secure/virtual-servers')).body;
    for (const { name, values, realServers } of config.virtualServers) {
      for (const word of [name, values.address?.address, values.port]) expect(list).toContain(`>${word}<`);
      const servers = (await web.get(`/secure/virtual-servers/${name}/real-servers`)).body;
      for (const server of realServers) expect(servers).toContain(`>${server.values.address}<`);
    }
  });

  test('says what is missing, and keeps what was pasted', async () => {
    expect((await web.send('/secure/import/review', {})).statusCode).toBe(422);
    const odd = await web.send('/secure/import/review', { text1: 'what is this', kind2: 'ha.cf' });
    expect([odd.statusCode, odd.body.includes('Nobody can tell what File 1 is')]).toEqual([422, true]);
    expect(odd.body).toContain('what is this</textarea>');
  });

  test('says why something of this machine cannot be had, and keeps what was pasted', async () => {
    await web.close();
    web = await openWebConsole(testForm, {
      keepalivedFile: async (path) => ({ at: 1, reason: 'denied', path }),
    });
    const page = await web.send('/secure/import/review', { keepalived: '1', text1: documents.lab1 });
    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('The console may not read /etc/keepalived/keepalived.conf.');
    expect(page.body).toContain('ipvsadm -A -t 10.0.2.100:80');
  });

  test('proposes nothing where half of it would be missing', async () => {
    const page = await web.send('/secure/import/review', {
      text1: `include more.conf\n${documents.hosting}`,
    });
    expect(page.body).toContain('Nothing is proposed');
    expect(page.body).not.toContain('>ACCEPT<');
  });

  test('speaks French', async () => {
    const page = await web.get('/secure/import', { headers: { 'accept-language': 'fr' } });
    expect(page.body).toContain('Venez avec ce que vous avez');
  });

  test('is found on FILE, also where there is no file yet', async () => {
    expect((await web.get('/secure/file')).body).toContain('href="/secure/import"');
    await mkdir(web.state, { recursive: true });
    await writeFile(path(), '# nothing yet\n');
    expect((await web.get('/secure/file')).body).toContain('href="/secure/import"');
  });
});
