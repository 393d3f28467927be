/**
 * Reads `/proc/net/ip_vs_conn`, the connections that are balanced now, line by line: there may be a million.
 * Source: Linux, net/netfilter/ipvs/ip_vs_conn.c, ip_vs_conn_seq_show.
 */

import { dotted, shortened } from './address.js';

/** One connection; addresses as people write them, with their ports. */
export interface IpvsConnection {
  /** `TCP`, `UDP`, `SCTP`, or another name the kernel gives. */
  readonly protocol: string;
  readonly client: string;
  /** Where the client wanted to go: the address and port of the service. */
  readonly virtual: string;
  readonly destination: string;
  /** As the kernel names it, such as `ESTABLISHED`. */
  readonly state: string;
  /** After so many seconds without a packet it is forgotten. */
  readonly expiresInSeconds: number;
}

const COLUMNS = 'Pro FromIP FPrt ToIP TPrt DestIP DPrt State Expires PEName PEData';

/** State and seconds have fixed widths: a shorter line was cut off, perhaps within the number. */
const TAIL = 11 + 1 + 7;

const address = String.raw`((?:[\da-f]{4}:){7}[\da-f]{4}|[\dA-F]{8})`;
const endpoint = String.raw`${address} ([\dA-F]{4})`;
const LINE = new RegExp(
  String.raw`^([A-Z]\w*) +${endpoint} ${endpoint} +${endpoint} (?=.{${TAIL}})([A-Z]\w*) +(\d{1,10})(?: .*)?$`,
);

/** Whether the columns are the ones that are known: their words give the numbers their meaning. */
export function isConnectionHead(line: string): boolean {
  return line.trim().replace(/ +/g, ' ') === COLUMNS;
}

/** The connection of a line; undefined where it has not the form of one. */
export function parseConnection(line: string): IpvsConnection | undefined {
  const found = LINE.exec(line);
  if (found === null) return undefined;
  const [, protocol, client, clientPort, virtual, port, destination, destinationPort, state, expires] =
    found as unknown as readonly string[];
  return {
    protocol: protocol ?? '',
    client: written(client, clientPort),
    virtual: written(virtual, port),
    destination: written(destination, destinationPort),
    state: state ?? '',
    expiresInSeconds: Number(expires),
  };
}

function written(digits = '', portDigits = ''): string {
  const port = Number.parseInt(portDigits, 16);
  return digits.includes(':') ? `[${shortened(digits)}]:${port}` : `${dotted(digits)}:${port}`;
}
