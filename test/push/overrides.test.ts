import { describe, expect, test } from 'vitest';
import { ConsoleError } from '../../src/core/problem.js';
import { isTaken, placedOverrides } from '../../src/core/push/override-api.js';
import type { Answer } from '../../src/core/router/answer.js';
import { type Override, type OverrideOrder, readOverrideOrder } from '../../src/core/router/override.js';
import { openOverrides } from '../../src/push/overrides.js';

const order: OverrideOrder = {
  service: 'TCP 10.0.0.100:80',
  destination: '10.0.0.11:80',
  weight: 'drain',
  until: null,
  by: 'ann',
};
const given: Override = { ...order, weight: 'drain', since: 1, virtual: 'web', server: 'one', id: 'x' };
const answer: Answer = { format: 1, verb: 'override', ok: true, steps: [], table: [], state: null };
const cut = new ConsoleError('push_failed', 'push_copy_only', {});

/** Two routers, and what each of them is told. */
function routers(more: { isPaired?: boolean; there?: () => Promise<Answer> } = {}) {
  const told: string[] = [];
  let [now, looks] = [1_000_000, 0];
  let here: readonly Override[] | undefined = [];
  let see = async (): Promise<{ overrides: readonly Override[] }> => ({ overrides: [] });
  const overrides = openOverrides({
    engine: {
      async run(_verb, line = '') {
        told.push(`here ${readOverrideOrder(line)?.weight}`);
        return answer;
      },
      overrides: async () => here,
    },
    isPaired: async () => more.isPaired ?? true,
    seeThere: () => {
      looks += 1;
      return see();
    },
    setThere: async (line) => {
      told.push(`there ${readOverrideOrder(line)?.weight}`);
      return more.there?.() ?? answer;
    },
    clock: () => now,
    freshMs: 1000,
  });
  return {
    overrides,
    told,
    looks: () => looks,
    later: (ms: number) => {
      now += ms;
    },
    have: (ours: typeof here, theirs: typeof see) => {
      here = ours;
      see = theirs;
    },
  };
}

describe('A temporary weight', () => {
  test('is told to both routers, to one of them, or to the only one there is', async () => {
    const pair = routers();
    expect(isTaken(await pair.overrides.set(order, 'both'))).toBe(true);
    await pair.overrides.set({ ...order, weight: null }, 'other');
    await pair.overrides.set({ ...order, weight: 3 }, 'here');
    expect(pair.told.toSorted()).toEqual(['here 3', 'here drain', 'there drain', 'there null']);
    const single = routers({ isPaired: false });
    const end = await single.overrides.set(order, 'both');
    expect([single.told, end.isPaired, isTaken(end)]).toEqual([['here drain'], false, true]);
  });

  test('that one router does not take holds on the other, and says why', async () => {
    const pair = routers({ there: () => Promise.reject(cut) });
    const end = await pair.overrides.set(order, 'both');
    expect(end).toMatchObject({ here: { ok: true }, there: cut });
    expect(isTaken(end)).toBe(false);
  });

  test('is known of the other router after it was told, without another look', async () => {
    const pair = routers();
    pair.have([given], async () => ({ overrides: [given] }));
    await pair.overrides.set(order, 'both');
    expect(await pair.overrides.seen()).toMatchObject({ here: [given], there: { overrides: [given] } });
    expect(pair.looks()).toBe(1);
  });
});

describe('What is known of temporary weights', () => {
  test('never waits for the other router, which is asked again when what it said is old', async () => {
    const pair = routers();
    let arrived = (_overrides: { overrides: readonly Override[] }) => {};
    pair.have(
      [],
      () =>
        new Promise((resolve) => {
          arrived = resolve;
        }),
    );
    expect((await pair.overrides.seen()).there).toEqual({
      overrides: undefined,
      at: undefined,
      trouble: undefined,
    });
    await pair.overrides.seen();
    expect(pair.looks()).toBe(1);
    const looked = pair.overrides.look();
    arrived({ overrides: [given] });
    pair.have([], async () => ({ overrides: [given] }));
    expect((await looked).there?.overrides).toEqual([given]);
    pair.later(1000);
    pair.have([], () => Promise.reject(cut));
    expect((await pair.overrides.look()).there).toMatchObject({ overrides: [given], trouble: cut });
  });

  test('says where each one holds, and forgets those whose end has come', () => {
    const there = (overrides: readonly Override[] | undefined) => ({
      overrides,
      at: 1,
      trouble: undefined,
    });
    const places = (here: readonly Override[], other: readonly Override[] | undefined | 'none') =>
      placedOverrides({ here, there: other === 'none' ? undefined : there(other) }, 5000).map(
        ({ place, weight }) => `${place} ${weight}`,
      );
    const five = { ...given, weight: 5 };
    expect(places([given], [given])).toEqual(['both drain']);
    expect(places([given], [])).toEqual(['here drain']);
    expect(places([], [given])).toEqual(['other drain']);
    expect(places([given], [five])).toEqual(['here drain', 'other 5']);
    expect(places([given], undefined)).toEqual(['unknown drain']);
    expect(places([given], 'none')).toEqual(['alone drain']);
    expect(places([{ ...given, until: 5000 }], [{ ...given, until: 5001 }])).toEqual(['other drain']);
  });
});
