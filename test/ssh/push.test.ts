/** A push through a real sshd to the real program, in every kind of trouble. */
import { createHash, randomInt } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openConfigFile } from '../../src/adapters/files/config-file.js';
import { openSshConnection } from '../../src/adapters/ssh/connect.js';
import { keepConnection } from '../../src/adapters/ssh/kept.js';
import type { SshLogin } from '../../src/adapters/ssh/login.js';
import { readConfig } from '../../src/core/lvscf/config.js';
import { ConsoleError } from '../../src/core/problem.js';
import type { PushOrder } from '../../src/core/push/api.js';
import type { PushResult } from '../../src/core/push/steps.js';
import { openPush } from '../../src/push/push.js';
import { startProxy } from '../support/cutting-proxy.js';
import { generateLines } from '../support/generate.js';
import { pairFile, virtualBlock } from '../support/router-world.js';
import { launchSshd, makeKey, type Sshd, startSshd } from '../support/sshd.js';
import { connected, everything, targetAt } from './connections.js';

const program = resolve(import.meta.dirname, '../../dist/router/main.js');
const first = pairFile(virtualBlock('web', '10.0.2.100', 'eth0:1'));
const second = pairFile(
  virtualBlock('web', '10.0.2.100', 'eth0:1') + virtualBlock('more', '10.0.2.110', 'eth0:2'),
);
/** Long enough to be packed on its way. */
const long = generateLines(1000);
const hashOf = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex');
const outcomes = ({ steps }: PushResult) => steps.map(({ name, detail }) => `${name} ${detail.code}`);
const lastReason = ({ steps }: PushResult) => {
  const detail = steps.at(-1)?.detail;
  return detail?.code === 'failed' ? detail.params.reason : detail?.code;
};

interface RouterOptions {
  /** What stands there; null: nothing. */
  readonly text?: string | null;
  /** Folder of lvs.cf, as only the daemon sees it. */
  readonly folder?: string;
  /** In place of our program. */
  readonly command?: string;
}

/** The other router behind a daemon: a folder, and a key that starts our program on it and nothing else. */
function routerBehind(sshd: Sshd, { command, folder, text = first }: RouterOptions = {}) {
  chmodSync(sshd.folder, 0o711);
  const own = mkdtempSync(join(sshd.folder, 'router-'));
  chmodSync(own, 0o755);
  const place = folder ?? join(own, 'etc');
  if (folder === undefined) mkdirSync(place);
  const path = join(place, 'lvs.cf');
  if (text !== null && folder === undefined) writeFileSync(path, text, 'latin1');
  const settings = join(own, 'router.json');
  writeFileSync(settings, JSON.stringify({ file: path, state: join(own, 'none'), keepalived: '/nowhere' }));
  const words = command ?? `${process.execPath} ${program} --settings ${settings} remote`;
  const login = oneMoreKey(sshd, `restrict,command="${words}"`);
  return { folder: place, login, path, text: () => readFileSync(path, 'latin1') };
}

/** A login beside those that the daemon takes already; `options` stand before its key. */
function oneMoreKey(sshd: Sshd, options = ''): SshLogin {
  const path = makeKey(sshd.folder, `key-${randomInt(2 ** 40)}`);
  const line = `${options} ${readFileSync(`${path}.pub`, 'utf8').trim()}`.trim();
  writeFileSync(join(sshd.folder, 'authorized_keys'), `${line}\n`, { flag: 'a' });
  return { kind: 'key_file', path };
}

interface PusherOptions {
  readonly text?: string;
  readonly port?: number;
  readonly copyTo?: string | null;
  readonly answer?: number;
}

