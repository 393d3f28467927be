/** What a packet filter holds, whoever wrote it and by whatever tool: as much of it as is followed here. */

import type { PortRange } from '../lvscf/port-range.js';

/** The places in the kernel's way of a packet at which a chain begins. */
export type Hook = 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';

/** An address with the bits of it that count. */
export interface Net {
  readonly address: number;
  readonly bits: number;
}

/** What a packet must be for a rule; nothing: anything. */
export interface Conditions {
  readonly source?: Condition<Net>;
  readonly destination?: Condition<Net>;
  /** Numbers of protocols. Source: IANA, protocol numbers. */
  readonly protocol?: Condition<number>;
  readonly sourcePort?: Condition<PortRange>;
  readonly port?: Condition<PortRange>;
  readonly into?: Condition<string>;
  readonly outOf?: Condition<string>;
  /** States of connections, small letters. */
  readonly state?: Condition<string>;
}

/** One of these, or none of them. */
export interface Condition<T> {
  readonly of: readonly T[];
  readonly isNot: boolean;
}

/** What a rule does with a packet. */
export type Effect =
  | { readonly does: 'accept' | 'refuse' | 'return' | 'masquerade' | 'nothing' }
  /** What becomes of the packet is not followed: it may go on, or end here. */
  | { readonly does: 'anything' }
  /** The mark is the one before without these bits, then changed by these. */
  | { readonly does: 'mark'; readonly keep: number; readonly flip: number }
  | { readonly does: 'jump' | 'goto'; readonly to: string };

/** One rule. */
export interface SeenRule {
  /** As a person reads it. */
  readonly text: string;
  readonly conditions: Conditions;
  /** It has more conditions, which are not followed. */
  readonly isUnsure: boolean;
  readonly effect: Effect;
}

/** A chain, with its place if packets begin there. */
export interface SeenChain {
  readonly name: string;
  readonly base?: { readonly hook: Hook; readonly kind: 'filter' | 'nat'; readonly priority: number };
  /** What becomes of a packet at its end. */
  readonly policy: 'accept' | 'refuse';
  readonly rules: readonly SeenRule[];
}

/** A table: chains jump only within it. */
export interface SeenTable {
  /** Such as `iptables, filter` or `nft, inet filter`. */
  readonly name: string;
  readonly chains: ReadonlyMap<string, SeenChain>;
}

/** Numbers of the protocols that have a name here. */
export const protocolNumbers: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  tcp: 6,
  udp: 17,
  gre: 47,
  esp: 50,
  ah: 51,
  icmpv6: 58,
  'ipv6-icmp': 58,
  vrrp: 112,
  sctp: 132,
};

/** Reads `10.0.0.0/24`, `10.0.0.0/255.255.255.0` or one address; nothing for anything else. */
export function readNet(text: string): Net | undefined {
  const [, address = '', mask = '32'] = /^(\d+\.\d+\.\d+\.\d+)(?:\/([\d.]+))?$/.exec(text) ?? [];
  if (address === '') return undefined;
  const bits = mask.includes('.') ? bitsOf(numberOf(mask)) : Number(mask);
  return bits === undefined || bits > 32 ? undefined : { address: numberOf(address), bits };
}

/** An address as one number. */
export function numberOf(address: string): number {
  return address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

function bitsOf(mask: number): number | undefined {
  const text = mask.toString(2).padStart(32, '0');
  return /^1*0*$/.test(text) ? text.replaceAll('0', '').length : undefined;
}

/** Reads `80` or `10000:20000`. @param between what stands between the two ports */
export function readRange(text: string, between = ':'): PortRange | undefined {
  const [first, last = first] = text.split(between).map(Number);
  const isRange = [first, last].every((port) => Number.isInteger(port) && Number(port) >= 0);
  return isRange && first !== undefined && last !== undefined ? { first, last } : undefined;
}
