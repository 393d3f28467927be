/** Every kind of hash as the system's own tools write it, and ours as they read it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FamilyName, familyOf } from '../../../src/core/access/hash-family.js';
import { hashPassword, passwordMatches } from '../../../src/core/access/password.js';
import { ensurePrograms, findProgram, programs } from '../../support/system-packages.js';

const passwords = [
  'a',
  'piranha',
  '12345678',
  'sept longues nuits',
  'Épinards: 3 × mûrs',
  '日本語のパスワード',
  '🔑🔒🔓',
  'tab and "quotes" \'too\'',
  '$(reboot);`x`|&\\',
  'ß'.repeat(16),
  'x'.repeat(64),
  '{SHA}nothing',
  ' blanks around ',
];

let folder: string;
beforeAll(() => {
  const needed = programs.filter(({ command }) => command === 'htpasswd' || command === 'openssl');
  if (!ensurePrograms(needed)) throw new Error('htpasswd and openssl are needed');
  folder = mkdtempSync(join(tmpdir(), 'lvs-console-hashes-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(command: string, args: readonly string[], input: string) {
  const { status, stdout, stderr } = spawnSync(findProgram(command) ?? command, args, {
    input,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** What `htpasswd` writes, the password given on its standard input. */
const byHtpasswd = (flags: string) => (password: string) =>
  run('htpasswd', [...`-n -i ${flags}`.split(' '), 'user'], `${password}\n`)
    .stdout.trim()
    .slice('user:'.length);

const byOpenssl = (flag: string) => (password: string) =>
  run('openssl', ['passwd', flag, '-stdin'], `${password}\n`).stdout.trim();

const writers: readonly [string, FamilyName, (password: string) => string][] = [
  ['htpasswd -d', 'des', byHtpasswd('-d')],
  ['htpasswd -m', 'apr1', byHtpasswd('-m')],
  ['htpasswd -s', 'sha1', byHtpasswd('-s')],
  ['htpasswd -B', 'bcrypt', byHtpasswd('-B')],
  ['htpasswd -2', 'sha256', byHtpasswd('-2')],
  ['htpasswd -5', 'sha512', byHtpasswd('-5')],
  ['htpasswd -5 -r 10000', 'sha512', byHtpasswd('-5 -r 10000')],
  ['openssl passwd -1', 'md5', byOpenssl('-1')],
  ['openssl passwd -apr1', 'apr1', byOpenssl('-apr1')],
  ['openssl passwd -5', 'sha256', byOpenssl('-5')],
  ['openssl passwd -6', 'sha512', byOpenssl('-6')],
];

describe('A hash written by', () => {
  test.each(writers)('%s is known, and matches its password and no other', async (_writer, name, write) => {
    for (const password of passwords) {
      const stored = write(password);
      expect([password, familyOf(stored)?.name]).toEqual([password, name]);
      expect([password, await passwordMatches(password, stored)]).toEqual([password, true]);
      expect([password, await passwordMatches(`!${password}`, stored)]).toEqual([password, false]);
      expect(await passwordMatches('', stored)).toBe(false);
    }
  });
});

test('A hash written here passes htpasswd -v', async () => {
  for (const password of passwords) {
    const path = join(folder, 'htpasswd');
    writeFileSync(path, `user:${await hashPassword(password)}\n`);
    expect([password, run('htpasswd', ['-v', '-i', path, 'user'], `${password}\n`).status]).toEqual([
      password,
      0,
    ]);
    expect(run('htpasswd', ['-v', '-i', path, 'user'], `!${password}\n`).status).not.toBe(0);
  }
});

test('A hash that reads only the first bytes says so, and takes whatever follows them', async () => {
  const des = byHtpasswd('-d')('12345678');
  expect(familyOf(des)?.readsBytes).toBe(8);
  expect(await passwordMatches('12345678 and more', des)).toBe(true);
  const bcrypt = await hashPassword('x'.repeat(72));
  expect(familyOf(bcrypt)?.readsBytes).toBe(72);
  expect(await passwordMatches('x'.repeat(80), bcrypt)).toBe(true);
  expect(familyOf(byOpenssl('-6')('x'))?.readsBytes).toBeUndefined();
});

test('A hash that would stop the console is not checked', async () => {
  const start = performance.now();
  expect(await passwordMatches('x', `$5$rounds=999999999$salt$${'x'.repeat(43)}`)).toBe(false);
  expect(await passwordMatches('x'.repeat(10_000_000), byOpenssl('-6')('x'))).toBe(false);
  expect(performance.now() - start).toBeLessThan(1000);
});