/** A console that pushes to it. */
function pusher(
  sshd: Sshd,
  login: SshLogin,
  { answer, copyTo = null, port = sshd.port, text = second }: PusherOptions = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'lvs-console-push-'));
  const path = join(folder, 'lvs.cf');
  writeFileSync(path, text, 'latin1');
  const target = targetAt(sshd, login, { port, ...(answer === undefined ? {} : { limits: { answer } }) });
  const connection = keepConnection(() => openSshConnection(target));
  const push = openPush({
    folder: join(folder, 'push'),
    lvsCf: openConfigFile({ path, historyFolder: join(folder, 'history'), parse: readConfig }),
    target: async () => ({ to: `127.0.0.1:${port}`, copyTo }),
    connection,
    engine: {
      // Nobody may ask this router how it is, and nothing is applied on it.
      async run(verb) {
        if (verb !== 'state') expect.unreachable('nothing is applied here');
        throw new ConsoleError('engine_refused', 'router_missing', { program: 'lvs-console-router' });
      },
      trial: async () => undefined,
      wanted: async () => ({ identity: { role: 'primary', device: 'eth0', address: '10.0.2.50' } }),
    },
    version: JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')).version,
    host: 'lb1',
  });
  return {
    push,
    write: (next: string) => writeFileSync(path, next, 'latin1'),
    go: (order: Partial<PushOrder> = {}) =>
      push.push({ by: 'ann', applyThere: false, over: hashOf(first), ...order }),
    async close() {
      await push.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function closing<T extends { close(): Promise<void> }>(one: T): T {
  onTestFinished(() => one.close());
  return one;
}

describe('A push over SSH', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await launchSshd(mkdtempSync(join(tmpdir(), 'lvs-console-ssh-')));
  });
  afterAll(async () => {
    await sshd.stop();
    rmSync(sshd.folder, { recursive: true });
  });

  test('goes from nothing to the same file on both, and again over the same connection', async () => {
    const router = routerBehind(sshd, { text: null });
    const { go, push, write } = closing(pusher(sshd, router.login));
    const made = await go();
    expect([made.ok, outcomes(made)]).toEqual([
      true,
      [
        'connect connected',
        'compare first_push',
        'upload uploaded',
        'check checked',
        'keep nothing_to_keep',
        'rename replaced',
        'read_back read_back',
        'apply not_asked',
        'state state_told',
      ],
    ]);
    expect(router.text()).toBe(second);
    write(first);
    const again = await go();
    expect(outcomes(again)).toContain('compare as_pushed');
    expect(again.steps[0]?.ms).toBeLessThan(made.steps[0]?.ms ?? 0);
    expect(router.text()).toBe(first);
    expect(await push.state()).toMatchObject({ kind: 'in_sync' });
  });

  test('gives its key to nobody who wants anything else', async () => {
    const router = routerBehind(sshd);
    const connection = await connected(targetAt(sshd, router.login));
    const channel = await connection.channel();
    // Whatever is asked for, our program answers; and it knows no such thing.
    await channel.write(Buffer.from('cat /etc/shadow\n'));
    channel.end();
    const said = await everything(channel);
    expect(said).toContain('"hello":"lvs-console-router"');
    expect(said).toContain('"refused":"request"');
    expect(said).not.toContain('root:');
    await expect(connection.files()).rejects.toThrow();
  });

  test('tells what the other router looks like', async () => {
    const router = routerBehind(sshd);
    const { push } = closing(pusher(sshd, router.login));
    const { findings } = await push.inspect();
    expect(findings.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual(
      expect.arrayContaining([
        'program done',
        'folder done',
        'space done',
        'file done',
        'sudo done',
        'clock done',
      ]),
    );
  });

  test.each([
    ['there is no program of ours', 'sh -c "exit 127"', 'closed'],
    ['a shell greets first', 'echo Welcome to lb2', 'garbled'],
    ['the answer never ends', 'cat /dev/zero', 'garbled'],
    ['something else answers', 'cat /etc/passwd', 'garbled'],
  ] as const)('says so when %s', async (_what, command, why) => {
    const router = routerBehind(sshd, { command: command.replaceAll('"', '\\"') });
    const result = await closing(pusher(sshd, router.login)).go();
    expect(result.steps).toMatchObject([
      {
        name: 'connect',
        outcome: 'failed',
        detail: { params: { reason: 'push_far_fault', params: { why } } },
      },
    ]);
    expect(router.text()).toBe(first);
  });

  test('does not believe a router that lies about what it has', async () => {
    // The real program, with another hash in what it says after the file was replaced.
    const real = routerBehind(sshd);
    const wrong = hashOf('something else');
    const settings = join(real.folder, '..', 'router.json');
    const liar = join(real.folder, '..', 'liar.mjs');
    writeFileSync(
      liar,
      `import { spawn } from 'node:child_process';
const words = [${JSON.stringify(program)}, '--settings', ${JSON.stringify(settings)}, 'remote'];
const child = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] });
process.stdin.pipe(child.stdin);
child.stdout.on('data', (chunk) => {
  const lie = chunk.toString('latin1').replaceAll('${hashOf(second)}', '${wrong}');
  process.stdout.write(Buffer.from(lie, 'latin1'));
});
child.on('exit', () => process.exit());
`,
    );
    const router = routerBehind(sshd, { command: `${process.execPath} ${liar}` });
    const result = await closing(pusher(sshd, router.login)).go();
    expect(result).toMatchObject({ ok: false, hash: { there: null } });
    expect(result.steps.at(-1)).toMatchObject({
      name: 'read_back',
      outcome: 'failed',
      detail: { params: { reason: 'push_far_fault', params: { why: 'other_bytes' } } },
    });
    // What it said is not taken for what was pushed last.
    expect((await closing(pusher(sshd, real.login)).push.compare()).comparison.hashes.last).toBeUndefined();
  });

  test('copies the file, and says what nobody there could do, where there is no program of ours', async () => {
    const router = routerBehind(sshd);
    const login = oneMoreKey(sshd);
    const { go, push, write } = closing(pusher(sshd, login, { copyTo: router.path }));
    const result = await go({ applyThere: true });
    expect([result.ok, outcomes(result)]).toEqual([
      true,
      [
        'connect connected_copy_only',
        'compare replaces_theirs',
        'check not_checked',
        'keep kept_beside',
        'rename replaced',
        'read_back read_back',
        'apply not_possible',
        'state state_unknown',
      ],
    ]);
    expect(router.text()).toBe(second);
    expect(readFileSync(`${router.path}.previous`, 'latin1')).toBe(first);
    write(first);
    expect((await go()).ok).toBe(true);
    expect(await push.state()).toMatchObject({ kind: 'in_sync' });
  });

  test('is not kept waiting by a server that is frozen', async () => {
    const frozen = await startSshd();
    const router = routerBehind(frozen);
    const { go } = closing(pusher(frozen, router.login, { answer: 1 }));
    expect((await go()).ok).toBe(true);
    frozen.freeze();
    const from = performance.now();
    const result = await go({ over: hashOf(second) });
    frozen.thaw();
    expect(result.ok).toBe(false);
    expect(lastReason(result)).toMatch(/^ssh_/);
    expect(performance.now() - from).toBeLessThan(45_000);
    expect([first, second]).toContain(router.text());
  }, 240_000);

  test('says that the server opens no more sessions', async () => {
    const narrow = await startSshd({ config: ['MaxSessions 0'] });
    const router = routerBehind(narrow);
    const result = await closing(pusher(narrow, router.login)).go();
    expect(result.steps).toMatchObject([{ name: 'connect', outcome: 'failed' }]);
    expect(['ssh_sessions_full', 'ssh_request_refused', 'ssh_cut']).toContain(lastReason(result));
    expect(router.text()).toBe(first);
  });
});

