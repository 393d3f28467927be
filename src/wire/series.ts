import { join } from 'node:path';
import { openSeriesFiles } from '../adapters/files/series-files.js';
import type { WantedService } from '../core/ipvs/wanted.js';
import { isFresh, ratesOfLooks, samplesOf } from '../core/live/samples.js';
import { liveServices } from '../core/live/table.js';
import { isKnown } from '../core/machine/reading.js';
import { type LiveSeries, openLiveSeries } from '../live/live-series.js';
import type { LiveTable } from '../live/live-table.js';
import type { Routers } from '../live/routers.js';
import type { Settings } from '../settings.js';

/** What is measured. */
export interface Measured {
  readonly table: Pick<LiveTable, 'now'>;
  readonly routers: Pick<Routers, 'latest' | 'follow'>;
  /** What lvs.cf wants; nothing when it cannot be read. */
  readonly wanted: () => Promise<readonly WantedService[] | undefined>;
}

/** What the graphs show: the kernel's table of this machine, and what the looks at both routers tell. */
export function liveSeriesOf(
  { graphs, state }: Pick<Settings, 'graphs' | 'state'>,
  { routers, table, wanted }: Measured,
  complain: (error: unknown, what: string) => void,
): LiveSeries {
  const ratesHere = ratesOfLooks();
  const ratesThere = ratesOfLooks();
  const here = async () => {
    const { services, trouble } = await table.now();
    if (trouble !== undefined) return [];
    return samplesOf(services, 'here', ratesHere(routers.latest().here, Date.now()));
  };
  const there = async () => {
    const { there: seen } = routers.latest();
    if (seen?.table === undefined || !isKnown(seen.table) || !isFresh(seen, Date.now())) return [];
    const services = liveServices((await wanted()) ?? [], seen.table.value, undefined);
    return samplesOf(services, 'there', ratesThere(seen, Date.now()));
  };
  return openLiveSeries({
    sources: [{ sample: here, follow: () => routers.follow(() => undefined) }, { sample: there }],
    place: graphs === 'off' ? undefined : openSeriesFiles(join(state, 'series')),
    isThorough: graphs === 'all',
    clock: Date.now,
    onFault: (error) => complain(error, 'what was measured for the graphs is not kept'),
    onRefused: (paths) =>
      complain(undefined, `begun anew, because it holds something else: ${paths.join(', ')}`),
  });
}
