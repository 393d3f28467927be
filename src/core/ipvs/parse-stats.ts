/**
 * Reads what `ipvsadm -Ln --stats --exact` prints: how much each service and destination has had since it was added
 * or since its counters were set to zero.
 * Source: ipvsadm(8), --stats and --exact; Linux, include/uapi/linux/ip_vs.h, IPVS_STATS_ATTR_*.
 */

import { parseListing, type ReadWords } from './listing.js';
import type { RefusedText } from './parse-proc.js';

/**
 * What has been counted. The kernel's counters have 64 bits; above 2^53 (9 petabytes) the last digits are lost,
 * which no rate over seconds can show.
 */
export interface Totals {
  readonly connections: number;
  readonly incomingPackets: number;
  readonly outgoingPackets: number;
  readonly incomingBytes: number;
  readonly outgoingBytes: number;
}

/** The counters of one service and of its destinations. */
export interface CountedService {
  /** `TCP 10.0.0.100:80`, `FWM 80`, or `FWM 6 IPv6`. */
  readonly key: string;
  readonly totals: Totals;
  readonly destinations: readonly CountedDestination[];
}

/** The counters of one destination. */
export interface CountedDestination {
  /** `10.0.0.11:80` or `[fd00::11]:80`. */
  readonly key: string;
  readonly totals: Totals;
}

/** All counters of a table, in the order of ipvsadm. */
export interface Counters {
  readonly services: readonly CountedService[];
}

/** The counters, or what could not be read of them. */
export type ParsedCounters = { readonly ok: true; readonly counters: Counters } | RefusedText;

const NUMBERS = /^(\d{1,20}) +(\d{1,20}) +(\d{1,20}) +(\d{1,20}) +(\d{1,20})$/;
const U64_MAX = 2n ** 64n - 1n;

/** Reads the counters; never throws. Shortened numbers (`12M`, printed without `--exact`) are refused. */
export function parseStats(text: string): ParsedCounters {
  const parsed = parseListing(text, {
    columns: 'Prot LocalAddress:Port Conns InPkts OutPkts InBytes OutBytes',
    service: readTotals('service'),
    destination: readTotals('destination'),
  });
  if (!parsed.ok) return parsed;
  const services = parsed.services.map(({ key, said, destinations }) => ({
    key,
    totals: said,
    destinations: destinations.map((destination) => ({ key: destination.key, totals: destination.said })),
  }));
  return { ok: true, counters: { services } };
}

function readTotals(line: 'service' | 'destination'): ReadWords<Totals> {
  return (words) => {
    const digits = NUMBERS.exec(words)?.slice(1);
    if (digits === undefined) return line;
    if (digits.some((number) => number.length === 20 && BigInt(number) > U64_MAX)) return 'number';
    const [connections = 0, incomingPackets = 0, outgoingPackets = 0, incomingBytes = 0, outgoingBytes = 0] =
      digits.map(Number);
    return { said: { connections, incomingPackets, outgoingPackets, incomingBytes, outgoingBytes } };
  };
}
