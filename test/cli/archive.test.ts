/** Two consoles: one is written into a file, the other one is set up with it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeArchive } from '../../src/adapters/files/archive-write.js';
import { machineFiles } from '../../src/adapters/files/files.js';
import { readSettings } from '../../src/settings.js';
import { configFileOf } from '../../src/wire/config-file.js';
import { setPassword } from '../../src/wire/users.js';
import { scratchFolder } from '../adapters/files/scratch-folder.js';
import { runRealCommand } from '../support/real-command.js';

const by = { user: 'ann', address: '::1', panel: 'global-settings' };
const secrets = ['keys/forms.key', 'ssh/id_ed25519', 'ssh/passphrase', 'tls/key.pem', 'tls/certificate.pem'];

const settingsAt = (state: string) => readSettings({ state }, {});
const run = (verb: string, state: string, ...words: readonly string[]) =>
  runRealCommand([verb, '--state', state, ...words]);

/** A console with three versions, a user, a backup router, and everything secret. */
async function used() {
  const state = join(scratchFolder(), 'old');
  mkdirSync(join(state, 'ssh'), { recursive: true });
  const put = (name: string, text: string) => {
    mkdirSync(join(state, name, '..'), { recursive: true, mode: 0o700 });
    writeFileSync(join(state, name), text, { mode: 0o600 });
  };
  put('console.json', JSON.stringify({ port: 4747, hosts: ['lvs.example'], file: 'own.cf' }));
  put('own.cf', 'deadtime = 5\n');
  put('htaccess', 'Allow from 10.0.0.0/8\n');
  put('secure.htaccess', 'Allow from 10.0.1.0/24\n');
  put('htgroup', 'admin: ann\n');
  put('ssh/known_hosts', '[192.0.2.2]:22 ssh-ed25519 AAAA\n');
  put('push/receipts.jsonl', '{"a receipt": "of old"}\n');
  for (const name of secrets) put(name, 'SECRET');
  const settings = settingsAt(state);
  await setPassword(settings, 'ann', 'correct horse');
  const file = configFileOf(settings);
  await file.update(by, () => 'deadtime = 6\n');
  await file.update(by, ({ text }) => `${text}# \xff\n`);
  await file.history.mark(2, { note: 'before the move', pinned: true });
  return { state, settings, file, archive: join(state, '..', 'console.tar.gz') };
}

async function exported() {
  const console = await used();
  expect((await run('export', console.state, console.archive)).status).toBe(0);
  return { ...console, target: join(scratchFolder(), 'new') };
}

const texts = (state: string, names: readonly string[]) =>
  names.map((name) => readFileSync(join(state, name), 'latin1'));

/** Everything below a folder, with its bytes. */
const all = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), 'latin1')] as const);

/** An archive of nothing but settings. */
async function crafted(folder: string, settings: object): Promise<string> {
  const path = join(folder, 'crafted.tar.gz');
  const content = Buffer.from(JSON.stringify(settings));
  const sources = [{ name: 'console.json', read: async () => content }];
  const from = { version: '', host: '\x1b[31mred', time: '2026-01-02T12:00:00.000Z' };
  await writeArchive(machineFiles, path, sources, from);
  return path;
}

