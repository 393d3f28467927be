import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openConfigFile } from '../../../src/adapters/files/config-file.js';
import { type Files, machineFiles } from '../../../src/adapters/files/files.js';
import { scratchFolder } from './scratch-folder.js';

const by = { user: 'ann', address: '::1', panel: 'redundancy' };
const dayMs = 24 * 60 * 60 * 1000;
const start = Date.UTC(2026, 0, 2, 12);

/** A file whose versions were saved at these moments, in days from the start. */
async function sandbox(moments: readonly number[], files: Files = machineFiles) {
  const root = scratchFolder();
  const path = join(root, 'lvs.cf');
  const folder = join(root, 'history');
  let now = start;
  const open = (through = machineFiles) =>
    openConfigFile({ path, historyFolder: folder, parse: String, files: through, clock: () => now });
  const file = open();
  for (const [at, days] of moments.entries()) {
    now = start + days * dayMs;
    if (at === 0) await file.create(by, '1\n');
    else await file.update(by, () => `${at + 1}\n`);
  }
  const numbers = async () => (await file.history.list({ limit: 1e6 })).map(({ number }) => number);
  const kept = () =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.cf'))
      .map((name) => Number(name.slice(0, 6)))
      .reverse();
  const readable = async () => {
    for (const number of await numbers()) {
      expect((await file.history.get(number))?.text).toBe(`${number}\n`);
    }
  };
  const index = join(folder, 'index.jsonl');
  return { file: open(files), history: file.history, numbers, kept, readable, folder, index, path, open };
}

/** Three on the first day, two on the second, one at the end. */
const long = [0, 0.1, 0.2, 1, 1.1, 200];

