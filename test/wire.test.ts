import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseAddress } from '../src/core/access/address.js';
import { judge, parseAccessRules } from '../src/core/access/htaccess.js';
import { passwordMatches } from '../src/core/access/password.js';
import { readConfig } from '../src/core/lvscf/config.js';
import { packageFolder, readSettings } from '../src/settings.js';
import { prepare } from '../src/wire/first-run.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lvs-console-wire-'));
});
afterEach(() => rm(folder, { recursive: true }));

const settingsAt = (state: string) => readSettings({ state: join(folder, state) }, {});

describe('The first password', () => {
  test('is random, and only its hash is stored', async () => {
    const settings = settingsAt('a');
    const { firstUser, hasUsers } = await prepare(settings, true);
    expect(hasUsers).toBe(true);
    expect(firstUser?.user).toBe('piranha');
    expect(firstUser?.password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    const stored = await readFile(settings.users, 'utf8');
    expect(stored).not.toContain(firstUser?.password);
    expect(await passwordMatches(firstUser?.password ?? '', stored.trim().slice('piranha:'.length))).toBe(
      true,
    );
  });

  test('is another one in every installation, and in none the name of the user', async () => {
    const one = await prepare(settingsAt('a'), true);
    const other = await prepare(settingsAt('b'), true);
    expect(one.firstUser?.password).not.toBe(other.firstUser?.password);
  });

  test('is made once', async () => {
    const settings = settingsAt('a');
    await prepare(settings, true);
    const stored = await readFile(settings.users, 'utf8');
    expect(await prepare(settings, true)).toEqual({ hasUsers: true });
    expect(await readFile(settings.users, 'utf8')).toBe(stored);
  });

  test('is not made when nobody would see it', async () => {
    const settings = settingsAt('a');
    expect(await prepare(settings, false)).toMatchObject({ hasUsers: false, example: settings.file });
    await expect(readFile(settings.users)).rejects.toThrow('ENOENT');
  });
});

test('An example is not put in place of a file that somebody named', async () => {
  const file = join(folder, 'other.cf');
  const settings = readSettings({ state: join(folder, 'a'), file }, {});
  expect(await prepare(settings, false)).toEqual({ hasUsers: false });
  await expect(readFile(file)).rejects.toThrow('ENOENT');
});

describe('The allowlists of a first start', () => {
  test.each(['htaccess', 'secure.htaccess'])('let in this machine only: %s', async (name) => {
    const settings = settingsAt('a');
    await prepare(settings, false);
    const rules = parseAccessRules(await readFile(join(settings.state, name), 'utf8'));
    expect(rules.problems).toEqual([]);
    const isLetIn = (text: string) => {
      const address = parseAddress(text);
      return address !== undefined && judge(rules, address).allowed;
    };
    for (const local of ['127.0.0.1', '127.0.1.1', '::1', '::ffff:127.0.0.1'])
      expect(isLetIn(local)).toBe(true);
    for (const other of ['10.0.0.1', '192.168.1.100', 'fe80::1', '0.0.0.0', '::'])
      expect(isLetIn(other)).toBe(false);
  });

  test('stay as they are when somebody wrote them', async () => {
    const settings = settingsAt('a');
    await prepare(settings, false);
    await writeFile(join(settings.state, 'htaccess'), 'Require ip 10\n');
    await prepare(settings, false);
    expect(await readFile(join(settings.state, 'htaccess'), 'utf8')).toBe('Require ip 10\n');
  });
});

describe('The shipped example', () => {
  test('is a configuration without a single remark, by any of the rules', async () => {
    const text = await readFile(join(packageFolder, 'config', 'lvs.cf'), 'utf8');
    const config = readConfig(text);
    expect(config.problems).toEqual([]);
    expect(config.virtualServers.map(({ name }) => name)).toEqual(['HTTP', 'FTP', 'HTTPS']);
  });

  test('of the settings says what holds without it', async () => {
    const config = join(folder, 'console.json');
    const { host, port, hosts } = readSettings({ state: folder }, {});
    await writeFile(config, await readFile(join(packageFolder, 'config', 'console.json')));
    expect(JSON.parse(await readFile(config, 'utf8'))).toEqual({ host, port, hosts });
  });
});