describe('lvs-console export', () => {
  test('writes all of a console into one file, says what, and what is not in it', async () => {
    const { archive, state } = await used();
    const { status, stdout, stderr } = await run('export', state, archive);
    expect([status, stderr]).toEqual([0, '']);
    for (const line of ['lvs.cf', 'access/htpasswd', 'history of 3 versions', 'ssh/known_hosts']) {
      expect(stdout).toContain(`  ${line}\n`);
    }
    expect(stdout).toContain('the private key of the connection to the backup router, and its passphrase');
    expect(statSync(archive).mode & 0o777).toBe(0o600);
  });

  test('leaves every secret out', async () => {
    const { archive } = await exported();
    const names = execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' });
    const packed = execFileSync('tar', ['-xzOf', archive], { encoding: 'latin1' });
    for (const name of secrets) expect(names).not.toContain(name);
    expect(packed).not.toContain('SECRET');
    expect(names.trim().split('\n')).toHaveLength(14);
  });

  test('has the file as it is, also when it was changed outside a moment ago', async () => {
    const { archive, file, state } = await used();
    writeFileSync(join(state, 'own.cf'), 'deadtime = 9\n');
    const { stdout } = await run('export', state, archive);
    expect(stdout).toContain('history of 4 versions');
    expect((await file.history.list())[0]).toMatchObject({ number: 4, panel: 'outside' });
  });

  test('says which version cannot be read any more, and takes the others', async () => {
    const { archive, state } = await used();
    const [name = ''] = readdirSync(join(state, 'history')).sort();
    writeFileSync(join(state, 'history', name), 'forged');
    const { status, stdout, stderr } = await run('export', state, archive);
    expect([status, stderr]).toEqual([
      0,
      'Warning: version 1 is not in it: its file is missing or damaged.\n',
    ]);
    expect(stdout).toContain('history of 2 versions');
    expect((await run('rebuild', join(scratchFolder(), 'new'), archive)).status).toBe(0);
  });

  test('goes over no file', async () => {
    const { archive, state } = await exported();
    const before = readFileSync(archive);
    const { status, stderr } = await run('export', state, archive);
    expect([status, stderr]).toEqual([1, expect.stringContaining(archive)]);
    expect(readFileSync(archive)).toEqual(before);
  });

  test('is told in the audit log', async () => {
    const { state } = await exported();
    const { stdout } = await runRealCommand(['audit', '--state', state]);
    expect(stdout).toContain('Export the console to an archive');
  });
});

