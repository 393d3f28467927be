import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, inject, test } from 'vitest';

const { epoch, first, folder } = inject('packages');
const project = resolve(import.meta.dirname, '../..');

describe('The package', () => {
  test('is the same to the last byte, whoever builds it', { timeout: 120_000 }, () => {
    const again = join(folder, 'again');
    const build = `umask 077; exec "$@" packaging/build.ts '${again}'`;
    const { status } = spawnSync('sh', ['-c', build, 'sh', process.execPath, '--import', 'tsx'], {
      cwd: project,
      env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch), TZ: 'Asia/Tokyo', LC_ALL: 'C.UTF-8' },
    });
    expect(status).toBe(0);
    expect(readFileSync(join(again, basename(first))).equals(readFileSync(first))).toBe(true);
  });

  test('brings nothing that two installations would share as a secret, and nothing for one kind of machine', () => {
    const unpacked = join(folder, 'unpacked');
    spawnSync('dpkg-deb', ['--raw-extract', first, unpacked]);
    const found = (...words: string[]) =>
      spawnSync('find', [unpacked, ...words], { encoding: 'utf8' }).stdout;
    expect(found('-path', '*/node_modules/fastify/package.json')).not.toBe('');
    expect(found('-regex', '.*\\.\\(node\\|so\\|pem\\|key\\|crt\\|p12\\|ts\\)')).toBe('');
    expect(found('-name', 'htpasswd', '-o', '-name', '.env', '-o', '-name', 'var')).toBe('');
    const keys = ['-rlEz', '-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/=]{16}', unpacked];
    expect(spawnSync('grep', keys, { encoding: 'utf8' }).stdout).toBe('');
  });
});
