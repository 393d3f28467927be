import type { IpvsTable } from '../ipvs/table.js';
import { isKnown, type Reading } from '../machine/reading.js';
import type { VrrpState } from '../machine/vrrp-state.js';
import type { Consequence } from './effects.js';
import type { Traffic } from './traffic.js';

/**
 * What APPLY would do on a router that runs another file than is saved.
 * - `unknown`: nobody knows of which file that was made what runs.
 */
export type Foresight =
  | { readonly consequences: readonly Consequence[]; readonly traffic: Traffic }
  | 'unknown';

/** What passes through a router whose heartbeat is in this state; null without one. */
export function trafficThrough(vrrp: Pick<VrrpState, 'state'> | null, table: Reading<IpvsTable>): Traffic {
  if (vrrp?.state === 'BACKUP') return { kind: 'standby' };
  return isKnown(table) ? { kind: 'table', table: table.value } : { kind: 'unknown', because: table };
}
