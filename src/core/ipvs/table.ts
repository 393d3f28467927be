/**
 * The kernel's live IPVS table, in the kernel's own words, so that the border shows: a service is what lvs.cf
 * calls a virtual server, a destination is a real server.
 */

/** Address family, as `AF_INET` and `AF_INET6`. */
export type Family = 'inet' | 'inet6';

/** How packets reach a destination. `Local` is a destination on this very machine. */
export type Forwarding = 'Masq' | 'Route' | 'Tunnel' | 'Local';

/**
 * Which clients count as one: a netmask in IPv4, a prefix length in IPv6. A mark whose family cannot be told
 * keeps the eight digits of the kernel.
 */
export type PersistenceMask =
  | { readonly family: 'inet'; readonly netmask: string }
  | { readonly family: 'inet6'; readonly prefixLength: number }
  | { readonly family: 'unknown'; readonly hex: string };

/** The same client goes to the same destination for this long. */
export interface Persistence {
  /** In ticks of the kernel's clock; seconds follow only from the kernel's `CONFIG_HZ`. */
  readonly jiffies: number;
  readonly mask: PersistenceMask;
}

/** One destination of a service. Port 0 stands under a mark: the packet's own port is kept. */
export interface IpvsDestination {
  readonly family: Family;
  readonly address: string;
  readonly port: number;
  readonly forwarding: Forwarding;
  readonly weight: number;
  readonly activeConnections: number;
  readonly inactiveConnections: number;
}

interface ScheduledService {
  /** Module name of the scheduler, or `none`. */
  readonly scheduler: string;
  /** One-packet scheduling (`ops`), for UDP. */
  readonly onePacket: boolean;
  /** Null: not persistent. */
  readonly persistence: Persistence | null;
  /** By address, then port. */
  readonly destinations: readonly IpvsDestination[];
}

/** A service chosen by protocol, address and port. */
export interface AddressService extends ScheduledService {
  readonly kind: 'address';
  /** `TCP`, `UDP`, `SCTP`, or another name the kernel gives. */
  readonly protocol: string;
  readonly family: Family;
  readonly address: string;
  readonly port: number;
}

/** A service chosen by firewall mark (`FWM`). */
export interface MarkService extends ScheduledService {
  readonly kind: 'mark';
  readonly mark: number;
  /** The kernel's text does not say it; `unknown` when destinations and mask do not tell either. */
  readonly family: Family | 'unknown';
}

/** One service of the table with its destinations. */
export type IpvsService = AddressService | MarkService;

/** The whole table, in the order `ipvsadm` prints: by family, protocol, address and port; marks last. */
export interface IpvsTable {
  /** Of IPVS in the kernel, such as `1.2.1`. */
  readonly version: string;
  /** Slots of the kernel's connection hash table. */
  readonly connectionTableSize: number;
  readonly services: readonly IpvsService[];
}
