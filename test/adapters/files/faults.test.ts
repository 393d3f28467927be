import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openAccessFile } from '../../../src/adapters/files/access-files.js';
import { type Files, machineFiles } from '../../../src/adapters/files/files.js';
import { openOfferedFile } from '../../../src/adapters/files/offered-file.js';
import { putFile } from '../../../src/adapters/files/put-file.js';
import { hashOf } from '../../../src/adapters/files/reader.js';
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

/** What the other router has done here: bytes offered beside the file, then put in its place. */
async function pushed(folder: string, over: string, text: string, files: Files = machineFiles) {
  const path = join(folder, 'lvs.cf');
  const file = openOfferedFile({ files, path, clock: Date.now, limit: 1e6, newMode: 0o660 });
  await file.sweep();
  const offer = await file.offer(Buffer.from(text, 'latin1'));
  return offer.commit(hashOf(Buffer.from(over, 'latin1')), async () => undefined);
}

describe.each(faults)('$title', ({ fault, least }) => {
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
