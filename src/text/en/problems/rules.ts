import type { RegexFault, Scope } from '../../../core/problem.js';
import { globalField, virtualField } from '../../labels.js';
import type { ProblemTexts, RuleCode } from '../../problem-text.js';

const blocks: Readonly<Record<Scope, string>> = {
  global: 'file',
  virtual: 'virtual server',
  failover: 'failover service',
  server: 'real server',
};

const networks: Readonly<Record<string, string>> = { direct: 'Direct Routing', tunnel: 'Tunneling' };

const faults: Readonly<Record<RegexFault, string>> = {
  parenthesis_open: 'a ( is not closed; write \\\\( for the character itself',
  bracket_open: 'a [ is not closed; write \\\\[ for the character itself',
  interval_open: 'a { is not closed; write \\\\{ for the character itself',
  interval_bad: 'what stands in { } is not a count such as {3}, {1,} or {1,3}',
  interval_large: 'the count in { } is too large',
  nothing_to_repeat: 'nothing stands before a *, +, ? or { that could be repeated',
  backslash_last: 'a backslash ends it',
  group_missing: 'a \\\\1 or the like refers to parentheses that are not closed before it',
  class_unknown: 'it has a class that does not exist; one that does is [[:digit:]]',
  symbol_unknown: 'what stands in [. .] or [= =] is not one character',
  range_bad: 'a range in [ ] runs backwards, or a - stands in the middle of [ ]',
};

const example = (scope: Scope) => (scope === 'server' ? 'web1' : 'HTTP');

/** What differs between two virtual servers. */
const what = (keyword: string) => (keyword === 'server' ? 'their real servers' : virtualField(keyword));

