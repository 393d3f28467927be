import { readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openConfigFile } from '../../../src/adapters/files/config-file.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { differencesOfTexts } from '../../../src/core/lvscf/diff.js';
import { scratchFolder } from './scratch-folder.js';

const by = { user: 'ann', address: '::1', panel: 'redundancy' };
const first = 'deadtime = 5\n';
const second = 'deadtime = 6\n';
const noon = Date.UTC(2026, 0, 2, 12);

function sandbox(text = first) {
  const root = scratchFolder();
  const path = join(root, 'lvs.cf');
  writeFileSync(path, text, 'latin1');
  const historyFolder = join(root, 'history');
  let now = noon;
  const open = () =>
    openConfigFile({ path, historyFolder, parse: readConfig, differ: differencesOfTexts, clock: () => now });
  const file = open();
  const save = (next: string) => file.update(by, () => next);
  const index = join(historyFolder, 'index.jsonl');
  return { path, open, file, history: file.history, save, index, wait: (ms: number) => (now += ms) };
}

const changed = (from: string, to: string) => ({
  count: 1,
  first: [{ what: 'changed', scope: 'global', keyword: 'deadtime', from, to }],
});

describe('A version', () => {
  test('says what it changed', async () => {
    const { save, history, path } = sandbox();
    await save(second);
    writeFileSync(path, 'deadtime = 7\n');
    await save('deadtime = 8\n');
    const versions = await history.list();
    expect(versions.map(({ changes }) => changes)).toEqual([
      changed('7', '8'),
      changed('6', '7'),
      changed('5', '6'),
      undefined,
    ]);
    expect((await history.get(2))?.version.changes).toEqual(changed('5', '6'));
  });

  test('is kept though the one before it cannot be read any more', async () => {
    const { save, history, path, index } = sandbox();
    await save(second);
    const { hash } = (await history.list())[0] ?? { hash: '' };
    writeFileSync(join(index, '..', `000002-${hash.slice(0, 12)}.cf`), 'forged\n');
    writeFileSync(path, 'deadtime = 7\n');
    await save('deadtime = 8\n');
    expect((await history.list()).map(({ changes }) => changes?.count)).toEqual([1, undefined, 1, undefined]);
  });
});

describe('What people say of a version', () => {
  test('stands beside it from then on, for everybody', async () => {
    const { save, history, open } = sandbox();
    await save(second);
    expect(await history.mark(1, { note: ' before\nthe move ', pinned: true })).toMatchObject({
      number: 1,
      note: 'before the move',
      pinned: true,
    });
    await save(first);
    const said = { note: 'before the move', pinned: true };
    expect((await history.list())[2]).toMatchObject(said);
    expect((await open().history.get(1))?.version).toMatchObject(said);
    expect((await history.list({ before: 2 }))[0]).toMatchObject(said);
    expect((await history.list())[1]).toMatchObject({ note: '', pinned: false });
  });

  test('can be changed and taken back, one thing at a time', async () => {
    const { save, history } = sandbox();
    await save(second);
    await history.mark(2, { note: 'one' });
    await history.mark(2, { pinned: true });
    await history.mark(2, { note: 'two' });
    expect((await history.list())[0]).toMatchObject({ note: 'two', pinned: true });
    await history.mark(2, { pinned: false, note: '' });
    expect((await history.list())[0]).toMatchObject({ note: '', pinned: false });
  });

  test('replaces the note of the save', async () => {
    const { file, history } = sandbox();
    await file.update({ ...by, note: 'typed\nat once' }, () => second);
    expect((await history.list())[0]?.note).toBe('typed at once');
    await history.mark(2, { note: 'later' });
    expect((await history.list())[0]?.note).toBe('later');
  });

  test('writes nothing when it was said before', async () => {
    const { save, history, index } = sandbox();
    await save(second);
    await history.mark(2, { note: 'one', pinned: true });
    const { size } = statSync(index);
    await history.mark(2, { note: 'one' });
    await history.mark(2, {});
    expect(statSync(index).size).toBe(size);
  });

  test('is refused of a version that is not there', async () => {
    const { save, history, index } = sandbox();
    expect(await history.mark(1, { pinned: true })).toBeUndefined();
    expect(() => statSync(index)).toThrow('ENOENT');
    await save(second);
    expect(await history.mark(3, { pinned: true })).toBeUndefined();
    expect(readFileSync(index, 'utf8')).not.toContain('mark');
  });

  test('survives the next line when a crash left it without its end', async () => {
    const { save, history, index } = sandbox();
    await save(second);
    await history.mark(1, { note: 'whole' });
    truncateSync(index, statSync(index).size - 1);
    await history.mark(2, { note: 'other' });
    expect((await history.list()).map(({ note }) => note)).toEqual(['other', 'whole']);
  });

  test('loses nothing and nobody when many speak and save at once', async () => {
    const { open, history, save } = sandbox();
    await save(second);
    const people = Array.from({ length: 6 }, open);
    await Promise.all(
      people.flatMap((person, at) => [
        person.update(by, ({ text }) => `${text}# ${at}\n`),
        person.history.mark(1 + (at % 2), at < 2 ? { note: `by ${at}` } : { pinned: true }),
      ]),
    );
    const versions = await history.list();
    expect(versions).toHaveLength(8);
    expect(versions.slice(6)).toMatchObject([
      { number: 2, note: 'by 1', pinned: true },
      { number: 1, note: 'by 0', pinned: true },
    ]);
  });
});

