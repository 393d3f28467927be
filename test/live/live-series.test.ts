import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { lineKey, type MeasuredLine, type Sample, type Series } from '../../src/core/live/series.js';
import type { SeriesBlock } from '../../src/core/live/series-block.js';
import { readBlock } from '../../src/core/live/series-block.js';
import { type LiveSeriesNeeds, openLiveSeries } from '../../src/live/live-series.js';

const line: MeasuredLine = { side: 'here', service: 'FWM 1', destination: '', virtual: 'web', server: '' };
const start = Date.UTC(2026, 10, 21, 12);

/** A place in memory, which counts what is written. */
function memoryPlace() {
  const kept = new Map<'hour' | number, Uint8Array>();
  const written: ('hour' | number)[] = [];
  return {
    kept,
    written,
    read: async () => ({
      blocks: [...kept.values()].flatMap((bytes) => readBlock(bytes) ?? []) as SeriesBlock[],
      refused: [] as string[],
    }),
    write: async (name: 'hour' | number, bytes: Uint8Array) => {
      written.push(name);
      kept.set(name, bytes);
    },
  };
}

/** A world in which each measurement takes ten seconds of a clock of its own. */
function world(needs: Partial<LiveSeriesNeeds> = {}) {
  let now = start;
  let measured = 0;
  const faults: unknown[] = [];
  const sample = async (): Promise<Sample[]> => {
    measured += 1;
    now += 10_000;
    return [{ line, values: { active: measured } }];
  };
  const live = openLiveSeries({
    sources: [{ sample }],
    place: undefined,
    isThorough: false,
    clock: () => now,
    everyMs: 5,
    onFault: (error) => faults.push(error),
    onRefused: (paths) => faults.push(...paths),
    ...needs,
  });
  onTestFinished(() => live.close());
  return { live, faults, measured: () => measured, passes: (ms: number) => (now += ms) };
}

/** Waits until so many measurements were seen by somebody who looks. */
async function seen(live: ReturnType<typeof openLiveSeries>, count: number): Promise<Series> {
  return new Promise((resolve) => {
    let left = count;
    const end = live.follow((series) => {
      left -= 1;
      if (left > 0) return;
      end();
      resolve(series);
    });
  });
}

const known = (series: Series) =>
  [...series.span('hour', line, 'active').average].filter((v) => !Number.isNaN(v));

describe('What the graphs show', () => {
  test('is measured while somebody looks, once for all who do', async () => {
    const { live, measured } = world();
    expect(measured()).toBe(0);
    const [one, other] = await Promise.all([seen(live, 3), seen(live, 3)]);
    expect(one).toBe(other);
    expect(known(one).slice(0, 3)).toEqual([1, 2, 3]);
    expect(measured()).toBeLessThanOrEqual(4);
  });

  test('is measured once for somebody who asks for it without staying', async () => {
    const { live, measured, passes } = world();
    expect(known(await live.now())).toEqual([1]);
    await live.now();
    expect(measured()).toBe(1);
    passes(60_000);
    expect(known(await live.now())).toEqual([1, 2]);
  });

  test('is measured although nobody looks where it is kept, and goes on after a restart', async () => {
    const place = memoryPlace();
    const first = world({ place });
    first.live.keep();
    await vi.waitFor(() => expect(first.measured()).toBeGreaterThan(20), { timeout: 60_000 });
    await first.live.close();
    const before = known(await first.live.now());

    const second = world({ place });
    second.passes(before.length * 10_000);
    const after = known(await second.live.now());
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after).toHaveLength(before.length + 1);
  });

  test('is written once a minute at most, and at the end', async () => {
    const place = memoryPlace();
    const { live, measured } = world({ place });
    live.keep();
    await vi.waitFor(() => expect(measured()).toBeGreaterThan(30), { timeout: 60_000 });
    const hours = () => place.written.filter((name) => name === 'hour').length;
    // Six measurements are a minute here.
    expect(hours()).toBeGreaterThan(1);
    expect(hours()).toBeLessThanOrEqual(1 + measured() / 6);
    const before = hours();
    await live.close();
    expect(hours()).toBeLessThanOrEqual(before + 1);
    const end = readBlock(place.kept.get('hour') ?? new Uint8Array());
    expect(end?.lines[0]?.values[0]?.rows[0]?.at(-1)).toBe(measured());
  });

  test('is complete to the end of each hour when the next one has begun', async () => {
    const place = memoryPlace();
    const { live, measured, passes } = world({ place });
    passes(58 * 60_000);
    live.keep();
    await vi.waitFor(() => expect(measured()).toBeGreaterThan(24), { timeout: 60_000 });
    await live.close();
    const days = [...place.kept].flatMap(([name, bytes]) => (name === 'hour' ? [] : [readBlock(bytes)]));
    const minutes = days.flatMap((block) => [...(block?.lines[0]?.values[0]?.rows[0] ?? [])]);
    expect(days).toHaveLength(2);
    expect(minutes.slice(58, 62).some(Number.isNaN)).toBe(false);
  });

  test('is not kept where nobody wants it, and then not measured unasked', async () => {
    const { live, measured } = world();
    live.keep();
    await live.now();
    expect(measured()).toBe(1);
  });

  test('goes on when the disk refuses it, and says so once', async () => {
    const place = { ...memoryPlace(), write: () => Promise.reject(new Error('no room')) };
    const { live, faults, measured } = world({ place });
    live.keep();
    await vi.waitFor(() => expect(measured()).toBeGreaterThan(30), { timeout: 60_000 });
    expect(faults.map(String)).toEqual(['Error: no room']);
  });

  test('begins anew when what was kept cannot be read', async () => {
    const refused = ['/state/series/hour'];
    const { live, faults } = world({
      place: { ...memoryPlace(), read: async () => ({ blocks: [], refused }) },
    });
    expect(known(await live.now())).toEqual([1]);
    expect(faults).toEqual(refused);
  });

  test.each([
    [false, 'only while somebody looks'],
    [true, 'always when it is to be thorough'],
  ])('has what costs more looked at (%s: %s)', async (isThorough) => {
    let looking = 0;
    const follow = () => {
      looking += 1;
      return () => {
        looking -= 1;
      };
    };
    const sources = [{ sample: async () => [], follow }];
    const { live } = world({ place: memoryPlace(), sources, isThorough });
    live.keep();
    expect(looking).toBe(isThorough ? 1 : 0);
    const end = live.follow(() => undefined);
    const other = live.follow(() => undefined);
    expect(looking).toBe(1);
    end();
    other();
    expect(looking).toBe(isThorough ? 1 : 0);
    await live.close();
    expect(looking).toBe(0);
  });

  test('ends for good when a source breaks, says so, and begins again for whoever looks next', async () => {
    let isBroken = true;
    const sample = async (): Promise<Sample[]> => {
      if (isBroken) throw new Error('a fault');
      return [{ line, values: { active: 1 } }];
    };
    const { live, faults } = world({ sources: [{ sample }] });
    live.follow(() => undefined);
    await vi.waitFor(() => expect(faults).toHaveLength(1), { timeout: 60_000 });
    isBroken = false;
    expect(known(await seen(live, 1))).toEqual([1]);
    expect(lineKey(line)).toContain('FWM 1');
  });
});
