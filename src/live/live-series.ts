/** Measures again and again what the graphs show, and keeps it over a restart. */

import { setTimeout as pause } from 'node:timers/promises';
import { openSeries, rings, type Sample, type Series } from '../core/live/series.js';
import { dayBlock, hourBlock, restoreSeries, type SeriesBlock } from '../core/live/series-block.js';

/** Where what is measured comes from. */
export interface SampleSource {
  /** What is known now; what could not be seen is left out. */
  sample(): Promise<readonly Sample[]>;
  /** Has it look closer for as long as somebody looks, which costs more. @returns ends it */
  follow?(): () => void;
}

/** Where it is kept. */
export interface SeriesPlace {
  /** @returns also the files that count for nothing, because they hold something else */
  read(): Promise<{ readonly blocks: readonly SeriesBlock[]; readonly refused: readonly string[] }>;
  write(name: 'hour' | number, bytes: Uint8Array): Promise<void>;
}

/** What measuring needs. */
export interface LiveSeriesNeeds {
  readonly sources: readonly SampleSource[];
  /** Nothing: what was measured is forgotten with the program, and measured only while somebody looks. */
  readonly place: SeriesPlace | undefined;
  /** Looks closer also while nobody looks. */
  readonly isThorough: boolean;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** From one measurement to the next. */
  readonly everyMs?: number;
  /** Takes what goes wrong while nobody waits for it. */
  readonly onFault: (error: unknown) => void;
  /** Is told of files that hold something else. */
  readonly onRefused: (paths: readonly string[]) => void;
}

/** What was measured lately, as it grows. */
export interface LiveSeries {
  /** Everything until now. */
  now(): Promise<Series>;
  /**
   * Tells of each measurement from now on; the first comes at once.
   * @returns ends it
   */
  follow(see: (series: Series) => void): () => void;
  /** Measures from now on, whether somebody looks or not, if what is measured is kept. */
  keep(): void;
  /** Ends everything, and keeps what was measured until now. */
  close(): Promise<void>;
}

/** Written so often at most: a disk lives longer than what the last minute was worth. */
const writeEveryMs = 60_000;

/** Opens the series; nothing is read or measured before somebody asks. */
export function openLiveSeries(needs: LiveSeriesNeeds): LiveSeries {
  const { clock, everyMs = rings.hour.stepMs, isThorough, onFault, onRefused, place, sources } = needs;
  const series = openSeries();
  const followers = new Set<(series: Series) => void>();
  const ending = new AbortController();
  let loading: Promise<void> | undefined;
  let measuring: Promise<void> | undefined;
  let running: Promise<void> | undefined;
  let isKept = false;
  let leaveSources: (() => void) | undefined;
  let measuredAt: number | undefined;
  let writtenAt: number | undefined;
  let isWritten = true;
  let isInTrouble = false;

  function load(): Promise<void> {
    loading ??= place === undefined ? Promise.resolve() : restore(place);
    return loading;
  }

  async function restore(from: SeriesPlace): Promise<void> {
    try {
      const { blocks, refused } = await from.read();
      restoreSeries(series, blocks, clock());
      if (refused.length > 0) onRefused(refused);
    } catch (error) {
      // What was kept is lost; what comes is not.
      onFault(error);
    }
  }

  function measure(): Promise<void> {
    measuring ??= takeAll().finally(() => {
      measuring = undefined;
    });
    return measuring;
  }

  async function takeAll(): Promise<void> {
    const samples = await Promise.all(sources.map(({ sample }) => sample()));
    measuredAt = clock();
    series.take(measuredAt, samples.flat());
    isWritten = false;
  }

  /** Writes the last hour, and each part of the day that has grown since. */
  async function write(to: SeriesPlace): Promise<void> {
    const now = clock();
    const since = writtenAt ?? now;
    writtenAt = now;
    isWritten = true;
    const hour = hourBlock(series);
    if (hour === undefined) return;
    try {
      await to.write('hour', hour);
      const parts = new Map([since, now].map((at) => [Math.floor(at / hourMs), dayBlock(series, at)]));
      for (const { bytes, part } of parts.values()) await to.write(part, bytes);
      isInTrouble = false;
    } catch (error) {
      // Said once, not each minute.
      if (!isInTrouble) onFault(error);
      isInTrouble = true;
    }
  }

  function isDue(): boolean {
    const since = writtenAt === undefined ? undefined : clock() - writtenAt;
    return since === undefined || since < 0 || since >= writeEveryMs;
  }

  /** Has the sources look closer, or no longer. */
  function lookCloser(): void {
    const isWanted = followers.size > 0 || (isKept && isThorough);
    if (isWanted === (leaveSources !== undefined)) return;
    leaveSources?.();
    const leave = isWanted ? sources.map((source) => source.follow?.()) : [];
    leaveSources = isWanted
      ? () => {
          for (const end of leave) end?.();
        }
      : undefined;
  }

  /** Goes on for as long as what is measured is kept or looked at. */
  async function run(): Promise<void> {
    try {
      await load();
      while (!ending.signal.aborted && (isKept || followers.size > 0)) {
        await measure();
        for (const see of followers) see(series);
        if (place !== undefined && isDue()) await write(place);
        // Each measurement in a slot of its own, however long the one before took.
        await pause(everyMs - (clock() % everyMs), undefined, { ref: false, signal: ending.signal });
      }
    } catch (error) {
      if (!ending.signal.aborted) onFault(error);
    } finally {
      running = undefined;
    }
  }

  function start(): void {
    running ??= run();
  }

  return {
    async now() {
      await load();
      const age = measuredAt === undefined ? undefined : clock() - measuredAt;
      // Older, or of a clock that has gone back since: nothing measures by itself then.
      if (age === undefined || age < 0 || age >= 2 * rings.hour.stepMs) await measure();
      return series;
    },
    follow(see) {
      const isRunning = running !== undefined;
      followers.add(see);
      lookCloser();
      start();
      if (isRunning && measuredAt !== undefined) see(series);
      return () => {
        followers.delete(see);
        lookCloser();
      };
    },
    keep() {
      if (place === undefined) return;
      isKept = true;
      lookCloser();
      start();
    },
    async close() {
      isKept = false;
      followers.clear();
      lookCloser();
      ending.abort();
      await running;
      if (place !== undefined && !isWritten) await write(place);
    },
  };
}

const hourMs = 3_600_000;
