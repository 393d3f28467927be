import { mkdirSync, readdirSync, rmdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { machineFiles } from '../../../src/adapters/files/files.js';
import { openQueue, withLock } from '../../../src/adapters/files/lock.js';
import { scratchFolder } from './scratch-folder.js';

function sandbox() {
  const folder = scratchFolder();
  const path = join(folder, 'lvs.cf');
  return { place: { path, target: path, folder }, lock: `${path}.lock` };
}

/** Sets the times of a file some seconds before or after now. */
function touch(path: string, seconds: number): void {
  const time = Date.now() / 1000 + seconds;
  utimesSync(path, time, time);
}

describe('A lock', () => {
  test('is a folder beside the file, for the time of the work', async () => {
    const { place, lock } = sandbox();
    await withLock(machineFiles, place, async () => expect(statSync(lock).isDirectory()).toBe(true));
    expect(() => statSync(lock)).toThrow('ENOENT');
  });

  test('is given back when the work fails', async () => {
    const { place, lock } = sandbox();
    const failing = withLock(machineFiles, place, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(() => statSync(lock)).toThrow('ENOENT');
  });

  test('shows signs of life while it is held, so that nobody takes it over', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { place, lock } = sandbox();
    await withLock(machineFiles, place, async (held) => {
      const taken = statSync(lock).mtimeMs;
      vi.advanceTimersByTime(2000);
      await vi.waitUntil(() => statSync(lock).mtimeMs !== taken);
      await held.assertHeld();
    });
    vi.useRealTimers();
  });

  test('that another took over stops the work before it replaces anything, and stays with the other', async () => {
    const { place, lock } = sandbox();
    const work = withLock(machineFiles, place, async (held) => {
      await held.assertHeld();
      rmdirSync(lock);
      mkdirSync(lock);
      await held.assertHeld();
    });
    await expect(work).rejects.toMatchObject({
      code: 'conflict',
      reason: 'locked',
      params: { path: place.path },
    });
    expect(statSync(lock).isDirectory()).toBe(true);
  });

  test('that was taken away while this process slept ends no process', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { place, lock } = sandbox();
    await withLock(machineFiles, place, async () => {
      rmdirSync(lock);
      vi.advanceTimersByTime(2000);
      await pause(20);
    });
    vi.useRealTimers();
    expect(() => statSync(lock)).toThrow('ENOENT');
  });

  test.each([
    { title: 'a program that died', seconds: -5 },
    { title: 'a program that died before the clock was set back', seconds: 3600 },
  ])('of $title is taken over', async ({ seconds }) => {
    const { place, lock } = sandbox();
    mkdirSync(lock);
    touch(lock, seconds);
    expect(await withLock(machineFiles, place, async () => 'done')).toBe('done');
    expect(readdirSync(place.folder)).toEqual([]);
  });

  test('is taken over after a program that died while it took over', async () => {
    const { place, lock } = sandbox();
    for (const path of [lock, `${lock}.takeover`]) {
      mkdirSync(path);
      touch(path, -5);
    }
    expect(await withLock(machineFiles, place, async () => 'done')).toBe('done');
    expect(readdirSync(place.folder)).toEqual([]);
  });

  test('that is taken over goes to one of those who wait', async () => {
    const { place, lock } = sandbox();
    mkdirSync(lock);
    touch(lock, -5);
    let inside = 0;
    let most = 0;
    const people = Array.from({ length: 10 }, () =>
      withLock(machineFiles, place, async (held) => {
        inside += 1;
        most = Math.max(most, inside);
        await pause(2);
        await held.assertHeld();
        inside -= 1;
      }),
    );
    await Promise.all(people);
    expect(most).toBe(1);
  });
});

describe('A queue', () => {
  test('goes on behind work that failed', async () => {
    const inTurn = openQueue();
    const order: number[] = [];
    const results = await Promise.allSettled([
      inTurn(async () => {
        await pause(5);
        order.push(1);
      }),
      inTurn(() => Promise.reject(new Error('no'))),
      inTurn(async () => order.push(3)),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(order).toEqual([1, 3]);
  });
});
