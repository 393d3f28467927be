import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { RoutersSeen } from '../../src/core/live/routers.js';
import { ConsoleError } from '../../src/core/problem.js';
import type { Observation } from '../../src/core/router/observation.js';
import { openRouters, type RoutersNeeds } from '../../src/live/routers.js';
import { observationWith } from '../support/observations.js';

const file = 'a'.repeat(64);
const details = {
  version: '2.2.7',
  file,
  identity: null,
  floating: [],
  ticksPerSecond: 100,
  limits: { at: 1, destinations: [] },
};
const silent = new ConsoleError('push_failed', 'push_copy_only', {});

/** A router that answers when it is told to. */
function router() {
  const asked: { readonly line: string; readonly answer: (say: Observation | Error) => void }[] = [];
  const observe = (line: string) =>
    new Promise<Observation>((resolve, reject) => {
      asked.push({
        line,
        answer: (say) => (say instanceof Error ? reject(say) : resolve(say)),
      });
    });
  /** Answers the oldest question, as soon as there is one. */
  async function answer(say: Observation | Error = observationWith()): Promise<string> {
    let one = asked.shift();
    while (one === undefined) {
      await turn();
      one = asked.shift();
    }
    one.answer(say);
    await turn();
    return one.line;
  }
  return { observe, answer, asked };
}

function both(more: Partial<RoutersNeeds> = {}) {
  const [here, there] = [router(), router()];
  let now = 1000;
  const faults: unknown[] = [];
  const routers = openRouters({
    here: here.observe,
    there: there.observe,
    isThere: async () => true,
    everyMs: 20,
    clock: () => now,
    onFault: (error) => faults.push(error),
    ...more,
  });
  const pass = (ms: number) => {
    now += ms;
  };
  return { here, there, routers, faults, pass };
}

describe('The looks at both routers', () => {
  test('ask nobody before somebody wants to know, and are told once for all who do', async () => {
    const { here, there, routers } = both();
    expect(routers.latest()).toMatchObject({ here: { at: undefined }, there: undefined });
    const looks = [routers.look(), routers.look()];
    await Promise.all([here.answer(), there.answer()]);
    const [one, other] = await Promise.all(looks);
    expect(one).toBe(other);
    expect(one?.here.at).toBe(1000);
    // What is not older than one round is told again.
    expect(await routers.look()).toBe(one);
    expect([here.asked, there.asked]).toEqual([[], []]);
  });

  test('tell of one router while the other one does not answer', async () => {
    const { here, there, routers, pass } = both();
    const told: RoutersSeen[] = [];
    const end = routers.follow((seen) => told.push(seen));
    for (let round = 1; round <= 3; round++) {
      await here.answer();
      pass(20);
    }
    expect(told.length).toBeGreaterThanOrEqual(3);
    expect(told.at(-1)).toMatchObject({ here: { at: 1040 }, there: undefined });
    expect(there.asked).toHaveLength(1);
    end();
  });

  test('keep what was seen when a router stops answering, with its age and the reason', async () => {
    const { here, there, routers, pass } = both();
    const first = routers.look();
    await Promise.all([here.answer(), there.answer(observationWith({ file }))]);
    await first;
    for (const [ms, at] of [
      [20, 1020],
      [60, 1080],
    ] as const) {
      pass(ms);
      const next = routers.look();
      await Promise.all([here.answer(), there.answer(silent)]);
      const { here: ours, there: theirs } = await next;
      expect(ours).toMatchObject({ at, trouble: undefined });
      expect(theirs).toMatchObject({ at: 1000, since: 1020, trouble: silent, observation: { file } });
    }
    // One that does not answer is not tried in each round.
    pass(20);
    const between = routers.look();
    await here.answer();
    expect((await between).there?.trouble).toBe(silent);
    expect(there.asked).toEqual([]);
    pass(40);
    const back = routers.look();
    await Promise.all([here.answer(), there.answer()]);
    expect((await back).there).toMatchObject({ at: 1140, since: undefined, trouble: undefined });
  });

  test('ask for what is slow at first, when lvs.cf has changed, and once a minute', async () => {
    const { here, routers, pass } = both({ isThere: async () => false });
    const wanted: unknown[] = [];
    const round = async (ms: number, seen: Observation) => {
      pass(ms);
      const look = routers.look();
      wanted.push(JSON.parse(await here.answer(seen)).details);
      return look;
    };
    await round(0, observationWith({ file, details }));
    const kept = await round(20, observationWith({ file }));
    expect(kept.here.details).toEqual(details);
    await round(20, observationWith({ file: 'b'.repeat(64) }));
    await round(20, observationWith({ file, details }));
    await round(59_000, observationWith({ file }));
    await round(1000, observationWith({ file, details }));
    expect(wanted).toEqual([true, false, false, true, false, true]);
  });

  test('know of no other router while none is set up, and forget it when it is taken away', async () => {
    let isSetUp = true;
    const { here, there, routers, pass } = both({ isThere: async () => isSetUp });
    const first = routers.look();
    await Promise.all([here.answer(), there.answer()]);
    expect((await first).there?.at).toBe(1000);
    isSetUp = false;
    pass(20);
    const next = routers.look();
    await here.answer();
    expect((await next).there).toBeUndefined();
  });

  test('are not waited for by a page: it gets what is known', async () => {
    const { here, there, routers } = both();
    const page = routers.soon(1);
    await here.answer();
    const seen = await page;
    expect(seen.there?.at).toBeUndefined();
    await there.answer();
    expect(routers.latest().there?.at).toBe(1000);
  });

  test('end with the last follower, and begin again with the next one', async () => {
    const { here, there, routers, pass } = both();
    const told: RoutersSeen[] = [];
    const end = routers.follow((seen) => told.push(seen));
    await Promise.all([here.answer(), there.answer()]);
    end();
    const before = told.length;
    pass(20);
    routers.follow((seen) => told.push(seen))();
    // What is known is told at once, and nobody is asked for a follower that has gone.
    expect(told.length).toBe(before + 1);
    const last = routers.follow((seen) => told.push(seen));
    await Promise.all([here.answer(), there.answer()]);
    expect(told.at(-1)).toMatchObject({ here: { at: 1020 } });
    last();
  });

  test('say so when the program is at fault, and go on for the next who asks', async () => {
    const { here, there, routers, faults, pass } = both();
    const fault = new TypeError('our own mistake');
    const page = routers.soon(60_000);
    await Promise.all([here.answer(fault), there.answer()]);
    await page;
    expect(faults).toEqual([fault]);
    pass(20);
    const next = routers.look();
    await Promise.all([here.answer(), there.answer()]);
    expect((await next).here.at).toBe(1020);
  });
});
