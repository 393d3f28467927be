/** Commands that ask a console that runs: one that listens on a port of this machine. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openAuditLog } from '../../src/adapters/files/audit-log.js';
import type { Running } from '../../src/cli/command.js';
import { readSettings } from '../../src/settings.js';
import { listenAt } from '../../src/wire.js';
import { certificateIn, makeTestCertificate } from '../support/certificates.js';
import { runRealCommand } from '../support/real-command.js';
import { withoutEngine } from '../support/router-places.js';
import { pairFile, virtualBlock } from '../support/router-world.js';
import { userLine } from '../support/web-console.js';

const secret = 'sept longues nuits';
const more = `     server two {
         address = 10.0.2.102
         active = 1
         weight = 1
     }
`;
const lvsCf = pairFile(
  virtualBlock('web', '10.0.2.200', 'eth0:1', more) + virtualBlock('mail', '10.0.2.201', 'eth0:2'),
);

let state: string;
let running: Running;
let flags: readonly string[];
const filePath = () => join(state, 'lvs.cf');
const file = () => readFile(filePath(), 'latin1');

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), 'lvs-console-over-'));
  await writeFile(join(state, 'htpasswd'), userLine('piranha', secret) + userLine('marie', secret), {
    mode: 0o600,
  });
  await writeFile(join(state, 'htgroup'), 'admin: piranha\nviewer: marie\n');
  await writeFile(join(state, 'password'), `${secret}\n`, { mode: 0o600 });
  withoutEngine(state);
  await makeTestCertificate(certificateIn(state));
  running = await listenAt(readSettings({ state, host: '127.0.0.1', port: '0' }, {}));
  const [origin = ''] = running.addresses;
  flags = [
    ...['--console', origin.replace(/\/$/, '')],
    ...['--password-file', join(state, 'password')],
    ...['--ca', certificateIn(state).certificate],
  ];
});
afterAll(async () => {
  await running.close();
  await rm(state, { recursive: true });
});
beforeEach(() => writeFile(filePath(), lvsCf));

const ask = (...words: readonly string[]) => runRealCommand([...words, ...flags]);
const asMarie = (...words: readonly string[]) => runRealCommand([...words, ...flags, '--user', 'marie']);

/** A block of the file, without the blanks before its lines. */
async function block(head: string): Promise<string> {
  const text = await file();
  const from = text.indexOf(`${head} {`);
  return from === -1 ? '' : text.slice(from, text.indexOf('}', from)).replace(/^ +/gm, '');
}

