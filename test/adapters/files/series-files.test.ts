import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { machineFiles } from '../../../src/adapters/files/files.js';
import { openSeriesFiles } from '../../../src/adapters/files/series-files.js';
import { openSeries } from '../../../src/core/live/series.js';
import { blockLimitBytes, dayBlock, hourBlock } from '../../../src/core/live/series-block.js';
import { drill, faults } from './drill.js';
import { scratchFolder } from './scratch-folder.js';

const noon = Date.UTC(2026, 10, 21, 12);
const line = { side: 'here', service: 'FWM 1', destination: '', virtual: 'web', server: '' } as const;

/** The bytes of an hour in which this was measured. */
function hourWith(value: number): Uint8Array {
  const series = openSeries();
  series.take(noon, [{ line, values: { active: value } }]);
  return hourBlock(series) ?? new Uint8Array();
}

/** What is read: of each block its last value. */
async function valuesIn(folder: string, files = machineFiles): Promise<(number | undefined)[]> {
  const { blocks } = await openSeriesFiles(folder, files).read();
  return blocks.map(({ lines }) => lines[0]?.values[0]?.rows[0]?.findLast((value) => !Number.isNaN(value)));
}

describe('What was measured', () => {
  test('is kept for this account only, packed, and read again', async () => {
    const folder = join(scratchFolder(), 'series');
    const files = openSeriesFiles(folder);
    expect(await files.read()).toEqual({ blocks: [], refused: [] });
    await files.write('hour', hourWith(3));
    const series = openSeries();
    series.take(noon, [{ line, values: { active: 4 } }]);
    const { bytes, part } = dayBlock(series, noon);
    await files.write(part, bytes);
    expect(await valuesIn(folder)).toEqual([3, 4]);
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^day-\d\d$/), 'hour']);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'hour')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'hour')).size).toBeLessThan(400);
  });

  test('is begun anew where a file was cut, changed, made up or made to grow without end', async () => {
    const folder = scratchFolder();
    const files = openSeriesFiles(folder);
    await files.write('hour', hourWith(3));
    const path = join(folder, 'hour');
    const whole = readFileSync(path);
    const changed = Buffer.from(whole);
    changed[whole.length - 8] = (changed[whole.length - 8] ?? 0) ^ 1;
    const wrong = [
      Buffer.alloc(0),
      whole.subarray(0, whole.length - 1),
      changed,
      Buffer.from('hello'),
      deflateSync(Buffer.alloc(blockLimitBytes + 1)),
      deflateSync(Buffer.from('LVS1')),
      Buffer.alloc(blockLimitBytes + 1),
    ];
    for (const bytes of wrong) {
      writeFileSync(path, bytes);
      expect(await files.read()).toEqual({ blocks: [], refused: [path] });
      await files.write('hour', hourWith(5));
      expect(await valuesIn(folder)).toEqual([5]);
    }
  });

  test('is not read from what is no file', async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'hour'));
    symlinkSync('/dev/zero', join(folder, 'day-00'));
    const { blocks, refused } = await openSeriesFiles(folder).read();
    expect([blocks, refused]).toEqual([[], [join(folder, 'hour'), join(folder, 'day-00')]]);
  });
});

describe.each(faults)('$title', ({ fault }) => {
  test('a file of what was measured holds the old values or the new ones, and the next write works', async () => {
    const steps = await drill(fault, {
      prepare: (folder) => openSeriesFiles(join(folder, 'series')).write('hour', hourWith(1)),
      run: (folder, files) => openSeriesFiles(join(folder, 'series'), files).write('hour', hourWith(2)),
      async inspect({ folder, end }) {
        const series = join(folder, 'series');
        const [left] = await valuesIn(series);
        expect(end === 'done' ? [2] : [1, 2]).toContain(left);
        await openSeriesFiles(series).write('hour', hourWith(3));
        expect(await valuesIn(series)).toEqual([3]);
        expect(readdirSync(series)).toEqual(['hour']);
      },
    });
    expect(steps).toBeGreaterThan(0);
  });

  test('the first file is there as a whole or not at all', async () => {
    await drill(fault, {
      async prepare() {},
      run: (folder, files) => openSeriesFiles(join(folder, 'series'), files).write('hour', hourWith(2)),
      async inspect({ folder, end }) {
        const series = join(folder, 'series');
        if (end === 'done' || existsSync(join(series, 'hour'))) expect(await valuesIn(series)).toEqual([2]);
      },
    });
  });

  test('reading takes what it can', async () => {
    await drill(fault, {
      prepare: (folder) => openSeriesFiles(join(folder, 'series')).write('hour', hourWith(1)),
      run: (folder, files) => valuesIn(join(folder, 'series'), files),
      async inspect({ folder }) {
        expect(await valuesIn(join(folder, 'series'))).toEqual([1]);
      },
    });
  });
});
