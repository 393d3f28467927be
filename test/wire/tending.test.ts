import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openConfigFile } from '../../src/adapters/files/config-file.js';
import type { Receipt } from '../../src/core/push/steps.js';
import type { Answer, RouterState } from '../../src/core/router/answer.js';
import { tendDaily } from '../../src/wire/tending.js';
import { scratchFolder } from '../adapters/files/scratch-folder.js';

const dayMs = 24 * 60 * 60 * 1000;
const start = Date.UTC(2026, 0, 2, 12);

afterEach(() => {
  vi.useRealTimers();
});

/** Six versions of one day, long ago, and one of today. */
async function longHistory() {
  const folder = scratchFolder();
  const path = join(folder, 'lvs.cf');
  let now = start;
  const clock = () => now;
  const historyFolder = join(folder, 'history');
  const configFile = openConfigFile({ path, historyFolder, parse: String, clock });
  writeFileSync(path, '1\n');
  const save = (text: string) =>
    configFile.update({ user: 'ann', address: '::1', panel: 'file' }, () => text);
  for (const number of [2, 3, 4, 5, 6]) await save(`${number}\n`);
  now = start + 200 * dayMs;
  await save('7\n');
  const hashes = (await configFile.history.list()).map(({ hash }) => hash).reverse();
  const hashOf = (number: number) => hashes[number - 1] ?? '';
  const numbers = async () => (await configFile.history.list()).map(({ number }) => number);
  return { configFile, hashOf, numbers };
}

const stateOf = (
  hash: string,
  trial?: { readonly tries: string; readonly before: { readonly lvsCf: string } },
) => ({ state: { applied: { hash, at: 0 }, trial: trial ?? null } as RouterState }) as Answer;
const receiptOf = (here: string) => ({ hash: { here, there: null } }) as Receipt;

describe('The history of a console that runs', () => {
  test('is tended at the start, and keeps what runs here, what is tried and what was pushed', async () => {
    const { configFile, hashOf, numbers } = await longHistory();
    const end = tendDaily(
      {
        configFile,
        engine: {
          run: async () => stateOf(hashOf(2), { tries: hashOf(7), before: { lvsCf: hashOf(1) } }),
        },
        push: { receipts: async () => [receiptOf(hashOf(4))] },
      },
      (error) => expect.fail(String(error)),
    );
    await end();
    expect(await numbers()).toEqual([7, 6, 4, 2, 1]);
  });

  test('loses nothing while nobody can tell what runs, and is tended the next day', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { configFile, hashOf, numbers } = await longHistory();
    const refusal = new Error('no right');
    const run = vi.fn(async () => stateOf(hashOf(6))).mockRejectedValueOnce(refusal);
    const complain = vi.fn();
    const end = tendDaily({ configFile, engine: { run }, push: { receipts: async () => [] } }, complain);
    await vi.waitFor(() => expect(complain.mock.calls).toEqual([[refusal]]));
    expect(await numbers()).toHaveLength(7);
    vi.advanceTimersByTime(dayMs);
    await end();
    expect(await numbers()).toEqual([7, 6]);
    expect(complain).toHaveBeenCalledTimes(1);
  });

  test('is left alone once the console ends', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const tendHistory = vi.fn(async () => 0);
    const parts = {
      configFile: { tendHistory },
      engine: { run: async () => stateOf('') },
      push: { receipts: async () => [] },
    };
    await tendDaily(parts, () => undefined)();
    vi.advanceTimersByTime(3 * dayMs);
    expect(tendHistory).toHaveBeenCalledTimes(1);
  });
});
