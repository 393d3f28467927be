import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { passwordMatches } from '../src/core/access/password.js';
import { readConfig } from '../src/core/lvscf/config.js';
import { packageFolder, readSettings } from '../src/settings.js';
import { prepare } from '../src/wire.js';

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
