import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKnownHosts } from '../../src/adapters/files/known-hosts-file.js';
import { openSshConnection } from '../../src/adapters/ssh/connect.js';
import { fetchHostKey } from '../../src/adapters/ssh/host-key.js';
import { fingerprintOf } from '../../src/core/ssh/host-key.js';
import { makeKey, type Sshd, type SshdOptions, sshFolder, startSshd } from '../support/sshd.js';
import { connected, failureOf, keyLogin, knownLine, targetAt } from './connections.js';

/** A daemon that takes a key, and a known_hosts file of ours that does not know it yet. */
async function start(options: SshdOptions = {}) {
  const sshd = await startSshd(options);
  const path = join(sshFolder(), 'known_hosts');
  const file = openKnownHosts(path);
  const login = keyLogin(sshd);
  const target = async () => targetAt(sshd, login, { hostKeys: await file.read() });
  return { sshd, path, file, target, at: { address: '127.0.0.1', port: sshd.port } };
}

/** What ssh-keygen says of a key. */
function fingerprint(sshd: Sshd, type: 'ed25519' | 'rsa' | 'ecdsa' = 'ed25519'): string {
  const words = ['-lf', join(sshd.folder, `host_${type}.pub`)];
  return execFileSync('ssh-keygen', words, { encoding: 'utf8' }).split(' ')[1] ?? '';
}

/** The public half of a key that the daemon does not have. */
function strangeKey(folder: string): string {
  return readFileSync(`${makeKey(folder, 'strange')}.pub`, 'utf8').trim();
}

describe('the key of a host', () => {
  it('is shown as the router itself prints it, and nobody logs in for it', async () => {
    const { sshd, at } = await start({ hostKeys: ['rsa', 'ecdsa', 'ed25519'] });
    const key = await fetchHostKey(at);
    expect(key.type).toBe('ssh-ed25519');
    expect(fingerprintOf(key)).toBe(fingerprint(sshd));
    expect(sshd.log()).not.toMatch(/Failed|Invalid user|authenticating/);
  });

  it('is an RSA key where there is no other', async () => {
    const { sshd, at } = await start({ hostKeys: ['rsa'] });
    expect(fingerprintOf(await fetchHostKey(at))).toBe(fingerprint(sshd, 'rsa'));
  });

  it('that nobody confirmed ends the connection before anything secret is sent', async () => {
    const { sshd, target } = await start();
    expect(await failureOf(openSshConnection(await target()))).toEqual({
      reason: 'ssh_host_unknown',
      params: {
        address: '127.0.0.1',
        port: sshd.port,
        offered: { type: 'ssh-ed25519', fingerprint: fingerprint(sshd) },
        certified: false,
      },
    });
    expect(sshd.log()).not.toMatch(/publickey/);
  });

  it('that was confirmed is taken from then on, and the file is for its owner alone', async () => {
    const { file, path, target, at } = await start();
    await file.confirm(at, await fetchHostKey(at));
    await connected(await target());
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const found = execFileSync('ssh-keygen', ['-F', `[127.0.0.1]:${at.port}`, '-f', path], {
      encoding: 'utf8',
    });
    expect(found).toContain('ssh-ed25519');
  });

  it('that is another one than before stops everything, until the old one is removed on purpose', async () => {
    const { sshd, path, file, target, at } = await start();
    const strange = strangeKey(sshd.folder);
    writeFileSync(path, knownLine(sshd.port, strange), { mode: 0o600 });
    const [known] = execFileSync('ssh-keygen', ['-lf', '-'], { input: strange, encoding: 'utf8' })
      .split(' ')
      .slice(1);
    expect(await failureOf(openSshConnection(await target()))).toMatchObject({
      reason: 'ssh_host_changed',
      params: {
        offered: { fingerprint: fingerprint(sshd) },
        known: [{ type: 'ssh-ed25519', fingerprint: known }],
      },
    });
    await file.remove(at);
    expect((await failureOf(openSshConnection(await target()))).reason).toBe('ssh_host_unknown');
    await file.confirm(at, await fetchHostKey(at));
    await connected(await target());
  });

  it('that is revoked is refused although it was confirmed', async () => {
    const { sshd, path, file, target, at } = await start();
    await file.confirm(at, await fetchHostKey(at));
    appendFileSync(path, `@revoked * ${sshd.hostKey()}\n`);
    expect(await failureOf(openSshConnection(await target()))).toMatchObject({
      reason: 'ssh_host_revoked',
      params: { offered: { fingerprint: fingerprint(sshd) } },
    });
    await file.remove(at);
    expect((await failureOf(openSshConnection(await target()))).reason).toBe('ssh_host_revoked');
  });

  it('is found where ssh-keygen hashed the name, and removed from there', async () => {
    const { sshd, path, file, target, at } = await start();
    const lines = knownLine(sshd.port, sshd.hostKey()) + knownLine(1, strangeKey(sshd.folder));
    writeFileSync(path, lines, { mode: 0o600 });
    execFileSync('ssh-keygen', ['-H', '-f', path], { stdio: 'pipe' });
    expect(readFileSync(path, 'utf8')).not.toContain('127.0.0.1');
    await connected(await target());
    await file.remove(at);
    expect((await failureOf(openSshConnection(await target()))).reason).toBe('ssh_host_unknown');
    expect(readFileSync(path, 'utf8')).toMatch(/^\|1\|\S+ ssh-ed25519 \S+.*\n$/);
  });

  it('is asked for by the type that is known, although the host has a better one', async () => {
    const { sshd, path, target } = await start({ hostKeys: ['ed25519', 'rsa'] });
    writeFileSync(path, knownLine(sshd.port, sshd.hostKey('rsa')), { mode: 0o600 });
    await connected(await target());
  });

  it('is not judged by an authority, which is said', async () => {
    const { sshd, path, target } = await start();
    writeFileSync(path, `@cert-authority * ${strangeKey(sshd.folder)}\n`, { mode: 0o600 });
    expect(await failureOf(openSshConnection(await target()))).toMatchObject({
      reason: 'ssh_host_unknown',
      params: { certified: true },
    });
  });
});
