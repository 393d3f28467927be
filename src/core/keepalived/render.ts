/**
 * `lvs.cf` as `keepalived.conf`: one file, the same for the same input, without includes. Each setting is written
 * by hand; `mapping.ts` accounts for every field. Source: run-time description, parts 2 and 3, which name the
 * outage behind each fixed line.
 */

import { interfaceOf } from '../lvscf/aliases.js';
import type { Config } from '../lvscf/config.js';
import { type GlobalValues, globalStanza } from '../lvscf/global.js';
import { effective } from '../lvscf/stanza.js';
import { filterComment } from '../packet-filter/comment.js';
import { packetFilterOf } from '../packet-filter/filter.js';
import { addressLine, type Floating, floatingAddresses } from './addresses.js';
import { filterNotes } from './beside.js';
import { commandLines } from './commands.js';
import { type EventPlaces, eventLines, usualEventPlaces } from './event-lines.js';
import { blockOf } from './lines.js';
import { type Note, type Obstacle, type Rendered, readableParams } from './note.js';
import { obstacles, type Role } from './obstacles.js';
import { type SharedSettings, sharedSettings } from './shared-settings.js';
import { unusedSettings } from './unused.js';
import { virtualServerLines } from './virtual-server.js';
import { handOverFile, instanceName, trackedFile, type VrrpDevice, vrrpInstance } from './vrrp.js';
import { type Service, services } from './what-runs.js';

/** The first line of every file we write; a file without it is somebody else's. */
export const header = '# Made from lvs.cf by LVS Console: changes made here are lost at the next APPLY.';

/** Where and for whom a file is rendered. */
export interface RenderTarget {
  readonly role: Role;
  /** Path of our checker on the router. */
  readonly checker: string;
  /** Path of the file that makes the router hand over, where it is not the usual one. */
  readonly handOverFile?: string;
  /** Where its events are kept, where that is not the usual place. */
  readonly events?: EventPlaces;
  /** The interface that owns `primary` (or `backup`) on the router, when it is known. */
  readonly ownDevice?: string | undefined;
}

/** A rendering: the text and what is to be said about it, or why there is none. */
export type Rendering =
  | { readonly text: string; readonly notes: readonly Note[]; readonly obstacles?: never }
  | { readonly text?: never; readonly notes?: never; readonly obstacles: readonly Obstacle[] };

/** Renders a file for one router. */
export function renderKeepalived(config: Config, target: RenderTarget): Rendering {
  const { role, checker } = target;
  const inTheWay = obstacles(config, role);
  if (inTheWay.length > 0) return { obstacles: readableParams(inTheWay) };
  const { global } = config;
  const shared = sharedSettings(config);
  const running = services(config);
  const floating = floatingAddresses(config);
  const commands = commandLines(global, role);
  const around = { global, checker, account: shared.checkerAccount };
  const routers =
    role === 'single'
      ? singleRouter(floating.addresses)
      : vrrpInstance(
          config,
          role,
          shared,
          vrrpDevice(shared, target, running.services),
          floating.addresses,
          commands.lines,
        );
  const virtualServers = running.services.map((service) => virtualServerLines(service, around));
  const blocks = [
    [header, `# For the ${role} router.`],
    filterComment(packetFilterOf(config)),
    globalDefinitions(global, role, [
      ...(role === 'single' ? commands.lines : []),
      ...eventLines(role, checker, target.events ?? usualEventPlaces),
    ]),
    role === 'single' ? [] : trackedFile(target.handOverFile ?? handOverFile),
    routers.lines,
    ...virtualServers.map(({ lines }) => lines),
  ];
  const notes: Note[] = [
    ...routers.notes,
    ...commands.notes,
    ...unusedSettings(config),
    ...floating.notes,
    ...running.notes,
    ...virtualServers.flatMap((rendered) => rendered.notes),
    { code: 'no_slow_start', params: {} },
    ...filterNotes(config),
  ];
  return { text: textOf(blocks), notes: readableParams(notes) };
}

/** Blocks as a text, a blank line between two of them. */
function textOf(blocks: readonly (readonly string[])[]): string {
  const filled = blocks.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function vrrpDevice(
  { vrrpDevice: set }: SharedSettings,
  { ownDevice }: RenderTarget,
  [first]: readonly Service[],
): VrrpDevice {
  if (set !== undefined) return { name: set, because: 'setting' };
  if (ownDevice !== undefined) return { name: ownDevice, because: 'own_address' };
  if (first === undefined) throw new RangeError('a file that nothing stands in the way of has a service');
  return { name: interfaceOf(first.on.device), because: 'virtual_address' };
}

/** Two single routers on one network must not meet: no VRRP. Source: run-time description, 3.3. */
function singleRouter(addresses: readonly Floating[]): Rendered {
  return {
    lines: blockOf('static_ipaddress', addresses.map(addressLine)),
    notes: [{ code: 'no_gratuitous_arp', params: {} }],
  };
}

function globalDefinitions(global: GlobalValues, role: Role, more: readonly string[]): string[] {
  return blockOf('global_defs', [
    // Must be the first statement: without it the first reload drops every check. Another account does not pass
    // keepalived 2.2.7's own test, which then ends itself; the checker changes the account instead.
    'script_user root',
    'enable_script_security',
    // A reload with a broken file is then refused, and nothing changes.
    'reload_check_config',
    `router_id lvs_${role}`,
    // Five announcements of each address, and five more, as pulse made five a second apart.
    ...(role === 'single'
      ? []
      : [
          'vrrp_check_unicast_src',
          'vrrp_garp_master_repeat 5',
          'vrrp_garp_master_delay 5',
          // After a split the router that yields speaks once more, as pulse did: the other one then announces its
          // addresses again. Without it everybody goes on sending to the router that has given them up.
          'vrrp_higher_prio_send_advert true',
        ]),
    'checker_log_all_failures true',
    ...timeoutLines(global),
    ...(role === 'single' ? [] : syncLines(global)),
    ...more,
  ]);
}

function timeoutLines({ tcp_timeout, tcpfin_timeout, udp_timeout }: GlobalValues): string[] {
  const timeouts = { tcp: tcp_timeout, tcpfin: tcpfin_timeout, udp: udp_timeout };
  const stated = Object.entries(timeouts).filter(([, seconds = 0]) => seconds > 0);
  return stated.length === 0 ? [] : [`lvs_timeouts ${stated.flat().join(' ')}`];
}

function syncLines(global: GlobalValues): string[] {
  if (global.syncdaemon !== true) return [];
  const device = effective(globalStanza, global, 'syncd_iface');
  return [`lvs_sync_daemon ${device} inst ${instanceName} id ${effective(globalStanza, global, 'syncd_id')}`];
}
