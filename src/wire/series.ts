import { join } from 'node:path';
import { openSeriesFiles } from '../adapters/files/series-files.js';
import { samplesOf } from '../core/live/samples.js';
import { type LiveSeries, openLiveSeries, type SampleSource } from '../live/live-series.js';
import type { LiveTable } from '../live/live-table.js';
import type { Settings } from '../settings.js';

/** What the graphs show: the kernel's table of this machine, and what else is given. */
export function liveSeriesOf(
  { graphs, state }: Pick<Settings, 'graphs' | 'state'>,
  table: Pick<LiveTable, 'now'>,
  others: readonly SampleSource[],
  complain: (error: unknown, what: string) => void,
): LiveSeries {
  return openLiveSeries({
    sources: [{ sample: async () => samplesOf(await table.now()) }, ...others],
    place: graphs === 'off' ? undefined : openSeriesFiles(join(state, 'series')),
    isThorough: graphs === 'all',
    clock: Date.now,
    onFault: (error) => complain(error, 'what was measured for the graphs is not kept'),
    onRefused: (paths) =>
      complain(undefined, `begun anew, because it holds something else: ${paths.join(', ')}`),
  });
}
