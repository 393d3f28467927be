/** Network addresses as numbers: what is written in an allowlist, and where a request comes from. */

/** An IPv4 or IPv6 address. */
export interface Address {
  readonly family: 4 | 6;
  readonly bits: bigint;
}

/** All addresses that begin with the same bits. */
export interface Network extends Address {
  readonly prefix: number;
}

const width = { 4: 32, 6: 128 } as const;

/** What stands before an IPv4 address inside an IPv6 one. Source: RFC 4291, section 2.5.5.2. */
const mappedPrefix = 0xffffn;
const mappedBits = 96;

/**
 * Reads an address; an IPv4 address inside an IPv6 one is the IPv4 address. Nothing for any other form: octal,
 * hexadecimal and short forms mean different things to different programs.
 */
export function parseAddress(text: string): Address | undefined {
  const v4 = parseIpv4(text);
  if (v4 !== undefined) return { family: 4, bits: v4 };
  const v6 = parseIpv6(text);
  if (v6 === undefined) return undefined;
  if (v6 >> 32n === mappedPrefix) return { family: 4, bits: v6 & 0xffffffffn };
  return { family: 6, bits: v6 };
}

/** Reads the far end of a connection: an address, behind which a link-local one names the zone. */
export function parsePeer(text: string): Address | undefined {
  return parseAddress(text.replace(/%[^%]*$/, ''));
}

function parseIpv4(text: string): bigint | undefined {
  const octets = text.split('.');
  return octets.length === 4 ? bitsOf(octets) : undefined;
}

/** Decimal octets without leading zeros. */
function bitsOf(octets: readonly string[]): bigint | undefined {
  if (!octets.every((octet) => /^(?:0|[1-9]\d{0,2})$/.test(octet) && Number(octet) <= 255)) return undefined;
  return octets.reduce((bits, octet) => (bits << 8n) | BigInt(octet), 0n);
}

/** Source: RFC 4291, section 2.2. */
function parseIpv6(text: string): bigint | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const first = groupsOf(head, tail === undefined);
  const last = groupsOf(tail ?? '', true);
  if (first === undefined || last === undefined) return undefined;
  const missing = 8 - first.length - last.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...first, ...new Array<bigint>(missing).fill(0n), ...last];
  return groups.reduce((bits, group) => (bits << 16n) | group, 0n);
}

/** The groups of one side of `::`; those at the end of an address may end in an IPv4 address, which is two groups. */
function groupsOf(text: string, atEnd: boolean): bigint[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: bigint[] = [];
  for (const [index, part] of parts.entries()) {
    const v4 = atEnd && index === parts.length - 1 ? parseIpv4(part) : undefined;
    if (v4 !== undefined) groups.push(v4 >> 16n, v4 & 0xffffn);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

/** Why a text names no network. */
export type NetworkFault = 'bad_address' | 'bad_mask' | 'names_everybody';

/**
 * Reads what an allowlist names: an address, its first octets (`172.16.57`), or a network with a prefix length or
 * a netmask behind a slash. Refused beside host names: octal and hexadecimal forms, zones, masks with holes, and
 * a mask of no bits, which is mostly a slip and in Apache an error too.
 * Source: Apache HTTP Server 2.4, mod_access_compat (Allow) and mod_authz_host (Require ip).
 */
export function parseNetwork(text: string): Network | NetworkFault {
  const [base = '', mask, ...more] = text.split('/');
  const address = parseAddress(base);
  if (address === undefined && mask === undefined) return firstOctets(base) ?? 'bad_address';
  if (address === undefined || more.length > 0) return 'bad_address';
  const { family } = address;
  const mapped = family === 4 && base.includes(':');
  const prefix = mask === undefined ? width[family] : prefixOf(mask, family, mapped);
  if (prefix === undefined) return 'bad_mask';
  return prefix <= 0 ? 'names_everybody' : { family, bits: firstBits(address, prefix), prefix };
}

/** `172.16.57` and `172.16.57.`: the network of all addresses that begin so. */
function firstOctets(text: string): Network | undefined {
  const octets = text.replace(/\.$/, '').split('.');
  if (octets.length > 3) return undefined;
  const bits = bitsOf([...octets, '0', '0', '0'].slice(0, 4));
  return bits === undefined ? undefined : { family: 4, bits, prefix: octets.length * 8 };
}

function prefixOf(text: string, family: 4 | 6, mapped: boolean): number | undefined {
  if (/^(?:0|[1-9]\d{0,2})$/.test(text)) {
    const prefix = mapped ? Number(text) - mappedBits : Number(text);
    return prefix <= width[family] ? prefix : undefined;
  }
  const mask = family === 4 ? parseIpv4(text) : undefined;
  if (mask === undefined) return undefined;
  const prefix = [...mask.toString(2)].filter((bit) => bit === '1').length;
  return mask === firstBits({ family: 4, bits: 0xffffffffn }, prefix) ? prefix : undefined;
}

function firstBits({ family, bits }: Address, prefix: number): bigint {
  const rest = BigInt(width[family] - prefix);
  return (bits >> rest) << rest;
}

/** Whether an address is one of a network's. */
export function isIn(address: Address, network: Network): boolean {
  return address.family === network.family && firstBits(address, network.prefix) === network.bits;
}

/** Whether an address is this machine's own loopback. Source: RFC 1122, 3.2.1.3; RFC 4291, 2.5.3. */
export function isLoopback({ family, bits }: Address): boolean {
  return family === 4 ? bits >> 24n === 127n : bits === 1n;
}

/** The network of one site: an IPv4 address, or the first half of an IPv6 one, of which anybody has many. */
export function siteOf(address: Address): Network {
  const prefix = address.family === 4 ? 32 : 64;
  return { ...address, bits: firstBits(address, prefix), prefix };
}
