import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Files, machineFiles } from '../../../src/adapters/files/files.js';
import { stageHistory } from '../../../src/adapters/files/history-replace.js';
import {
  by,
  bytesOf,
  drill,
  faults,
  firstText,
  newText,
  nextText,
  oldText,
  open,
  savedText,
  textsKept,
  textsReached,
} from './drill.js';

/** As it is opened on a day, counted from the first. */
function openOn(day: number, folder: string, files?: Files) {
  const now = Date.UTC(2026, 0, 2 + day, 12);
  return open(folder, files, () => now);
}

const appended = ({ text }: { readonly text: string }) => text + nextText;

/** A version is brought back by a save of its text. */
async function restored(folder: string, number: number, files?: Files) {
  const file = open(folder, files);
  const found = await file.history.get(number);
  return file.update({ ...by, note: `version ${number} restored` }, () => found?.text ?? '');
}

describe.each(faults)('$title', ({ fault, least }) => {
  test('a restore leaves the old bytes or the new bytes, and can be done again', async () => {
    await drill(fault, {
      async prepare(folder) {
        writeFileSync(join(folder, 'lvs.cf'), oldText, 'latin1');
        await open(folder).update(by, () => newText);
      },
      run: (folder, files) => restored(folder, 1, files),
      async inspect({ folder, path, end }) {
        const left = bytesOf(path);
        expect(end === 'done' ? [oldText] : [oldText, newText]).toContain(left);
        await restored(folder, 1);
        expect(bytesOf(path)).toBe(oldText);
        expect((await textsReached(folder)).slice(0, 2)).toEqual([oldText, newText]);
        expect((await textsReached(folder)).at(-1)).toBe(oldText);
      },
    });
  });

  test('what is said of a version is kept or not, and harms no version', async () => {
    const steps = await drill(fault, {
      async prepare(folder) {
        writeFileSync(join(folder, 'lvs.cf'), firstText);
        await open(folder).update(by, () => savedText);
        await open(folder).history.mark(1, { note: 'before' });
      },
      run: (folder, files) => open(folder, files).history.mark(1, { note: 'after', pinned: true }),
      async inspect({ folder, end }) {
        expect(await textsKept(folder)).toEqual([firstText, savedText]);
        const told = (await open(folder).history.list())[1];
        const said = { note: 'after', pinned: true };
        const unsaid = { note: 'before', pinned: false };
        expect(end === 'done' || told?.pinned ? [said] : [said, unsaid]).toContainEqual({
          note: told?.note,
          pinned: told?.pinned,
        });
        await open(folder).history.mark(1, { note: 'last' });
        await open(folder).update(by, () => nextText);
        expect(await textsKept(folder)).toEqual([firstText, savedText, nextText]);
        expect((await open(folder).history.list())[2]).toMatchObject({ note: 'last', pinned: told?.pinned });
      },
    });
    expect(steps).toBeGreaterThan(least === 4 ? 0 : 20);
  });

  test('what was changed outside is a version or is not yet', async () => {
    await drill(fault, {
      async prepare(folder) {
        writeFileSync(join(folder, 'lvs.cf'), firstText);
        await open(folder).update(by, () => savedText);
        writeFileSync(join(folder, 'lvs.cf'), oldText, 'latin1');
      },
      run: (folder, files) => open(folder, files).noticeOutside(),
      async inspect({ folder, path, end }) {
        expect(bytesOf(path)).toBe(oldText);
        const kept = await textsKept(folder);
        expect(kept).toEqual([firstText, savedText, oldText].slice(0, kept.length));
        expect(kept.length).toBeGreaterThanOrEqual(end === 'done' ? 3 : 2);
        await open(folder).noticeOutside();
        expect(await textsKept(folder)).toEqual([firstText, savedText, oldText]);
      },
    });
  });

  test('pruning leaves every version that must stay, and the next one ends it', async () => {
    const steps = await drill(fault, {
      async prepare(folder) {
        writeFileSync(join(folder, 'lvs.cf'), firstText);
        for (const day of [0, 0, 0, 1, 1, 2, 200]) await openOn(day, folder).update(by, appended);
        await open(folder).history.mark(3, { pinned: true });
        rmSync(join(folder, 'state', 'history', 'README'));
      },
      run: (folder, files) => openOn(200, folder, files).tendHistory(),
      async inspect({ folder, path, end }) {
        const must = [3, 4, 6, 7, 8];
        const { history } = open(folder);
        const numbers = (await history.list()).map(({ number }) => number).reverse();
        expect(end === 'done' ? [must] : [must, [1, 2, 3, 4, 5, 6, 7, 8]]).toContainEqual(numbers);
        for (const number of numbers) {
          expect((await history.get(number))?.text).toBe(firstText + nextText.repeat(number - 1));
        }
        expect((await history.list()).find(({ number }) => number === 3)?.pinned).toBe(true);

        await openOn(200, folder).tendHistory();
        await openOn(200, folder).update(by, appended);
        expect(bytesOf(path)).toBe(firstText + nextText.repeat(8));
        expect((await history.list()).map(({ number }) => number).reverse()).toEqual([...must, 9]);
        const left = readdirSync(join(folder, 'state', 'history')).sort();
        expect(left.map((name) => name.slice(0, 6))).toEqual([
          ...[...must, 9].map((number) => `00000${number}`),
          'README',
          'index.',
        ]);
      },
    });
    expect(steps).toBeGreaterThan(least === 4 ? 1 : 30);
  });

  test('a history out of an archive is there as a whole, and the one before it is not lost', async () => {
    const contents = async function* () {
      yield { name: '000001-0123456789ab.cf', bytes: Buffer.from(newText, 'latin1') };
      yield { name: 'index.jsonl', bytes: Buffer.from('{}\n') };
    };
    const replaced = async (folder: string, keptAs: string, files: Files = machineFiles) => {
      const staged = await stageHistory(files, join(folder, 'state', 'history'), contents());
      return staged.commit(keptAs);
    };
    await drill(fault, {
      async prepare(folder) {
        writeFileSync(join(folder, 'lvs.cf'), firstText);
        await open(folder).update(by, () => savedText);
      },
      run: (folder, files) => replaced(folder, '.before-1', files),
      async inspect({ folder, end }) {
        const namesOf = (name: string) => readdirSync(join(folder, 'state', name)).sort();
        const whole = ['000001-0123456789ab.cf', 'README', 'index.jsonl'];
        const isThere = existsSync(join(folder, 'state', 'history'));
        const isNew = existsSync(join(folder, 'state', 'history', '000001-0123456789ab.cf'));
        if (end === 'done') expect(isNew).toBe(true);
        if (isNew) expect(namesOf('history')).toEqual(whole);
        // The old one is in its place, or beside it: between the two steps it is beside only.
        const oldPlace = isNew || !isThere ? 'history.before-1' : 'history';
        expect(namesOf(oldPlace)).toHaveLength(4);
        await replaced(folder, '.before-2');
        expect(namesOf('history')).toEqual(whole);
      },
    });
  });
});
