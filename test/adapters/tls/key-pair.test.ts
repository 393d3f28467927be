import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type KeyPairPlace, readKeyPair } from '../../../src/adapters/tls/key-pair.js';
import { certificateIn, certifiedNames, makeTestCertificate, redate } from '../../support/certificates.js';

let folder: string;
let place: KeyPairPlace;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lvs-console-tls-'));
  place = certificateIn(folder);
  await makeTestCertificate(place);
});
afterEach(() => rm(folder, { recursive: true }));

const newKey = (passphrase?: string) =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    ...(passphrase !== undefined && { cipher: 'aes-256-cbc', passphrase }),
  }) as string;

describe('A certificate is read', () => {
  test('with what it says', async () => {
    const { facts, certificate, key } = await readKeyPair(place);
    expect(facts).toMatchObject({ subject: 'CN=router1.test', isSelfSigned: true, names: certifiedNames });
    expect(facts.until.getTime() - facts.from.getTime()).toBe(825 * 24 * 60 * 60 * 1000);
    expect(certificate).toBe(await readFile(place.certificate, 'utf8'));
    expect(key).toBe(await readFile(place.key, 'utf8'));
  });

  test('with the fingerprint that openssl shows', async () => {
    const words = ['x509', '-in', place.certificate, '-noout', '-fingerprint', '-sha256'];
    const shown = execFileSync('openssl', words, { encoding: 'utf8' });
    expect(shown.trim()).toBe(`sha256 Fingerprint=${(await readKeyPair(place)).facts.fingerprint}`);
  });

  test('also when it has ended', async () => {
    redate(place, '2020-01-01', '2020-02-01');
    const { facts } = await readKeyPair(place);
    expect([facts.from, facts.until]).toEqual([new Date('2020-01-01'), new Date('2020-02-01')]);
  });

  test('with those of its issuers behind it', async () => {
    const own = await readFile(place.certificate, 'utf8');
    const other = certificateIn(join(folder, 'other'));
    await makeTestCertificate(other, ['issuer.test']);
    await writeFile(place.certificate, own + (await readFile(other.certificate, 'utf8')));
    expect((await readKeyPair(place)).facts.subject).toBe('CN=router1.test');
  });

  test('with a key that its group may read', async () => {
    await chmod(place.key, 0o640);
    await expect(readKeyPair(place)).resolves.toBeDefined();
  });
});

describe('A certificate is refused', () => {
  const refusal = (params: object) =>
    expect(readKeyPair(place)).rejects.toMatchObject({ reason: 'certificate_unusable', params });

  test('when it or its key is not there', async () => {
    await rm(place.key);
    await refusal({ path: place.key, why: 'missing' });
    await rm(place.certificate);
    await refusal({ path: place.certificate, why: 'missing' });
  });

  test.each([0o644, 0o604, 0o602])('when everybody has a right on its key: %o', async (mode) => {
    await chmod(place.key, mode);
    await refusal({ path: place.key, why: 'open', commands: [`chmod o-rwx ${place.key}`] });
  });

  test('when the key is that of another one', async () => {
    await writeFile(place.key, newKey());
    await refusal({ path: place.key, why: 'mismatch' });
  });

  test('when the key needs a passphrase', async () => {
    await writeFile(place.key, newKey('secret'));
    await refusal({ path: place.key, why: 'encrypted' });
  });

  test('when either is something else', async () => {
    const certificate = await readFile(place.certificate);
    await writeFile(place.certificate, await readFile(place.key));
    await refusal({ path: place.certificate, why: 'no_certificate' });
    await writeFile(place.certificate, certificate);
    await writeFile(place.key, certificate);
    await refusal({ path: place.key, why: 'no_key' });
  });

  test('when it is a folder', async () => {
    await rm(place.certificate);
    execFileSync('mkdir', [place.certificate]);
    await refusal({ path: place.certificate, why: 'unreadable' });
  });

  test('when its key is too short for the library that encrypts, which says so', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 512 });
    await writeFile(place.key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    redate(place, '2026-01-01', '2027-01-01');
    await refusal({ why: 'refused', said: expect.stringContaining('key too small') });
  });
});
