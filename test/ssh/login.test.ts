import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentAuthMethod, OpenSSHAgent, ParsedKey, PublicKeyAuthMethod } from 'ssh2';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSshConnection } from '../../src/adapters/ssh/connect.js';
import { usualLimits } from '../../src/adapters/ssh/limits.js';
import { readyLogin, type SshLogin } from '../../src/adapters/ssh/login.js';
import { makeKey, type Sshd, sshFolder, startSshd } from '../support/sshd.js';
import { connected, everything, failureOf, keyLogin, targetAt } from './connections.js';

const cat = 'restrict,command="cat"';

/** Whether a login gets so far that bytes go there and back. */
async function echoes(sshd: Sshd, login: SshLogin): Promise<string> {
  const channel = await (await connected(targetAt(sshd, login))).channel();
  await channel.write(Buffer.from('there and back'));
  channel.end();
  return everything(channel);
}

const publicHalf = (path: string) => readFileSync(`${path}.pub`, 'utf8').trim();

describe('logging in with a key', () => {
  it.each([
    ['an Ed25519 key', ['-t', 'ed25519', '-N', '']],
    ['an ECDSA key', ['-t', 'ecdsa', '-b', '384', '-N', '']],
    ['an RSA key', ['-t', 'rsa', '-b', '2048', '-N', '']],
    ['an RSA key in the older format', ['-t', 'rsa', '-b', '2048', '-m', 'PEM', '-N', '']],
  ])('works with %s', async (_kind, words) => {
    const sshd = await startSshd({ hostKeys: ['ed25519'] });
    const path = makeKey(sshd.folder, 'key', ...words);
    sshd.authorize(`${cat} ${publicHalf(path)}`);
    expect(await echoes(sshd, { kind: 'key_file', path })).toBe('there and back');
  });

  it('works with a key behind a passphrase, and says what is wrong with the passphrase', async () => {
    const sshd = await startSshd();
    const path = makeKey(sshd.folder, 'key', '-t', 'ed25519', '-N', 'très secret');
    sshd.authorize(`${cat} ${publicHalf(path)}`);
    expect(await echoes(sshd, { kind: 'key_file', path, passphrase: 'très secret' })).toBe('there and back');
    expect(await failureOf(echoes(sshd, { kind: 'key_file', path }))).toEqual({
      reason: 'ssh_key',
      params: { path, fault: 'encrypted' },
    });
    const wrong = await failureOf(echoes(sshd, { kind: 'key_file', path, passphrase: 'tres secret' }));
    expect(wrong.params).toEqual({ path, fault: 'passphrase' });
  });

  it('uses no key file that is missing, open to others, or no key', async () => {
    const sshd = await startSshd();
    const path = join(sshd.folder, 'key');
    const fault = async () => (await failureOf(echoes(sshd, { kind: 'key_file', path }))).params;
    expect(await fault()).toEqual({ path, fault: 'missing' });
    makeKey(sshd.folder, 'key');
    chmodSync(path, 0o640);
    expect(await fault()).toEqual({ path, fault: 'open' });
    writeFileSync(path, 'no key at all', { mode: 0o600 });
    chmodSync(path, 0o600);
    expect(await fault()).toEqual({ path, fault: 'format' });
    writeFileSync(path, publicHalf(path));
    expect(await fault(), 'a public half').toEqual({ path, fault: 'format' });
    expect(sshd.log().match(/Connection from/g), 'only the look whether it listens').toHaveLength(1);
  });

  it('says which ways the server offers when it does not take the key', async () => {
    const sshd = await startSshd({ password: 'secret' });
    const path = makeKey(sshd.folder, 'stranger');
    const failure = await failureOf(openSshConnection(targetAt(sshd, { kind: 'console_key', path })));
    expect(failure).toEqual({
      reason: 'ssh_login_refused',
      params: {
        address: '127.0.0.1',
        port: sshd.port,
        user: sshd.user,
        login: 'console_key',
        offers: ['publickey', 'password'],
        partial: false,
      },
    });
  });

  it('says that a second proof is wanted', async () => {
    const config = ['AuthenticationMethods publickey,password'];
    const sshd = await startSshd({ config, password: 'secret' });
    const failure = await failureOf(openSshConnection(targetAt(sshd, keyLogin(sshd))));
    expect(failure).toMatchObject({
      reason: 'ssh_login_refused',
      params: { partial: true, offers: ['password'] },
    });
  });

  it('signs with SHA-2 alone, although a server that names no algorithm is believed to want SHA-1', async () => {
    const path = makeKey(sshFolder(), 'key', '-t', 'rsa', '-b', '2048', '-N', '');
    const [method] = await readyLogin({ kind: 'key_file', path }, 'root', usualLimits);
    const { key } = method as PublicKeyAuthMethod & { key: ParsedKey };
    expect(key.sign(Buffer.from('x'), 'sha256')).toBeInstanceOf(Buffer);
    expect(key.sign(Buffer.from('x'), 'sha1')).toBeInstanceOf(Error);
  });
});