describe('lvs-console rebuild', () => {
  test('sets up the same console elsewhere', async () => {
    const { archive, state, target, file } = await exported();
    const { status, stdout, stderr } = await run('rebuild', target, archive);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('history of 3 versions');
    expect(stdout).toContain('Settings that name places there were not taken: file');
    const same = [
      'htpasswd',
      'htgroup',
      'htaccess',
      'secure.htaccess',
      'ssh/known_hosts',
      'push/receipts.jsonl',
    ];
    expect(texts(target, same)).toEqual(texts(state, same));
    expect(readFileSync(join(target, 'lvs.cf'), 'latin1')).toBe('deadtime = 6\n# \xff\n');
    expect(JSON.parse(readFileSync(join(target, 'console.json'), 'utf8'))).toEqual({
      port: 4747,
      hosts: ['lvs.example'],
    });
    expect(all(join(target, 'history'))).toEqual(all(join(state, 'history')));
    const rebuilt = configFileOf(settingsAt(target));
    expect(await rebuilt.history.list()).toEqual(await file.history.list());
    expect((await rebuilt.history.get(2))?.version).toMatchObject({ note: 'before the move', pinned: true });
    expect(await rebuilt.noticeOutside()).toBeUndefined();
    expect(settingsAt(target).port).toBe(4747);
    const modes = ['htpasswd', 'lvs.cf', 'ssh/known_hosts', 'ssh', 'history'].map(
      (name) => statSync(join(target, name)).mode & 0o777,
    );
    expect(modes).toEqual([0o660, 0o660, 0o600, 0o700, 0o700]);
    expect(readdirSync(target).filter((name) => /rebuild|before|lock/.test(name))).toEqual([]);
  });

  test('goes over no console that is used, and says what is in the way', async () => {
    const { archive } = await exported();
    const other = await used();
    await other.file.update(by, () => 'deadtime = 60\n');
    const before = all(other.state);
    const { status, stdout, stderr } = await run('rebuild', other.state, archive);
    expect([status, stdout]).toEqual([1, '']);
    for (const name of ['own.cf', 'htpasswd', 'history'])
      expect(stderr).toContain(`  ${join(other.state, name)}\n`);
    expect(stderr).toContain('--over');
    expect(all(other.state)).toEqual(before);
  });

  test('told to go over it, keeps all that it replaces, the file as a version', async () => {
    const { archive, file } = await exported();
    const other = await used();
    await other.file.update(by, () => 'deadtime = 60\n');
    const users = readFileSync(join(other.state, 'htpasswd'), 'latin1');
    const kept = all(join(other.state, 'history'));
    const { status, stdout } = await run('rebuild', other.state, '--over', archive);
    expect(status).toBe(0);
    const [history = '', passwords = ''] = ['history', 'htpasswd'].map((name) =>
      readdirSync(other.state).find((one) => one.startsWith(`${name}.before-`)),
    );
    expect(stdout).toContain(`What was there:\n  ${join(other.state, history)}\n`);
    expect(all(join(other.state, history))).toEqual(kept);
    expect(readFileSync(join(other.state, passwords), 'latin1')).toBe(users);
    const [newest, before, ...rest] = await other.file.history.list();
    expect(rest).toEqual(await file.history.list());
    expect((await other.file.history.get(before?.number ?? 0))?.text).toBe('deadtime = 60\n');
    expect(newest).toMatchObject({ note: expect.stringMatching(/^rebuilt from the archive of /) });
    expect((await other.file.read()).text).toBe('deadtime = 6\n# \xff\n');
    expect(secrets.map((name) => readFileSync(join(other.state, name), 'utf8'))).toEqual(
      secrets.map(() => 'SECRET'),
    );
  });

  test('done again changes nothing', async () => {
    const { archive, target } = await exported();
    await run('rebuild', target, archive);
    const before = all(target).filter(([name]) => !name.startsWith('audit'));
    expect((await run('rebuild', target, archive)).status).toBe(0);
    expect(all(target).filter(([name]) => !name.startsWith('audit'))).toEqual(before);
  });

  test('refuses a damaged archive before it writes anything', async () => {
    const { archive, target } = await exported();
    const bytes = readFileSync(archive);
    writeFileSync(archive, bytes.subarray(0, bytes.length - 40));
    expect(await run('rebuild', target, archive)).toEqual({
      status: 1,
      stdout: '',
      stderr: `lvs-console: ${archive}: its end is missing, or it is damaged. Nothing was changed.\n`,
    });
    expect(() => statSync(target)).toThrow('ENOENT');
  });

  test('refuses settings that no console could start with', async () => {
    const folder = scratchFolder();
    const archive = await crafted(folder, { port: 'none' });
    const { status, stderr } = await run('rebuild', join(folder, 'new'), archive);
    expect([status, stderr]).toEqual([1, expect.stringContaining('"port" in the archive: expects a port')]);
    expect(readdirSync(folder)).toEqual(['crafted.tar.gz']);
  });

  test('takes no program and no place from an archive', async () => {
    const folder = scratchFolder();
    const places = {
      router: '/tmp/x',
      file: '/etc/passwd',
      state: '/tmp',
      tls: { certificate: 'a', key: 'b' },
    };
    const archive = await crafted(folder, { ...places, port: 4000 });
    const { status, stdout } = await run('rebuild', join(folder, 'new'), archive);
    expect(status).toBe(0);
    expect(stdout).toContain('were not taken: router, file, state, tls');
    expect(stdout).not.toContain('\x1b');
    expect(JSON.parse(readFileSync(join(folder, 'new', 'console.json'), 'utf8'))).toEqual({ port: 4000 });
  });

  test.each([[['rebuild']], [['export']], [['rebuild', 'a', 'b']], [['export', 'a', '--over']]])(
    'is wrongly called as %j',
    async (words) => {
      expect((await runRealCommand(words)).status).toBe(2);
    },
  );

  test('says which file is missing', async () => {
    const { status, stderr } = await run('rebuild', scratchFolder(), '/nowhere/console.tar.gz');
    expect([status, stderr]).toEqual([1, expect.stringContaining('/nowhere/console.tar.gz')]);
  });
});
