import { describe, expect, test } from 'vitest';
import { createHashQueue } from '../../../src/core/access/hash-queue.js';

/** Work that ends when it is told to; `begun` says in which order it began. */
function workshop() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  return {
    begun,
    endNext: () => {
      ends.shift()?.();
      return new Promise((resolve) => setImmediate(resolve));
    },
    work: (name: string) => () =>
      new Promise<string>((resolve) => {
        begun.push(name);
        ends.push(() => resolve(name));
      }),
  };
}

describe('Hash work', () => {
  test('is done one piece at a time, in the order of arrival', async () => {
    const queue = createHashQueue();
    const { begun, endNext, work } = workshop();
    const all = Promise.all(['a', 'b', 'c'].map((name) => queue.take(name, work(name))));
    expect(begun).toEqual(['a']);
    await endNext();
    expect(begun).toEqual(['a', 'b']);
    await endNext();
    await endNext();
    expect(await all).toEqual(['a', 'b', 'c']);
  });

  test('goes on after a piece that failed', async () => {
    const queue = createHashQueue();
    const failed = queue.take('a', () => Promise.reject(new Error('broken')));
    const done = queue.take('b', async () => 'b');
    await expect(failed).rejects.toThrow('broken');
    expect(await done).toBe('b');
  });

  test('is refused when twenty from many places wait, and taken again when they are fewer', async () => {
    const queue = createHashQueue();
    const { endNext, work } = workshop();
    let taken = 0;
    while (taken < 100 && queue.hasRoom(`place ${taken}`)) {
      void queue.take(`place ${taken}`, work(String(taken)));
      taken += 1;
    }
    // One is being done, twenty wait.
    expect(taken).toBe(21);
    await endNext();
    expect(queue.hasRoom('place 99')).toBe(true);
  });

  test('of one place never takes all the room', () => {
    const queue = createHashQueue();
    const { work } = workshop();
    for (let taken = 0; taken < 100 && queue.hasRoom('flooder'); taken++) {
      void queue.take('flooder', work('x'));
    }
    expect(queue.hasRoom('flooder')).toBe(false);
    expect(queue.hasRoom('somebody else')).toBe(true);
  });

  test('for a place from which somebody logged in goes before all strangers, and always has room', async () => {
    const queue = createHashQueue();
    const { begun, endNext, work } = workshop();
    queue.know('home');
    for (let taken = 0; taken < 100 && queue.hasRoom(`place ${taken}`); taken++) {
      void queue.take(`place ${taken}`, work(`stranger ${taken}`));
    }
    expect(queue.hasRoom('home')).toBe(true);
    void queue.take('home', work('home'));
    await endNext();
    expect(begun).toEqual(['stranger 0', 'home']);
  });
});
