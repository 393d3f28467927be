import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ConsoleError } from '../../src/core/problem.js';
import { frameBytes, openFrameReader } from '../../src/core/push/frames.js';
import { type FarSide, meetFarSide } from '../../src/push/far-side.js';
import { scratchFolder } from '../adapters/files/scratch-folder.js';
import { channelOver, farRouter, remoteProgram, spawned } from '../support/far-router.js';
import { generateLines } from '../support/generate.js';

const old = '# old\nprimary = 192.0.2.1\n';
const next = '# new\nprimary = 192.0.2.9\n';
/** Long enough to be packed on its way. */
const long = generateLines(2000);
const by = { user: 'ann', router: 'lb1' };
const hashOf = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex');

/** A router of its own, with its lvs.cf in a folder. */
function router(
  text: string | null = old,
  { hasConsole = false, hello }: { readonly hasConsole?: boolean; readonly hello?: object } = {},
) {
  const folder = scratchFolder();
  const path = join(folder, 'lvs.cf');
  const state = join(folder, 'state');
  if (text !== null) writeFileSync(path, text, 'latin1');
  if (hasConsole) mkdirSync(state, { mode: 0o700 });
  const settings = join(folder, 'router.json');
  writeFileSync(
    settings,
    JSON.stringify({ file: path, state, engine: 'keepalived', keepalived: '/nowhere' }),
  );
  chmodSync(settings, 0o600);
  const open = farRouter({ path, state, version: '0.1.0', ...(hello && { hello }) });
  return { folder, path, state, settings, open, text: () => readFileSync(path, 'latin1') };
}

/** Offers and commits a text. */
async function sent(far: FarSide, text: string, over: string | null) {
  const { token } = await far.offer(Buffer.from(text, 'latin1'), over);
  return far.commit(token, by);
}

const failing = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ConsoleError);
      return error as ConsoleError;
    },
  );

