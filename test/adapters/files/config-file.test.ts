import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openConfigFile } from '../../../src/adapters/files/config-file.js';
import { type Files, machineFiles } from '../../../src/adapters/files/files.js';
import { ConsoleError } from '../../../src/core/problem.js';
import { startChild } from './child-process.js';
import { scratchFolder } from './scratch-folder.js';
import { tracedFiles } from './traced-files.js';

const by = { user: 'ann', address: '10.0.0.1', panel: 'global-settings' };
const isRoot = process.geteuid?.() === 0;
const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

function sandbox(bytes?: string | Buffer, options: { files?: Files; clock?: () => number } = {}) {
  const folder = join(scratchFolder(), 'etc');
  mkdirSync(folder, { mode: 0o770 });
  const path = join(folder, 'lvs.cf');
  if (bytes !== undefined) {
    writeFileSync(path, bytes);
    chmodSync(path, 0o640);
  }
  const historyFolder = join(folder, '..', 'state', 'history');
  const parse = vi.fn((text: string) => ({ length: text.length }));
  return {
    folder,
    path,
    historyFolder,
    parse,
    file: openConfigFile({ path, historyFolder, parse, ...options }),
    another: () => openConfigFile({ path, historyFolder, parse, ...options }),
    bytes: () => readFileSync(path),
    texts: () => readFileSync(path, 'latin1'),
  };
}

