/**
 * Settings that `lvs.cf` has no key for and that both routers must share. They are comment lines at the head of
 * the file, `# lvs-console: KEY = VALUE`: the daemons ignore them, and they travel with the file.
 */

import type { Config } from '../lvscf/config.js';
import { isDeviceName } from '../lvscf/kinds/addresses.js';

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

/** What holds when the file says nothing. */
const defaults: SharedSettings = {
  virtualRouterId: 51,
  vrrpDevice: undefined,
  failBack: false,
  checkerAccount: undefined,
};

const pattern = /^[ \t]*#[ \t]*lvs-console:[ \t]*([a-z-]+)[ \t]*=[ \t]*(.*?)[ \t]*$/;

/** The settings of a file, the last one of a kind; a value that makes no sense counts as not given. */
export function sharedSettings({ document: { lines, root } }: Pick<Config, 'document'>): SharedSettings {
  const given = new Map<string, string>();
  const head = lines.slice(0, root.blocks[0]?.open);
  for (const { text } of head) {
    const [, key, value] = pattern.exec(text) ?? [];
    if (key !== undefined && value !== undefined) given.set(key, value);
  }
  const id = Number(given.get('virtual-router-id'));
  const device = given.get('vrrp-device') ?? '';
  const account = given.get('checker-account') ?? '';
  return {
    virtualRouterId: Number.isInteger(id) && id >= 1 && id <= 255 ? id : defaults.virtualRouterId,
    vrrpDevice: isDeviceName(device) && !device.includes(':') ? device : defaults.vrrpDevice,
    failBack: given.get('fail-back') === 'yes',
    checkerAccount: /^[a-z_][a-z0-9_-]{0,31}$/.test(account) ? account : defaults.checkerAccount,
  };
}
