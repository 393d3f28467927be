/**
 * Reads the text of `/proc/net/ip_vs`. All or nothing: one line that is not understood refuses the whole text,
 * because half a table looks like servers that are gone.
 * Source: Linux, net/netfilter/ipvs/ip_vs_ctl.c, ip_vs_info_seq_show.
 */

import { dotted, shortened } from './address.js';
import type {
  AddressService,
  Family,
  Forwarding,
  IpvsDestination,
  IpvsService,
  IpvsTable,
  MarkService,
  PersistenceMask,
} from './table.js';

/**
 * Why a line could not be read.
 * - `header`: the three head lines are not those of an IPVS table.
 * - `service`, `destination`: the line has not the form of its kind.
 * - `no_service`: a destination stands before any service.
 * - `number`: a number is larger than the kernel's own.
 * - `cut_off`: the text ends in the middle of a line.
 * - `repeated`: a service or destination stands twice: the table changed while it was read. Reading again helps.
 */
export type Unreadable =
  | 'header'
  | 'service'
  | 'destination'
  | 'no_service'
  | 'number'
  | 'cut_off'
  | 'repeated';

/** The line (counted from 1) that could not be read. */
export interface RefusedText {
  readonly ok: false;
  readonly line: number;
  readonly text: string;
  readonly why: Unreadable;
}

/** The table, or what could not be read of it. */
export type ParsedTable = { readonly ok: true; readonly table: IpvsTable } | RefusedText;

/** The line that a table begins with, here and in what ipvsadm prints: version and size. */
export const FIRST_LINE = /^IP Virtual Server version (\d+\.\d+\.\d+) \(size=(\d{1,10})\)$/;
const COLUMNS = [
  'Prot LocalAddress:Port Scheduler Flags',
  '-> RemoteAddress:Port Forward Weight ActiveConn InActConn',
];

const HEAD_LINES = 1 + COLUMNS.length;

const ENDPOINT = String.raw`(?:(?<v4>[0-9A-F]{8})|\[(?<v6>(?:[0-9a-f]{4}:){7}[0-9a-f]{4})\]):(?<port>[0-9A-F]{4})`;
const SERVICE = new RegExp(
  String.raw`^(?:FWM +(?<mark>[0-9A-F]{8})|(?<protocol>[A-Z]\w*) +${ENDPOINT}) +(?<scheduler>[a-z0-9_-]+)` +
    String.raw`(?<ops> +ops)?(?: +persistent +(?<jiffies>-?\d{1,10}) +(?<mask>[0-9A-F]{8}))? *$`,
);
const DESTINATION = new RegExp(
  String.raw`^  -> ${ENDPOINT} +(?<forwarding>Masq|Route|Tunnel|Local) +(?<weight>\d{1,10})` +
    String.raw` +(?<active>-?\d{1,10}) +(?<inactive>-?\d{1,10}) *$`,
);

/** Protocols in the order of their numbers; any other comes after them. */
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

const INT_MIN = -(2 ** 31);
const INT_MAX = 2 ** 31 - 1;
const UINT_MAX = 2 ** 32 - 1;
const IPV6_BITS = 128;

/** What was read, its place in the text, and the key that it is ordered and told apart by. */
interface Entry<Said> {
  readonly line: number;
  readonly key: string;
  readonly said: Said;
}

type Words = Readonly<Record<string, string | undefined>>;

/** Reads the text of `/proc/net/ip_vs`; never throws. */
export function parseProcIpvs(text: string): ParsedTable {
  const lines = text.split('\n');
  const refuse = (line: number, why: Unreadable): ParsedTable => {
    return { ok: false, line, text: lines[line - 1] ?? '', why };
  };

  // 1. Three head lines. Their words are compared, because the columns give the numbers their meaning.
  const first = FIRST_LINE.exec(lines[0] ?? '');
  if (first === null) return refuse(1, 'header');
  for (const [index, words] of COLUMNS.entries()) {
    if (lines[index + 1]?.trim().replace(/ +/g, ' ') !== words) return refuse(index + 2, 'header');
  }
  // The kernel ends every line, so a text that does not was cut off, perhaps within a number.
  if (lines.at(-1) !== '') return refuse(lines.length, 'cut_off');

  // 2. Services, each followed by its destinations.
  const found: { line: number; words: Words; destinations: Entry<IpvsDestination>[] }[] = [];
  for (let line = HEAD_LINES + 1; line < lines.length; line++) {
    const content = lines[line - 1] ?? '';
    if (content.startsWith('  -> ')) {
      const words = DESTINATION.exec(content)?.groups;
      if (words === undefined) return refuse(line, 'destination');
      if (![words['weight'], words['active'], words['inactive']].every(isInt)) return refuse(line, 'number');
      const service = found.at(-1);
      if (service === undefined) return refuse(line, 'no_service');
      service.destinations.push(destinationOf(line, words));
    } else {
      const words = SERVICE.exec(content)?.groups;
      if (words === undefined) return refuse(line, 'service');
      if (!isIntOrUnsigned(words['jiffies'] ?? '0')) return refuse(line, 'number');
      found.push({ line, words, destinations: [] });
    }
  }

  // 3. The order of ipvsadm, because the kernel's own is that of a hash table. Equals become neighbours.
  for (const service of found) {
    const repeated = sorted(service.destinations);
    if (repeated !== undefined) return refuse(repeated.line, 'repeated');
  }
  const services = found.map(({ line, words, destinations }) => {
    return serviceOf(line, words, destinations.map(said));
  });
  const repeated = sorted(services);
  if (repeated !== undefined) return refuse(repeated.line, 'repeated');
  return {
    ok: true,
    table: {
      version: first[1] ?? '',
      connectionTableSize: Number(first[2]),
      services: services.map(said),
    },
  };
}

