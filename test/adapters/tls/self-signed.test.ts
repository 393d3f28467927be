import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { programRunner } from '../../../src/adapters/programs/run.js';
import type { KeyPairPlace } from '../../../src/adapters/tls/key-pair.js';
import { isCertificateName, makeSelfSigned } from '../../../src/adapters/tls/self-signed.js';
import { certificateIn } from '../../support/certificates.js';

let folder: string;
let place: KeyPairPlace;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lvs-console-made-'));
  place = certificateIn(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
const make = (names: readonly string[], replace = false, run = programRunner()) =>
  makeSelfSigned({ place, names, replace, owner, run });

describe('A self-signed certificate', () => {
  test('is good for every name it was made for, and no other', async () => {
    await make(['router1.test', '192.0.2.10', '2001:db8::10']);
    const made = new X509Certificate(await readFile(place.certificate));
    expect(made.checkHost('router1.test')).toBe('router1.test');
    expect(made.checkHost('router2.test')).toBeUndefined();
    expect(made.checkIP('192.0.2.10')).toBe('192.0.2.10');
    expect(made.checkIP('192.0.2.11')).toBeUndefined();
    expect(made.checkIP('2001:db8::10')).toBe('2001:db8::10');
  });

  test('is that of a server and signs no other', async () => {
    await make(['router1.test']);
    const made = new X509Certificate(await readFile(place.certificate));
    expect(made.ca).toBe(false);
    const checks = ['verify', '-purpose', 'sslserver', '-CAfile', place.certificate, place.certificate];
    expect(execFileSync('openssl', checks, { encoding: 'utf8' })).toContain(': OK');
    const shown = ['x509', '-in', place.certificate, '-noout', '-text'];
    const text = execFileSync('openssl', shown, { encoding: 'utf8' });
    expect(text).toContain('TLS Web Server Authentication');
    expect(text).toMatch(/Key Usage: critical\s+Digital Signature\n/);
  });

  test('has a key that only this account may read, in a folder that only it may enter', async () => {
    await make(['router1.test']);
    expect((await stat(place.key)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'tls'))).mode & 0o777).toBe(0o700);
    expect((await readdir(join(folder, 'tls'))).sort()).toEqual(['certificate.pem', 'key.pem']);
  });

  test.runIf(process.getuid?.() === 0)('that root makes belongs to the account of the console', async () => {
    const account = { uid: 12345, gid: 23456 };
    await makeSelfSigned({
      place,
      names: ['router1.test'],
      replace: false,
      owner: account,
      run: programRunner(),
    });
    for (const path of [join(folder, 'tls'), place.key, place.certificate]) {
      expect([path, await stat(path)]).toMatchObject([path, account]);
    }
  });

  test('takes the place of another one only when that is given up', async () => {
    const first = await make(['router1.test']);
    const key = await readFile(place.key);
    await expect(make(['router2.test'])).rejects.toMatchObject({
      reason: 'certificate_not_made',
      params: { path: place.key, why: 'exists' },
    });
    expect(await readFile(place.key)).toEqual(key);
    const second = await make(['router2.test'], true);
    expect(second.fingerprint).not.toBe(first.fingerprint);
    expect(await readFile(place.key)).not.toEqual(key);
  });

  test('without openssl is not made, and nothing is left behind', async () => {
    const missing = async () => ({ status: null, because: 'ENOENT', output: '', stdout: '' });
    await expect(make(['router1.test'], false, missing)).rejects.toMatchObject({
      params: { path: 'openssl', why: 'program_missing' },
    });
    expect(await readdir(join(folder, 'tls'))).toEqual([]);
  });

  test('that openssl refuses to make says why', async () => {
    const run = programRunner();
    const asked = (program: string, _words: readonly string[], limits: { seconds: number }) =>
      run(program, ['req', '-no-such-option'], limits);
    await expect(make(['router1.test'], false, asked)).rejects.toMatchObject({
      params: { why: 'failed', said: expect.stringContaining('no-such-option') },
    });
  });

  test('has a common name even when every name is too long for one', async () => {
    const long = `${'a'.repeat(60)}.${'b'.repeat(60)}.test`;
    const { subject, names } = await make([long]);
    expect([subject, names]).toEqual(['CN=LVS Console', [long]]);
  });
});

describe('A name for a certificate', () => {
  test.each(['router1', 'router1.example', 'R1_a.example', '192.0.2.10', '2001:db8::1', '::1'])(
    'may be %s',
    async (name) => {
      expect(isCertificateName(name)).toBe(true);
    },
  );

  test.each([
    '',
    'a b',
    'router1\nDNS.2 = evil.test',
    '$ENV::HOME',
    'a,DNS:evil.test',
    '-a',
    'é.test',
    'fe80::1%eth0',
    'a'.repeat(254),
    '192.0.2.0/24',
  ])('is never %j', async (name) => {
    expect(isCertificateName(name)).toBe(false);
    await expect(make([name])).rejects.toMatchObject({ params: { path: name, why: 'name' } });
  });
});
