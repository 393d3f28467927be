import type { WantedService } from '../core/ipvs/wanted.js';
import type { Identity } from '../core/keepalived/identity.js';
import type { Measured, MeasuredRouter } from '../core/live/metrics.js';
import type { RouterSeen } from '../core/live/routers.js';
import { liveServices } from '../core/live/table.js';
import { isKnown } from '../core/machine/reading.js';
import type { LiveTable } from '../live/live-table.js';
import type { Routers } from '../live/routers.js';

/** What is measured for Prometheus. */
export interface MetricsNeeds {
  readonly version: string;
  readonly liveTable: Pick<LiveTable, 'now'>;
  readonly routers: Pick<Routers, 'soon'>;
  readonly identity: () => Promise<Identity | undefined>;
  /** What lvs.cf wants; nothing when it cannot be read. */
  readonly wanted: () => Promise<readonly WantedService[] | undefined>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Whoever asks gives up after ten seconds, unless told otherwise. Source: Prometheus, scrape_timeout. */
const patienceMs = 5000;

/** Measures once for whoever asks; nothing is measured while nobody does. */
export function metricsOf({ clock, identity, liveTable, routers, version, wanted }: MetricsNeeds) {
  return async (): Promise<Measured> => {
    const [seen, snapshot, own, services] = await Promise.all([
      routers.soon(patienceMs),
      liveTable.now(),
      identity(),
      wanted(),
    ]);
    const names = namesOf(own);
    const here: MeasuredRouter = {
      name: names.here,
      seen: seen.here,
      services: snapshot.trouble === undefined ? snapshot.services : undefined,
      isWantedKnown: snapshot.isWantedKnown,
      tableAt: snapshot.readAt,
    };
    const there = seen.there === undefined ? [] : [measuredThere(names.other, seen.there, services)];
    return { version, now: clock(), routers: [here, ...there] };
  };
}

function measuredThere(
  name: string,
  seen: RouterSeen,
  wanted: readonly WantedService[] | undefined,
): MeasuredRouter {
  const table = seen.table !== undefined && isKnown(seen.table) ? seen.table.value : undefined;
  const ticks = seen.details?.ticksPerSecond ?? undefined;
  return {
    name,
    seen,
    services: table && liveServices(wanted ?? [], table, ticks),
    isWantedKnown: wanted !== undefined,
    tableAt: table && seen.at,
  };
}

function namesOf(own: Identity | undefined) {
  if (own === undefined || 'unknown' in own) return { here: 'here', other: 'other' };
  return own.role === 'backup' ? { here: 'backup', other: 'primary' } : { here: 'primary', other: 'backup' };
}