describe('lvs-console api', () => {
  test('prints what the console answers', async () => {
    const { status, stderr, stdout } = await ask('api', 'GET', 'lvs.cf', '--revision');
    expect([status, stdout]).toEqual([0, lvsCf]);
    expect(stderr).toMatch(/^"[^"]+"\n$/);
    const found = await ask('api', 'get', '/api/v1/virtual-servers/web');
    expect(JSON.parse(found.stdout)).toMatchObject({ name: 'web', port: 80 });
  });

  test('sends a file, made from what is there now or from a revision', async () => {
    const sent = join(state, 'sent');
    await writeFile(sent, lvsCf.replace('port = 80', 'port = 8080'));
    const refused = await ask('api', 'PUT', 'lvs.cf', sent);
    expect([refused.status, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain('If-Match is missing');
    const stale = await ask('api', 'PUT', 'lvs.cf', sent, '--if-match', 'stale');
    expect([stale.status, stale.stderr]).toEqual([1, expect.stringContaining('It has changed since')]);
    expect((await ask('api', 'PUT', 'lvs.cf', sent, '--if-match', 'now')).status).toBe(0);
    expect(await file()).toContain('port = 8080');
  });

  test('prints a refusal in its sentences, with the names of the fields', async () => {
    const sent = join(state, 'sent');
    await writeFile(sent, '{"port": 70000, "colour": "red"}');
    const { status, stderr, stdout } = await ask(
      'api',
      'PATCH',
      'virtual-servers/web',
      sent,
      '--if-match',
      'now',
    );
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^lvs-console: .+\n/);
    expect(stderr).toContain('  colour: ');
    expect(await file()).toBe(lvsCf);
    const nobody = await ask('api', 'GET', 'virtual-servers/nobody');
    expect([nobody.status, nobody.stderr]).toEqual([1, expect.stringContaining('nobody')]);
    const viewer = await asMarie('api', 'POST', 'engine/reload');
    expect([viewer.status, viewer.stdout]).toEqual([1, '']);
    expect(viewer.stderr).not.toContain(secret);
  });

  test.each([
    [['api', 'FETCH', 'x'], 'the method is one of'],
    [['api', 'GET'], 'name a path'],
    [['api', 'GET', 'x', 'y', 'z'], 'one file at most'],
    [['api', 'PUT', 'x', '/nowhere/at/all'], 'there is no such file'],
    [['set', 'web'], 'name at least one KEY=VALUE'],
    [['set', 'web', 'port'], '"port" is no KEY=VALUE'],
    [['set', 'web', 'port=1', 'port=2'], 'port is given more than once'],
    [
      ['set', 'web', 'weight=3'],
      'weight is a key of a real server, not of a virtual server: name it as VIRTUAL/REAL',
    ],
    [
      ['set', 'web/one', 'colour=red'],
      'a real server has no key colour; lvs-console reference lists every key',
    ],
    [['set', '--global', 'name=x'], 'the head of the file has no key name'],
    [['set', 'a/b/c', 'port=1'], 'neither VIRTUAL nor VIRTUAL/REAL'],
    [['add'], 'name a virtual server'],
    [['copy', 'web', 'mail/one'], 'is copied to'],
    [['copy', 'web', 'news', 'port=1'], 'as it is'],
    [['move', 'web', 'sideways'], 'the place is'],
    [['activate'], 'name a virtual server'],
  ] as const)('%j is wrongly called', async (words, fault) => {
    const { status, stderr, stdout } = await ask(...words);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(fault);
    expect(stderr).toContain(`lvs-console ${words[0]} --help`);
  });

  test('takes no password from the command line, and asks nobody where nobody sits', async () => {
    const [, origin = ''] = flags;
    const wrong = await runRealCommand(['api', 'GET', 'config', '--password', secret]);
    expect(wrong.status).toBe(2);
    const inAddress = origin.replace('https://', `https://piranha:${secret.replaceAll(' ', '+')}@`);
    expect((await runRealCommand(['api', 'GET', 'config', '--console', inAddress])).stderr).toContain(
      'no user and no password',
    );
    const none = await runRealCommand(['api', 'GET', 'config', '--console', origin]);
    expect([none.status, none.stderr]).toEqual([1, expect.stringContaining('--password-file')]);
    const unknown = await runRealCommand(['api', 'GET', 'config', ...flags.slice(0, 4)]);
    expect([unknown.status, unknown.stderr]).toEqual([1, expect.stringContaining('--ca')]);
  });
});

describe('A block of lvs.cf, over a console that runs,', () => {
  test('is changed, with what that does, and told in the audit log', async () => {
    const dry = await ask('set', 'web/two', 'weight=5', '--dry-run');
    expect(dry).toMatchObject({ status: 0, stderr: '' });
    expect(dry.stdout).toMatch(/weight = 5[\s\S]*\n {4}\S+/);
    expect(await file()).toBe(lvsCf);
    const { status, stdout } = await ask('set', 'web/two', 'weight=5', 'name=deux');
    expect([status, stdout]).toEqual([0, expect.stringMatching(/weight[\s\S]*version/i)]);
    expect(await block('server deux')).toContain('weight = 5');
    const { records } = await openAuditLog({ folder: join(state, 'audit') }).read({ limit: 1 });
    expect(records[0]).toMatchObject({
      user: 'piranha',
      role: 'admin',
      address: '127.0.0.1',
      outcome: 'done',
    });
    expect(JSON.stringify(records)).not.toContain(secret);
  });

  test('takes every kind of value in the words of the file', async () => {
    const values = ['persistent=300', 'scheduler=wlc', 'address=10.0.2.210 eth0:9', 'expect="OK"', 'pmask='];
    expect(await ask('set', 'web', ...values, 'quiesce_server=1')).toMatchObject({ status: 0, stderr: '' });
    const web = await block('virtual web');
    for (const line of [
      'persistent = 300',
      'scheduler = wlc',
      'address = 10.0.2.210 eth0:9',
      'quiesce_server = 1',
    ]) {
      expect(web).toContain(line);
    }
    expect(web).toContain('expect = "OK"');
    expect((await ask('set', '--global', 'tcp_timeout=900')).status).toBe(0);
    expect(await file()).toContain('tcp_timeout = 900');
    const wrong = await ask('set', 'web', 'port=lots', 'quiesce_server=perhaps');
    expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringMatching(/port[\s\S]*quiesce_server/)]);
  });

  test('is added, copied and removed', async () => {
    expect(await ask('add', 'news', 'port=119', 'address=10.0.2.202 eth0:3')).toMatchObject({ status: 0 });
    expect(await ask('add', 'news/one', 'address=10.0.2.101', 'active=1')).toMatchObject({ status: 0 });
    expect(await ask('copy', 'news/one', 'news/two', 'address=10.0.2.102')).toMatchObject({ status: 0 });
    const news = (await file()).slice((await file()).indexOf('virtual news {'));
    expect(news).toContain('port = 119');
    expect(news).toMatch(/server one \{[^}]*10\.0\.2\.101[\s\S]*server two \{[^}]*10\.0\.2\.102/);
    expect(await ask('copy', 'web', 'web2')).toMatchObject({ status: 0 });
    expect(await block('virtual web2')).toContain('active = 0');
    expect(await ask('remove', 'news/one')).toMatchObject({ status: 0 });
    expect(await ask('remove', 'web2')).toMatchObject({ status: 0 });
    const left = await file();
    expect(left).not.toContain('virtual web2');
    expect((await ask('add', 'news')).stderr).toContain('news');
    expect(await file()).toBe(left);
  });

  test('is moved, activated and deactivated, several at once', async () => {
    expect(await ask('move', 'mail', 'first')).toMatchObject({ status: 0 });
    expect((await file()).indexOf('virtual mail')).toBeLessThan((await file()).indexOf('virtual web'));
    expect(await ask('move', 'web/two', 'before', 'one')).toMatchObject({ status: 0 });
    expect((await file()).indexOf('server two')).toBeLessThan((await file()).lastIndexOf('server one'));
    expect((await ask('move', 'web', 'after', 'nobody')).stderr).toContain('nobody');
    expect(await ask('deactivate', 'web/two')).toMatchObject({ status: 0 });
    expect(await block('server two')).toContain('active = 0');
    expect(await ask('deactivate', 'web/one', 'mail/one', '--dry-run')).toMatchObject({ status: 1 });
    expect(await ask('activate', 'web/two', 'mail')).toMatchObject({ status: 0 });
    expect(await block('server two')).toContain('active = 1');
  });

  test('is not taken away from clients before its name is given', async () => {
    const dry = await ask('remove', 'web', '--dry-run');
    expect([dry.status, dry.stderr]).toEqual([1, expect.stringContaining('--confirm web')]);
    const refused = await ask('remove', 'web');
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringContaining('Say so with --confirm web.'),
    ]);
    expect(await file()).toBe(lvsCf);
    expect(await ask('remove', 'web', '--confirm', 'web')).toMatchObject({ status: 0 });
    expect(await file()).not.toContain('virtual web');
  });

  test('is found by its name in a file that is in Latin-1', async () => {
    const latin1 = lvsCf.replace('virtual mail', 'virtual caf\xe9').replace('server two', 'server \xe9t\xe9');
    await writeFile(filePath(), latin1, 'latin1');
    expect(await ask('set', 'café', 'port=25')).toMatchObject({ status: 0, stderr: '' });
    expect(await block('virtual caf\xe9')).toContain('port = 25');
    expect(await ask('deactivate', 'web/été')).toMatchObject({ status: 0 });
    expect(await block('server \xe9t\xe9')).toContain('active = 0');
    expect(await ask('add', 'café/new', 'address=10.0.2.103')).toMatchObject({ status: 0 });
    expect(await ask('copy', 'café', 'copied')).toMatchObject({ status: 0 });
    expect(await ask('move', 'café', 'first')).toMatchObject({ status: 0 });
    expect((await file()).indexOf('virtual caf\xe9')).toBeLessThan((await file()).indexOf('virtual web'));
    expect(await ask('remove', 'web/été')).toMatchObject({ status: 0 });
    expect(await file()).not.toContain('server \xe9t\xe9');
    expect((await ask('remove', 'cafè')).status).toBe(1);
    expect(await file()).toContain('virtual caf\xe9');
  });

  test('is told in JSON to programs', async () => {
    const { stdout } = await ask('set', 'web', 'port=81', '--dry-run', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      dryRun: true,
      accepted: true,
      differences: [{ keyword: 'port' }],
    });
  });
});
