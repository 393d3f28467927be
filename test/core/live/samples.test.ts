import { describe, expect, test } from 'vitest';
import type { Totals } from '../../../src/core/ipvs/parse-stats.js';
import { unseen } from '../../../src/core/live/routers.js';
import { isFresh, ratesOfLooks, samplesOf } from '../../../src/core/live/samples.js';
import { liveServices } from '../../../src/core/live/table.js';
import { ConsoleError } from '../../../src/core/problem.js';
import { procText, tableOf } from '../ipvs/captures.js';

const noon = Date.UTC(2026, 10, 21, 12);
const services = liveServices(
  [],
  tableOf(
    procText(
      'TCP  0A000264:0050 rr ',
      '  -> 0A000365:0050      Masq    3      4          5         ',
      '  -> 0A000366:0050      Masq    2      1          0         ',
    ),
  ),
  100,
);

const totals = (connections: number): Totals => ({
  connections,
  incomingPackets: 0,
  outgoingPackets: 0,
  incomingBytes: connections * 1000,
  outgoingBytes: 0,
});

/** A router whose service has had so many connections, told so long after noon. */
function told(connections: number, afterMs: number, key = 'TCP 10.0.2.100:80') {
  const at = noon + afterMs;
  const destinations = [{ key: '10.0.3.101:80', totals: totals(connections) }];
  const counters = { services: [{ key, totals: totals(connections), destinations }] };
  return { ...unseen, at, counters: { at, value: { at, counters } } };
}

describe('What is measured of a look', () => {
  test('is each service as the sum of its servers, and each server', () => {
    const samples = samplesOf(services, 'here');
    expect(samples.map(({ line, values }) => [line.service, line.destination, values])).toEqual([
      ['TCP 10.0.2.100:80', '', { active: 5, inactive: 5, weight: 5 }],
      ['TCP 10.0.2.100:80', '10.0.3.101:80', { active: 4, inactive: 5, weight: 3 }],
      ['TCP 10.0.2.100:80', '10.0.3.102:80', { active: 1, inactive: 0, weight: 2 }],
    ]);
    expect(samples.every(({ line }) => line.side === 'here')).toBe(true);
  });

  test('is nothing of a service that the kernel does not have', () => {
    const wanted = {
      virtual: 'web',
      key: 'TCP 10.0.2.100:80',
      scheduler: 'rr',
      persistenceSeconds: 0,
      netmask: '255.255.255.255',
      forwarding: 'Masq',
      quiesce: false,
      destinations: [{ server: 'one', key: '10.0.3.101:80', weight: 1 }],
      sorry: undefined,
    } as const;
    const missing = liveServices([wanted], tableOf(procText()), 100);
    expect(samplesOf(missing, 'there').map(({ values }) => values)).toEqual([{}, {}]);
  });

  test('has rates where counters were told twice', () => {
    const rates = ratesOfLooks();
    expect(rates(told(100, 0), noon)?.get('TCP 10.0.2.100:80')?.rate).toBe('first');
    const grown = rates(told(150, 10_000), noon + 10_000);
    const [service, first, second] = samplesOf(services, 'here', grown);
    const perSecond = { rate: 5, 'bytes-in': 5000, 'bytes-out': 0 };
    expect(service?.values).toEqual({ active: 5, inactive: 5, weight: 5, ...perSecond });
    expect(first?.values).toMatchObject(perSecond);
    // Its counters were not told.
    expect(second?.values).toEqual({ active: 1, inactive: 0, weight: 2 });
    // The same look again says the same.
    expect(rates(told(150, 10_000), noon + 15_000)).toBe(grown);
  });

  test('has no rate when a counter went back, and one again afterwards', () => {
    const rates = ratesOfLooks();
    rates(told(100, 0), noon);
    const reset = samplesOf(services, 'here', rates(told(3, 10_000), noon + 10_000));
    expect(reset[0]?.values).toEqual({ active: 5, inactive: 5, weight: 5 });
    const again = samplesOf(services, 'here', rates(told(13, 20_000), noon + 20_000));
    expect(again[0]?.values.rate).toBe(1);
  });

  test('finds the counters of a mark of IPv6, too', () => {
    const mark = liveServices([], tableOf(procText('FWM  00000006 rr ')), 100);
    const rates = ratesOfLooks();
    rates(told(100, 0, 'FWM 6 IPv6'), noon);
    const samples = samplesOf(mark, 'here', rates(told(110, 10_000, 'FWM 6 IPv6'), noon + 10_000));
    expect(samples[0]?.values.rate).toBe(1);
  });

  test('counts only as long as it is fresh, and the router answers', () => {
    const rates = ratesOfLooks();
    const trouble = new ConsoleError('push_failed', 'push_far_changed', {});
    expect(isFresh(told(1, 0), noon + 20_000)).toBe(true);
    expect(isFresh(told(1, 0), noon + 20_001)).toBe(false);
    expect(rates(told(1, 0), noon + 60_000)).toBeUndefined();
    expect(rates({ ...told(1, 0), trouble }, noon)).toBeUndefined();
    expect(rates(unseen, noon)).toBeUndefined();
  });
});
