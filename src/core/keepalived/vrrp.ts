/** The heartbeat between the two routers as a `vrrp_instance`, with the addresses that move. */

import { interfaceOf } from '../lvscf/aliases.js';
import type { Config } from '../lvscf/config.js';
import { globalStanza } from '../lvscf/global.js';
import { effective } from '../lvscf/stanza.js';
import { addressLine, type Floating } from './addresses.js';
import { adverts } from './adverts.js';
import { blockOf } from './lines.js';
import type { Note, Rendered } from './note.js';
import type { Role } from './obstacles.js';
import type { SharedSettings } from './shared-settings.js';

/** The interface that carries the heartbeat, and how it was found. */
export interface VrrpDevice {
  readonly name: string;
  readonly because: 'setting' | 'own_address' | 'virtual_address';
}

const why: Readonly<Record<VrrpDevice['because'], string>> = {
  setting: 'vrrp-device at the head of lvs.cf',
  own_address: "it has this router's own address",
  virtual_address: 'the first virtual address is on it',
};

/** The name of the one instance that we render. */
export const instanceName = 'LVS';

/** What a router says in the election; the higher one wins. */
export const priorities = { primary: 150, backup: 100 } as const;

/**
 * While this file holds another number than 0, the router gives its addresses away and goes on balancing what still
 * comes. It need not exist, only its folder; this one is for root alone, and empty after a boot.
 * Source: keepalived.conf(5), track_file.
 */
export const handOverFile = '/run/lvs-console.hand-over';

/** The name by which the instance knows that file. */
const handOver = 'hand_over';

/** The file whose content makes the instance of a router fail, which is how it hands over. */
export function trackedFile(path: string): string[] {
  return [
    '# Written by HAND OVER and STOP: the addresses leave, and the engine goes on.',
    ...blockOf(`track_file ${handOver}`, [`file "${path}"`, 'weight 0']),
  ];
}

/** The instance of a router, with what is to be said about it. */
export function vrrpInstance(
  config: Config,
  role: Exclude<Role, 'single'>,
  { virtualRouterId, failBack }: SharedSettings,
  device: VrrpDevice,
  addresses: readonly Floating[],
  commands: readonly string[],
): Rendered {
  const { primary, backup } = config.global;
  const [own, peer] = role === 'primary' ? [primary, backup] : [backup, primary];
  const { interval, missed } = adverts(config);
  const [stable, ...others] = addresses.map(addressLine);
  const watched = watchedInterfaces(config, device.name, addresses);
  const lines = blockOf(`vrrp_instance ${instanceName}`, [
    'state BACKUP',
    `interface ${device.name} # ${why[device.because]}`,
    `virtual_router_id ${virtualRouterId}`,
    `priority ${priorities[role]}`,
    `advert_int ${interval} # keepalive`,
    `down_timer_adverts ${missed} # deadtime`,
    ...(failBack ? [] : ['nopreempt']),
    `unicast_src_ip ${own} # ${role}`,
    ...blockOf('unicast_peer', [`${peer}`]),
    ...(watched.length === 0 ? [] : blockOf('track_interface', watched)),
    ...blockOf('track_file', [handOver]),
    ...commands,
    // One address that stays: routers that hold different lists for a moment still accept each other's adverts.
    ...blockOf('virtual_ipaddress', stable === undefined ? [] : [stable]),
    ...(others.length === 0 ? [] : blockOf('virtual_ipaddress_excluded', others)),
  ]);
  return { lines, notes: vrrpNotes(config, device) };
}

/** With `monitor_links`, the interfaces of floating addresses; the heartbeat's own is watched anyway. */
function watchedInterfaces({ global }: Config, own: string, addresses: readonly Floating[]): string[] {
  if (effective(globalStanza, global, 'monitor_links') === 0) return [];
  const all = new Set(addresses.map(({ device }) => interfaceOf(device)));
  all.delete(own);
  return [...all];
}

function vrrpNotes(config: Config, device: VrrpDevice): Note[] {
  const { global } = config;
  const { interval, missed } = adverts(config);
  const keepalive = effective(globalStanza, global, 'keepalive');
  const deadtime = effective(globalStanza, global, 'deadtime');
  const seconds = missed * interval;
  const notes: Note[] = [];
  if (keepalive !== interval)
    notes.push({ code: 'advert_limited', params: { keepalive, seconds: interval } });
  if (deadtime !== seconds) notes.push({ code: 'deadtime_rounded', params: { deadtime, seconds } });
  if (device.because === 'virtual_address')
    notes.push({ code: 'device_assumed', params: { device: device.name } });
  notes.push({ code: 'vrrp_must_pass', params: {} }, { code: 'both_routers_check', params: {} });
  if (effective(globalStanza, global, 'monitor_links') === 0)
    notes.push({ code: 'links_always_watched', params: {} });
  return notes;
}
