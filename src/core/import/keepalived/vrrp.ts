/** `vrrp_instance`, `vrrp_sync_group` and `static_ipaddress`: which router is active, and with which addresses. */

import type { ReportedLine } from '../report.js';
import { addressOf, interfaceNameOf, isIpv6, secondsOf, wholeNumber } from '../values.js';
import { readAddresses } from './addresses.js';
import { commandInto } from './globals.js';
import { withoutBehind } from './one-line.js';
import type { Statement } from './tree.js';
import { flat, type Place, readStatements, sealFate, type Vocabulary } from './words.js';

/** Without `down_timer_adverts`, three adverts may be missing. Source: RFC 5798, section 6.1. */
const usualMissed = 3;

/** The states, and how they are misspelt. */
const states: ReadonlyMap<string, 'MASTER' | 'BACKUP'> = new Map([
  ['MASTER', 'MASTER'],
  ['BACKUP', 'BACKUP'],
]);

/** What state a word means; a word that is none counts as BACKUP, as for keepalived. */
export function stateMeant(word: string): 'MASTER' | 'BACKUP' {
  return states.get(word) ?? 'BACKUP';
}

/** Reads the instances of a file, the first of which decides what lvs.cf says once. */
export function readInstances(instances: readonly Statement[], place: Place): void {
  const [first, ...others] = instances;
  if (first !== undefined) readInstance(first, place);
  for (const other of others) readFurther(other, first, place);
}

function readInstance({ line, block = [] }: Statement, place: Place): void {
  const { draft, report } = place;
  const interval = secondsOf(wordOf(block, 'advert_int')) ?? 1;
  const missed = wholeNumber(wordOf(block, 'down_timer_adverts')) ?? usualMissed;
  const at = (keyword: string): ReportedLine => {
    return report.at(block.find((one) => one.keyword === keyword)?.line ?? line);
  };
  const device = interfaceNameOf(wordOf(block, 'interface'));
  draft.setGlobal('keepalive', Math.max(1, interval), at('advert_int'));
  draft.setGlobal('deadtime', Math.max(1, interval) * Math.max(2, missed), at('down_timer_adverts'));
  const isMaster = stateMeant(wordOf(block, 'state') ?? '') === 'MASTER';
  const staysAway = block.some(({ keyword }) => keyword === 'nopreempt') && !isMaster;
  draft.setShared('fail-back', staysAway ? 'no' : 'yes', at('nopreempt'));
  if (!staysAway) at('nopreempt').say('changed', 'fail_back', { on: true });
  if (device !== undefined) draft.devices.push(device);
  const vocabulary = instanceVocabulary(device);
  const apart = withoutBehind(block, new Set(Object.keys(vocabulary)), place);
  readStatements(apart, vocabulary, place, '');
}

/** Another instance: lvs.cf has one pair, whose addresses all move together. */
function readFurther(instance: Statement, first: Statement | undefined, place: Place): void {
  const { report } = place;
  const names = { name: instance.words.join(' '), first: first?.words.join(' ') ?? '' };
  report.at(instance.line).say('changed', 'one_instance', names);
  const device = interfaceNameOf(wordOf(instance.block ?? [], 'interface'));
  for (const statement of instance.block ?? []) {
    if (/^virtual_ipaddress(_excluded)?$/.test(statement.keyword)) readAddresses(statement, place, device);
    else if (secrets.has(statement.keyword)) authentication(statement, place);
    else sealFate('note', statement, place, `vrrp_instance ${names.name}`);
  }
}

function wordOf(block: readonly Statement[], keyword: string): string | undefined {
  return block.find((one) => one.keyword === keyword)?.words[0];
}

const secrets = new Set(['authentication']);

/** The password went in clear over the network, and RFC 5798 has none: it is never kept. */
function authentication({ line, block = [] }: Statement, { report }: Place): void {
  report.at(line).say('lost', 'vrrp_authentication', {});
  for (const { keyword, line: at, words } of block) {
    const all = [keyword, ...words];
    const pass = all.indexOf('auth_pass');
    const secret = pass === -1 ? undefined : all.slice(pass + 1).join(' ');
    report.mask(at, secret);
    report.at(at).say('lost', secret === undefined ? 'vrrp_authentication' : 'secret', {});
  }
}

function state({ words: [word = ''], line }: Statement, { report }: Place): void {
  const said = report.at(line);
  if (states.has(word)) said.say('kept', 'console_does', {});
  else if (word === 'SLAVE') said.say('changed', 'state_slave', {});
  else said.say('changed', 'state_misspelt', { found: word, meant: 'BACKUP' });
}

function ownAddress({ words: [word = ''], line, keyword }: Statement, { draft, report, role }: Place): void {
  const said = report.at(line);
  const address = addressOf(word);
  if (address !== undefined) draft.setGlobal(role, address, said);
  else if (isIpv6(word)) said.say('lost', 'ipv6', {});
  else said.say('unknown', 'value_wrong', { word: keyword, value: word });
}

function peers({ block = [] }: Statement, { draft, report, role }: Place): void {
  const other = role === 'primary' ? 'backup' : 'primary';
  for (const { keyword: word, line } of block) {
    const address = addressOf(word);
    const said = report.at(line);
    if (address !== undefined) draft.setGlobal(other, address, said);
    else if (isIpv6(word)) said.say('lost', 'ipv6', {});
    else said.say('unknown', 'value_wrong', { word: 'unicast_peer', value: word });
  }
}

function routerId({ words: [word = ''], line, keyword }: Statement, { draft, report }: Place): void {
  const id = wholeNumber(word);
  const said = report.at(line);
  if (id !== undefined && id >= 1 && id <= 255) draft.setShared('virtual-router-id', id, said);
  else said.say('unknown', 'value_wrong', { word: keyword, value: word });
}