describe('logging in with an agent', () => {
  async function startAgent(folder: string): Promise<string> {
    const socket = join(folder, 'agent');
    const agent: ChildProcess = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
    onTestFinished(() => {
      agent.kill();
    });
    while (!existsSync(socket)) await sleep(10);
    return socket;
  }

  it('takes the key that the agent holds, an RSA one too', async () => {
    const sshd = await startSshd();
    const socket = await startAgent(sshd.folder);
    const rsa = makeKey(sshd.folder, 'rsa', '-t', 'rsa', '-b', '2048', '-N', '');
    const env = { ...process.env, SSH_AUTH_SOCK: socket };
    execFileSync('ssh-add', ['-q', makeKey(sshd.folder, 'other')], { env, stdio: 'pipe' });
    execFileSync('ssh-add', ['-q', rsa], { env, stdio: 'pipe' });
    sshd.authorize(`${cat} ${publicHalf(rsa)}`);
    expect(await echoes(sshd, { kind: 'agent', socket })).toBe('there and back');
  });

  it('has it sign with SHA-2 alone', async () => {
    const folder = sshFolder();
    const socket = await startAgent(folder);
    const rsa = makeKey(folder, 'rsa', '-t', 'rsa', '-b', '2048', '-N', '');
    execFileSync('ssh-add', ['-q', rsa], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'pipe' });
    const [method] = await readyLogin({ kind: 'agent', socket }, 'root', usualLimits);
    const { agent } = method as AgentAuthMethod & { agent: OpenSSHAgent };
    const signed = (hash: 'sha1' | 'sha256') =>
      new Promise((resolve) => {
        agent.sign(publicHalf(rsa), Buffer.from('x'), { hash }, (error, signature) =>
          resolve(error ?? signature),
        );
      });
    expect(await signed('sha256')).toBeInstanceOf(Buffer);
    expect(await signed('sha1')).toBeInstanceOf(Error);
  });

  it('says that there is no agent, or no key in it', async () => {
    const sshd = await startSshd();
    const params = async (socket: string) =>
      (await failureOf(echoes(sshd, { kind: 'agent', socket }))).params;
    expect(await params('')).toEqual({ path: '', fault: 'unnamed' });
    const nowhere = join(sshd.folder, 'nowhere');
    expect(await params(nowhere)).toEqual({ path: nowhere, fault: 'absent' });
    const socket = await startAgent(sshd.folder);
    expect(await params(socket)).toEqual({ path: socket, fault: 'empty' });
  });

  it('does not wait for an agent that does not answer', async () => {
    const socket = join(sshFolder(), 'mute');
    let asked = 0;
    const mute = createServer((connection) => {
      asked++;
      connection.once('close', () => asked--).resume();
    });
    await new Promise<void>((resolve) => mute.listen(socket, resolve));
    onTestFinished(() => void mute.close());
    const failure = await failureOf(
      readyLogin({ kind: 'agent', socket }, 'root', { ...usualLimits, login: 0.2 }),
    );
    expect(failure).toEqual({ reason: 'ssh_agent', params: { path: socket, fault: 'absent' } });
    await vi.waitFor(() => expect(asked, 'nothing stays open').toBe(0));
  });
});

describe('logging in with a password', () => {
  it('works, also with letters of other alphabets', async () => {
    const sshd = await startSshd({ password: 'pässwörd €' });
    const connection = await connected(targetAt(sshd, { kind: 'password', password: 'pässwörd €' }));
    expect(connection.server).toMatch(/^SSH-2\.0-OpenSSH/);
  });

  it('is refused with a wrong one, of which nothing is said', async () => {
    const sshd = await startSshd({ password: 'right' });
    const work = openSshConnection(targetAt(sshd, { kind: 'password', password: 'wrong-secret' }));
    const failure = await failureOf(work);
    expect(failure).toMatchObject({ reason: 'ssh_login_refused', params: { login: 'password' } });
    expect(JSON.stringify(failure)).not.toContain('wrong-secret');
  });
});