/** What is wrong with names, and with values seen together. */
export const ruleProblems: ProblemTexts<RuleCode> = {
  name_empty: ({ scope }) => `The ${blocks[scope]} needs a name, such as ${example(scope)}.`,
  name_form: ({ name, character }) =>
    `The name “${name}” holds ${character === ' ' ? 'a blank' : `“${character}”`}. Use letters, digits and signs such as - _ . only.`,
  name_percent: ({ name }) =>
    `The name “${name}” holds %, which makes the daemon read memory at random when it logs the name. Use letters, digits and signs such as - _ . only.`,
  name_dots: ({ name }) =>
    `The name “${name}” cannot stand in a web address. Use a name with a letter in it.`,
  name_keyword: ({ name, scope }) =>
    `“${name}” is a keyword of the file. Give the ${blocks[scope]} another name, such as my_${name}.`,
  name_placeholder: ({ name, scope }) =>
    `“${name}” is only a placeholder. Give the ${blocks[scope]} a name of its own, such as ${example(scope)}.`,
  duplicate_virtual_name: ({ scope, name, line }) =>
    `Another ${blocks[scope]} is named “${name}”, in line ${line}. Give each a name of its own.`,
  duplicate_server_name: ({ name, virtual, line }) =>
    `“${virtual}” has another real server named “${name}”, in line ${line}. Give each a name of its own.`,
  primary_missing: () =>
    `${globalField('primary')} is missing, so no router is the primary. Fill it in on GLOBAL SETTINGS.`,
  backup_missing: (_, field) =>
    `${field} is needed while Backup is active: without the address of the other router there is no backup.`,
  backup_is_primary: ({ address, router }, field) =>
    `${field} is ${address}, the same as ${globalField(router)}. The two routers are two machines with an address each.`,
  private_alone: ({ present }) =>
    present === 'primary_private'
      ? `${globalField('primary_private')} is given, but not ${globalField('backup_private')}. The second heartbeat path needs both.`
      : `${globalField('backup_private')} is given, but not ${globalField('primary_private')}, so the daemon ignores it. The second heartbeat path needs both.`,
  deadtime_short: ({ deadtime, keepalive }, field) =>
    `${field} is ${deadtime} seconds, not more than ${globalField('keepalive')}, ${keepalive} seconds: one late heartbeat, and the backup takes over. Use about ${3 * keepalive}.`,
  nat_without_router: ({ backup }) =>
    backup
      ? `With NAT and a backup router, ${globalField('nat_router')} is needed: the real servers use it as their gateway, and it moves to the backup. Fill it in on GLOBAL SETTINGS, for example 10.0.0.254 on eth1:1.`
      : `With NAT, the real servers need a gateway. ${globalField('nat_router')} is empty, so they must use the router’s own inside address.`,
  nat_router_unused: ({ network }, field) =>
    `${field} has no effect with ${networks[network] ?? network}; it is used with NAT only.`,
  nat_router_is_router: ({ address, router }, field) =>
    `${field} is ${address}, the own address of a router: ${globalField(router)}. It must be a floating address that no machine has as its own.`,
  service_fos: ({ active }) =>
    active === 0
      ? 'service is fos, so virtual servers do not run. Write service = lvs to use them.'
      : `service is fos, so the active virtual servers (${active}) do not run. Write service = lvs to run them.`,
  failover_unused: ({ name }) =>
    `The failover block “${name}” has no effect, because service is lvs. It is kept as it is.`,
  nothing_active: ({ scope }) =>
    `No ${blocks[scope]} is active, so LVS does not start. Activate one when it is complete.`,
  address_placeholder: ({ scope, name }, field) =>
    scope === 'server'
      ? `The real server “${name}” has no address. Give ${field} the address of the machine, such as 10.0.0.11.`
      : `The virtual server “${name}” has no address yet. Give ${field} the floating address that clients connect to, such as 192.0.2.100.`,
  device_without_alias: ({ device }, field) =>
    `${field} is ${device}, an interface itself. Under pulse the router would lose its own address when LVS stops. Use an alias, such as ${device}:1.`,
  device_taken: ({ device, address, other }, field) =>
    `${field} ${device} carries ${other} already. Under pulse an alias has one address, and ${address} would replace it. Use another number after the colon.`,
  vip_is_router: ({ address, router }, field) =>
    `${field} is ${address}, the own address of a router: ${globalField(router)}. It must be a floating address that no machine has as its own.`,
  vip_is_nat_router: ({ address }, field) =>
    `${field} is ${address}, which is ${globalField('nat_router')} too. Clients and real servers each need a floating address on their own side.`,
  same_service: ({ name, other, address, port, protocol }) =>
    `“${name}” has the address, port and protocol of “${other}”: ${address}, ${port}, ${protocol}. The daemon takes the two for one; the first one counts. Remove one.`,
  same_service_differs: ({ name, other, address, port, protocol, keyword }) =>
    `“${name}” has the address, port and protocol of “${other}”: ${address}, ${port}, ${protocol}. The daemon takes the two for one, but they differ in ${what(keyword)}. Remove or deactivate one.`,
  shared_mark: ({ name, other, mark }) =>
    `“${name}” shares the firewall mark ${mark} with “${other}”. That bundles them: the real servers, scheduling and persistence of “${other}” count for both.`,
  shared_mark_differs: ({ name, other, mark, keyword }) =>
    `“${name}” shares the firewall mark ${mark} with “${other}”, but they differ in ${what(keyword)}. The kernel has one entry for both, as “${other}” says. Make them equal.`,
  mark_without_persistence: ({ mark }, field) =>
    `With the firewall mark ${mark}, ${field} should be set: otherwise one client’s connections to the bundled ports go to different real servers. For example 300.`,
  mask_without_persistence: (_, field) =>
    `${field} has no effect without ${virtualField('persistent')}. Set that, or choose Unused.`,
  mask_of_one_host: (_, field) =>
    `${field} is 255.255.255.255, which means each client by itself, the same as Unused. Choose Unused.`,
  sorry_server_is_vip: ({ address }, field) =>
    `${field} is ${address}, which is a virtual address of this file. Give a machine of its own.`,
  sorry_server_is_real: ({ address, server }, field) =>
    `${field} is ${address}, which is the real server “${server}”. When all real servers have failed, it has too. Give another machine.`,
  program_hides_send: (_, field) =>
    `${field} is not used, because ${virtualField('send_program')} is set. Blank one of the two.`,
  regex_ignored: ({ why }, field) =>
    why === 'program'
      ? `${field} has no effect with a ${virtualField('send_program')}: its output is compared as it stands.`
      : `${field} has no effect while ${virtualField('expect')} is blank.`,
  regex_invalid: ({ pattern, fault }, field) =>
    `${field} is not a valid regular expression: ${faults[fault]}. It never matches, so every real server counts as down: ${pattern}`,
  udp_http_send: (_, field) =>
    `${field} asks for a web page, but ${virtualField('protocol')} is udp: no server will answer. Give a text that the service answers to, or a ${virtualField('send_program')}.`,
  udp_without_send: (_, field) =>
    `With ${virtualField('protocol')} udp, the check waits for an answer, and none comes while ${field} is blank: every real server counts as down. Give a text that the service answers to, or a ${virtualField('send_program')}.`,
  no_active_server: ({ name }) =>
    `“${name}” is active, but none of its real servers is. Clients get no answer from it, unless a sorry server stands in.`,
  duplicate_server_address: ({ other, address, port }, field) =>
    `${field} is ${address} with port ${port}, the same as the real server “${other}”. The kernel keeps one entry for both. Remove one.`,
  server_is_vip: ({ address }, field) =>
    `${field} is ${address}, which is a virtual address. A real server needs the address of its own machine.`,
  server_is_router: ({ address, router }, field) =>
    router === 'nat_router'
      ? `${field} is ${address}, which is ${globalField('nat_router')}, a floating address. A real server needs the address of its own machine.`
      : `${field} is ${address}, the own address of a router: ${globalField(router)}. A router can answer itself, but the requests are lost when it fails.`,
  port_changed: ({ network, port, virtualPort }, field) =>
    `${field} is ${port}, but the virtual server’s is ${virtualPort}. ${networks[network] ?? network} cannot change the port of a packet: use ${virtualPort}, or NAT.`,
  server_before_port: ({ name, port, virtualPort }) =>
    `The real server “${name}” stands before the port line of its virtual server and gets port ${port} instead of ${virtualPort}. Move the port line above it, or give the real server a port.`,
};