function identityOf(path: string) {
  const { ino, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return { ino, mtimeNs, ctimeNs };
}

/** The machine's files, counting how often each call is made. */
function countedFiles() {
  const calls: string[] = [];
  const files = new Proxy(machineFiles, {
    get(target, name) {
      calls.push(String(name));
      return Reflect.get(target, name);
    },
  });
  return { files, calls };
}

describe('Reading', () => {
  test('gives one character per byte, and the hash of the bytes', async () => {
    const { file } = sandbox(everyByte);
    const loaded = await file.read();
    expect(Buffer.from(loaded.text, 'latin1')).toEqual(everyByte);
    expect(loaded.hash).toBe('40aff2e9d2d8922e47afd4648e6967497158785fbd1da870e7110266bf944880');
    expect(loaded.parsed).toEqual({ length: 256 });
  });

  test('writes nothing', async () => {
    const { file, folder, historyFolder } = sandbox('a');
    await file.read();
    expect(readdirSync(folder)).toEqual(['lvs.cf']);
    expect(() => statSync(historyFolder)).toThrow('ENOENT');
  });

  test('of a file that did not change takes one look at it', async () => {
    const { files, calls } = countedFiles();
    const { file, parse } = sandbox('a', { files, clock: () => Date.now() + 10_000 });
    const first = await file.read();
    calls.length = 0;
    expect(await file.read()).toBe(first);
    expect(calls).toEqual(['stat']);
    expect(parse).toHaveBeenCalledTimes(1);
  });

  test('sees a change that keeps the size and the time', async () => {
    const { file, path } = sandbox('one');
    utimesSync(path, 1000, 1000);
    expect((await file.read()).text).toBe('one');
    writeFileSync(path, 'two');
    utimesSync(path, 1000, 1000);
    expect((await file.read()).text).toBe('two');
  });

  test('looks at the bytes again while the file is so young that its times cannot tell', async () => {
    const frozen = new Map<string, unknown>();
    const files: Files = {
      ...machineFiles,
      // A file system whose clock did not tick between two writes.
      stat: (async (...args: Parameters<Files['stat']>) => {
        const stats = frozen.get('stat') ?? (await machineFiles.stat(...args));
        frozen.set('stat', stats);
        return stats;
      }) as Files['stat'],
    };
    const { file, path, parse } = sandbox('one', { files });
    await file.read();
    expect((await file.read()).text).toBe('one');
    expect(parse).toHaveBeenCalledTimes(1);
    writeFileSync(path, 'two');
    expect((await file.read()).text).toBe('two');
  });

  test('reads again what somebody changed in place while it was read', async () => {
    let meddled = false;
    const files: Files = {
      ...machineFiles,
      open: async (...args) => {
        const handle = await machineFiles.open(...args);
        const readFile = handle.readFile.bind(handle) as () => Promise<Buffer>;
        const meddling = async () => {
          const bytes = await readFile();
          if (!meddled) {
            meddled = true;
            writeFileSync(path, 'whole and longer');
          }
          return bytes;
        };
        return Object.assign(handle, { readFile: meddling });
      },
    };
    const { file, path } = sandbox('half', { files });
    expect((await file.read()).text).toBe('whole and longer');
  });

  test('of the same bytes in another file does not parse them again', async () => {
    const { file, path, parse } = sandbox('one');
    const first = await file.read();
    writeFileSync(path, 'one');
    expect(await file.read()).toBe(first);
    expect(parse).toHaveBeenCalledTimes(1);
  });

  test('says which file is missing', async () => {
    const { file, path } = sandbox();
    await expect(file.read()).rejects.toMatchObject({
      code: 'file_unavailable',
      reason: 'file_missing',
      params: { path },
    });
  });
});

describe('A save', () => {
  test('keeps every byte that it does not change', async () => {
    const { file, bytes } = sandbox(everyByte);
    await file.update(by, ({ text }) => `${text}!`);
    expect(bytes()).toEqual(Buffer.concat([everyByte, Buffer.from('!')]));
  });

  test('tells what was, what is, and the version kept', async () => {
    const { file } = sandbox('old');
    const saved = await file.update({ ...by, note: 'as asked' }, () => 'newer');
    expect(saved).toMatchObject({
      changed: true,
      before: { text: 'old', parsed: { length: 3 } },
      after: { text: 'newer', parsed: { length: 5 } },
      version: { number: 2, ...by, note: 'as asked', hash: saved.after.hash, previous: saved.before.hash },
    });
    expect(await file.read()).toBe(saved.after);
  });

  test('that changes nothing leaves the file, its time and the history alone', async () => {
    const { file, path, folder, historyFolder } = sandbox('same');
    utimesSync(path, 1000, 1000);
    const before = identityOf(path);
    const saved = await file.update(by, ({ text }) => text);
    expect(saved.changed).toBe(false);
    expect(saved).not.toHaveProperty('version');
    expect(saved.after).toBe(saved.before);
    expect(identityOf(path)).toEqual(before);
    expect(readdirSync(folder)).toEqual(['lvs.cf']);
    expect(() => statSync(historyFolder)).toThrow('ENOENT');
  });

  test('that is refused leaves everything alone, and the next one works', async () => {
    const { file, texts, folder, historyFolder } = sandbox('old');
    const refusal = new ConsoleError('conflict', 'block_changed', {});
    const refused = file.update(by, () => {
      throw refusal;
    });
    await expect(refused).rejects.toBe(refusal);
    expect(texts()).toBe('old');
    expect(readdirSync(folder)).toEqual(['lvs.cf']);
    expect(() => statSync(historyFolder)).toThrow('ENOENT');
    await file.update(by, () => 'new');
    expect(texts()).toBe('new');
  });

  test('refuses characters that do not fit in a byte', async () => {
    const { file, texts } = sandbox('old');
    await expect(file.update(by, () => 'caf\u00e9 \u20ac')).rejects.toThrow(RangeError);
    expect(texts()).toBe('old');
  });

  test('of a missing file says so and makes nothing', async () => {
    const { file, folder } = sandbox();
    await expect(file.update(by, () => 'new')).rejects.toMatchObject({ reason: 'file_missing' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('keeps the mode, and a temporary file is never open to others', async () => {
    const modes: number[] = [];
    const files: Files = {
      ...machineFiles,
      open: async (...args) => {
        const handle = await machineFiles.open(...args);
        if (args[1] === 'wx') {
          modes.push((await handle.stat()).mode & 0o777);
        }
        return handle;
      },
    };
    const { file, path } = sandbox('old', { files });
    chmodSync(path, 0o664);
    await file.update(by, () => 'new');
    expect(statSync(path).mode & 0o7777).toBe(0o664);
    expect(modes).toEqual([0o600, 0o600, 0o600, 0o600]);
  });

  test.runIf(isRoot)('keeps the owner and the group', async () => {
    const { file, path } = sandbox('old');
    chownSync(path, 1234, 60);
    chmodSync(path, 0o660);
    await file.update(by, () => 'new');
    const { uid, gid, mode } = statSync(path);
    expect({ uid, gid, mode: mode & 0o7777 }).toEqual({ uid: 1234, gid: 60, mode: 0o660 });
  });

  test('works on the file of somebody who replaced it meanwhile without the lock', async () => {
    const { file, path, texts } = sandbox('counter 1\n');
    let meddled = false;
    const saved = await file.update(by, ({ text }) => {
      if (!meddled) {
        meddled = true;
        writeFileSync(path, 'counter 1\nfrom outside\n');
      }
      return text.replace('1', '2');
    });
    expect(texts()).toBe('counter 2\nfrom outside\n');
    expect(saved.before.text).toBe('counter 1\nfrom outside\n');
    const versions = await file.history.list();
    expect(versions.map(({ panel }) => panel)).toEqual(['global-settings', 'outside']);
    expect((await file.history.get(1))?.text).toBe('counter 1\nfrom outside\n');
  });

  test('works on the file of somebody who replaced it at the last moment', async () => {
    let meddled = false;
    const files: Files = {
      ...machineFiles,
      open: async (...args) => {
        if (!meddled && String(args[0]).endsWith('.tmp') && String(args[0]).includes('.lvs.cf.')) {
          meddled = true;
          writeFileSync(path, 'counter 1\nfrom outside\n');
        }
        return machineFiles.open(...args);
      },
    };
    const { file, path, texts } = sandbox('counter 1\n', { files });
    await file.update(by, ({ text }) => text.replace('1', '2'));
    expect(texts()).toBe('counter 2\nfrom outside\n');
    expect((await file.history.get(3))?.text).toBe('counter 1\nfrom outside\n');
  });

  test('gives up when somebody replaces the file all the time', async () => {
    const { file, path, texts, folder } = sandbox('0');
    let times = 0;
    const refused = file.update(by, () => {
      times += 1;
      writeFileSync(path, `outside ${times}`);
      return 'new';
    });
    await expect(refused).rejects.toMatchObject({ code: 'conflict', reason: 'locked' });
    expect(texts()).toBe('outside 3');
    expect(readdirSync(folder)).toEqual(['lvs.cf']);
  });

  test('is on the disk, with its version, before the file is replaced, and its name after', async () => {
    const { path, folder, historyFolder } = sandbox('old');
    const { files, trace } = tracedFiles(join(folder, '..'));
    await openConfigFile({ path, historyFolder, parse: (text) => text, files }).update(by, () => 'new');
    const changing = ['mkdir', 'rmdir', 'writeFile', 'appendFile', 'chmod', 'sync', 'rename', 'unlink'];
    expect(trace.filter((call) => changing.includes(call.split(' ')[0] ?? ''))).toEqual([
      'mkdir etc/lvs.cf.lock',
      'mkdir state/history',
      'sync state',
      'sync ',
      ...['000001', '000002'].flatMap((number) => [
        `writeFile state/history/.${number}-hash.cf.tmp`,
        `chmod state/history/.${number}-hash.cf.tmp`,
        `sync state/history/.${number}-hash.cf.tmp`,
        `rename state/history/${number}-hash.cf`,
        'sync state/history',
      ]),
      'appendFile state/history/index.jsonl',
      'sync state/history/index.jsonl',
      'sync state/history',
      'writeFile state/history/.README.tmp',
      'chmod state/history/.README.tmp',
      'sync state/history/.README.tmp',
      'rename state/history/README',
      'sync state/history',
      'writeFile etc/.lvs.cf.tmp',
      'chmod etc/.lvs.cf.tmp',
      'sync etc/.lvs.cf.tmp',
      'rename etc/lvs.cf',
      'sync etc',
      'rmdir etc/lvs.cf.lock',
    ]);
  });

  test('counts as saved when only its lock cannot be removed', async () => {
    const files: Files = {
      ...machineFiles,
      rmdir: () => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'rmdir' })),
    };
    const { file, texts } = sandbox('old', { files });
    expect((await file.update(by, () => 'new')).changed).toBe(true);
    expect(texts()).toBe('new');
  });

  test('says that the disk does not hold what was written', async () => {
    const files: Files = {
      ...machineFiles,
      rename: async (from, to) => {
        writeFileSync(from, 'something else');
        await machineFiles.rename(from, to);
      },
    };
    const { file } = sandbox('old', { files });
    await expect(file.update(by, () => 'new')).rejects.toMatchObject({
      reason: 'disk_failed',
      params: { action: 'verify' },
    });
  });

  test('clears away what a crash left, and nothing else', async () => {
    const { file, folder } = sandbox('old');
    const others = ['.lvs.cf.swp', '.lvs.cf.0123456789abcdef.tmp~', '.other.0123456789abcdef.tmp'];
    for (const name of [...others, '.lvs.cf.0123456789abcdef.tmp']) {
      writeFileSync(join(folder, name), 'left');
    }
    await file.update(by, () => 'new');
    expect(readdirSync(folder).sort()).toEqual([...others, 'lvs.cf'].sort());
  });
});

describe('Making a missing file', () => {
  test('gives it no rights for everybody, and keeps its first version', async () => {
    const { file, path, texts } = sandbox();
    const made = await file.create(by, 'first\n');
    expect(made).toMatchObject({ text: 'first\n', parsed: { length: 6 } });
    expect(texts()).toBe('first\n');
    expect(statSync(path).mode & 0o777).toBe(0o660);
    expect(statSync(path).nlink).toBe(1);
    expect(await file.history.list()).toMatchObject([{ number: 1, ...by, previous: '' }]);
  });

  test('never replaces one that is there', async () => {
    const { file, path, texts, historyFolder } = sandbox('old');
    await expect(file.create(by, 'first')).rejects.toMatchObject({
      code: 'conflict',
      reason: 'file_exists',
      params: { path },
    });
    expect(texts()).toBe('old');
    expect(() => statSync(historyFolder)).toThrow('ENOENT');
  });

  test('never replaces one that appears at the last moment', async () => {
    const files: Files = {
      ...machineFiles,
      link: async (from, to) => {
        writeFileSync(to, 'from outside');
        await machineFiles.link(from, to);
      },
    };
    const { file, texts, folder } = sandbox(undefined, { files });
    await expect(file.create(by, 'first')).rejects.toMatchObject({ reason: 'file_exists' });
    expect(texts()).toBe('from outside');
    expect(readdirSync(folder)).toEqual(['lvs.cf']);
  });

  test('succeeds for one of two who try at once', async () => {
    const { file, another, texts } = sandbox();
    const results = await Promise.allSettled([file.create(by, 'one'), another().create(by, 'two')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(texts()).toBe(results[0].status === 'fulfilled' ? 'one' : 'two');
  });

  test('in a folder that is missing names the folder, and the command that makes it', async () => {
    const { historyFolder, folder } = sandbox();
    const path = join(folder, 'missing', 'lvs.cf');
    const file = openConfigFile({ path, historyFolder, parse: (text) => text });
    await expect(file.create(by, 'first')).rejects.toMatchObject({
      reason: 'file_missing',
      params: {
        path: join(folder, 'missing'),
        commands: [expect.stringMatching(/^install -d -o root -g \S+ -m 2770 \/.*missing$/)],
      },
    });
  });
});

describe('Several people', () => {
  test('lose none of their saves', async () => {
    const { file, another, texts } = sandbox('0');
    const people = [file, file, file, file, file, file, another(), another()];
    await Promise.all(
      people.map(async (theirs, person) => {
        for (let times = 0; times < 25; times++) {
          await theirs.update({ ...by, user: `person ${person}` }, ({ text }) => String(Number(text) + 1));
        }
      }),
    );
    expect(texts()).toBe('200');
    const versions = await file.history.list({ limit: 1000 });
    expect(versions).toHaveLength(201);
    expect(versions.filter(({ skipped }) => skipped)).toEqual([]);
    for (let person = 0; person < people.length; person++) {
      expect(versions.filter(({ user }) => user === `person ${person}`)).toHaveLength(25);
    }
  });

  test('are served in the order of their arrival', async () => {
    const { file, texts } = sandbox('');
    await Promise.all(['a', 'b', 'c', 'd'].map((letter) => file.update(by, ({ text }) => text + letter)));
    expect(texts()).toBe('abcd');
  });

  test('lose none of their saves when they work in several processes', async () => {
    const { file, path, historyFolder, texts } = sandbox('0');
    const children = [startChild(), startChild()];
    const own = async () => {
      for (let times = 0; times < 20; times++) {
        await file.update(by, ({ text }) => String(Number(text) + 1));
      }
    };
    const order = { path, historyFolder, verb: 'count' } as const;
    // All are up before any begins, or they would take turns by their start.
    await Promise.all(children.map((child) => child.tell({ ...order, verb: 'read' })));
    await Promise.all([own(), ...children.map((child) => child.tell(order))]);
    await Promise.all(children.map((child) => child.end()));
    expect(texts()).toBe('60');
    expect(await file.history.list({ limit: 1000 })).toHaveLength(61);
  });

  test('wait for the lock of another program, but not for ever', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { file, path, texts } = sandbox('old');
    mkdirSync(`${path}.lock`);
    const refused = file.update(by, () => 'new');
    const advance = setInterval(() => vi.advanceTimersByTime(1000), 10);
    await expect(refused).rejects.toMatchObject({ code: 'conflict', reason: 'locked', params: { path } });
    clearInterval(advance);
    vi.useRealTimers();
    expect(texts()).toBe('old');
  });

  test('lose none of their saves when a lock is taken from one that slept', async () => {
    let slept = false;
    const files: Files = {
      ...machineFiles,
      open: async (...args) => {
        if (!slept && /\/\.lvs\.cf\.[^/]*\.tmp$/.test(String(args[0]))) {
          slept = true;
          rmdirSync(`${path}.lock`);
          await openConfigFile({ path, historyFolder, parse: String }).update(by, ({ text }) => `${text}b`);
        }
        return machineFiles.open(...args);
      },
    };
    const { file, path, historyFolder, texts } = sandbox('', { files });
    const refused = file.update(by, ({ text }) => `${text}a`);
    await expect(refused).rejects.toMatchObject({ code: 'conflict', reason: 'locked', params: { path } });
    expect(texts()).toBe('b');
    await file.update(by, ({ text }) => `${text}a`);
    expect(texts()).toBe('ba');
  });

  test('lose no version when one slept in the middle of keeping its own', async () => {
    let slept = false;
    const files: Files = {
      ...machineFiles,
      rename: async (from, to) => {
        await machineFiles.rename(from, to);
        if (slept || !String(to).startsWith(historyFolder)) return;
        slept = true;
        rmdirSync(`${path}.lock`);
        await openConfigFile({ path, historyFolder, parse: String }).update(by, ({ text }) => `${text}b`);
      },
    };
    const { file, path, historyFolder, texts } = sandbox('', { files });
    const refused = file.update(by, ({ text }) => `${text}a`);
    await expect(refused).rejects.toMatchObject({ code: 'conflict', reason: 'locked' });
    expect(texts()).toBe('b');
    const { hash } = await file.read();
    expect(await file.history.list()).toContainEqual(expect.objectContaining({ ...by, hash }));
  });

  test('take over the lock of a program that died', async () => {
    const { file, path, texts } = sandbox('old');
    mkdirSync(`${path}.lock`);
    utimesSync(`${path}.lock`, 0, 0);
    await file.update(by, () => 'new');
    expect(texts()).toBe('new');
  });
});
