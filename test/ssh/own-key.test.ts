import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConsoleKey } from '../../src/adapters/files/console-key.js';
import { installKey } from '../../src/adapters/ssh/install-key.js';
import { fingerprintOf } from '../../src/core/ssh/host-key.js';
import { authorizedKeysLine, publicLine } from '../../src/core/ssh/key-text.js';
import { type Sshd, sshFolder, startSshd } from '../support/sshd.js';
import { connected, everything, failureOf, keyLogin, targetAt } from './connections.js';

const printed = (...words: string[]) => execFileSync('ssh-keygen', words, { encoding: 'utf8' }).trim();

describe('the key made for this console', () => {
  it('is a key that OpenSSH reads, for its owner alone', async () => {
    const folder = sshFolder();
    const key = openConsoleKey(folder);
    expect(await key.current()).toBeUndefined();
    const made = await key.make('lvs-console@lb1');
    expect(statSync(made.path).mode & 0o777).toBe(0o600);
    expect(printed('-yf', made.path)).toBe(publicLine(made.publicKey, 'lvs-console@lb1'));
    expect(printed('-lf', made.path)).toBe(`256 ${fingerprintOf(made.publicKey)} lvs-console@lb1 (ED25519)`);
    expect(await openConsoleKey(folder).current()).toEqual(made);
  });

  it('is another one each time', async () => {
    const first = await openConsoleKey(sshFolder()).make('c');
    const second = await openConsoleKey(sshFolder()).make('c');
    expect(first.publicKey).not.toEqual(second.publicKey);
  });

  it('stays in use until its successor takes its place', async () => {
    const folder = sshFolder();
    const key = openConsoleKey(folder);
    const first = await key.make('c');
    const second = await key.make('c');
    expect(await key.current()).toEqual(first);
    expect(await key.next()).toEqual(second);
    await key.takeNext();
    expect(await key.current()).toEqual({ path: first.path, publicKey: second.publicKey });
    expect(await key.next()).toBeUndefined();
    expect(readdirSync(folder)).toEqual(['id_ed25519']);
  });
});

describe('putting the key on the other router', () => {
  /** A login with a password into a home that is made for the test. */
  async function home(sshd: Sshd) {
    const connection = await connected(targetAt(sshd, { kind: 'password', password: 'once' }));
    return connection.files();
  }

  /** The home of the account is where SFTP begins. */
  const inHome = async () => {
    const own = join(sshFolder(), 'home');
    mkdirSync(own, { mode: 0o700 });
    const sshd = await startSshd({
      password: 'once',
      config: [`ForceCommand internal-sftp -d ${own}`],
    });
    return { sshd, own, path: join(own, '.ssh', 'authorized_keys') };
  };

  const line = async () => {
    const { path, publicKey } = await openConsoleKey(sshFolder()).make('lvs-console@lb1');
    return {
      path,
      publicKey,
      line: authorizedKeysLine(publicKey, { from: ['127.0.0.1'], comment: 'lvs-console' }),
    };
  };

  it('makes the folder and the file, and changes nothing the second time', async () => {
    const { sshd, own, path } = await inHome();
    const files = await home(sshd);
    const key = await line();
    expect(await installKey(files, key.publicKey, key.line)).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe(`${key.line}\n`);
    expect(statSync(join(own, '.ssh')).mode & 0o777).toBe(0o700);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await installKey(files, key.publicKey, key.line)).toBe(false);
    expect(readdirSync(join(own, '.ssh'))).toEqual(['authorized_keys']);
  });

  it('leaves the keys of others and the mode of the file as they are', async () => {
    const { sshd, own, path } = await inHome();
    mkdirSync(join(own, '.ssh'), { mode: 0o755 });
    writeFileSync(path, '# caf\xe9\nssh-ed25519 AAAA somebody', 'latin1');
    chmodSync(path, 0o644);
    const key = await line();
    await installKey(await home(sshd), key.publicKey, key.line);
    expect(readFileSync(path, 'latin1')).toBe(`# caf\xe9\nssh-ed25519 AAAA somebody\n${key.line}\n`);
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(statSync(join(own, '.ssh')).mode & 0o777).toBe(0o755);
  });

  it('does not write through a link', async () => {
    const { sshd, own, path } = await inHome();
    mkdirSync(join(own, '.ssh'), { mode: 0o700 });
    symlinkSync(join(own, 'elsewhere'), path);
    const key = await line();
    const failure = await failureOf(installKey(await home(sshd), key.publicKey, key.line));
    expect(failure).toMatchObject({ reason: 'ssh_file', params: { path, fault: 'other_kind' } });
    expect(readdirSync(own)).toEqual(['.ssh']);
  });

  it('lets the console in for its program alone, from its address alone', async () => {
    const { sshd: first, path } = await inHome();
    const key = await line();
    await installKey(await home(first), key.publicKey, key.line);

    const sshd = await startSshd();
    const program = '#!/bin/sh\nprintf "%s|%s" "$*" "$SSH_ORIGINAL_COMMAND"\n';
    writeFileSync(join(sshd.folder, 'bin', 'lvs-console-router'), program, { mode: 0o755 });
    sshd.authorize(readFileSync(path, 'utf8').trim());
    const connection = await connected(targetAt(sshd, { kind: 'console_key', path: key.path }));
    expect(await everything(await connection.channel())).toBe('remote|lvs-console-router remote');
    expect(await failureOf(connection.files())).toMatchObject({
      reason: 'ssh_request_refused',
      params: { request: 'sftp' },
    });

    sshd.authorize(authorizedKeysLine(key.publicKey, { from: ['192.0.2.1'], comment: 'c' }));
    const elsewhere = connected(targetAt(sshd, { kind: 'console_key', path: key.path }));
    expect((await failureOf(elsewhere)).reason).toBe('ssh_login_refused');
  });

  it('a login without a command of its own starts the same program', async () => {
    const sshd = await startSshd();
    const program = '#!/bin/sh\nprintf "%s" "$*"\n';
    writeFileSync(join(sshd.folder, 'bin', 'lvs-console-router'), program, { mode: 0o755 });
    const connection = await connected(targetAt(sshd, keyLogin(sshd)));
    expect(await everything(await connection.channel())).toBe('remote');
  });
});
