/** What the daemon ends up with: every value of a file, defaults filled in. */

import type { Scope } from '../problem.js';
import { type Model, type RealServer, stanzas, type VirtualServer } from './config.js';
import { unspecified } from './kinds/addresses.js';
import type { Stanza } from './stanza.js';

/** A value as JSON shows it; null is a text or address that the daemon has none of. */
export type Resolved =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | { readonly [key: string]: Resolved };

/** Every value that the daemon works with, keyed as in the file. */
export interface ResolvedConfig {
  readonly [keyword: string]: Resolved | readonly ResolvedBlock[];
  readonly virtual: readonly ResolvedBlock[];
  readonly failover: readonly ResolvedBlock[];
}

/** The values of one block under its name. */
export interface ResolvedBlock {
  readonly [keyword: string]: Resolved | readonly ResolvedBlock[];
  readonly name: string;
}

/** Every value of a file with the daemon's defaults. Source: lvs-cf format, sections 6 and 7. */
export function resolved(model: Model): ResolvedConfig {
  return {
    ...valuesOf('global', model.global),
    ...heartbeatAddresses(model),
    virtual: model.virtualServers.map(resolvedVirtual),
    failover: model.failovers.map(resolvedVirtual),
  };
}

/** The addresses of the second heartbeat path. */
export interface HeartbeatAddresses {
  readonly primary_private: string;
  readonly backup_private: string;
}

/**
 * The private addresses that the daemon uses. Without `primary_private` both are copied from the public ones,
 * `backup_private` even when the file gives one. Source: lvs-cf format, section 7.
 */
export function heartbeatAddresses({ global }: Pick<Model, 'global'>): HeartbeatAddresses {
  if (global.primary !== undefined && global.primary_private === undefined) {
    return { primary_private: global.primary, backup_private: global.backup ?? unspecified };
  }
  return {
    primary_private: global.primary_private ?? unspecified,
    backup_private: global.backup_private ?? unspecified,
  };
}

function resolvedVirtual(virtualServer: VirtualServer): ResolvedBlock {
  const values = valuesOf(virtualServer.block.scope, virtualServer.values);
  return {
    name: virtualServer.name,
    ...values,
    address: values['address'] ?? { address: unspecified, device: null },
    server: virtualServer.realServers.map(resolvedServer),
  };
}

function resolvedServer(realServer: RealServer): ResolvedBlock {
  return { name: realServer.name, ...valuesOf('server', realServer.values), port: realServer.port };
}

function valuesOf(scope: Scope, values: Readonly<Record<string, unknown>>): Record<string, Resolved> {
  const stanza: Stanza = stanzas[scope];
  return Object.fromEntries(
    Object.entries(stanza).map(([keyword, field]) => [
      keyword,
      (values[keyword] ?? field.absent ?? null) as Resolved,
    ]),
  );
}
