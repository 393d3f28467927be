/** The command on real files, with the real openssl. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { certificateIn, makeTestCertificate, redate } from '../support/certificates.js';
import { runRealCommand } from '../support/real-command.js';

let state: string;
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'lvs-console-certificate-'));
});
afterEach(() => rm(state, { recursive: true }));

const run = promisify(execFile);

const certificate = (...args: readonly string[]) =>
  runRealCommand(['certificate', '--state', state, ...args]);

const settings = (content: object) => writeFile(join(state, 'console.json'), JSON.stringify(content));

/** The lines `name   value` of the output. */
const valuesIn = (stdout: string) =>
  Object.fromEntries(stdout.split('\n').map((line) => [line.slice(0, 13).trim(), line.slice(13)]));

describe('lvs-console certificate', () => {
  test('makes one for this machine, for the names of the settings, and for those it is given', async () => {
    await settings({ hosts: ['lvs.example'] });
    const { status, stdout } = await certificate('--make', 'Router1.test', '192.0.2.10');
    expect(status).toBe(0);
    expect(stdout).toContain('From its next start on, the console speaks HTTPS with it.');
    const values = valuesIn(stdout);
    expect(values).toMatchObject({ subject: 'CN=router1.test', issuer: 'itself' });
    const names = values['names']?.split(', ') ?? [];
    expect(names.slice(0, 3)).toEqual(['router1.test', '192.0.2.10', 'lvs.example']);
    for (const own of [hostname().toLowerCase(), '127.0.0.1', 'localhost']) expect(names).toContain(own);
    expect((await stat(certificateIn(state).key)).mode & 0o777).toBe(0o600);
  });

  test('shows it with the fingerprint that openssl and browsers show', async () => {
    await certificate('--make');
    const { status, stdout } = await certificate();
    expect(status).toBe(0);
    const words = ['x509', '-in', certificateIn(state).certificate, '-noout', '-fingerprint', '-sha256'];
    const shown = await run('openssl', words);
    expect(shown.stdout.trim()).toBe(`sha256 Fingerprint=${valuesIn(stdout)['SHA-256']}`);
    expect(valuesIn(stdout)['until']).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
  });

  test('gives up one that is there only with --replace', async () => {
    await certificate('--make');
    const key = await readFile(certificateIn(state).key);
    const refused = await certificate('--make');
    expect([refused.status, refused.stderr]).toEqual([
      1,
      `lvs-console: ${certificateIn(state).key} exists already, and is left as it is; --replace gives it up.\n`,
    ]);
    expect(await readFile(certificateIn(state).key)).toEqual(key);
    expect((await certificate('--make', '--replace')).status).toBe(0);
    expect(await readFile(certificateIn(state).key)).not.toEqual(key);
  });

  test('says that there is none, and how to make one', async () => {
    expect(await certificate()).toMatchObject({
      status: 1,
      stderr: 'lvs-console: there is no certificate; lvs-console certificate --make makes one\n',
    });
  });

  test('shows one of the settings, says that it has ended, and makes none beside it', async () => {
    const named = certificateIn(join(state, 'own'));
    await makeTestCertificate(named, ['router1.test']);
    redate(named, '2020-01-01', '2020-02-01');
    await settings({ tls: { certificate: 'own/tls/certificate.pem', key: 'own/tls/key.pem' } });
    const { status, stdout } = await certificate();
    expect(status).toBe(0);
    expect(valuesIn(stdout)).toMatchObject({ until: '2020-02-01 00:00:00 UTC', key: named.key });
    expect(stdout).toContain('The certificate of this console ended on 2020-02-01, and browsers refuse it.');
    const refused = await certificate('--make', '--replace');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain(
      `console.json names the certificate ${named.certificate}; nothing was made.`,
    );
  });

  test('says which command helps when others may read the key', async () => {
    await certificate('--make');
    await run('chmod', ['a+r', certificateIn(state).key]);
    const { status, stderr } = await certificate();
    expect(status).toBe(1);
    expect(stderr.trimEnd().split('\n')).toEqual([
      `lvs-console: ${certificateIn(state).key}: everybody on this machine may read this private key.`,
      'As root:',
      `  chmod o-rwx ${certificateIn(state).key}`,
    ]);
  });

  test.each([[['router1.test']], [['--replace']]])('%j without --make is wrongly called', async (args) => {
    const { status, stderr } = await certificate(...args);
    expect(status).toBe(2);
    expect(stderr).toContain('go with --make');
  });
});
