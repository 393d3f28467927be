import type { Config } from '../lvscf/config.js';
import { globalStanza } from '../lvscf/global.js';
import { effective } from '../lvscf/stanza.js';

/** The longest interval between adverts, and the most that may be missed. Source: keepalived.conf(5). */
const longestAdvert = 255;
const mostMissed = 100;

/** When the partner counts as dead. */
export interface Adverts {
  /** Seconds between two adverts. */
  readonly interval: number;
  /** How many of them may be missing: the deadtime rounded up, at least two. */
  readonly missed: number;
}

/** `keepalive` and `deadtime` as VRRP has them. Source: run-time description, 3.4. */
export function adverts({ global }: Pick<Config, 'global'>): Adverts {
  const interval = Math.min(longestAdvert, Math.max(1, effective(globalStanza, global, 'keepalive')));
  const missed = Math.ceil(effective(globalStanza, global, 'deadtime') / interval);
  return { interval, missed: Math.min(mostMissed, Math.max(2, missed)) };
}