function interfaceOfInstance(
  { words: [word = ''], line, keyword }: Statement,
  { draft, report }: Place,
): void {
  const device = interfaceNameOf(word);
  const said = report.at(line);
  if (device !== undefined) draft.setShared('vrrp-device', device, said);
  else said.say('unknown', 'value_wrong', { word: keyword, value: word });
}

function seconds({ words: [word = ''], line, keyword }: Statement, { report }: Place): void {
  const value = secondsOf(word);
  const said = report.at(line);
  if (value === undefined || value < 1) said.say('unknown', 'value_wrong', { word: keyword, value: word });
  else if (String(value) !== word)
    said.say('changed', 'rounded', { keyword: 'keepalive', found: word, value });
}

/** `lvs_sync_daemon_interface IF`, the old spelling. */
function oldSyncDaemon({ words: [word = ''], line, keyword }: Statement, { draft, report }: Place): void {
  const device = interfaceNameOf(word);
  const said = report.at(line);
  if (device === undefined) {
    said.say('unknown', 'value_wrong', { word: keyword, value: word });
    return;
  }
  draft.setGlobal('syncdaemon', true, said);
  draft.setGlobal('syncd_iface', device, said);
}

/** Interfaces that are watched beside the instance's own. */
function tracked(statement: Statement, place: Place): void {
  const { draft, report } = place;
  for (const { keyword: device, line, words } of statement.block ?? []) {
    const said = report.at(line);
    if (interfaceNameOf(device) === undefined)
      said.say('unknown', 'value_wrong', { word: 'track_interface', value: device });
    else if (words.length > 0)
      sealFate('note', { ...statement, words: [flat(statement)], block: undefined, line }, place);
    else draft.setGlobal('monitor_links', 1, report.at(statement.line));
  }
}

/** The file by which our own rendering hands over; another one is somebody's own affair. */
function trackedFiles(statement: Statement, place: Place): void {
  const isOurs = statement.block?.every(({ keyword }) => keyword === 'hand_over') === true;
  sealFate(isOurs ? 'does' : 'script', statement, place);
}

function instanceVocabulary(device: string | undefined): Vocabulary {
  const addresses = (statement: Statement, place: Place) => readAddresses(statement, place, device);
  return {
    state,
    interface: interfaceOfInstance,
    virtual_router_id: routerId,
    priority: 'decides',
    advert_int: seconds,
    down_timer_adverts: seconds,
    nopreempt: () => undefined,
    preempt: () => undefined,
    preempt_delay: 'note',
    unicast_src_ip: ownAddress,
    mcast_src_ip: ownAddress,
    unicast_peer: peers,
    virtual_ipaddress: addresses,
    virtual_ipaddress_excluded: addresses,
    lvs_sync_daemon_interface: oldSyncDaemon,
    lvs_sync_daemon: oldSyncDaemon,
    authentication,
    track_interface: tracked,
    track_file: trackedFiles,
    track_script: 'script',
    track_process: 'script',
    track_bfd: 'note',
    dont_track_primary: 'decides',
    notify_master: commandInto('active_cmd'),
    notify_backup: commandInto('inactive_cmd'),
    notify_fault: commandInto('inactive_cmd'),
    notify_stop: commandInto('inactive_cmd'),
    notify: 'script',
    notify_master_rx_lower_pri: 'script',
    notify_priority_changes: 'drop',
    smtp_alert: 'mail',
    smtp_alert_vrrp: 'mail',
    garp_master_delay: 'decides',
    garp_master_repeat: 'decides',
    garp_master_refresh: 'decides',
    garp_master_refresh_repeat: 'decides',
    garp_lower_prio_delay: 'decides',
    garp_lower_prio_repeat: 'decides',
    garp_interval: 'decides',
    lower_prio_no_advert: 'decides',
    higher_prio_send_advert: 'decides',
    virtual_routes: 'note',
    virtual_rules: 'note',
    use_vmac: 'note',
    vmac_xmit_base: 'note',
    native_ipv6: 'drop',
    accept: 'decides',
    no_accept: 'note',
    strict_mode: 'decides',
    version: 'decides',
    check_unicast_src: 'does',
    skip_check_adv_addr: 'decides',
    promote_secondaries: 'note',
    debug: 'drop',
    kernel_rx_buf_size: 'drop',
    linkbeat_use_polling: 'drop',
    old_unicast_checksum: 'decides',
    unicast_fault_no_peer: 'drop',
    start_delay: 'drop',
  };
}

const groupVocabulary: Vocabulary = {
  group: ({ block = [] }, { report }) => {
    for (const { line } of block) report.at(line).say('kept', 'all_move_together', {});
  },
  notify_master: commandInto('active_cmd'),
  notify_backup: commandInto('inactive_cmd'),
  notify_fault: commandInto('inactive_cmd'),
  notify_stop: commandInto('inactive_cmd'),
  notify: 'script',
  smtp_alert: 'mail',
  global_tracking: 'drop',
  sync_group_tracking_weight: 'drop',
  track_interface: 'note',
  track_script: 'script',
  track_file: 'script',
  track_process: 'script',
  track_bfd: 'note',
};

/** Reads `vrrp_sync_group`: in lvs.cf all addresses move together, always. */
export function readSyncGroup({ block = [], line }: Statement, place: Place): void {
  place.report.at(line).say('kept', 'all_move_together', {});
  readStatements(block, groupVocabulary, place, 'vrrp_sync_group');
}

/** The file that our own rendering tracks, or somebody's. */
export function readTrackFile(statement: Statement, place: Place): void {
  sealFate(statement.words[0] === 'hand_over' ? 'does' : 'script', statement, place);
}
