import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RemoteFiles } from '../../src/core/ssh/connection.js';
import { type Sshd, type SshdOptions, startSshd } from '../support/sshd.js';
import { connected, failureOf, keyLogin, targetAt } from './connections.js';

const old = Buffer.from('serial_no = 1\n');
const text = Buffer.from('serial_no = 2\n');

/** A daemon, files over it, and a folder with one file. */
async function start(options: SshdOptions = {}) {
  const sshd = await startSshd(options);
  const files = await (await connected(targetAt(sshd, keyLogin(sshd)))).files();
  const folder = join(sshd.folder, 'ha');
  mkdirSync(folder, { mode: 0o755 });
  const path = join(folder, 'lvs.cf');
  writeFileSync(path, old);
  return { sshd, files, folder, path };
}

const faultOf = async (work: Promise<unknown>) => {
  const { reason, params } = await failureOf(work);
  return { reason, fault: (params as { fault?: string }).fault };
};

describe('a file on the other router', () => {
  it('is replaced, and nothing else is left beside it', async () => {
    const { files, folder, path } = await start();
    const steps: string[] = [];
    await files.replace(path, text, (step) => steps.push(step));
    expect(readFileSync(path)).toEqual(text);
    expect(readdirSync(folder)).toEqual(['lvs.cf']);
    expect(steps).toEqual(['look', 'upload', 'sync', 'rename', 'verify']);
  });

  it('is read, and nothing where there is nothing', async () => {
    const { files, folder, path } = await start();
    expect(await files.read(path, 100)).toEqual(old);
    expect(await files.read(join(folder, 'none'), 100)).toBeUndefined();
    expect(await files.read(join(folder, 'no', 'folder'), 100)).toBeUndefined();
    writeFileSync(path, '');
    expect(await files.read(path, 100)).toEqual(Buffer.alloc(0));
  });

  it('survives in every byte, however many there are', async () => {
    const { files, path } = await start();
    for (const size of [0, 1, 128 * 1024 - 1, 128 * 1024, 5_000_003]) {
      const bytes = randomBytes(size);
      await files.replace(path, bytes);
      expect(readFileSync(path).equals(bytes), String(size)).toBe(true);
      expect((await files.read(path, size))?.equals(bytes), String(size)).toBe(true);
    }
  });

  it('keeps its mode, its owner and its group', async () => {
    const { files, path } = await start();
    chownSync(path, 12345, 12346);
    chmodSync(path, 0o640);
    await files.replace(path, text);
    const { uid, gid, mode } = statSync(path);
    expect({ uid, gid, mode: mode & 0o7777 }).toEqual({ uid: 12345, gid: 12346, mode: 0o640 });
  });

  it('is its owner’s alone where there was none', async () => {
    const { files, folder } = await start();
    const path = join(folder, 'new.cf');
    await files.replace(path, text);
    expect(readFileSync(path)).toEqual(text);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('that holds something else by the time it is read back is a failure', async () => {
    const { files, path } = await start();
    const meddling = files.replace(path, text, (step) => step === 'verify' && writeFileSync(path, 'other'));
    expect(await faultOf(meddling)).toEqual({ reason: 'ssh_file', fault: 'other_bytes' });
  });

  it('is not read when it is larger than it may be', async () => {
    const { files, path } = await start();
    expect(await faultOf(files.read(path, old.length - 1))).toEqual({
      reason: 'ssh_file',
      fault: 'too_large',
    });
  });

  it.each([
    ['a pipe', (path: string) => execFileSync('mkfifo', [path])],
    ['a symbolic link', (path: string) => symlinkSync('/etc/hostname', path)],
    ['a symbolic link to nothing', (path: string) => symlinkSync('/nowhere', path)],
    ['a folder', (path: string) => mkdirSync(path)],
  ])('is neither read nor replaced when it is %s', async (_what, make) => {
    const { files, folder } = await start();
    const path = join(folder, 'other.cf');
    make(path);
    const refused = { reason: 'ssh_file', fault: 'other_kind' };
    expect(await faultOf(files.replace(path, text))).toEqual(refused);
    expect(await faultOf(files.read(path, 100))).toEqual(refused);
    expect(readdirSync(folder).toSorted()).toEqual(['lvs.cf', 'other.cf']);
  });

  it('is not replaced where everybody may write in its folder', async () => {
    const { files, folder, path } = await start();
    chmodSync(folder, 0o777);
    expect(await faultOf(files.replace(path, text))).toEqual({ reason: 'ssh_file', fault: 'folder_open' });
    chmodSync(folder, 0o1777);
    await files.replace(path, text);
  });

  it('is not replaced where its folder is missing, or is none', async () => {
    const { files, folder, path } = await start();
    const missing = { reason: 'ssh_file', fault: 'missing' };
    expect(await faultOf(files.replace(join(folder, 'no', 'lvs.cf'), text))).toEqual(missing);
    expect(await faultOf(files.replace(join(path, 'lvs.cf'), text))).toEqual(missing);
  });

  it('is replaced in a folder that may not be listed', async () => {
    const { sshd, folder, path } = await start();
    const idOf = (which: '-u' | '-g') => Number(execFileSync('id', [which, 'nobody'], { encoding: 'utf8' }));
    chmodSync(sshd.folder, 0o755);
    chmodSync(folder, 0o300);
    for (const owned of [folder, path]) chownSync(owned, idOf('-u'), idOf('-g'));
    const files = await (await connected({ ...targetAt(sshd, keyLogin(sshd)), user: 'nobody' })).files();
    await files.replace(path, text);
    expect(readFileSync(path)).toEqual(text);
  });

  it('loses the leftovers of replacements that were cut off, but not those that are under way', async () => {
    const { files, folder, path } = await start();
    const leftover = join(folder, '.lvs.cf.0123456789abcdef.tmp');
    const underWay = join(folder, '.lvs.cf.fedcba9876543210.tmp');
    for (const name of [leftover, underWay, join(folder, '.lvs.cf.tmp')]) writeFileSync(name, 'half');
    utimesSync(leftover, 1, 1);
    await files.replace(path, text);
    expect(readdirSync(folder).toSorted()).toEqual(['.lvs.cf.fedcba9876543210.tmp', '.lvs.cf.tmp', 'lvs.cf']);
  });
});

describe('a disk that does not take the file', () => {
  /** The file in a file system that only the daemon has. */
  async function inMount(options: string, prepare: (sshd: Sshd) => void = () => {}) {
    const started = await start({ mounts: { disk: options } });
    prepare(started.sshd);
    const path = join(started.sshd.folder, 'disk', 'lvs.cf');
    const seen = join(started.sshd.seen, 'disk');
    return { ...started, path, seen };
  }

  async function refused(files: RemoteFiles, path: string, bytes: Buffer) {
    return (await faultOf(files.replace(path, bytes))).fault;
  }

  it('because it is full keeps the old one', async () => {
    const { files, path, seen } = await inMount('-o size=64k,mode=755');
    writeFileSync(join(seen, 'lvs.cf'), old);
    expect(await refused(files, path, randomBytes(200_000))).toBe('full');
    expect(readFileSync(join(seen, 'lvs.cf'))).toEqual(old);
    expect(readdirSync(seen)).toEqual(['lvs.cf']);
    await files.replace(path, text);
    expect(readFileSync(join(seen, 'lvs.cf'))).toEqual(text);
  });

  it('because it is read-only says so', async () => {
    const { files, path } = await inMount('-o ro,mode=755');
    expect(await refused(files, path, text)).toBe('read_only');
  });

  it('because the account has no right there says so', async () => {
    const { sshd, path, folder } = await start();
    // An account with no right of its own; root may do everything.
    chmodSync(sshd.folder, 0o755);
    const files = await (await connected({ ...targetAt(sshd, keyLogin(sshd)), user: 'nobody' })).files();
    expect(await faultOf(files.replace(path, text))).toEqual({ reason: 'ssh_file', fault: 'no_right' });
    expect(readFileSync(path)).toEqual(old);
    expect(readdirSync(folder)).toEqual(['lvs.cf']);
  });
});

describe('a server whose SFTP is poorer than OpenSSH’s', () => {
  it.each(['fsync@openssh.com', 'posix-rename@openssh.com'])(
    'without %s changes nothing',
    async (extension) => {
      const sftp = `/usr/lib/openssh/sftp-server -P ${extension.replace('@openssh.com', '')}`;
      const { files, folder, path } = await start({ sftp });
      const failure = await failureOf(files.replace(path, text));
      expect(failure).toMatchObject({ reason: 'ssh_sftp_poor', params: { extension } });
      expect(readFileSync(path)).toEqual(old);
      expect(readdirSync(folder)).toEqual(['lvs.cf']);
    },
  );
});
