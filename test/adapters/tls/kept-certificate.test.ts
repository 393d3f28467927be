import { mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type KeptCertificate, keepCertificate } from '../../../src/adapters/tls/kept-certificate.js';
import type { KeyPairPlace } from '../../../src/adapters/tls/key-pair.js';
import { certificateIn, makeTestCertificate } from '../../support/certificates.js';

let folder: string;
let place: KeyPairPlace;
let kept: KeptCertificate;
let refused: unknown[];
let renewals: number;
const interval = 20;
const patient = { timeout: 5_000 };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lvs-console-kept-'));
  place = certificateIn(folder);
  await makeTestCertificate(place);
  refused = [];
  renewals = 0;
});
afterEach(async () => {
  kept.close();
  await rm(folder, { recursive: true });
});

async function keep(at = place): Promise<string> {
  kept = await keepCertificate(at, { interval, onRefused: (error) => refused.push(error) });
  kept.onRenewed(() => {
    renewals += 1;
  });
  return fingerprint();
}

const fingerprint = () => kept.current().facts.fingerprint;

test('A certificate that is renewed on the disk is taken, and whoever asked is told', async () => {
  const first = await keep();
  const { fingerprint: second } = await makeTestCertificate(place);
  await expect.poll(fingerprint, patient).toBe(second);
  expect(second).not.toBe(first);
  expect(kept.current().key).toBe(await readFile(place.key, 'utf8'));
  expect(renewals).toBeGreaterThan(0);
});

test('A renewal that moves a symbolic link is taken too', async () => {
  const links = { certificate: join(folder, 'live.pem'), key: join(folder, 'live.key') };
  await symlink(place.certificate, links.certificate);
  await symlink(place.key, links.key);
  await keep(links);
  const next = certificateIn(join(folder, 'next'));
  const { fingerprint: second } = await makeTestCertificate(next);
  for (const name of ['key', 'certificate'] as const) {
    await symlink(next[name], `${links[name]}.new`);
    await rename(`${links[name]}.new`, links[name]);
  }
  await expect.poll(fingerprint, patient).toBe(second);
});

test('Of two files one is new first: until the other is, the pair before stays', async () => {
  const first = await keep();
  const other = certificateIn(join(folder, 'other'));
  const { fingerprint: second } = await makeTestCertificate(other);
  await writeFile(place.certificate, await readFile(other.certificate));
  // A busy machine may look twice at a file that is written in two steps.
  await expect
    .poll(() => refused.at(-1), patient)
    .toMatchObject({ params: { path: place.key, why: 'mismatch' } });
  expect([fingerprint(), renewals]).toEqual([first, 0]);
  await writeFile(place.key, await readFile(other.key));
  await expect.poll(fingerprint, patient).toBe(second);
});

test('A certificate that is taken away stays in use, and that is told once', async () => {
  const first = await keep();
  await rm(place.certificate);
  await expect.poll(() => refused, patient).toMatchObject([{ params: { why: 'missing' } }]);
  await new Promise((resume) => setTimeout(resume, interval * 5));
  expect([refused.length, fingerprint()]).toEqual([1, first]);
});

test('Files that do not change are not read again', async () => {
  await keep();
  const before = kept.current();
  await new Promise((resume) => setTimeout(resume, interval * 5));
  expect(kept.current()).toBe(before);
});
