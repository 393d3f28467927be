/** A long file that was read before it is replaced: what stays of it is copied over there. */
import { randomBytes, randomInt } from 'node:crypto';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { SshLogin } from '../../src/adapters/ssh/login.js';
import { startProxy } from '../support/cutting-proxy.js';
import { generateLines } from '../support/generate.js';
import { launchSshd, type Sshd, startSshd } from '../support/sshd.js';
import { connected, failureOf, keyLogin, targetAt } from './connections.js';

const text = generateLines(5000);
const old = Buffer.from(text);
const next = Buffer.from(text.replace('serial_no = 1', 'serial_no = 20').replace(/(?<=weight = )3$/m, '30'));
/** What a replacement sends beside the bytes of the file: a dozen requests, and the goodbye. */
const fewBytes = 8000;
const longAgo = Date.now() / 1000 - 100_000;

let sshd: Sshd;
let login: SshLogin;

beforeAll(async () => {
  sshd = await launchSshd(mkdtempSync(join(tmpdir(), 'lvs-console-ssh-')));
  login = keyLogin(sshd);
});

afterAll(async () => {
  await sshd.stop();
  rmSync(sshd.folder, { recursive: true });
});

/** A router with an old file that was read over a session; what is sent after that is counted. */
async function read(at = sshd, given = login, folder = mkdtempSync(join(at.folder, 'ha-'))) {
  const path = join(folder, 'lvs.cf');
  const proxy = await startProxy(at.port);
  onTestFinished(() => proxy.close());
  const here = join(at.seen, folder.slice(at.folder.length), 'lvs.cf');
  writeFileSync(here, old);
  utimesSync(here, longAgo, longAgo);
  const connection = await connected(targetAt(at, given, { port: proxy.port }));
  const files = await connection.files();
  expect((await files.read(path, old.length))?.equals(old)).toBe(true);
  const before = proxy.sent();
  return { connection, files, folder, here, path, proxy, sent: () => proxy.sent() - before };
}

describe('a long file that was read and is replaced by one that differs in a few lines', () => {
  it('is hardly sent at all, and every byte of it is there', async () => {
    const { files, folder, here, path, sent } = await read();
    const steps: string[] = [];
    await files.replace(path, next, (step) => steps.push(step));
    expect(readFileSync(here).equals(next)).toBe(true);
    expect(sent()).toBeLessThan(fewBytes);
    expect(steps).toEqual(['look', 'upload', 'sync', 'rename', 'verify']);
    expect(readdirSync(folder)).toEqual(['lvs.cf']);
  });

  it('is copied beside itself without being sent, too', async () => {
    const { files, here, path, sent } = await read();
    await files.replace(`${path}.previous`, old);
    expect(readFileSync(`${here}.previous`).equals(old)).toBe(true);
    await files.replace(path, next);
    expect(readFileSync(here).equals(next)).toBe(true);
    expect(sent()).toBeLessThan(2 * fewBytes);
  });

  it('keeps its mode', async () => {
    const { files, here, path } = await read();
    expect(statSync(here).mode & 0o777).toBe(0o644);
    await files.replace(path, next);
    expect(statSync(here).mode & 0o777).toBe(0o644);
  });

  it('is sent as a whole where everything in it is another', async () => {
    const { files, here, path, sent } = await read();
    const other = randomBytes(old.length);
    await files.replace(path, other);
    expect(readFileSync(here).equals(other)).toBe(true);
    expect(sent()).toBeGreaterThan(other.length);
  });

  it('is sent as a whole by a server that cannot copy', async () => {
    const poor = await startSshd({ sftp: '/usr/lib/openssh/sftp-server -P copy-data' });
    const { files, here, path, sent } = await read(poor, keyLogin(poor));
    await files.replace(path, next);
    expect(readFileSync(here).equals(next)).toBe(true);
    expect(sent()).toBeGreaterThan(next.length);
  });

  it('is sent as a whole when it was written just before it was read: a change could go unseen', async () => {
    const { files, here, path, sent } = await read();
    const now = Date.now() / 1000;
    utimesSync(here, now, now);
    await files.read(path, old.length);
    const before = sent();
    await files.replace(path, next);
    expect(readFileSync(here).equals(next)).toBe(true);
    expect(sent() - before).toBeGreaterThan(next.length);
  });

  it.each<[string, (path: string) => void]>([
    ['written over with as many bytes', (path) => writeFileSync(path, Buffer.alloc(old.length, 'x'))],
    ['cut short', (path) => truncateSync(path, 1000)],
    ['emptied', (path) => truncateSync(path)],
    ['made longer', (path) => writeFileSync(path, 'more\n', { flag: 'a' })],
  ])('becomes the new one in every byte although it was %s after it was read', async (_what, spoil) => {
    const { files, here, path, sent } = await read();
    await files.replace(path, next, (step) => step === 'upload' && spoil(here));
    expect(readFileSync(here).equals(next)).toBe(true);
    expect(sent()).toBeGreaterThan(next.length);
  });

  it('becomes the new one in every byte although another file took its place after it was read', async () => {
    const { files, here, path } = await read();
    const other = `${here}.other`;
    writeFileSync(other, Buffer.alloc(old.length, 'x'));
    utimesSync(other, longAgo, longAgo);
    renameSync(other, here);
    await files.replace(path, next);
    expect(readFileSync(here).equals(next)).toBe(true);
  });

  it('stays when the disk is full', async () => {
    const full = await startSshd({
      mounts: { disk: `-o size=${Math.ceil(old.length / 1024) + 60}k,mode=755` },
    });
    const folder = join(full.folder, 'disk');
    const { files, here, path } = await read(full, keyLogin(full), folder);
    expect(await failureOf(files.replace(path, next))).toMatchObject({ params: { fault: 'full' } });
    expect(readFileSync(here).equals(old)).toBe(true);
    expect(readdirSync(join(full.seen, 'disk'))).toEqual(['lvs.cf']);
  });

  it('cut off anywhere is the old one or the new one, and the next time heals', async () => {
    const whole = await read();
    await whole.files.replace(whole.path, next);
    const found: string[] = [];
    for (let cut = 0; cut < 12; cut++) {
      const folder = mkdtempSync(join(sshd.folder, 'ha-'));
      const { connection, files, here, path, proxy } = await read(sshd, login, folder);
      proxy.allow(randomInt(1, whole.sent()), 'cut');
      await files.replace(path, next).catch(() => undefined);
      connection.close();
      await connection.closed;
      const bytes = readFileSync(here);
      expect(bytes.equals(old) || bytes.equals(next)).toBe(true);
      found.push(bytes.equals(old) ? 'old' : 'new');
      await proxy.close();
      const healed = await (await connected(targetAt(sshd, login))).files();
      await healed.replace(path, next);
      expect(readFileSync(here).equals(next)).toBe(true);
    }
    expect(found).toContain('old');
  });
});