describe('The far side of a push', () => {
  test('tells its file without and with its bytes', async () => {
    const { open } = router();
    const far = await meetFarSide(open());
    expect(await far.look()).toEqual({ sha256: hashOf(old), size: old.length, mtime: expect.any(Number) });
    expect(await far.fetch()).toMatchObject({ text: old });
    far.close();
  });

  test('says that there is no file', async () => {
    const far = await meetFarSide(router(null).open());
    expect(await far.look()).toBeNull();
    expect(await far.fetch()).toBeNull();
  });

  test('replaces its file, keeps the one before beside it, and leaves nothing else', async () => {
    const { folder, open, path, text } = router();
    chmodSync(path, 0o640);
    const far = await meetFarSide(open());
    const done = await sent(far, next, hashOf(old));
    expect(done).toMatchObject({
      file: { sha256: hashOf(next), size: next.length },
      kept: { where: 'beside' },
    });
    expect(text()).toBe(next);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readFileSync(`${path}.previous`, 'latin1')).toBe(old);
    expect(readdirSync(folder).sort()).toEqual(['lvs.cf', 'lvs.cf.previous', 'router.json']);
  });

  test('keeps the one before in the history of the console there', async () => {
    const { open, state } = router(old, { hasConsole: true });
    const done = await sent(await meetFarSide(open()), next, hashOf(old));
    expect(done.kept).toEqual({ where: 'history', path: join(state, 'history') });
    const index = readFileSync(join(state, 'history', 'index.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(index.map((line) => JSON.parse(line))).toMatchObject([
      { number: 1, hash: hashOf(old), panel: 'outside' },
      { number: 2, hash: hashOf(next), panel: 'push', user: 'ann', address: 'lb1' },
    ]);
  });

  test('makes a file where there is none', async () => {
    const { open, path, text } = router(null);
    const done = await sent(await meetFarSide(open()), next, null);
    expect(done.kept).toBeNull();
    expect(text()).toBe(next);
    expect(statSync(path).mode & 0o777).toBe(0o660);
  });

  test('keeps every byte', async () => {
    const every = `# ${Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))
      .join('')
      .replace(/[\0\n\r]/g, '')}\n${old}`;
    const { open, text } = router();
    const far = await meetFarSide(open());
    await sent(far, every, hashOf(old));
    expect(text()).toBe(every);
    expect((await far.fetch())?.text).toBe(every);
  });

  test.each([
    ['packed, with a program that knows how', undefined, true],
    ['as it is, with an older one', { hello: 'lvs-console-router', format: 1, version: '0.1.0' }, false],
  ])('sends and takes a long file %s', async (_how, hello, isPacked) => {
    const { open, text } = router(long, { ...(hello && { hello }) });
    const channel = open();
    let [came, went] = [0, 0];
    const far = await meetFarSide({
      ...channel,
      write: (bytes, given) => {
        went += bytes.length;
        return channel.write(bytes, given);
      },
      read: async (given) => {
        const bytes = await channel.read(given);
        came += bytes?.length ?? 0;
        return bytes;
      },
    });
    expect((await far.fetch())?.text).toBe(long);
    await sent(far, `${long}# more\n`, hashOf(long));
    expect(text()).toBe(`${long}# more\n`);
    for (const bytes of [came, went]) expect(bytes < long.length / 4).toBe(isPacked);
  });

  test.each<[string, Buffer, number]>([
    ['a thousand times as many as was said', brotliCompressSync(Buffer.alloc(50_000_000)), 50_000],
    ['fewer than was said', brotliCompressSync(long), long.length + 1],
    ['more than was said', brotliCompressSync(long), long.length - 1],
    ['cut off', brotliCompressSync(long).subarray(0, -1), long.length],
    ['no packed bytes', Buffer.from('virtual'), long.length],
  ])('takes no packed bytes that are %s', async (_what, bytes, size) => {
    const { folder, open, text } = router();
    const channel = open();
    const ask = async (head: object, payload?: Uint8Array) => {
      for (const piece of frameBytes(head, payload)) await channel.write(piece);
      const reader = openFrameReader({ head: 1e6, payload: 1e6 });
      for (;;) {
        const [frame] = reader.take((await channel.read()) ?? new Uint8Array());
        if (frame !== undefined) return frame.head;
      }
    };
    // What comes unasked is who is there.
    await channel.read();
    const offer = { ask: 'offer', sha256: hashOf(long), size, replaces: hashOf(old), packed: 'brotli' };
    expect(await ask(offer, bytes)).toEqual({ refused: 'other_bytes' });
    // The talk goes on.
    expect(await ask({ ask: 'hash' })).toMatchObject({ file: { sha256: hashOf(old) } });
    expect(text()).toBe(old);
    expect(readdirSync(folder).sort()).toEqual(['lvs.cf', 'router.json']);
    channel.close();
  });

  test('does not replace what somebody changed meanwhile', async () => {
    const { open, path, text } = router();
    const far = await meetFarSide(open());
    expect(await failing(far.offer(Buffer.from(next), hashOf('other')))).toMatchObject({
      reason: 'push_far_changed',
    });
    const { token } = await far.offer(Buffer.from(next), hashOf(old));
    writeFileSync(path, '# somebody was here\n');
    expect(await failing(far.commit(token, by))).toMatchObject({ reason: 'push_far_changed' });
    expect(text()).toBe('# somebody was here\n');
    expect(readdirSync(join(path, '..')).filter((name) => name.endsWith('.offer'))).toEqual([]);
  });

  test('does not take a file that the rules refuse, and says which lines', async () => {
    const { open, path, text } = router();
    const far = await meetFarSide(open());
    const refused = await failing(far.offer(Buffer.from('nonsense = 1\nvirtual x {\n'), hashOf(old)));
    expect(refused).toMatchObject({ reason: 'push_far_problems' });
    expect(refused.params).toMatchObject({
      problems: expect.arrayContaining([{ severity: 'refused', code: 'unknown_keyword', line: 1 }]),
    });
    expect(text()).toBe(old);
    expect(readdirSync(join(path, '..')).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('does not take a file that is more broken than the one there, but one that was so before', async () => {
    const broken = 'primary = 192.0.2.1\nvirtual x {\n active = 1\n address = 0.0.0.0 eth0:1\n}\n';
    const { open } = router();
    const far = await meetFarSide(open());
    expect(await failing(far.offer(Buffer.from(broken), hashOf(old)))).toMatchObject({
      reason: 'push_far_problems',
    });
    const same = router(broken);
    const { problems } = await (await meetFarSide(same.open())).offer(
      Buffer.from(`${broken}# more\n`),
      hashOf(broken),
    );
    expect(problems.length).toBeGreaterThan(0);
  });

  test('takes an offer away when it is discarded, replaced by another, or when the talk ends', async () => {
    const { folder, open } = router();
    const offers = () => readdirSync(folder).filter((name) => name.endsWith('.offer'));
    const channel = open();
    const far = await meetFarSide(channel);
    const first = await far.offer(Buffer.from(next), hashOf(old));
    expect(offers()).toHaveLength(1);
    expect(statSync(join(folder, offers()[0] ?? '')).mode & 0o777).toBe(0o600);
    const second = await far.offer(Buffer.from(`${next}# more\n`), hashOf(old));
    expect(offers()).toHaveLength(1);
    expect(await failing(far.commit(first.token, by))).toMatchObject({ params: { why: 'offer_gone' } });
    await far.discard(second.token);
    expect(offers()).toEqual([]);
    await far.offer(Buffer.from(next), hashOf(old));
    far.close();
    await channel.closed;
    expect(offers()).toEqual([]);
  });

  test('sweeps away what a program that died left an hour ago', async () => {
    const { folder, open } = router();
    const [stale, fresh] = ['.lvs.cf.00112233445566aa.offer', '.lvs.cf.00112233445566bb.offer'];
    for (const name of [stale, fresh, '.lvs.cf.nothing.offer']) writeFileSync(join(folder, name), 'x');
    const longAgo = Date.now() / 1000 - 3700;
    utimesSync(join(folder, stale), longAgo, longAgo);
    await sent(await meetFarSide(open()), next, hashOf(old));
    const left = readdirSync(folder).filter((name) => name.startsWith('.'));
    expect(left.sort()).toEqual([fresh, '.lvs.cf.nothing.offer'].sort());
  });

  test.each([
    ['a second name', (path: string) => linkSync(path, `${path}.second`), 'unsafe_place'],
    [
      'a folder in which everybody may write',
      (path: string) => chmodSync(join(path, '..'), 0o777),
      'unsafe_place',
    ],
  ] as const)('does not replace a file with %s', async (_what, spoil, reason) => {
    const { open, path, text } = router();
    spoil(path);
    expect(await failing(meetFarSide(open()).then((far) => sent(far, next, hashOf(old))))).toMatchObject({
      reason: 'push_far_file',
      params: { reason },
    });
    expect(text()).toBe(old);
  });

  test('does not read a folder, and follows no link to a place that is less safe', async () => {
    const { folder, path } = router();
    const asFile = (name: string) =>
      farRouter({ path: join(folder, name), state: '/nowhere', version: '0.1.0' });
    mkdirSync(join(folder, 'dir'));
    const isFolder = await meetFarSide(asFile('dir')());
    expect(await failing(isFolder.look())).toMatchObject({
      params: { reason: 'not_a_file', said: 'folder' },
    });
    mkdirSync(join(folder, 'open'), { mode: 0o777 });
    chmodSync(join(folder, 'open'), 0o777);
    writeFileSync(join(folder, 'open', 'x'), 'x');
    symlinkSync(join(folder, 'open', 'x'), join(folder, 'link'));
    const isLink = await meetFarSide(asFile('link')());
    expect(await failing(isLink.fetch())).toMatchObject({ params: { reason: 'unsafe_place' } });
    expect(existsSync(path)).toBe(true);
  });

  test('ends a talk in which something comes that is no question', async () => {
    for (const noise of ['GET / HTTP/1.0\r\n\r\n', '\xff\xff\xff\xff\0\0\0\0', '\0\0\0\x02\0\0\0\0[]']) {
      const channel = router().open();
      await channel.write(Buffer.from(noise, 'latin1'));
      expect(await channel.closed).toMatchObject({ status: 1 });
    }
  });

  test('does not wait for ever for a question, nor for the rest of one that comes byte by byte', async () => {
    const { folder, path, state } = router();
    const limits = { idle: 60, message: 150 };
    const silent = farRouter({ path, state, version: '0.1.0', limits })();
    expect(await silent.closed).toMatchObject({ status: 1 });

    const patient = farRouter({ path, state, version: '0.1.0', limits: { ...limits, idle: 60_000 } })();
    const far = await meetFarSide(patient);
    await far.offer(Buffer.from(next), hashOf(old));
    const drip = setInterval(() => void patient.write(Buffer.from([0])), 20);
    expect(await patient.closed).toMatchObject({ status: 1 });
    clearInterval(drip);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('answers a question that it does not know with a refusal', async () => {
    const channel = router().open();
    const reader = openFrameReader({ head: 4096, payload: 4096 });
    for (const piece of frameBytes({ ask: 'shell', command: 'id' })) await channel.write(piece);
    channel.end();
    const heads = [];
    for (let chunk = await channel.read(); chunk !== undefined; chunk = await channel.read()) {
      heads.push(...reader.take(chunk).map(({ head }) => head));
    }
    expect(heads).toMatchObject([{ hello: 'lvs-console-router' }, { refused: 'request', said: 'shell' }]);
  });
});

describe('The program on the other router', () => {
  const start = (settings: string) => spawned(...remoteProgram(settings));

  test('talks on its standard input and output, and ends when that ends', async () => {
    const { settings, text } = router();
    const { pipes } = start(settings);
    const far = await meetFarSide(channelOver(pipes));
    expect(far.version).toBe('0.1.0');
    await sent(far, next, hashOf(old));
    expect(text()).toBe(next);
    pipes.input.end();
    expect(await pipes.ended).toMatchObject({ status: 0, stderr: '' });
  });

  test('tells everything that a push needs', async () => {
    const { folder, path, settings } = router();
    const { pipes } = start(settings);
    const found = await (await meetFarSide(channelOver(pipes))).inspect();
    expect(found).toMatchObject({
      version: '0.1.0',
      path,
      folder: { path: folder, writable: true },
      file: { sha256: hashOf(old) },
      hindrance: '',
      commands: [],
      identity: { unknown: 'neither', primary: '192.0.2.1' },
      addresses: expect.arrayContaining(['127.0.0.1']),
      state: { engine: { status: 'not_installed' } },
    });
    expect(Math.abs(found.at - Date.now())).toBeLessThan(60_000);
    pipes.kill();
  });

  test('passes what is asked of the engine on to the router program', async () => {
    const { settings } = router();
    const { pipes } = start(settings);
    const far = await meetFarSide(channelOver(pipes));
    expect(await far.engine('test')).toMatchObject({ verb: 'test', ok: false });
    pipes.kill();
  });

  test('is started by what sshd was asked for, exactly, where it is started without words', async () => {
    const { settings } = router();
    const [program, words] = remoteProgram(settings);
    const asked = async (command: string) => {
      const env = { ...process.env, SSH_ORIGINAL_COMMAND: command };
      const { child, pipes } = spawned(program, words.slice(0, -1), env);
      const chunks: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      pipes.input.end();
      await pipes.ended;
      return Buffer.concat(chunks).toString('latin1');
    };
    expect(await asked('lvs-console-router remote')).toContain('"hello":"lvs-console-router"');
    for (const other of ['lvs-console-router remote;id', 'lvs-console-router remote ', 'sh', 'scp -t /etc']) {
      expect(JSON.parse(await asked(other))).toMatchObject({ refused: 'verb' });
    }
  });

  test('answers everything with what is wrong with its settings', async () => {
    const { settings } = router();
    chmodSync(settings, 0o666);
    const { pipes } = start(settings);
    const far = await meetFarSide(channelOver(pipes));
    expect(await failing(far.look())).toMatchObject({
      reason: 'push_far_refused',
      params: { why: 'settings', said: expect.stringContaining('others than root') },
    });
    pipes.kill();
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'takes its offer away when it is told to end by %s',
    async (signal) => {
      const { folder, settings } = router();
      const { child, pipes } = start(settings);
      await (await meetFarSide(channelOver(pipes))).offer(Buffer.from(next), hashOf(old));
      child.kill(signal);
      await pipes.ended;
      expect(readdirSync(folder).sort()).toEqual(['lvs.cf', 'router.json']);
    },
  );

  test('leaves the old file or the new one when it is killed at any moment, and the next push heals', async () => {
    const { settings, text } = router();
    // From before the offer to after the commit, which takes some 30 ms.
    for (let wait = 0; wait <= 40; wait += 8) {
      const before = text();
      const after = before === old ? next : old;
      const { child, pipes } = start(settings);
      const far = await meetFarSide(channelOver(pipes));
      const end = sent(far, after, hashOf(before)).catch(() => undefined);
      await pause(wait);
      child.kill('SIGKILL');
      await end;
      expect([before, after]).toContain(text());
      const healed = start(settings);
      const other = await meetFarSide(channelOver(healed.pipes));
      await sent(other, after === text() ? before : after, hashOf(text()));
      healed.pipes.input.end();
      await healed.pipes.ended;
    }
  });
});
