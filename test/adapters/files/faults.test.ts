import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openAccessFile } from '../../../src/adapters/files/access-files.js';
import { openConfigFile } from '../../../src/adapters/files/config-file.js';
import { type Clock, type Files, machineFiles } from '../../../src/adapters/files/files.js';
import { stageHistory } from '../../../src/adapters/files/history-replace.js';
import { openOfferedFile } from '../../../src/adapters/files/offered-file.js';
import { putFile } from '../../../src/adapters/files/put-file.js';
import { hashOf } from '../../../src/adapters/files/reader.js';
import type { ListedVersion } from '../../../src/core/history/version.js';
import { ConsoleError } from '../../../src/core/problem.js';
import { scratchFolder } from './scratch-folder.js';
import { type Fault, shakyFiles } from './shaky-files.js';

const firstText = '# the first file\n';
const savedText = '# saved once\n';
const oldText = '# the old file, edited by hand \xff\n'.repeat(40);
const newText = '# the new file \xe9\n'.repeat(50);
const nextText = '# the next file\n';
const by = { user: 'ann', address: '10.0.0.1', panel: 'global-settings' };

/** What one fault leaves in a folder. */
interface Outcome {
  readonly folder: string;
  readonly path: string;
  /** `done`: reported as done; `refused`: reported as failed; `died`: nothing was reported. */
  readonly end: 'done' | 'refused' | 'died';
}

/** A program that is cut off at each of its file calls in turn. */
interface Drill {
  prepare(folder: string): Promise<void>;
  run(folder: string, files: Files): Promise<unknown>;
  /** Looks at what is left, as the next program finds it. */
  inspect(outcome: Outcome): Promise<void>;
}

async function drill(fault: Fault, { prepare, run, inspect }: Drill): Promise<number> {
  const all = scratchFolder();
  let steps = 0;
  async function cutOffAt(n: number): Promise<boolean> {
    const folder = join(all, String(n));
    mkdirSync(folder);
    await prepare(folder);
    const shaky = shakyFiles(fault, n);
    const reported = run(folder, shaky.files).then(
      () => 'done' as const,
      (error: unknown) => {
        expect(error).toBeInstanceOf(ConsoleError);
        expect(error).toMatchObject({ reason: 'disk_failed' });
        return 'refused' as const;
      },
    );
    const end = await Promise.race([reported, shaky.died]);
    const path = join(folder, 'lvs.cf');
    letTimePass(`${path}.lock`);
    await inspect({ folder, path, end });
    await shaky.bury();
    return shaky.wasHit();
  }
  for (let hit = true; hit; ) {
    const numbers = Array.from({ length: 8 }, () => ++steps);
    hit = (await Promise.all(numbers.map(cutOffAt))).every(Boolean);
  }
  return steps;
}

/** A lock of a dead program is taken over after some seconds; here they have passed. */
function letTimePass(lock: string): void {
  if (existsSync(lock)) {
    utimesSync(lock, 0, 0);
  }
}

const bytesOf = (path: string) => readFileSync(path, 'latin1');

function open(folder: string, files?: Files, clock?: Clock) {
  return openConfigFile({
    path: join(folder, 'lvs.cf'),
    historyFolder: join(folder, 'state', 'history'),
    parse: (text) => text,
    ...(files && { files }),
    ...(clock && { clock }),
  });
}

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

/** What the other router has done here: bytes offered beside the file, then put in its place. */
async function pushed(folder: string, over: string, text: string, files: Files = machineFiles) {
  const path = join(folder, 'lvs.cf');
  const file = openOfferedFile({ files, path, clock: Date.now, limit: 1e6, newMode: 0o660 });
  await file.sweep();
  const offer = await file.offer(Buffer.from(text, 'latin1'));
  return offer.commit(hashOf(Buffer.from(over, 'latin1')), async () => undefined);
}

async function textsKept(folder: string, only = (_version: ListedVersion) => true): Promise<string[]> {
  const { history } = open(folder);
  const texts: string[] = [];
  for (const { number } of (await history.list()).filter(only)) {
    texts.unshift((await history.get(number))?.text ?? 'missing');
  }
  return texts;
}

/** Without the versions whose save was cut off before it reached the file. */
const textsReached = (folder: string) => textsKept(folder, ({ skipped }) => !skipped);

