/** The connections that somebody wants to see, out of many that pass by: what is kept does not grow with them. */

import type { IpvsConnection } from '../ipvs/parse-conn.js';

/** A connection with the names that lvs.cf has for its two ends; blank where it has none. */
export interface NamedConnection extends IpvsConnection {
  readonly virtualServer: string;
  readonly realServer: string;
}

/** What is wanted. */
export interface ConnectionSearch {
  /** Part of an address or of a name, in small or capital letters; blank for all. */
  readonly text: string;
  /** Blank for all. */
  readonly state: string;
  /** So many that fit are passed over. */
  readonly from: number;
  /** So many are shown at most. */
  readonly limit: number;
}

/** What was found. */
export interface FoundConnections {
  /** The part that is shown, in the order of the kernel. */
  readonly shown: readonly NamedConnection[];
  /** How many fit, the state included. */
  readonly fitting: number;
  /** How many of each state fit the text, by state. */
  readonly byState: ReadonlyMap<string, number>;
  readonly all: number;
}

/** Names of the ends of connections: of a service by `TCP 10.0.0.100:80`, of a server by both ends. */
export interface ConnectionNames {
  readonly virtualServer: (protocol: string, virtual: string) => string;
  readonly realServer: (protocol: string, virtual: string, destination: string) => string;
}

/** Begins a search: it takes one connection after the other. */
export function searchConnections(search: ConnectionSearch, names: ConnectionNames) {
  const wanted = search.text.trim().toLowerCase();
  const shown: NamedConnection[] = [];
  const byState = new Map<string, number>();
  let all = 0;
  let fitting = 0;

  return {
    take(connection: IpvsConnection): void {
      all += 1;
      const { client, destination, protocol, state, virtual } = connection;
      const virtualServer = names.virtualServer(protocol, virtual);
      const realServer = names.realServer(protocol, virtual, destination);
      const texts = [client, virtual, destination, protocol, virtualServer, realServer];
      if (!texts.some((text) => text.toLowerCase().includes(wanted))) return;
      byState.set(state, (byState.get(state) ?? 0) + 1);
      if (search.state !== '' && state !== search.state) return;
      fitting += 1;
      if (fitting > search.from && shown.length < search.limit) {
        shown.push({ ...connection, virtualServer, realServer });
      }
    },
    found: (): FoundConnections => ({ shown, fitting, byState, all }),
  };
}
