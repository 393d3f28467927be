import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openConfigFile } from '../../../src/adapters/files/config-file.js';
import { machineFiles } from '../../../src/adapters/files/files.js';
import { scratchFolder } from './scratch-folder.js';

const by = { user: 'ann', address: '::1', panel: 'redundancy' };
const dayMs = 24 * 60 * 60 * 1000;
const all = { limit: Number.POSITIVE_INFINITY };

/** A file, and whoever else opens it. */
function sandbox() {
  const root = scratchFolder();
  const path = join(root, 'lvs.cf');
  const historyFolder = join(root, 'history');
  let now = Date.UTC(2026, 0, 2);
  const clock = () => now;
  writeFileSync(path, 'start\n');
  const open = (files = machineFiles) => openConfigFile({ path, historyFolder, parse: String, clock, files });
  const wait = (days: number) => {
    now += days * dayMs;
  };
  return { path, index: join(historyFolder, 'index.jsonl'), open, wait };
}

/** What may happen to a history between two looks at it, by others too. */
const events = fc.array(
  fc.oneof(
    fc.record({ what: fc.constant('save' as const), days: fc.constantFrom(0, 0.1, 1, 60) }),
    fc.record({ what: fc.constantFrom('pin' as const, 'note' as const), back: fc.nat(5) }),
    fc.record({
      what: fc.constantFrom('outside' as const, 'tend' as const, 'tear' as const, 'line end' as const),
    }),
    fc.record({ what: fc.constantFrom('a line of ours' as const, 'a line of theirs' as const) }),
  ),
  { maxLength: 20 },
);

describe('A history that is looked at again and again', () => {
  test('tells each time the same as one that is opened anew', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (plan) => {
        const { path, index, open, wait } = sandbox();
        const long = open();
        await long.update(by, () => 'first\n');
        let count = 0;
        for (const event of plan) {
          const { history, update, noticeOutside, tendHistory } = count % 2 === 0 ? open() : long;
          count += 1;
          if (event.what === 'save') {
            wait(event.days);
            await update(by, () => `${count}\n`);
          } else if (event.what === 'pin' || event.what === 'note') {
            const [newest] = await history.list({ limit: 1 });
            const number = Math.max(1, (newest?.number ?? 1) - event.back);
            await history.mark(number, event.what === 'pin' ? { pinned: true } : { note: `${count}` });
          } else if (event.what === 'outside') {
            writeFileSync(path, `${count} outside\n`);
            await noticeOutside();
          } else if (event.what === 'tend') {
            await tendHistory();
          } else if (event.what === 'tear') {
            appendFileSync(index, '{"number":900,"ti');
          } else if (event.what === 'line end') {
            if (readFileSync(index, 'latin1').endsWith('}\n')) truncateSync(index, statSync(index).size - 1);
          } else if (event.what === 'a line of theirs') {
            appendFileSync(index, '# looked at on Monday\n');
          } else {
            appendFileSync(index, '{"mark":1,"time":"","note":"by hand"}\n');
          }
          const fresh = await open().history.list(all);
          expect(await long.history.list(all)).toEqual(fresh);
          const page = { limit: 3, before: (fresh[0]?.number ?? 0) - 1 };
          expect(await long.history.list(page)).toEqual(await open().history.list(page));
          const number = fresh.at(-1)?.number ?? 1;
          const [known, anew] = await Promise.all([long.history.get(number), open().history.get(number)]);
          expect(known).toEqual(anew);
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  test('reads only what was added since', async () => {
    const { open } = sandbox();
    let bytesRead = 0;
    const file = open({
      ...machineFiles,
      open: async (...args) => {
        const handle = await machineFiles.open(...args);
        const read = handle.read.bind(handle) as (...rest: unknown[]) => Promise<{ bytesRead: number }>;
        return Object.assign(handle, {
          read: async (...rest: unknown[]) => {
            const result = await read(...rest);
            bytesRead += result.bytesRead;
            return result;
          },
        });
      },
    });
    await file.update(by, () => 'first\n');
    expect(await file.history.list(all)).toHaveLength(2);
    bytesRead = 0;
    expect(await file.history.list(all)).toHaveLength(2);
    expect(await file.history.list({ limit: 1 })).toHaveLength(1);
    expect(bytesRead).toBe(0);
  });

  test('gives lists that their readers may change', async () => {
    const { open } = sandbox();
    const { history, update } = open();
    await update(by, () => 'first\n');
    (await history.list(all)).length = 0;
    expect(await history.list(all)).toHaveLength(2);
  });
});
