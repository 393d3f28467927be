import { describe, expect, test } from 'vitest';
import type { Counters, Totals } from '../../../src/core/ipvs/parse-stats.js';
import type { WantedService } from '../../../src/core/ipvs/wanted.js';
import { missedNow, type RouterSeen, unseen } from '../../../src/core/live/routers.js';
import { slowNumbers } from '../../../src/core/live/slow-numbers.js';
import { snapshotOf } from '../../../src/core/live/snapshot.js';
import { ConsoleError } from '../../../src/core/problem.js';
import { type Language, wordsFor } from '../../../src/text/index.js';
import { liveView } from '../../../src/web/panels/control/live-view.js';
import { procText, tableOf } from '../../core/ipvs/captures.js';

const wanted: WantedService = {
  virtual: 'web',
  key: 'TCP 10.0.0.100:80',
  scheduler: 'wlc',
  persistenceSeconds: 300,
  netmask: '255.255.255.255',
  forwarding: 'Masq',
  quiesce: false,
  destinations: [{ server: 'alice', key: '10.0.0.11:80', weight: 1 }],
  sorry: undefined,
};
const table = tableOf(
  procText(
    'TCP  0A000064:0050 wlc persistent 30000 FFFFFFFF',
    '  -> 0A00000B:0050      Masq    1      5          0         ',
  ),
);
const snapshot = snapshotOf({ at: 1, value: table }, [wanted], 100, undefined);

const totals = (connections: number, bytes: number): Totals => ({
  connections,
  incomingPackets: connections * 10,
  outgoingPackets: 0,
  incomingBytes: bytes,
  outgoingBytes: bytes * 100,
});
const seenAt = (at: number, own: Totals, servers = own): RouterSeen => {
  const destinations = [{ key: '10.0.0.11:80', totals: servers }];
  const counters: Counters = { services: [{ key: 'TCP 10.0.0.100:80', totals: own, destinations }] };
  const limits = new Map([['TCP 10.0.0.100:80', new Map([['10.0.0.11:80', { upper: 100, lower: 50 }]])]]);
  return { ...unseen, at, counters: { at, value: { at, counters } }, limits: { at, value: limits } };
};

/** What the table says after these looks at the router. */
function viewAfter(looks: readonly RouterSeen[], language: Language = 'en') {
  const slow = slowNumbers();
  const numbers = looks.map(slow).at(-1) ?? slow(unseen);
  const { remarks, rows } = liveView(snapshot, numbers, 1, wordsFor(language), language);
  const [service, server] = rows;
  return { remarks, service, server, rates: [service?.cells[5], server?.cells[5]] };
}

describe('What passes in a second, in the live table', () => {
  test('is not said after one look at the counters', () => {
    const { rates, remarks } = viewAfter([seenAt(10_000, totals(5, 5))]);
    expect(rates).toEqual(['not yet measured', 'not yet measured']);
    expect(remarks[0]).toMatch(/^What passes in a second is known from the second look/);
  });

  test('is said of a service and its servers after the second, with the time it is from', () => {
    const looks = [seenAt(10_000, totals(5, 500)), seenAt(20_000, totals(7, 25_500))];
    const { rates, remarks } = viewAfter(looks);
    expect(rates[0]).toBe('0.2 new\n2 p in, 0 p out\n2.5 kB in, 250 kB out');
    expect(rates[1]).toBe(rates[0]);
    expect(remarks).toHaveLength(1);
    expect(remarks[0]).toContain('on average over 10 seconds until');
  });

  test('is unknown where a counter went back, and never negative', () => {
    const looks = [seenAt(10_000, totals(5, 500)), seenAt(20_000, totals(6, 600), totals(1, 10))];
    const { rates } = viewAfter(looks);
    expect(rates[0]).toBe('0.1 new\n1 p in, 0 p out\n10 B in, 1 kB out');
    expect(rates[1]).toBe('unknown: counters went back');
  });

  test('stays with its time and the reason when the router is not told of any more', () => {
    const before = seenAt(20_000, totals(7, 25_500));
    const trouble = new ConsoleError('engine_refused', 'router_missing', { program: '/nowhere' });
    const { rates, remarks } = viewAfter([
      seenAt(10_000, totals(5, 500)),
      before,
      missedNow(trouble, 30_000, before),
    ]);
    expect(rates[0]).toMatch(/^0\.2 new/);
    expect(remarks).toHaveLength(2);
    expect(remarks[1]).toContain('/nowhere');
  });

  test('is blank with its reason where the counters cannot be read', () => {
    const counters = {
      at: 1,
      reason: 'failed',
      path: 'ipvsadm -Ln --stats --exact',
      system: 'ENOENT',
    } as const;
    const { rates, remarks } = viewAfter([{ ...unseen, at: 1, counters }]);
    expect(rates).toEqual(['', '']);
    expect(remarks.join()).toContain('ipvsadm -Ln --stats --exact could not be read (ENOENT).');
  });

  test('stands beside persistence in seconds and the limits of a server', () => {
    const { server, service } = viewAfter([seenAt(1, totals(1, 1))]);
    expect(service?.cells[1]).toBe('wlc, persistent 300 s');
    expect(server?.state).toBe('as in lvs.cf; no new clients from 100 connections, again below 50');
  });

  test('is said in French with French numbers and units', () => {
    const looks = [seenAt(10_000, totals(5, 500)), seenAt(20_000, totals(7, 25_500))];
    expect(viewAfter(looks, 'fr').rates[0]).toBe(
      '0,2 nouvelles\n2 p reçus, 0 p envoyés\n2,5 ko reçus, 250 ko envoyés',
    );
  });
});
