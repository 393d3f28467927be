import {
  appendFileSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openConfigFile } from '../../../src/adapters/files/config-file.js';
import { machineFiles } from '../../../src/adapters/files/files.js';
import { openHistory } from '../../../src/adapters/files/history.js';
import { hashOf } from '../../../src/adapters/files/reader.js';
import { scratchFolder } from './scratch-folder.js';

const by = { user: 'ann', address: '2001:db8::1', panel: 'redundancy' };
const noon = Date.UTC(2026, 0, 2, 12);

function sandbox(text = 'first\n') {
  const root = scratchFolder();
  const path = join(root, 'lvs.cf');
  writeFileSync(path, text, 'latin1');
  const folder = join(root, 'history');
  const file = openConfigFile({ path, historyFolder: folder, parse: (whole) => whole, clock: () => noon });
  const save = (next: string) => file.update(by, () => next);
  const texts = async () => {
    const versions = await file.history.list();
    return Promise.all(versions.map(async ({ number }) => (await file.history.get(number))?.text));
  };
  return { path, folder, index: join(folder, 'index.jsonl'), save, texts, history: file.history };
}

const content = (text: string) => ({ text, hash: hashOf(Buffer.from(text, 'latin1')) });

describe('The history', () => {
  test('is empty before the first save', async () => {
    const { history, folder } = sandbox();
    expect(await history.list()).toEqual([]);
    expect(await history.get(1)).toBeUndefined();
    expect(() => statSync(folder)).toThrow('ENOENT');
  });

  test('keeps what the file held before the first save, and every save', async () => {
    const { save, history, texts } = sandbox();
    await save('second\n');
    await save('third\n');
    expect(await texts()).toEqual(['third\n', 'second\n', 'first\n']);
    const [third, second, first] = await history.list();
    expect(first).toEqual({
      number: 1,
      time: '2026-01-02T12:00:00.000Z',
      user: '',
      address: '',
      panel: 'outside',
      note: '',
      pinned: false,
      hash: content('first\n').hash,
      bytes: 6,
      previous: '',
      skipped: false,
    });
    expect(second).toMatchObject({ number: 2, ...by, hash: content('second\n').hash, previous: first?.hash });
    expect(third).toMatchObject({ number: 3, ...by, bytes: 6, previous: second?.hash });
  });

  test('has one file per version, with number and hash in its name, for this account only', async () => {
    const { save, folder } = sandbox('\xff');
    await save('second\n');
    const names = [
      `000001-${content('\xff').hash.slice(0, 12)}.cf`,
      `000002-${content('second\n').hash.slice(0, 12)}.cf`,
      'README',
      'index.jsonl',
    ];
    expect(readdirSync(folder).sort()).toEqual(names);
    expect(readFileSync(join(folder, names[0] ?? ''))).toEqual(Buffer.from([0xff]));
    expect(names.map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([
      0o600, 0o600, 0o600, 0o600,
    ]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test.runIf(process.geteuid?.() === 0)(
    'belongs to the account of the console, also where root saved first',
    async () => {
      const { path } = sandbox();
      const state = join(path, '..', 'state');
      mkdirSync(state, { mode: 0o700 });
      chownSync(state, 1234, 1235);
      const historyFolder = join(state, 'history');
      const file = openConfigFile({ path, historyFolder, parse: String });
      await file.update(by, () => 'second\n');
      await file.history.mark(1, { pinned: true });
      const paths = [historyFolder, ...readdirSync(historyFolder).map((name) => join(historyFolder, name))];
      expect(paths).toHaveLength(5);
      for (const each of paths) expect(statSync(each)).toMatchObject({ uid: 1234, gid: 1235 });
    },
  );

  test('keeps what was edited outside between two saves', async () => {
    const { save, path, texts, history } = sandbox();
    await save('second\n');
    writeFileSync(path, 'by hand\n');
    await save('third\n');
    expect(await texts()).toEqual(['third\n', 'by hand\n', 'second\n', 'first\n']);
    expect((await history.list()).map(({ panel }) => panel)).toEqual([
      'redundancy',
      'outside',
      'redundancy',
      'outside',
    ]);
    expect((await history.list()).every(({ skipped }) => !skipped)).toBe(true);
  });

  test('keeps a text again that was there before', async () => {
    const { save, texts } = sandbox();
    await save('second\n');
    await save('first\n');
    await save('second\n');
    expect(await texts()).toEqual(['second\n', 'first\n', 'second\n', 'first\n']);
  });

  test('keeps whatever a person types', async () => {
    const { history, path, folder } = sandbox();
    const file = openConfigFile({ path, historyFolder: folder, parse: (text) => text });
    const typed = { user: 'j\u00f6rg "x"\n', address: '::1', panel: 'file', note: 'l\u2028\u0000 \u{1f600}' };
    await file.update(typed, () => 'second\n');
    expect((await history.list())[0]).toMatchObject({ ...typed, note: 'l \u{1f600}' });
    expect(await history.list()).toHaveLength(2);
  });

  test('is listed in pages', async () => {
    const { save, history } = sandbox();
    for (let count = 2; count <= 7; count++) {
      await save(`${count}\n`);
    }
    const numbers = async (options: object) => (await history.list(options)).map(({ number }) => number);
    expect(await numbers({ limit: 3 })).toEqual([7, 6, 5]);
    expect(await numbers({ limit: 3, before: 5 })).toEqual([4, 3, 2]);
    expect(await numbers({ limit: 3, before: 2 })).toEqual([1]);
    expect(await numbers({ limit: 3, before: 1 })).toEqual([]);
    expect(await numbers({ limit: 0 })).toEqual([]);
  });

  test.each([0, -1, 1.5, 4, Number.NaN, Number.POSITIVE_INFINITY])('has no version %d', async (number) => {
    const { save, history } = sandbox();
    await save('second\n');
    await save('third\n');
    expect(await history.get(number)).toBeUndefined();
  });
});

describe('A damaged history', () => {
  test.each([
    {
      title: 'half a line',
      damage: (index: string) => truncateSync(index, statSync(index).size - 20),
      lost: 1,
    },
    {
      title: 'a line without its end',
      damage: (index: string) => truncateSync(index, statSync(index).size - 1),
    },
    { title: 'zeros', damage: (index: string) => appendFileSync(index, Buffer.alloc(200_000)) },
    { title: 'a strange line', damage: (index: string) => appendFileSync(index, '{"number":"../../x"}\n') },
    { title: 'an empty line', damage: (index: string) => appendFileSync(index, '\n') },
  ])('is read and goes on after $title', async ({ damage, lost = 0 }) => {
    const { save, texts, index } = sandbox();
    await save('second\n');
    await save('third\n');
    damage(index);
    const rest = ['third\n', 'second\n', 'first\n'].slice(lost);
    expect(await texts()).toEqual(rest);
    await save('fourth\n');
    expect(await texts()).toEqual(['fourth\n', ...(lost ? ['third\n'] : []), ...rest]);
    const lines = readFileSync(index, 'utf8').trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('{"number":')).length).toBeGreaterThanOrEqual(4);
    expect(lines.at(-1)).toContain('"number":4');
  });

  test.each([
    { title: 'a note', line: '# looked at on Monday' },
    {
      title: 'a hash that leads elsewhere',
      line: JSON.stringify({
        number: 9,
        time: '',
        user: '',
        address: '',
        panel: '',
        note: '',
        hash: '../../x',
        bytes: 1,
        previous: '',
      }),
    },
  ])('passes over a whole line that is not a version, and leaves it: $title', async ({ line }) => {
    const { save, texts, index, history } = sandbox();
    await save('second\n');
    appendFileSync(index, `${line}\n`);
    await save('third\n');
    expect(await texts()).toEqual(['third\n', 'second\n', 'first\n']);
    expect(await history.get(9)).toBeUndefined();
    expect(readFileSync(index, 'utf8').split('\n')).toContain(line);
  });

  test('that may not be read says so', async () => {
    const { save, folder, path } = sandbox();
    await save('second\n');
    const refusal = Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'lstat' });
    const files = { ...machineFiles, lstat: () => Promise.reject(refusal) };
    const file = openConfigFile({ path, historyFolder: folder, parse: String, files });
    await expect(file.history.get(2)).rejects.toMatchObject({
      reason: 'no_right',
      params: { action: 'read' },
    });
  });

  test('without its index gives no number twice', async () => {
    const { save, index, history, folder } = sandbox();
    await save('second\n');
    await save('third\n');
    rmSync(index);
    await save('fourth\n');
    expect((await history.list()).map(({ number }) => number)).toEqual([5, 4]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.cf'))).toHaveLength(5);
  });

  test('does not give bytes that are not the ones kept', async () => {
    const { save, history, folder } = sandbox();
    await save('second\n');
    const name = readdirSync(folder).find((each) => each.startsWith('000002')) ?? '';
    writeFileSync(join(folder, name), 'forged\n');
    await expect(history.get(2)).rejects.toMatchObject({
      reason: 'disk_failed',
      params: { action: 'verify', path: join(folder, name) },
    });
  });

  test('names the version whose file is gone', async () => {
    const { save, history, folder } = sandbox();
    await save('second\n');
    const name = readdirSync(folder).find((each) => each.startsWith('000002')) ?? '';
    rmSync(join(folder, name));
    await expect(history.get(2)).rejects.toMatchObject({
      reason: 'disk_failed',
      params: { action: 'verify', path: join(folder, name) },
    });
  });
});

describe('A history of 10,000 versions', () => {
  function long() {
    const folder = join(scratchFolder(), 'history');
    mkdirSync(folder, { mode: 0o700 });
    const hashes = Array.from({ length: 10_001 }, (_, number) => content(`${number}\n`).hash);
    const lines = hashes.slice(1).map((hash, at) =>
      JSON.stringify({
        number: at + 1,
        time: '2026-01-02T12:00:00.000Z',
        ...by,
        note: '',
        hash,
        bytes: `${at + 1}\n`.length,
        previous: hashes[at],
      }),
    );
    const index = join(folder, 'index.jsonl');
    writeFileSync(index, `${lines.join('\n')}\n`);
    return { folder, index };
  }

  test('is not read as a whole by a save, nor by the newest page', async () => {
    const { folder } = long();
    let bytesRead = 0;
    const open: typeof machineFiles.open = async (...args) => {
      const handle = await machineFiles.open(...args);
      const read = handle.read.bind(handle) as (...rest: unknown[]) => Promise<{ bytesRead: number }>;
      return Object.assign(handle, {
        read: async (...rest: unknown[]) => {
          const result = await read(...rest);
          bytesRead += result.bytesRead;
          return result;
        },
      });
    };
    const history = openHistory({ files: { ...machineFiles, open }, folder, clock: () => noon });
    const kept = await history.keep(by, content('next\n'), content('10000\n'));
    expect(kept.number).toBe(10_001);
    const page = await history.list({ limit: 50 });
    expect(page.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, at) => 10_001 - at));
    expect(bytesRead).toBeLessThanOrEqual(2 * 64 * 1024);
  });

  test('tells of a page in its middle the same as of the whole', async () => {
    const { folder, index } = long();
    appendFileSync(index, '{"mark":4990,"time":"2026-01-02T12:00:00.000Z","pinned":true}\n');
    const history = openHistory({ files: machineFiles, folder, clock: () => noon });
    const all = await history.list({ limit: Number.POSITIVE_INFINITY });
    expect(await history.list({ limit: 50, before: 5001 })).toEqual(all.slice(5000, 5050));
    expect(all[5010]).toMatchObject({ number: 4990, pinned: true, skipped: false });
  });

  test('can be turned over to its first page', async () => {
    const { folder } = long();
    const history = openHistory({ files: machineFiles, folder, clock: () => noon });
    const page = await history.list({ limit: 50, before: 4 });
    expect(page.map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(await history.list({ limit: 20_000 })).toHaveLength(10_000);
  });
});
