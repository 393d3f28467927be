/** What a router is asked to look at for a configuration. */

import { floatingAddresses } from '../keepalived/addresses.js';
import { sharedSettings } from '../keepalived/shared-settings.js';
import { interfaceOf } from '../lvscf/aliases.js';
import type { Config } from '../lvscf/config.js';
import { dottedAddress, unspecified } from '../lvscf/kinds/addresses.js';
import { effective } from '../lvscf/stanza.js';
import { virtualStanza } from '../lvscf/virtual.js';
import { activeOnes } from '../recipes/facts.js';
import { floatingOf, recipeDevice } from '../recipes/recipes.js';
import { type PreflightWish, preflightLimits } from '../router/preflight.js';

/** What is asked, and what there was no room for. */
export interface Wish {
  readonly line: PreflightWish;
  /** So many of each are not looked at. */
  readonly left: { readonly addresses: number; readonly ports: number; readonly asked: number };
  /** Names of real servers by their addresses. */
  readonly servers: ReadonlyMap<string, string>;
}

/** What is asked for a file. */
export function wishOf(config: Config): Wish {
  const floating = floatingAddresses(config).addresses.flatMap(({ address, device }) => {
    const own = recipeDevice(interfaceOf(device));
    const dotted = usable(address);
    return own === undefined || dotted === undefined ? [] : [[dotted, own] as [string, string]];
  });
  const { ports, servers } = reached(config);
  const { addresses: most, asked, devices, ports: mostPorts } = preflightLimits;
  const vips = [...new Set([...floatingOf(config), ...floating.map(([address]) => address)])];
  const line = {
    addresses: vips.slice(0, most),
    devices: [...new Set(floating.map(([, device]) => device))].slice(0, devices),
    account: sharedSettings(config).checkerAccount ?? null,
    ports: ports.slice(0, mostPorts),
    asked: floating.slice(0, asked),
  };
  const left = {
    addresses: vips.length - line.addresses.length,
    ports: ports.length - line.ports.length,
    asked: floating.length - line.asked.length,
  };
  return { line, left, servers };
}

/** The ports over TCP on which active real servers of active virtual servers are to answer. */
function reached(config: Config) {
  const ports = new Map<string, [string, number]>();
  const servers = new Map<string, string>();
  for (const { realServers, values } of activeOnes(config)) {
    const isTcp = effective(virtualStanza, values, 'protocol') === 'tcp';
    const own = effective(virtualStanza, values, 'port');
    for (const { name, values: its } of realServers) {
      const address = usable(its.address);
      if (address === undefined) continue;
      servers.set(address, name);
      const port = its.port ?? own;
      if (its.active === true && isTcp && port > 0) ports.set(`${address}:${port}`, [address, port]);
    }
  }
  return { ports: [...ports.values()], servers };
}

function usable(text: string | undefined): string | undefined {
  const address = dottedAddress(text ?? '');
  return address === unspecified ? undefined : address;
}