function destinationOf(line: number, words: Words): Entry<IpvsDestination> {
  const { key, family, address, port } = endpointOf(words);
  const destination = {
    family,
    address,
    port,
    forwarding: words['forwarding'] as Forwarding,
    weight: Number(words['weight']),
    activeConnections: Number(words['active']),
    inactiveConnections: Number(words['inactive']),
  };
  return { line, key, said: destination };
}

function serviceOf(line: number, words: Words, destinations: readonly IpvsDestination[]): Entry<IpvsService> {
  const { protocol = '', mark: markHex, mask: maskHex } = words;
  const scheduler = words['scheduler'] ?? '';
  const onePacket = words['ops'] !== undefined;
  const persistenceIn = (family: Family | 'unknown') => {
    if (maskHex === undefined) return null;
    // The kernel prints this unsigned number as a signed one: 31 days at 1000 ticks a second come out negative.
    return { jiffies: Number(words['jiffies']) >>> 0, mask: maskOf(maskHex, family) };
  };
  if (markHex !== undefined) {
    const mark = Number.parseInt(markHex, 16);
    const family = familyOfMark(destinations, maskHex);
    const persistence = persistenceIn(family);
    // One mark may serve both families, so two services of unknown family need not be one read twice.
    const key = `mark ${markHex} ${family === 'unknown' ? line : family}`;
    const service: MarkService = {
      kind: 'mark',
      mark,
      family,
      scheduler,
      onePacket,
      persistence,
      destinations,
    };
    return { line, key, said: service };
  }
  const endpoint = endpointOf(words);
  const { family, address, port } = endpoint;
  const rank = PROTOCOLS.includes(protocol) ? PROTOCOLS.indexOf(protocol) : PROTOCOLS.length;
  const key = `address ${family} ${rank} ${protocol} ${endpoint.key}`;
  const persistence = persistenceIn(family);
  const service: AddressService = {
    kind: 'address',
    protocol,
    family,
    address,
    port,
    scheduler,
    onePacket,
    persistence,
    destinations,
  };
  return { line, key, said: service };
}

/** The digits have a fixed width, so keys of one family sort as the kernel's numbers do. */
function endpointOf({ v4, v6, port: portHex = '' }: Words) {
  const port = Number.parseInt(portHex, 16);
  const key = `${v4 ?? v6} ${portHex}`;
  if (v6 !== undefined) return { key, family: 'inet6' as Family, address: shortened(v6), port };
  return { key, family: 'inet' as Family, address: dotted(v4 ?? ''), port };
}

/**
 * A service and its destinations are of one family, except that a tunnel may lead into the other one.
 * Source: Linux, ip_vs_ctl.c, ip_vs_add_dest.
 */
function familyOfMark(destinations: readonly IpvsDestination[], maskHex: string | undefined) {
  const native = destinations.find((destination) => destination.forwarding !== 'Tunnel');
  if (native !== undefined) return native.family;
  if (maskHex !== undefined && prefixLengthOf(maskHex) === undefined) return 'inet';
  return 'unknown';
}

function maskOf(hex: string, family: Family | 'unknown'): PersistenceMask {
  if (family === 'inet') return { family, netmask: dotted(hex) };
  const prefixLength = prefixLengthOf(hex);
  if (family === 'inet6' && prefixLength !== undefined) return { family, prefixLength };
  return { family: 'unknown', hex };
}

/**
 * The kernel prints an IPv6 prefix length as if it were an IPv4 mask in network order: 64 is `40000000` on a
 * little-endian machine, `00000040` on a big-endian one. Undefined when it is neither.
 */
function prefixLengthOf(hex: string): number | undefined {
  const bits = Number.parseInt(hex, 16);
  const length = hex.endsWith('000000') ? bits / 2 ** 24 : bits;
  return length >= 1 && length <= IPV6_BITS ? length : undefined;
}

/** Sorts by key, and returns the first entry that equals the one before it. */
function sorted<Said>(entries: Entry<Said>[]): Entry<Said> | undefined {
  entries.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  return entries.find((entry, index) => entry.key === entries[index - 1]?.key);
}

function said<Said>(entry: Entry<Said>): Said {
  return entry.said;
}

function isInt(digits: string | undefined): boolean {
  return Number(digits) >= INT_MIN && Number(digits) <= INT_MAX;
}

function isIntOrUnsigned(digits: string): boolean {
  return Number(digits) >= INT_MIN && Number(digits) <= UINT_MAX;
}
