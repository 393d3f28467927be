import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSshConnection } from '../../src/adapters/ssh/connect.js';
import type { SshLogin } from '../../src/adapters/ssh/login.js';
import type { ConsoleError } from '../../src/core/problem.js';
import { type Fault, startProxy } from '../support/cutting-proxy.js';
import { launchSshd, type Sshd } from '../support/sshd.js';
import { keyLogin, targetAt } from './connections.js';

const old = Buffer.from('serial_no = 1\n');
const text = randomBytes(20_000);

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

/** A folder of its own with the old file, so that several replacements can be under way. */
function place(): { readonly folder: string; readonly path: string } {
  const folder = mkdtempSync(join(sshd.folder, 'ha-'));
  const path = join(folder, 'lvs.cf');
  writeFileSync(path, old);
  return { folder, path };
}

/** Replaces a file over a way that ends after so many bytes of the replacement. @returns how many there were, and why it failed */
async function replaceCut(path: string, bytes: number, fault: Fault, answer = 5) {
  const proxy = await startProxy(sshd.port);
  try {
    const connection = await openSshConnection(
      targetAt(sshd, login, { port: proxy.port, limits: { answer } }),
    );
    try {
      const files = await connection.files();
      const before = proxy.sent();
      proxy.allow(bytes, fault);
      const failure = await files.replace(path, text).then(
        () => undefined,
        (error: unknown) => error,
      );
      return { sent: proxy.sent() - before, failure };
    } finally {
      connection.close();
    }
  } finally {
    await proxy.close();
  }
}

/** Looks at a file after a cut: the old bytes or the new ones. */
function oldOrNew(path: string): 'old' | 'new' | 'half' {
  const found = readFileSync(path);
  if (found.equals(old)) return 'old';
  return found.equals(text) ? 'new' : 'half';
}

async function cutAt(bytes: number): Promise<'old' | 'new' | 'half'> {
  const { folder, path } = place();
  const { failure } = await replaceCut(path, bytes, 'cut');
  const found = oldOrNew(path);
  // Once every byte was read back, what is cut is only the clearing up.
  if (failure === undefined) expect(found).toBe('new');
  else expect(failure, `after ${bytes} bytes`).toMatchObject({ reason: 'ssh_cut' });
  // The next replacement heals, whatever the last one left.
  expect((await replaceCut(path, Number.POSITIVE_INFINITY, 'cut')).failure).toBeUndefined();
  expect(oldOrNew(path)).toBe('new');
  expect(
    readdirSync(folder).filter((name) => !/^(lvs\.cf|\.lvs\.cf\.[0-9a-f]{16}\.tmp)$/.test(name)),
  ).toEqual([]);
  rmSync(folder, { recursive: true });
  return found;
}

/** Four at a time: each has connections of its own. */
async function cutAtEach(points: readonly number[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (let i = 0; i < points.length; i += 4) {
    found.push(...(await Promise.all(points.slice(i, i + 4).map(cutAt))));
  }
  return found;
}

describe('a replacement that is cut', { timeout: 300_000 }, () => {
  let whole = 0;

  beforeAll(async () => {
    whole = (await replaceCut(place().path, Number.POSITIVE_INFINITY, 'cut')).sent;
  });

  it('after each of its first 64 bytes leaves the old file', async () => {
    const found = await cutAtEach(Array.from({ length: 64 }, (_, i) => i));
    expect(new Set(found)).toEqual(new Set(['old']));
  });

  it('after each of its last 64 bytes leaves the new file', async () => {
    const found = await cutAtEach(Array.from({ length: 64 }, (_, i) => whole - 64 + i));
    expect(new Set(found)).toEqual(new Set(['new']));
  });

  it('at 200 random points leaves the old or the new file, never half of it', async () => {
    const found = await cutAtEach(Array.from({ length: 200 }, () => randomInt(1, whole)));
    expect(found).not.toContain('half');
    expect(found).toContain('old');
  });

  it('is noticed, and not waited for, when the way is only blocked', async () => {
    const { path } = place();
    const { failure } = await replaceCut(path, Math.floor(whole / 2), 'freeze', 0.5);
    expect((failure as ConsoleError).reason).toBe('ssh_silent');
    expect(oldOrNew(path)).toBe('old');
  });
});

it('a replacement during which the server is frozen ends, and the file is old or new', async () => {
  const { path } = place();
  const connection = await openSshConnection(targetAt(sshd, login, { limits: { answer: 0.5 } }));
  const files = await connection.files();
  const failure = files
    .replace(path, text, (step) => step === 'sync' && sshd.freeze())
    .catch((error) => error);
  try {
    expect(((await failure) as ConsoleError).reason).toBe('ssh_silent');
    expect(oldOrNew(path)).toBe('old');
  } finally {
    sshd.thaw();
    connection.close();
  }
});

it('two replacements at once leave one of the two files', async () => {
  const { folder, path } = place();
  const texts = [randomBytes(300_000), randomBytes(300_000)];
  const connection = await openSshConnection(targetAt(sshd, login));
  try {
    const files = await connection.files();
    const done = await Promise.allSettled(texts.map((one) => files.replace(path, one)));
    const found = readFileSync(path);
    expect(texts.some((one) => one.equals(found))).toBe(true);
    expect(readdirSync(folder)).toEqual(['lvs.cf']);
    const failed = done.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    for (const { reason } of failed) expect(reason).toMatchObject({ params: { fault: 'other_bytes' } });
    expect(failed.length).toBeLessThan(2);
  } finally {
    connection.close();
  }
});
