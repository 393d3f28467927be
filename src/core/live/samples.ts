import { type CounterSample, isRate, type Rate, type Rates, ratesBetween } from '../ipvs/rates.js';
import { isKnown } from '../machine/reading.js';
import type { RouterSeen } from './routers.js';
import type { MeasuredLine, Sample, Side } from './series.js';
import type { LiveServer, LiveService } from './table.js';

/** What was measured of the services of one router; rates where they are known. */
export function samplesOf(services: readonly LiveService[], side: Side, rates?: Rates): Sample[] {
  return services.flatMap((service) => {
    // The counters tell a mark of IPv6 from one of IPv4; the table does not.
    const own = rates?.get(service.key) ?? rates?.get(`${service.key} IPv6`);
    return [
      serviceSample(service, side, own?.rate),
      ...service.servers.map((server) =>
        serverSample(service, server, side, own?.destinations.get(server.destination)),
      ),
    ];
  });
}

type MaybeRate = Rate | string | undefined;

function serviceSample(service: LiveService, side: Side, rate: MaybeRate): Sample {
  const { activeConnections: active, inactiveConnections: inactive, servers, state, virtual } = service;
  const line: MeasuredLine = { side, service: service.key, destination: '', virtual, server: '' };
  // The kernel does not have it: then nothing was measured, which is not the same as 0.
  if (state === 'missing') return { line, values: {} };
  const weight = servers.reduce((sum, server) => sum + (server.live?.weight ?? 0), 0);
  return { line, values: { active, inactive, weight, ...ratesOf(rate) } };
}

function serverSample(
  { key: service, virtual }: LiveService,
  { destination, live, server }: LiveServer,
  side: Side,
  rate: MaybeRate,
): Sample {
  const line: MeasuredLine = { side, service, destination, virtual, server };
  if (live === undefined) return { line, values: {} };
  const { activeConnections: active, inactiveConnections: inactive, weight } = live;
  return { line, values: { active, inactive, weight, ...ratesOf(rate) } };
}

function ratesOf(rate: MaybeRate): Sample['values'] {
  if (typeof rate === 'string' || !isRate(rate)) return {};
  return {
    rate: rate.connectionsPerSecond,
    'bytes-in': rate.incomingBytesPerSecond,
    'bytes-out': rate.outgoingBytesPerSecond,
  };
}

/** For so long after a look its rates count; looks come every ten seconds, and one that takes long is no gap. */
const freshMs = 20_000;

/** Whether the last look at a router says how things are now, in milliseconds since 1970. */
export function isFresh({ at, trouble }: RouterSeen, now: number): boolean {
  return trouble === undefined && at !== undefined && now - at <= freshMs;
}

/** The rates of one router as looks at it go by: from each look to the next. */
export function ratesOfLooks(): (seen: RouterSeen, now: number) => Rates | undefined {
  let latest: { readonly sample: CounterSample; readonly rates: Rates } | undefined;
  return (seen, now) => {
    const { counters } = seen;
    if (!isFresh(seen, now) || counters === undefined || !isKnown(counters)) return undefined;
    const { value: sample } = counters;
    if (latest === undefined || latest.sample.at !== sample.at) {
      latest = { sample, rates: ratesBetween(latest?.sample, sample) };
    }
    return latest.rates;
  };
}
