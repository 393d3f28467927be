import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Counters, Totals } from '../../../src/core/ipvs/parse-stats.js';
import { type CounterSample, isRate, ratesBetween } from '../../../src/core/ipvs/rates.js';

const WEB = 'TCP 10.0.0.100:80';
const ALICE = '10.0.0.11:80';
const BOB = '10.0.0.12:80';

function totals(connections: number, packets = connections * 6, bytes = packets * 100): Totals {
  return {
    connections,
    incomingPackets: packets,
    outgoingPackets: packets,
    incomingBytes: bytes,
    outgoingBytes: bytes * 10,
  };
}

function sample(
  atSeconds: number,
  own: Totals,
  servers: Readonly<Record<string, Totals>> = {},
): CounterSample {
  const destinations = Object.entries(servers).map(([key, numbers]) => ({ key, totals: numbers }));
  const counters: Counters = { services: [{ key: WEB, totals: own, destinations }] };
  return { at: atSeconds * 1000, counters };
}

const ofWeb = (before: CounterSample | undefined, now: CounterSample) => ratesBetween(before, now).get(WEB);

describe('the rate between two looks at the counters', () => {
  it('is what was added, for each second between them', () => {
    const before = sample(0, totals(100), { [ALICE]: totals(60), [BOB]: totals(40) });
    const now = sample(10, totals(150), { [ALICE]: totals(110), [BOB]: totals(40) });
    const rate = ofWeb(before, now);
    expect(rate?.rate).toEqual({
      connectionsPerSecond: 5,
      incomingPacketsPerSecond: 30,
      outgoingPacketsPerSecond: 30,
      incomingBytesPerSecond: 3000,
      outgoingBytesPerSecond: 30_000,
    });
    expect(rate?.destinations.get(ALICE)).toMatchObject({ connectionsPerSecond: 5 });
    expect(rate?.destinations.get(BOB)).toMatchObject({ connectionsPerSecond: 0 });
  });

  it('is not known after the first look', () => {
    expect(ofWeb(undefined, sample(0, totals(5), { [ALICE]: totals(5) }))).toEqual({
      rate: 'first',
      destinations: new Map([[ALICE, 'first']]),
    });
  });

  it('is not known for a service or a server that was not there before', () => {
    const other = sample(0, totals(5));
    expect(ratesBetween({ at: 0, counters: { services: [] } }, other).get(WEB)?.rate).toBe('time');
    const now = sample(10, totals(9), { [ALICE]: totals(4) });
    expect(ratesBetween({ at: 0, counters: { services: [] } }, now).get(WEB)).toEqual({
      rate: 'new',
      destinations: new Map([[ALICE, 'new']]),
    });
    expect(ofWeb(other, now)?.destinations.get(ALICE)).toBe('new');
  });

  it('is not known where one counter went back, be it set to zero or come round', () => {
    const before = sample(0, { ...totals(100), incomingPackets: 2 ** 32 - 5 });
    expect(ofWeb(before, sample(10, totals(0)))?.rate).toBe('went_back');
    expect(ofWeb(before, sample(10, { ...totals(110), incomingPackets: 20 }))?.rate).toBe('went_back');
  });

  it('is not known for the servers of a service that was made anew, though some of them grew', () => {
    const before = sample(0, totals(100), { [ALICE]: totals(100), [BOB]: totals(0) });
    const now = sample(10, totals(30), { [ALICE]: totals(10), [BOB]: totals(20) });
    expect(ofWeb(before, now)).toEqual({
      rate: 'went_back',
      destinations: new Map([
        [ALICE, 'went_back'],
        [BOB, 'went_back'],
      ]),
    });
  });

  it('is known for a service of which only one server was put in anew', () => {
    const before = sample(0, totals(100), { [ALICE]: totals(60) });
    const now = sample(10, totals(110), { [ALICE]: totals(10) });
    expect(ofWeb(before, now)?.rate).toMatchObject({ connectionsPerSecond: 1 });
    expect(ofWeb(before, now)?.destinations.get(ALICE)).toBe('went_back');
  });

  it('is not known when the looks lie too far apart, or the clock went back', () => {
    const before = sample(1000, totals(100));
    expect(ofWeb(before, sample(1000 + 3600, totals(200)))?.rate).toBe('time');
    expect(ofWeb(before, sample(990, totals(200)))?.rate).toBe('time');
    expect(ofWeb(before, sample(1000, totals(200)))?.rate).toBe('time');
  });

  it('forgets what is gone', () => {
    expect(ratesBetween(sample(0, totals(5)), { at: 10_000, counters: { services: [] } }).size).toBe(0);
  });

  it('is never negative and always a number, whatever was counted, up to 64 bits', () => {
    const count = fc.oneof(fc.nat(), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(Number));
    const numbers = fc.record({
      connections: count,
      incomingPackets: count,
      outgoingPackets: count,
      incomingBytes: count,
      outgoingBytes: count,
    });
    fc.assert(
      fc.property(numbers, numbers, fc.integer({ min: -10, max: 200 }), (before, now, seconds) => {
        const rate = ofWeb(sample(1000, before), sample(1000 + seconds, now))?.rate;
        if (!isRate(rate)) return;
        expect(Object.values(rate).every((number) => Number.isFinite(number) && number >= 0)).toBe(true);
      }),
    );
  });
});
