/** On which router a change is applied first, so that the service runs on. */

import { floatingAddresses } from '../keepalived/addresses.js';
import { adverts } from '../keepalived/adverts.js';
import { sharedSettings } from '../keepalived/shared-settings.js';
import type { Config } from '../lvscf/config.js';
import { globalStanza } from '../lvscf/global.js';
import { effective } from '../lvscf/stanza.js';

/**
 * - `standby_first`: one after the other, the router that only stands by first: whatever is wrong shows there.
 * - `together`: for a moment the two would not hear each other, and both serve.
 */
export type Order = 'standby_first' | 'together';

/** What both routers must agree on to hear each other. */
export type Because =
  | 'router_addresses'
  | 'router_id'
  | 'heartbeat_device'
  | 'interval'
  | 'stable_address'
  | 'pair';

/** How two files are applied one after the other. */
export interface OrderDecision {
  readonly order: Order;
  /** What makes it so; nothing with `standby_first`. */
  readonly because: readonly Because[];
}

const agreed: { readonly [Part in Because]: (config: Config) => unknown } = {
  router_addresses: ({ global: { primary, backup } }) => [primary, backup],
  router_id: (config) => sharedSettings(config).virtualRouterId,
  heartbeat_device: (config) => sharedSettings(config).vrrpDevice,
  interval: (config) => adverts(config).interval,
  // Only this one is in the heartbeat: the others may differ for a moment.
  stable_address: (config) => floatingAddresses(config).addresses[0]?.address,
  pair: ({ global }) => effective(globalStanza, global, 'backup_active'),
};

/** Decides it for a router pair that runs one file and is to run another. Source: RFC 3768, section 7.1. */
export function orderOf(running: Config, wanted: Config): OrderDecision {
  const because = (Object.keys(agreed) as Because[]).filter(
    (part) => JSON.stringify(agreed[part](running)) !== JSON.stringify(agreed[part](wanted)),
  );
  return { order: because.length === 0 ? 'standby_first' : 'together', because };
}
