/** What the sources say together, before it is an lvs.cf. */

import type { GlobalValues } from '../lvscf/global.js';
import type { SharedValues } from '../lvscf/shared-lines.js';
import type { VirtualValues } from '../lvscf/virtual.js';
import type { ReportedLine } from './report.js';

/** How packets reach a real server. */
export type Method = 'nat' | 'direct' | 'tunnel';

/** A real server of a service. */
export interface DraftServer {
  readonly name: string | undefined;
  readonly address: string;
  /** Nothing: that of the service. */
  port: number | undefined;
  weight: number;
  active: boolean;
  readonly method: Method | undefined;
  readonly line: ReportedLine;
}

/** What a check is, in words of lvs.cf. */
export type DraftCheck = Pick<VirtualValues, 'send' | 'expect' | 'use_regex' | 'send_program'>;

/** A service. */
export interface DraftService {
  readonly name: string | undefined;
  /** 0: it is known by its address. */
  readonly mark: number;
  /** Nothing: it was not told, as of a mark. */
  address: string | undefined;
  port: number;
  readonly protocol: 'tcp' | 'udp';
  method: Method | undefined;
  active: boolean;
  values: VirtualValues;
  readonly servers: DraftServer[];
  readonly line: ReportedLine;
}

/** An address that moves between the routers. */
export interface DraftAddress {
  readonly address: string;
  /** Length of its network; nothing where it was not told. */
  readonly prefix: number | undefined;
  /** An interface, or an alias of one; nothing where it was not told. */
  readonly device: string | undefined;
  /** What our own comment says that it is for: the name of a virtual server, or empty for the NAT router. */
  readonly owner: string | undefined;
  readonly line: ReportedLine;
}

/** What the sources say. Later ones add to it. */
export class Draft {
  /** Mutable, in the order of its keys of no importance. */
  global: GlobalValues = {};
  shared: SharedValues = {};
  readonly services: DraftService[] = [];
  readonly addresses: DraftAddress[] = [];
  /** Lines without the sign of a comment, for the head of the file. */
  readonly comments: string[] = [];
  /** Addresses by the names of machines. */
  readonly hosts = new Map<string, string>();
  /** The machines that heartbeat runs on, the preferred one first. */
  nodes: readonly { readonly name: string; readonly line: ReportedLine }[] = [];
  /** The machine that heartbeat prefers. */
  preferred: string | undefined;
  /** Interfaces that a source names for the traffic, the likeliest first. */
  readonly devices: string[] = [];

  readonly #said = new Map<string, ReportedLine>();

  /** Takes over a key at the head of the file; what was said first counts. */
  setGlobal<K extends keyof GlobalValues>(keyword: K, value: GlobalValues[K], line: ReportedLine): void {
    if (this.#isNew(keyword, this.global[keyword], value, line))
      this.global = { ...this.global, [keyword]: value };
  }

  /** Takes over a setting in a comment line; what was said first counts. */
  setShared<K extends keyof SharedValues>(keyword: K, value: SharedValues[K], line: ReportedLine): void {
    if (this.#isNew(keyword, this.shared[keyword], value, line))
      this.shared = { ...this.shared, [keyword]: value };
  }

  /** The line that a key was taken from. */
  lineOf(keyword: string): ReportedLine | undefined {
    return this.#said.get(keyword);
  }

  #isNew(keyword: string, present: unknown, value: unknown, line: ReportedLine): boolean {
    if (present === undefined) {
      this.#said.set(keyword, line);
      return true;
    }
    if (JSON.stringify(present) !== JSON.stringify(value)) line.say('changed', 'said_before', { keyword });
    return false;
  }

  /** The service of this key, if a source had it. */
  service(key: string): DraftService | undefined {
    return this.services.find((service) => serviceKey(service) === key);
  }
}

/** What the kernel tells services apart by. */
export function serviceKey({
  mark,
  address = '',
  port,
  protocol,
}: Pick<DraftService, 'mark' | 'address' | 'port' | 'protocol'>): string {
  return mark > 0 ? `fwmark ${mark}` : `${protocol} ${address}:${port}`;
}
