import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { IpvsTable } from '../../src/core/ipvs/table.js';
import type { Snapshot } from '../../src/core/live/snapshot.js';
import type { Reading } from '../../src/core/machine/reading.js';
import { openLiveTable } from '../../src/live/live-table.js';
import { capture, tableOf } from '../core/ipvs/captures.js';

const table = tableOf(capture('proc_net_ip_vs.txt'));
const known = (): Reading<IpvsTable> => ({ at: Date.now(), value: table });
const failing = (): Reading<IpvsTable> => ({
  at: Date.now(),
  reason: 'failed',
  path: '/proc/net/ip_vs',
  system: 'EIO',
});

/** A table that is looked at every 20 ms; counts the looks. */
function open(reading: () => Reading<IpvsTable> = known) {
  let looks = 0;
  const read = async () => {
    looks += 1;
    return reading();
  };
  const onFault = vi.fn();
  const needs = { read, wanted: async () => [], ticksPerSecond: async () => 100, clock: Date.now, onFault };
  return { live: openLiveTable({ ...needs, everyMs: 20 }), looks: () => looks, onFault };
}

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** Follows until so many snapshots were told. */
function gathered(live: ReturnType<typeof open>['live'], count: number): Promise<Snapshot[]> {
  const seen: Snapshot[] = [];
  return new Promise((resolve) => {
    const end = live.follow((snapshot) => {
      seen.push(snapshot);
      if (seen.length === count) resolve(seen);
    });
    ends.push(end);
  });
}

describe('The live table', () => {
  test('is looked at again and again, once for all who follow it', async () => {
    const { live, looks } = open();
    const [first, second] = await Promise.all([gathered(live, 4), gathered(live, 4)]);
    expect(second.slice(1)).toEqual(first.slice(1));
    expect(looks()).toBeLessThanOrEqual(6);
    expect(first.map(({ at }) => at)).toEqual(first.map(({ at }) => at).toSorted());
  });

  test('tells each follower as often as that one wants', async () => {
    const { live } = open();
    let told = 0;
    ends.push(
      live.follow(() => {
        told += 1;
      }, 3_600_000),
    );
    await gathered(live, 4);
    expect(told).toBe(1);
  });

  test('rests as long as the followers do, until one comes who wants to know sooner', async () => {
    const { live, looks } = open();
    await new Promise<void>((resolve) => {
      ends.push(live.follow(() => resolve(), 3_600_000));
    });
    expect(looks()).toBe(1);
    expect(await gathered(live, 4)).toHaveLength(4);
  });

  test('is not looked at while nobody follows it', async () => {
    const { live, looks } = open();
    await gathered(live, 2);
    for (const end of ends.splice(0)) end();
    await pause(60);
    const before = looks();
    await pause(100);
    expect(looks()).toBe(before);
    // Whoever comes later is told again.
    expect(await gathered(live, 1)).toHaveLength(1);
  });

  test('is looked at once for many who ask at the same time', async () => {
    const { live, looks } = open();
    await Promise.all(Array.from({ length: 50 }, () => live.now()));
    expect(looks()).toBe(1);
  });

  test('keeps what was seen when a look fails, with the reason and the time of both', async () => {
    let reading = known;
    const { live } = open(() => reading());
    const before = await live.now();
    reading = failing;
    await pause(30);
    const after = await live.now();
    expect(after).toMatchObject({ services: before.services, readAt: before.readAt });
    expect(after.trouble).toMatchObject({ reason: 'failed', system: 'EIO' });
    expect(after.at).toBeGreaterThan(before.at);
    reading = known;
    await pause(30);
    expect((await live.now()).trouble).toBeUndefined();
  });

  test('knows nothing, not zero, before a look has succeeded', async () => {
    const { live } = open(failing);
    expect(await live.now()).toMatchObject({
      readAt: undefined,
      services: [],
      trouble: { reason: 'failed' },
    });
  });

  test('tells of a fault of the program instead of going on', async () => {
    const { live, looks, onFault } = open(() => {
      throw new RangeError('a fault');
    });
    ends.push(live.follow(() => {}));
    await vi.waitFor(() => expect(onFault).toHaveBeenCalledWith(expect.any(RangeError)));
    await pause(60);
    expect(looks()).toBe(1);
  });
});
