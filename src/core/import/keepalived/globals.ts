/** `global_defs` of keepalived. */

import { interfaceNameOf, limitedTo, survives, wholeNumber } from '../values.js';
import type { Statement } from './tree.js';
import { type Place, readStatements, sealFate, type Vocabulary } from './words.js';

const longestTimeout = 2147483;

const timeoutKeys: Readonly<Record<string, 'tcp_timeout' | 'tcpfin_timeout' | 'udp_timeout'>> = {
  tcp: 'tcp_timeout',
  tcpfin: 'tcpfin_timeout',
  udp: 'udp_timeout',
};

function timeouts({ words, line }: Statement, { draft, report }: Place): void {
  for (let at = 0; at < words.length; at += 2) {
    const keyword = timeoutKeys[words[at] ?? ''];
    const seconds = wholeNumber(words[at + 1]);
    if (keyword === undefined || seconds === undefined) {
      report
        .at(line)
        .say('unknown', 'value_wrong', { word: 'lvs_timeouts', value: words.slice(at).join(' ') });
      return;
    }
    const limits = { keyword, min: 0, max: longestTimeout };
    draft.setGlobal(keyword, limitedTo(seconds, limits, report.at(line)), report.at(line));
  }
}

/** `lvs_sync_daemon IF [INSTANCE] [inst INSTANCE] [id N] [maxlen N] [port N] [ttl N] [group A]`. */
function syncDaemon({ words, line }: Statement, { draft, report }: Place): void {
  const device = interfaceNameOf(words[0]);
  const said = report.at(line);
  if (device === undefined) {
    said.say('unknown', 'value_wrong', { word: 'lvs_sync_daemon', value: words.join(' ') });
    return;
  }
  draft.setGlobal('syncdaemon', true, said);
  draft.setGlobal('syncd_iface', device, said);
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === 'id') {
      const id = wholeNumber(words[at + 1]);
      if (id !== undefined) draft.setGlobal('syncd_id', id & 255, said);
    }
    if (['maxlen', 'port', 'ttl', 'group'].includes(word)) said.say('changed', 'console_decides', {});
  }
}

/** `notify_master` and its like, and the scripts at start and end. */
export function commandInto(keyword: 'active_cmd' | 'inactive_cmd') {
  return (statement: Statement, { draft, report }: Place): void => {
    const said = report.at(statement.line);
    // A user and a group may follow the command.
    const [command = '', ...account] = statement.words;
    const raw = /[ \t]/.test(command) ? `"${command}"` : command;
    if (command === '' || !survives('global', keyword, raw) || /["'{}]/.test(command)) {
      said.say('noted', 'noted_script', {});
      draft.comments.push([statement.keyword, ...statement.words].join(' '));
      return;
    }
    if (account.length > 0) said.say('changed', 'command_effect', { command });
    draft.setGlobal(keyword, command, said);
  };
}

/** Our own rendering has the engine tell its events; another program of that kind is somebody's own. */
function fifo(statement: Statement, place: Place): void {
  sealFate(/lvs-console/.test(statement.words[0] ?? '') ? 'does' : 'script', statement, place);
}

const vocabulary: Vocabulary = {
  lvs_timeouts: timeouts,
  lvs_sync_daemon: syncDaemon,
  startup_script: commandInto('active_cmd'),
  shutdown_script: commandInto('inactive_cmd'),
  notification_email: 'mail',
  notification_email_from: 'mail',
  smtp_server: 'mail',
  smtp_connect_timeout: 'mail',
  smtp_helo_name: 'mail',
  smtp_alert: 'mail',
  smtp_alert_vrrp: 'mail',
  smtp_alert_checker: 'mail',
  no_email_faults: 'mail',
  router_id: 'decides',
  script_user: 'does',
  enable_script_security: 'does',
  reload_check_config: 'does',
  vrrp_check_unicast_src: 'does',
  vrrp_higher_prio_send_advert: 'does',
  checker_log_all_failures: 'does',
  vrrp_garp_master_repeat: 'decides',
  vrrp_garp_master_delay: 'decides',
  vrrp_garp_master_refresh: 'decides',
  vrrp_garp_master_refresh_repeat: 'decides',
  vrrp_garp_lower_prio_delay: 'decides',
  vrrp_garp_lower_prio_repeat: 'decides',
  vrrp_garp_interval: 'decides',
  vrrp_gna_interval: 'drop',
  vrrp_lower_prio_no_advert: 'decides',
  vrrp_mcast_group4: 'decides',
  vrrp_mcast_group6: 'drop',
  vrrp_version: 'decides',
  vrrp_strict: 'decides',
  vrrp_skip_check_adv_addr: 'decides',
  vrrp_iptables: 'decides',
  vrrp_ipsets: 'decides',
  vrrp_priority: 'drop',
  checker_priority: 'drop',
  bfd_priority: 'drop',
  vrrp_no_swap: 'drop',
  checker_no_swap: 'drop',
  vrrp_rt_priority: 'drop',
  checker_rt_priority: 'drop',
  vrrp_notify_fifo: fifo,
  vrrp_notify_fifo_script: fifo,
  lvs_notify_fifo: fifo,
  lvs_notify_fifo_script: fifo,
  notify_fifo: 'script',
  notify_fifo_script: 'script',
  startup_script_timeout: 'drop',
  shutdown_script_timeout: 'drop',
  default_interface: 'note',
  lvs_flush: 'decides',
  lvs_flush_on_stop: 'decides',
  dynamic_interfaces: 'note',
  enable_traps: 'drop',
  enable_dbus: 'drop',
  enable_snmp_vrrp: 'drop',
  enable_snmp_checker: 'drop',
  enable_snmp_rfc: 'drop',
  snmp_socket: 'drop',
  max_auto_priority: 'drop',
  process_names: 'drop',
  use_pid_dir: 'drop',
  umask: 'drop',
  linkbeat_use_polling: 'drop',
  linkbeat_interfaces: 'note',
  reload_time_file: 'drop',
  keep_script_user: 'drop',
};

/** Reads `global_defs`. */
export function readGlobals({ block = [] }: Statement, place: Place): void {
  readStatements(block, vocabulary, place);
}