describe('A change that was made outside', () => {
  test('is noticed once, with the time of the file', async () => {
    const { file, save, path, history, wait } = sandbox();
    await save(second);
    wait(60_000);
    writeFileSync(path, 'deadtime = 7\n');
    utimesSync(path, noon / 1000 + 20, noon / 1000 + 20);
    expect(await file.noticeOutside()).toMatchObject({
      number: 3,
      panel: 'outside',
      user: '',
      time: '2026-01-02T12:00:20.000Z',
      changes: changed('6', '7'),
    });
    expect(await file.noticeOutside()).toBeUndefined();
    expect(await history.list()).toHaveLength(3);
    expect((await history.get(3))?.text).toBe('deadtime = 7\n');
    expect((await save('deadtime = 8\n')).version?.number).toBe(4);
  });

  test.each([
    ['older than the version before it', -3600, '2026-01-02T12:00:00.000Z'],
    ['in the future', 3600, '2026-01-02T12:01:00.000Z'],
  ])('has a time that can be when the file says one %s', async (_, seconds, time) => {
    const { file, save, path, wait } = sandbox();
    await save(second);
    wait(60_000);
    writeFileSync(path, first);
    writeFileSync(path, 'deadtime = 7\n');
    utimesSync(path, noon / 1000 + seconds, noon / 1000 + seconds);
    expect((await file.noticeOutside())?.time).toBe(time);
  });

  test('is what a file held before the console came', async () => {
    const { file, history } = sandbox();
    expect(await file.noticeOutside()).toMatchObject({ number: 1, panel: 'outside', previous: '' });
    expect((await history.list())[0]?.changes).toBeUndefined();
  });

  test('is nothing where the file is the newest version, or is not there', async () => {
    const { file, save, index } = sandbox();
    await save(second);
    const before = readFileSync(index);
    expect(await file.noticeOutside()).toBeUndefined();
    expect(readFileSync(index)).toEqual(before);
    const root = scratchFolder();
    const parse = (text: string) => text;
    const empty = openConfigFile({ path: join(root, 'lvs.cf'), historyFolder: join(root, 'h'), parse });
    expect(await empty.noticeOutside()).toBeUndefined();
  });

  test('is noticed once when several look at the same time', async () => {
    const { open, save, path, history } = sandbox();
    await save(second);
    writeFileSync(path, 'deadtime = 7\n');
    const noticed = await Promise.all(Array.from({ length: 5 }, () => open().noticeOutside()));
    expect(noticed.filter((version) => version !== undefined)).toHaveLength(1);
    expect(await history.list()).toHaveLength(3);
  });
});
