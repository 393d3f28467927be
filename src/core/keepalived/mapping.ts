/**
 * Every field of the catalogue accounted for: what says it in `keepalived.conf`, and where that differs or is
 * missing, why. A field without a line here does not compile. Source: run-time description, part 2.
 */

import type { globalStanza } from '../lvscf/global.js';
import type { serverStanza } from '../lvscf/server.js';
import type { virtualStanza } from '../lvscf/virtual.js';

/** Why a field is not rendered, or not exactly; the sentences are in `src/text`. */
export type MappingReason =
  | 'counts_saves'
  | 'never_used'
  | 'one_link'
  | 'own_protocol'
  | 'shared_disks'
  | 'failover_only'
  | 'no_fos'
  | 'no_nanny'
  | 'no_ipvsadm'
  | 'advert_limit'
  | 'whole_adverts'
  | 'after_the_change'
  | 'always_watched'
  | 'host_mask'
  | 'program_failure'
  | 'load_formula'
  | 'persistence_limit'
  | 'timeout_limit'
  | 'mark_port'
  | 'no_slow_start';

/** What becomes of one field. */
export type FieldMapping =
  | { readonly fit: 'exact'; readonly statement: string }
  | { readonly fit: 'approximate'; readonly statement: string; readonly reason: MappingReason }
  | { readonly fit: 'none'; readonly reason: MappingReason };

/** How well keepalived does what a setting asks for. */
export type Fit = FieldMapping['fit'];

type Mapping<Keyword extends string> = Readonly<Record<Keyword, FieldMapping>>;

/** @param statement the keywords of `keepalived.conf` that the field goes into. */
const exact = (statement: string): FieldMapping => ({ fit: 'exact', statement });
const approximate = (statement: string, reason: MappingReason): FieldMapping => {
  return { fit: 'approximate', statement, reason };
};
const none = (reason: MappingReason): FieldMapping => ({ fit: 'none', reason });

const check = 'MISC_CHECK: misc_path';

/** The keys at the head of the file. */
const globalMapping: Mapping<keyof typeof globalStanza> = {
  serial_no: none('counts_saves'),
  primary: exact('unicast_src_ip, unicast_peer'),
  primary_private: none('one_link'),
  primary_shared: none('shared_disks'),
  service: approximate('virtual_server', 'no_fos'),
  rsh_command: approximate(check, 'load_formula'),
  backup_active: exact('vrrp_instance, static_ipaddress'),
  backup: exact('unicast_src_ip, unicast_peer'),
  backup_private: none('one_link'),
  backup_shared: none('shared_disks'),
  heartbeat: none('never_used'),
  heartbeat_port: none('own_protocol'),
  keepalive: approximate('advert_int', 'advert_limit'),
  deadtime: approximate('down_timer_adverts', 'whole_adverts'),
  network: exact('lvs_method'),
  nat_router: exact('virtual_ipaddress'),
  nat_nmask: approximate('virtual_ipaddress', 'host_mask'),
  reservation_conflict_action: none('shared_disks'),
  debug_level: none('never_used'),
  active_cmd: approximate('notify_master, startup_script', 'after_the_change'),
  inactive_cmd: approximate('notify_backup, notify_fault, notify_stop, shutdown_script', 'after_the_change'),
  ipvsadm: none('no_ipvsadm'),
  monitor_links: approximate('track_interface', 'always_watched'),
  syncdaemon: exact('lvs_sync_daemon'),
  syncd_iface: exact('lvs_sync_daemon'),
  syncd_id: exact('lvs_sync_daemon: id'),
  hard_shutdown: none('no_nanny'),
  tcp_timeout: exact('lvs_timeouts: tcp'),
  tcpfin_timeout: exact('lvs_timeouts: tcpfin'),
  udp_timeout: exact('lvs_timeouts: udp'),
  sync: none('never_used'),
};

/** The keys of a virtual server. */
const virtualMapping: Mapping<keyof typeof virtualStanza> = {
  active: exact('virtual_server'),
  address: exact('virtual_server, virtual_ipaddress'),
  sorry_server: exact('sorry_server'),
  vip_nmask: approximate('virtual_ipaddress', 'host_mask'),
  fwmark: exact('virtual_server fwmark'),
  port: exact('virtual_server'),
  persistent: approximate('persistence_timeout', 'persistence_limit'),
  pmask: exact('persistence_granularity'),
  send: exact(check),
  expect: exact(check),
  use_regex: exact(check),
  send_program: approximate(check, 'program_failure'),
  load_monitor: approximate(check, 'load_formula'),
  scheduler: exact('lvs_sched'),
  protocol: exact('protocol'),
  timeout: approximate(`delay_loop, ${check}`, 'timeout_limit'),
  reentry: exact(check),
  quiesce_server: exact('inhibit_on_failure'),
  client_monitor: none('no_nanny'),
  start_cmd: none('failover_only'),
  stop_cmd: none('failover_only'),
  master: none('never_used'),
  dirs: none('never_used'),
};

/** The keys of a real server. */
const serverMapping: Mapping<keyof typeof serverStanza> = {
  address: exact('real_server'),
  active: exact('real_server'),
  port: approximate('real_server', 'mark_port'),
  weight: approximate('weight', 'no_slow_start'),
};

/** What becomes of each field of each stanza that is rendered. */
export const mapping = { global: globalMapping, virtual: virtualMapping, server: serverMapping } as const;
