/**
 * Reads what `ipvsadm -Ln --thresholds` prints: the limits of each destination, and the flags of each service, with
 * its persistence in seconds.
 * Source: ipvsadm(8), --thresholds, --persistent, --netmask, --sched-flags, --ops, --pe.
 */

import { parseListing } from './listing.js';
import type { RefusedText } from './parse-proc.js';

/** What a line of a service says of how it sends clients on. */
export interface ServiceFlags {
  readonly scheduler: string;
  /** Such as `sh-fallback`. */
  readonly schedulerFlags: readonly string[];
  readonly onePacket: boolean;
  /** 0: not persistent. */
  readonly persistenceSeconds: number;
  /** Which clients count as one: a netmask, or the length of a prefix; blank when each client is one. */
  readonly persistenceMask: string;
  /** Such as `sip`; blank for none. */
  readonly persistenceEngine: string;
}

/** The limits of a destination; 0 is none. */
export interface Thresholds {
  /** With more connections it gets no new ones. */
  readonly upper: number;
  /** With fewer connections it gets new ones again. */
  readonly lower: number;
}

/** The flags of a service and the limits of its destinations. */
export interface LimitedService extends ServiceFlags {
  /** `TCP 10.0.0.100:80`, `FWM 80`, or `FWM 6 IPv6`. */
  readonly key: string;
  readonly destinations: readonly LimitedDestination[];
}

/** The limits of one destination. */
export interface LimitedDestination extends Thresholds {
  /** `10.0.0.11:80` or `[fd00::11]:80`. */
  readonly key: string;
}

/** All services, or what could not be read of them. */
export type ParsedThresholds =
  | { readonly ok: true; readonly services: readonly LimitedService[] }
  | RefusedText;

const FLAGS =
  /^([a-z0-9_-]+)(?: \(([\w,-]+)\))?( ops)?(?: persistent (\d{1,10})(?: mask ([\d.]{1,15}))?(?: pe (\w+))?)?$/;
const NUMBERS = /^(\d{1,10}) +(\d{1,10}) +(\d{1,10}) +(\d{1,10})$/;
const U32_MAX = 2 ** 32 - 1;

/** Reads flags and limits; never throws. */
export function parseThresholds(text: string): ParsedThresholds {
  const parsed = parseListing(text, {
    columns: 'Prot LocalAddress:Port Uthreshold Lthreshold ActiveConn InActConn',
    service: readFlags,
    destination: readThresholds,
  });
  if (!parsed.ok) return parsed;
  const services = parsed.services.map(({ key, said, destinations }) => ({
    key,
    ...said,
    destinations: destinations.map((destination) => ({ key: destination.key, ...destination.said })),
  }));
  return { ok: true, services };
}

function readFlags(words: string): { readonly said: ServiceFlags } | 'service' | 'number' {
  const found = FLAGS.exec(words);
  if (found === null) return 'service';
  const [, scheduler = '', flags, ops, seconds = '0', persistenceMask = '', persistenceEngine = ''] = found;
  const persistenceSeconds = Number(seconds);
  if (persistenceSeconds > U32_MAX) return 'number';
  const schedulerFlags = flags?.split(',') ?? [];
  const onePacket = ops !== undefined;
  return {
    said: { scheduler, schedulerFlags, onePacket, persistenceSeconds, persistenceMask, persistenceEngine },
  };
}

function readThresholds(words: string): { readonly said: Thresholds } | 'destination' | 'number' {
  const numbers = NUMBERS.exec(words)?.slice(1).map(Number);
  if (numbers === undefined) return 'destination';
  if (numbers.some((number) => number > U32_MAX)) return 'number';
  const [upper = 0, lower = 0] = numbers;
  return { said: { upper, lower } };
}