describe.each<{ fault: Fault; title: string; least: number }>([
  { fault: 'EIO', title: 'When the n-th file call fails', least: 60 },
  { fault: 'stop', title: 'When the program dies before its n-th file call', least: 60 },
  { fault: 'ENOSPC', title: 'When the disk is full in the middle of the n-th write', least: 4 },
  { fault: 'torn', title: 'When the program dies in the middle of its n-th write', least: 4 },
])('$title', ({ fault, least }) => {
  test('a save leaves the old bytes or the new bytes, and the next save works', async () => {
    const steps = await drill(fault, {
      async prepare(folder) {
        writeFileSync(join(folder, 'lvs.cf'), firstText);
        await open(folder).update(by, () => savedText);
        writeFileSync(join(folder, 'lvs.cf'), oldText, 'latin1');
      },
      run: (folder, files) => open(folder, files).update(by, () => newText),
      async inspect({ folder, path, end }) {
        const left = bytesOf(path);
        expect(end === 'done' ? [newText] : [oldText, newText]).toContain(left);
        const kept = await textsKept(folder);
        const earlier = [firstText, savedText, oldText];
        expect(kept).toEqual([...earlier, newText].slice(0, kept.length));
        expect(kept.length).toBeGreaterThanOrEqual(left === newText ? 4 : 2);

        const saved = await open(folder).update(by, (loaded) => loaded.text + nextText);
        expect(saved.before.text).toBe(left);
        expect(bytesOf(path)).toBe(left + nextText);
        const reached = left === newText ? [...earlier, newText] : earlier;
        expect(await textsReached(folder)).toEqual([...reached, left + nextText]);
        expect(readdirSync(folder).sort()).toEqual(['lvs.cf', 'state']);
      },
    });
    expect(steps).toBeGreaterThan(least);
  });

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

  test('a new file is there as a whole or not at all', async () => {
    await drill(fault, {
      async prepare() {},
      run: (folder, files) => open(folder, files).create(by, newText),
      async inspect({ folder, path, end }) {
        const made = existsSync(path);
        if (end === 'done' || made) {
          expect(bytesOf(path)).toBe(newText);
        } else {
          await open(folder).create(by, newText);
        }
        await open(folder).update(by, () => nextText);
        expect(bytesOf(path)).toBe(nextText);
        expect((await textsKept(folder)).slice(-2)).toEqual([newText, nextText]);
        expect(readdirSync(folder).sort()).toEqual(['lvs.cf', 'state']);
      },
    });
  });

  test('a push from the other router leaves the old bytes or the new bytes, and the next one works', async () => {
    const steps = await drill(fault, {
      async prepare(folder) {
        writeFileSync(join(folder, 'lvs.cf'), oldText, 'latin1');
      },
      run: (folder, files) => pushed(folder, oldText, newText, files),
      async inspect({ folder, path, end }) {
        const left = bytesOf(path);
        expect(end === 'done' ? [newText] : [oldText, newText]).toContain(left);
        await pushed(folder, left, nextText);
        expect(bytesOf(path)).toBe(nextText);
        // What a program that died had offered is swept away an hour later.
        const others = readdirSync(folder).filter((name) => !/^\.lvs\.cf\.[0-9a-f]{16}\.offer$/.test(name));
        expect(others).toEqual(['lvs.cf']);
      },
    });
    expect(steps).toBeGreaterThan(least / 2);
  });

  test('what an archive puts over a file leaves the old bytes or the new bytes, and the old ones beside', async () => {
    const keptAs = '.before-now';
    await drill(fault, {
      async prepare(folder) {
        writeFileSync(join(folder, 'lvs.cf'), oldText, 'latin1');
      },
      run: (folder, files) =>
        putFile(files, join(folder, 'lvs.cf'), Buffer.from(newText, 'latin1'), { newMode: 0o660, keptAs }),
      async inspect({ path, end }) {
        const left = bytesOf(path);
        expect(end === 'done' ? [newText] : [oldText, newText]).toContain(left);
        if (left === newText) expect(bytesOf(`${path}${keptAs}`)).toBe(oldText);
        const again = { newMode: 0o660, keptAs: '.before-later' };
        await putFile(machineFiles, path, Buffer.from(nextText), again);
        expect(bytesOf(path)).toBe(nextText);
        expect(bytesOf(`${path}.before-later`)).toBe(left);
      },
    });
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

  test('the password file keeps every user it had', async () => {
    const before = 'ann:$2b$10$old\nben:$2b$10$ben\n';
    const after = 'ann:$2b$10$new\nben:$2b$10$ben\n';
    await drill(fault, {
      async prepare(folder) {
        writeFileSync(join(folder, 'lvs.cf'), before);
      },
      run: (folder, files) =>
        openAccessFile({ path: join(folder, 'lvs.cf'), files }).setUser('ann', '$2b$10$new'),
      async inspect({ folder, path, end }) {
        const left = bytesOf(path);
        expect(end === 'done' ? [after] : [before, after]).toContain(left);
        await openAccessFile({ path }).setUser('eve', 'x');
        expect(bytesOf(path)).toBe(`${left}eve:x\n`);
        expect(readdirSync(folder)).toEqual(['lvs.cf']);
      },
    });
  });
});