describe.runIf(process.getuid?.() === 0)('A push to a disk that does not take it', () => {
  test.each([
    ['is read-only', '-o ro', /EROFS|read-only/i],
    ['is full', '-o size=8k', /ENOSPC|no space/i],
  ])('says that it %s, and leaves the file', async (_what, mount, said) => {
    const sshd = await startSshd({ mounts: { disk: mount } });
    const router = routerBehind(sshd, { folder: join(sshd.folder, 'disk') });
    const text = `${second}${`# ${'x'.repeat(100)}\n`.repeat(200)}`;
    const result = await closing(pusher(sshd, router.login, { text })).go();
    expect(result.steps.at(-1)).toMatchObject({
      name: 'upload',
      outcome: 'failed',
      detail: {
        params: {
          reason: 'push_far_file',
          params: { reason: 'disk_failed', said: expect.stringMatching(said) },
        },
      },
    });
    expect(readdirSync(join(sshd.seen, 'disk'))).toEqual([]);
  });
});

describe('A push that is cut off', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await launchSshd(mkdtempSync(join(tmpdir(), 'lvs-console-ssh-')));
  });
  afterAll(async () => {
    await sshd.stop();
    rmSync(sshd.folder, { recursive: true });
  });

  /** Pushes, with the way cut after so many bytes of it. @returns how many there were */
  async function cutPush(login: SshLogin, text: string, bytes: number) {
    const proxy = await startProxy(sshd.port);
    const one = pusher(sshd, login, { text, port: proxy.port });
    try {
      const { hashes } = (await one.push.compare()).comparison;
      const before = proxy.sent();
      proxy.allow(bytes, 'cut');
      const result = await one.go(hashes.there === undefined ? {} : { over: hashes.there });
      return { result, sent: proxy.sent() - before };
    } finally {
      await one.close();
      await proxy.close();
    }
  }

  test.each([
    ['at 200 others', second, 200],
    // Of packed bytes most are what is asked.
    ['at 50 others of a long file, which goes packed,', long, 50],
  ])(
    'after each of the first and last 64 bytes and %s leaves the old file or the new one',
    async (_where, pushed, others) => {
      const measured = routerBehind(sshd);
      const whole = (await cutPush(measured.login, pushed, Number.POSITIVE_INFINITY)).sent;
      expect(whole).toBeGreaterThan(1000);
      const ends = Array.from({ length: 64 }, (_, at) => [at, whole - 1 - at]).flat();
      const inside = Array.from({ length: others }, () => randomInt(64, whole - 64));
      const places = [...ends, ...inside];

      /** One router that is pushed to again and again; a file of each push differs from the one before. */
      async function worker(): Promise<void> {
        const router = routerBehind(sshd);
        const texts = new Set([first]);
        for (let at = places.pop(); at !== undefined; at = places.pop()) {
          const text = `${pushed}# push ${texts.size}\n`;
          texts.add(text);
          const { result } = await cutPush(router.login, text, at);
          expect(texts, `after ${at} of ${whole} bytes`).toContain(router.text());
          if (result.ok) expect(router.text()).toBe(text);
        }
        // What was under way when the way was cut is over by now, or soon.
        await expect
          .poll(() => readdirSync(router.folder).filter((name) => name.startsWith('.')), { timeout: 10_000 })
          .toEqual([]);
        const healed = await cutPush(router.login, pushed, Number.POSITIVE_INFINITY);
        expect([healed.result.ok, router.text()]).toEqual([true, pushed]);
      }

      await Promise.all([worker(), worker(), worker()]);
    },
    480_000,
  );

  test('is not known to have arrived, and the next one finds out', async () => {
    const router = routerBehind(sshd);
    const proxy = await startProxy(sshd.port);
    const one = closing(pusher(sshd, router.login, { port: proxy.port }));
    await one.push.compare();
    const before = proxy.sent();
    const told: string[] = [];
    // Cut as soon as the rules there have had their say: the file is about to be replaced.
    const result = await one.go({
      onStep: ({ name }) => {
        told.push(name);
        if (name === 'check') proxy.allow(200, 'cut');
      },
    });
    expect(proxy.sent()).toBeGreaterThan(before);
    expect([result.ok, result.hash.there]).toEqual([false, null]);
    proxy.allow(Number.POSITIVE_INFINITY, 'cut');
    await sleep(200);
    const next = await one.go({ over: hashOf(router.text()) });
    expect([next.ok, router.text()]).toEqual([true, second]);
    await proxy.close();
  });
});
