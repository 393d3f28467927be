/** The settings in comment lines of the file, with what holds where it says nothing. */

import type { Config } from '../lvscf/config.js';
import { sharedStanza } from '../lvscf/shared-lines.js';
import { effective } from '../lvscf/stanza.js';

/** What both routers must agree on. */
export interface SharedSettings {
  /** `virtual-router-id`: tells the VRRP pairs of one network apart, 1 to 255. Source: RFC 5798, section 5.2.3. */
  readonly virtualRouterId: number;
  /** `vrrp-device`: the interface that carries the heartbeat; nothing lets the router find it. */
  readonly vrrpDevice: string | undefined;
  /** `fail-back`: whether a primary that returns takes the service back. pulse did not. Source: pulse(8). */
  readonly failBack: boolean;
  /** `checker-account`: who the checks run as, with a group of the same name; nothing is root, as under pulse. */
  readonly checkerAccount: string | undefined;
}

/** The settings of a file. */
export function sharedSettings({ shared }: Pick<Config, 'shared'>): SharedSettings {
  return {
    virtualRouterId: effective(sharedStanza, shared, 'virtual-router-id'),
    vrrpDevice: shared['vrrp-device'],
    failBack: effective(sharedStanza, shared, 'fail-back') === 'yes',
    checkerAccount: shared['checker-account'],
  };
}