describe('Tending the history', () => {
  test('removes what has served its time, and nothing else', async () => {
    const { file, numbers, kept, readable } = await sandbox(long);
    expect(await file.tendHistory()).toBe(3);
    expect(await numbers()).toEqual([6, 5, 3]);
    expect(kept()).toEqual([6, 5, 3]);
    await readable();
  });

  test('leaves pinned versions, and those that something else refers to', async () => {
    const { file, history, numbers } = await sandbox(long);
    await history.mark(1, { pinned: true, note: 'the first one' });
    const { hash = '' } = (await history.get(4))?.version ?? {};
    expect(await file.tendHistory(async () => new Set([hash]))).toBe(1);
    expect(await numbers()).toEqual([6, 5, 4, 3, 1]);
    expect((await history.get(1))?.version).toMatchObject({ pinned: true, note: 'the first one' });
    await history.mark(1, { pinned: false });
    expect(await file.tendHistory()).toBe(2);
    expect(await numbers()).toEqual([6, 5, 3]);
  });

  test('writes nothing when there is nothing to do', async () => {
    const { file, folder, index } = await sandbox(long);
    await file.tendHistory();
    // Nobody is asked what must stay when nothing would go.
    const asked = () => Promise.reject(new Error('asked'));
    const before = [readFileSync(index), readdirSync(folder), statSync(folder).mtimeMs];
    expect(await file.tendHistory(asked)).toBe(0);
    expect([readFileSync(index), readdirSync(folder), statSync(folder).mtimeMs]).toEqual(before);
  });

  test('does nothing, and makes nothing, where no version was kept yet', async () => {
    const root = scratchFolder();
    const path = join(root, 'lvs.cf');
    const file = openConfigFile({ path, historyFolder: join(root, 'h'), parse: String });
    expect(await file.tendHistory()).toBe(0);
    expect(readdirSync(root)).toEqual([]);
  });

  test('gives no number again', async () => {
    const { file, numbers, index } = await sandbox(long);
    await file.tendHistory();
    expect((await file.update(by, () => '7\n')).version?.number).toBe(7);
    expect(await numbers()).toEqual([7, 6, 5, 3]);
    rmSync(index);
    expect((await file.update(by, () => '8\n')).version?.number).toBe(9);
  });

  test('keeps what is said of a version whose next one went', async () => {
    const { file, history, path } = await sandbox([0]);
    // The second was cut off before it reached the file, and the third came from the first.
    await file.update(by, () => '2\n');
    writeFileSync(path, '1\n');
    await file.update(by, () => '3\n');
    const skipped = async () =>
      (await history.list()).map((version) => [version.number, version.skipped] as const);
    const before = await skipped();
    expect(before).toEqual([
      [3, false],
      [2, true],
      [1, false],
    ]);
    const later = openConfigFile({
      path,
      historyFolder: join(path, '..', 'history'),
      parse: String,
      clock: () => start + 200 * dayMs,
    });
    await later.update(by, () => '4\n');
    const { hash = '' } = (await file.history.get(2))?.version ?? {};
    expect(await later.tendHistory(async () => new Set([hash]))).toBe(1);
    expect(await skipped()).toEqual([
      [4, false],
      [3, false],
      [2, true],
    ]);
  });

  test('leaves lines that people wrote into the index, and drops what a crash left of one', async () => {
    const { file, index, numbers } = await sandbox(long);
    writeFileSync(index, `# looked at on Monday\n${readFileSync(index, 'utf8')}{"number":7,"ti`);
    await file.tendHistory();
    expect(readFileSync(index, 'utf8').split('\n')).toEqual([
      expect.stringMatching(/^\{"pruned":\[/),
      '# looked at on Monday',
      expect.stringMatching(/^\{"number":3,/),
      expect.stringMatching(/^\{"number":5,/),
      expect.stringMatching(/^\{"number":6,/),
      '',
    ]);
    expect(await numbers()).toEqual([6, 5, 3]);
  });

  test('leaves the index to this account alone', async () => {
    const { file, index } = await sandbox(long);
    await file.tendHistory();
    expect(statSync(index).mode & 0o777).toBe(0o600);
  });

  test('removes only files that a pruning named: a lost index takes no version with it', async () => {
    const { file, index, kept, folder } = await sandbox(long);
    rmSync(index);
    writeFileSync(join(folder, '000009-000000000000.cf'), 'somebody put it here');
    await file.update(by, () => 'new\n');
    expect(await file.tendHistory()).toBe(0);
    expect(kept()).toEqual([11, 10, 9, 6, 5, 4, 3, 2, 1]);
  });

  test('finishes what a crash cut short', async () => {
    const { file, index, kept, numbers, folder } = await sandbox(long);
    const copies = readdirSync(folder).filter((name) => name.endsWith('.cf'));
    const texts = copies.map((name) => readFileSync(join(folder, name)));
    await file.tendHistory();
    for (const [at, name] of copies.entries()) writeFileSync(join(folder, name), texts[at] ?? '');
    expect(kept()).toEqual([6, 5, 4, 3, 2, 1]);
    const before = readFileSync(index);
    expect(await file.tendHistory()).toBe(0);
    expect(kept()).toEqual([6, 5, 3]);
    expect(await numbers()).toEqual([6, 5, 3]);
    expect(readFileSync(index)).toEqual(before);
  });

  test('removes no file that a version of the index has, whatever else the index says', async () => {
    const { file, index, kept, folder } = await sandbox([0, 1]);
    const names = readdirSync(folder).filter((name) => name.endsWith('.cf'));
    writeFileSync(index, `${JSON.stringify({ pruned: names })}\n${readFileSync(index, 'utf8')}`);
    await file.tendHistory();
    expect(kept()).toEqual([2, 1]);
  });

  test('tries again another day what cannot be removed today', async () => {
    const stuck: Files = {
      ...machineFiles,
      unlink: async (path) => {
        if (String(path).includes('/000002-')) {
          throw Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'unlink' });
        }
        await machineFiles.unlink(path);
      },
    };
    const { file, open, kept, numbers } = await sandbox(long, stuck);
    expect(await file.tendHistory()).toBe(3);
    expect(kept()).toEqual([6, 5, 3, 2]);
    expect(await numbers()).toEqual([6, 5, 3]);
    await open().tendHistory();
    expect(kept()).toEqual([6, 5, 3]);
  });

  test('clears away half-written files, once nobody writes them', async () => {
    const { file, folder, path } = await sandbox([0]);
    writeFileSync(join(folder, '.000002-0123456789ab.cf.0123456789abcdef.tmp'), 'half');
    mkdirSync(`${path}.lock`);
    setTimeout(() => rmSync(`${path}.lock`, { recursive: true }), 50);
    await file.tendHistory();
    expect(existsSync(`${path}.lock`)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('makes nobody who saves wait for files that go', async () => {
    let savedMeanwhile = false;
    const { file, open, numbers } = await sandbox(long, {
      ...machineFiles,
      unlink: async (path) => {
        await machineFiles.unlink(path);
        if (!savedMeanwhile && String(path).endsWith('.cf')) {
          savedMeanwhile = true;
          await open().update(by, () => '7\n');
        }
      },
    });
    await file.tendHistory();
    expect(savedMeanwhile).toBe(true);
    expect(await numbers()).toEqual([7, 6, 5, 3]);
  });

  test('leaves whoever reads a page undisturbed, and says nothing of a version that just went', async () => {
    const { open, index } = await sandbox(long);
    let tended = false;
    const reader = open({
      ...machineFiles,
      lstat: (async (path: string, options: object) => {
        if (!tended && path.includes('/000001-')) {
          tended = true;
          await open().tendHistory();
        }
        return machineFiles.lstat(path, options);
      }) as typeof machineFiles.lstat,
    });
    expect(await reader.history.get(1)).toBeUndefined();
    expect(tended).toBe(true);
    expect(readFileSync(index, 'utf8')).not.toContain('"number":1,');
  });
});

describe('The folder of the history', () => {
  test('says how to use it without the console, from the first version on', async () => {
    const { folder } = await sandbox([0]);
    const text = readFileSync(join(folder, 'README'), 'utf8');
    expect(text).toContain('cp 000042-1f3a5b7c9d0e.cf /etc/lvs-console/lvs.cf');
    expect(text).toContain('sha256sum');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  test('says it again when that was removed', async () => {
    const { file, folder } = await sandbox([0]);
    const before = readFileSync(join(folder, 'README'));
    rmSync(join(folder, 'README'));
    await file.tendHistory();
    expect(readFileSync(join(folder, 'README'))).toEqual(before);
  });

  test('is complete without it', async () => {
    const files: Files = {
      ...machineFiles,
      rename: async (from, to) => {
        if (String(to).endsWith('README')) {
          throw Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'rename' });
        }
        await machineFiles.rename(from, to);
      },
    };
    const root = scratchFolder();
    const path = join(root, 'lvs.cf');
    const file = openConfigFile({ path, historyFolder: join(root, 'h'), parse: String, files });
    await file.create(by, '1\n');
    expect(await file.history.list()).toHaveLength(1);
    expect((await file.history.get(1))?.text).toBe('1\n');
  });
});
