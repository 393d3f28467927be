import { describe, expect, test } from 'vitest';
import { parseStats } from '../../../src/core/ipvs/parse-stats.js';
import { parseThresholds } from '../../../src/core/ipvs/parse-thresholds.js';
import {
  packedCounters,
  packedLimits,
  packedTable,
  reasonOf,
  unknownThere,
  unpackedCounters,
  unpackedLimits,
  unpackedTable,
} from '../../../src/core/live/packed.js';
import type { Unknown } from '../../../src/core/machine/reading.js';
import { answerLimit } from '../../../src/core/router/answer.js';
import { readSeen } from '../../../src/core/router/look-shapes.js';
import type { Observation } from '../../../src/core/router/observation.js';
import { observationWith } from '../../support/observations.js';
import { capture, tableOf } from '../ipvs/captures.js';

const at = 1_700_000_000_000;
const absent: Unknown = { at, reason: 'absent', path: '/proc/net/ip_vs' };
/** What is left of an observation after it was sent. */
function sent(observation: Observation): Observation {
  const text = JSON.stringify(observation);
  expect(text.length).toBeLessThan(answerLimit);
  const seen = readSeen('observe', JSON.parse(text));
  if (seen === undefined) throw new Error('no answer');
  return seen;
}

function countersIn(text: string) {
  const parsed = parseStats(text);
  if (!parsed.ok) throw new Error(parsed.text);
  return parsed.counters;
}

describe('A table of the kernel on its way to the other router', () => {
  test.each(['proc_net_ip_vs.txt', 'proc_net_ip_vs-empty.txt', 'large_1000x10_proc_net_ip_vs.txt.gz'])(
    'is the same when it arrives: %s',
    (name) => {
      const value = tableOf(capture(name));
      const { table } = sent(observationWith({ table: packedTable({ at, value }, '') }));
      expect(unpackedTable(table)).toEqual({ at, value });
    },
  );

  test('brings its counters and limits', () => {
    const value = countersIn(capture('ipvsadm-Ln-stats-exact.txt'));
    const { counters } = sent(observationWith({ counters: packedCounters({ at, value }, '') }));
    expect(unpackedCounters(counters)).toEqual({ at, value: { at, counters: value } });

    const parsed = parseThresholds(capture('ipvsadm-Ln-thresholds.txt'));
    const limits = packedLimits({ at, value: parsed.ok ? parsed.services : [] });
    expect(unpackedLimits(limits)).toEqual({
      at,
      value: new Map([['TCP 10.0.0.100:22', new Map([['10.0.0.11:22', { upper: 100, lower: 50 }]])]]),
    });
  });

  test('has room for a thousand services of ten servers, each with the largest numbers', () => {
    const [one] = tableOf(capture('large_1000x10_proc_net_ip_vs.txt.gz')).services;
    if (one?.kind !== 'address') throw new Error('no service');
    const totals = {
      connections: 4_294_967_295,
      incomingPackets: 2 ** 53,
      outgoingPackets: 2 ** 53,
      incomingBytes: 2 ** 53,
      outgoingBytes: 2 ** 53,
    };
    const services = Array.from({ length: 1000 }, (_, port) => ({ ...one, port }));
    const value = { version: '1.2.1', connectionTableSize: 4096, services };
    const counted = services.map(({ destinations }, index) => ({
      key: `TCP 10.100.100.100:${index}`,
      totals,
      destinations: destinations.map((_, port) => ({ key: `192.168.100.100:${port}`, totals })),
    }));
    const table = packedTable({ at, value }, '');
    const counters = packedCounters({ at, value: { services: counted } }, '');
    const seen = sent(observationWith({ table, counters }));
    expect(unpackedTable(seen.table)).toEqual({ at, value });
    // Half of what an answer has room for, so that names of IPv6 have room too.
    expect(JSON.stringify(seen).length).toBeLessThan(answerLimit / 2);
  });

  test('is not told in part where it is larger', () => {
    const [one] = tableOf(capture('large_1000x10_proc_net_ip_vs.txt.gz')).services;
    if (one?.kind !== 'address') throw new Error('no service');
    const services = Array.from({ length: 2001 }, (_, port) => ({ ...one, port }));
    const value = { version: '1.2.1', connectionTableSize: 4096, services };
    expect(packedTable({ at, value }, 'here')).toEqual({
      at,
      reason: 'failed',
      path: 'here',
      system: 'EFBIG',
    });
  });
});

describe('A reason why nothing is known', () => {
  test.each<Unknown>([
    absent,
    { at, reason: 'denied', path: '/a' },
    { at, reason: 'denied', path: '/a', owner: { uid: 0, gid: 0, mode: '0400' } },
    { at, reason: 'malformed', path: '/a', line: 3, text: 'half a l' },
    { at, reason: 'failed', path: '/a', system: 'EIO' },
  ])('arrives as it was: %o', (reason) => {
    const { table } = sent(observationWith({ table: unknownThere(reason) }));
    expect(unpackedTable(table)).toEqual(reason);
    expect('reason' in table && reasonOf(table)).toEqual(reason);
  });

  test('is cut where it is longer than an answer takes', () => {
    const line = { at, reason: 'malformed', path: '/a', line: 1, text: 'x'.repeat(100_000) } as const;
    expect(sent(observationWith({ table: unknownThere(line) })).table).toMatchObject({
      text: 'x'.repeat(1000),
    });
  });
});
