import type { ImportKindTexts, OutcomeTexts, RemarkTexts } from '../import-text.js';

export const outcomes: OutcomeTexts = {
  kept: 'kept',
  changed: 'changed',
  noted: 'in a comment',
  lost: 'left out',
  unknown: 'not understood',
};

export const kinds: ImportKindTexts = {
  'keepalived.conf': 'keepalived.conf',
  ipvsadm: 'ipvsadm rules or commands',
  'ipvsadm-default': '/etc/default/ipvsadm',
  ip_vs: 'table of the kernel',
  'ha.cf': 'ha.cf of heartbeat',
  authkeys: 'authkeys of heartbeat',
  haresources: 'haresources of heartbeat',
  hosts: '/etc/hosts',
  'lvs.cf': 'lvs.cf',
};

export const remarks: RemarkTexts = {
  // Kept
  console_does: () => 'The console has the engine do the same.',
  // Changed
  console_decides: () => 'The console decides this by itself when it renders the file.',
  all_move_together: () => 'The floating addresses of an lvs.cf always move together: no line is needed.',
  one_instance: ({ name, first }) =>
    `An lvs.cf is one pair of routers, and ${first} is taken for it. The addresses of ${name} move with the others.`,
  role_assumed: ({ role }) => `The file was read as that of the ${role} router.`,
  state_misspelt: ({ found, meant }) =>
    `${found} is a mistake: there is no such state. keepalived takes it for ${meant}, and so it was read.`,
  state_slave: () => 'SLAVE is no state: keepalived takes it for BACKUP, and so it was read.',
  fail_back: () =>
    'Nothing says nopreempt: a primary that returns takes the service back. REDUNDANCY shows it as fail-back.',
  fail_back_usual: () =>
    'Nothing says auto_failback: heartbeat then has a primary that returns take the service back. REDUNDANCY shows it as fail-back.',
  said_before: ({ keyword }) => `Another line has said ${keyword} differently, and that one counts.`,
  one_link: ({ device }) =>
    `The heartbeat runs over one interface in the new file, not over ${device} as well.`,
  unicast_now: () => 'The heartbeat goes from one router to the other only, not to the whole network.',
  rounded: ({ keyword, found, value }) => `${keyword} counts whole seconds: ${found} became ${value}.`,
  limited: ({ keyword, found, value }) => `${found} is more than ${keyword} can be: it became ${value}.`,
  scheduler_other: ({ found, value }) =>
    `An lvs.cf does not have the scheduler ${found}: ${value} comes nearest and is written instead.`,
  method_differs: ({ found, network }) =>
    `An lvs.cf has one forwarding method for all, here ${network}; this one had ${found}. It is there and inactive.`,
  device_guessed: ({ device }) =>
    `Nothing says which interface carries this address: ${device} is a guess. Put it right on VIRTUAL SERVERS.`,
  vip_unlisted: ({ address }) =>
    `No line gives ${address} to an interface, so that nobody would have answered there. An lvs.cf brings the address up by itself.`,
  vip_own: ({ address, device }) =>
    `This machine has ${address} itself, on ${device}, and no other address beside it: the address could never move. Give the machine one of its own there, and say it on GLOBAL SETTINGS.`,
  vip_guessed: ({ address }) =>
    `A firewall mark has no address of its own, and an lvs.cf wants one: ${address} was taken. Put it right if it is another one.`,
  vip_missing: () =>
    'A firewall mark has no address of its own, an lvs.cf wants one, and there is none to take: the virtual server is inactive until you fill it in.',
  placeholder: ({ found }) =>
    `${found} stands for an address. Replace it by the number in the text and import again, or fill it in afterwards: until then 0.0.0.0 is written, and it is inactive.`,
  sorry_port: ({ found, port }) =>
    `The sorry server of an lvs.cf answers on the port of the virtual server: ${port}, not ${found}.`,
  port_kept: ({ found, port }) =>
    `Only NAT changes the port of a packet: the real server is asked on ${port}, not on ${found}.`,
  check_port: ({ found }) => `The check asks the port of the real server itself, not ${found}.`,
  check_timing: ({ keyword, seconds }) =>
    `An lvs.cf has one time for the pause between checks and for the wait in each: ${seconds} seconds, also for ${keyword}.`,
  check_once: () => 'One failed check takes a real server out at once: there are no retries.',
  check_differs: () =>
    'All real servers of a virtual server are checked alike in an lvs.cf: the check of the first one counts.',
  check_all_need: () => 'An lvs.cf has one check for a real server: the first one counts.',
  check_status: () =>
    'The page is asked for with HTTP/1.0, and the status is matched by a regular expression over the first line of the reply.',
  check_ready_made: ({ kind }) =>
    `It became the ready-made check ${kind}: the Sending Program lvs-ask, which APPLY puts on the routers.`,
  check_connect_only: () => 'An lvs.cf cannot say this check: a connection to the port is enough for now.',
  check_web: () =>
    'On port 80 a connection alone is no check of an lvs.cf: the page / is asked for, and HTTP expected.',
  check_greeting: () => 'The greeting of the mail server is enough: 220.',
  check_dynamic: () =>
    'The exit status does not change the weight here: 0 is up, anything else is down, also from 2 on.',
  check_silent: () =>
    'Over UDP a check has to ask something that is answered, and nothing says what: the real servers count as up (/bin/true) until MONITORING SCRIPTS has a program or a text to send.',
  check_arguments: () =>
    'The address of the real server in the command became %h, its port %p: one command for all.',
  unchecked: () => 'The real server had no check, and was always in the table. It is checked now.',
  quiesce_all: () =>
    'A failed real server keeps weight 0 in all of the virtual server, or in none: here in all.',
  backup_differs: ({ what }) =>
    `The backup router says ${what} differently. What the primary says counts for both.`,
  backup_missing: ({ what }) =>
    `The backup router does not have ${what}. It does now: both run the same file.`,
  router_by_name: ({ name, keyword }) => `${name} became ${keyword}, with its address from the hosts file.`,
  service_again: ({ first }) => `Line ${first} has the same service, and counts.`,
  server_again: ({ first }) => `Line ${first} has the same real server, and counts.`,
  command_effect: ({ command }) => `${command} was done to what the lines before had said.`,
  pasted_mark: ({ found, meant }) =>
    `${found} is a mistake: the cursor of the editor was copied. ${meant} was read.`,
  auth_glued: ({ found, meant }) => `${found} is a mistake: heartbeat wants ${meant}.`,
  resource_alone: ({ found, meant }) =>
    `${found} is a mistake: heartbeat takes it for a script. It was read as ${meant}.`,
  local_service: ({ name }) =>
    `Heartbeat started ${name} on the active router itself, which is no balancing: an inactive virtual server waits for its real servers.`,
  port_assumed: ({ port }) => `Under a firewall mark the port is that of the checks: ${port} was taken.`,
  text_form: () => 'Carriage returns and the byte order mark are taken out: the daemon misreads them.',
  // Kept in a comment
  noted: () => 'An lvs.cf has no place for it. It stands in a comment at the head of the file.',
  noted_mail: () =>
    'Nobody sends mail here: it stands in a comment. The events of the routers are on EVENTS.',
  noted_quorum: () =>
    'An lvs.cf knows no quorum: a virtual server is up as long as one real server is. It stands in a comment.',
  noted_script: () => 'An lvs.cf has no place for this program. It stands in a comment, and nobody runs it.',
  noted_second: () => 'An lvs.cf asks for one page: the first one counts. This one stands in a comment.',
  // Lost
  option_left: ({ option }) => `An lvs.cf has no place for ${option}; the rest of the line counts.`,
  without_place: () => 'An lvs.cf has no place for it, and it does not change what is balanced.',
  vrrp_authentication: () =>
    'The routers speak to each other directly, by address: there is no password between them any more.',
  secret: () => 'A secret is taken over nowhere, and not shown.',
  ipv6: () => 'An lvs.cf knows IPv4 addresses only.',
  protocol_other: ({ found }) => `An lvs.cf knows TCP and UDP only, not ${found}.`,
  not_for_engine: () => 'The line shows or stores something, and says nothing of what is balanced.',
  inside_lost: () => 'It belongs to what was left out above.',
  editor_title: () => 'The title of an editor was copied with the text.',
  // Not understood
  behind: ({ word, first }) =>
    `Behind ${first} on the same line: ${word}. keepalived passes over it or refuses it, and it was left out. Put each on a line of its own, and import again.`,
  elsewhere: ({ word, belongs }) => `${word} belongs into a block ${belongs}: paste the whole block.`,
  unknown_word: ({ word }) => `${word} is not known here.`,
  misspelt: ({ word, meant }) =>
    `${word} is a mistake: ${meant} was probably meant. The program passes over it, and so did we.`,
  stray_close: () => 'This closing brace is one too many.',
  block_open: ({ word }) => `The block ${word} is not closed.`,
  quote_open: () => 'The quotation mark is not closed.',
  include: ({ file }) =>
    `${file === '' ? 'Another file' : file} is included here, and half a configuration is worse than none. Put its text in the place of this line, and import again.`,
  parameter: ({ word }) =>
    `${word} is a parameter of keepalived. Put its text in the place of it, and import again.`,
  value_wrong: ({ word, value }) => `${value === '' ? 'Nothing' : value} is no value of ${word}.`,
  value_missing: ({ word }) => `${word} is missing, or has no value.`,
  no_service: ({ service }) => `No line before has ${service === '' ? 'this service' : service}.`,
  name_unresolved: ({ name }) =>
    `Nobody says the address of ${name}: it stands in a comment. Import the hosts file too, or fill in the address on GLOBAL SETTINGS and REDUNDANCY.`,
  range: ({ found }) => `${found} is a range of addresses: name each one in a block of its own.`,
  not_this_kind: () => 'Such a line does not belong into a file of this kind.',
  table_line: () => 'It is no line of such a table.',
  // Of a file, or of all of them
  comments_left: ({ count }) => `${count === 1 ? 'One comment is' : `${count} comments are`} not taken over.`,
  lvs_cf_alone: () => 'An lvs.cf says all by itself: it is imported alone, and this was not read.',
  nothing_found: () => 'No virtual server was found in it.',
  routers_missing: ({ missing }) =>
    missing === 'primary'
      ? 'Nothing says the public addresses of the two routers: fill them in on GLOBAL SETTINGS and REDUNDANCY.'
      : 'Nothing says the public address of the backup router: fill it in on REDUNDANCY, if there is one.',
  nat_router_missing: () =>
    'With NAT the real servers need a gateway that moves with the active router, and none was found: fill in the NAT router on GLOBAL SETTINGS.',
  checks_begin: ({ count }) =>
    `${count === 1 ? 'A virtual server' : `${count} virtual servers`} came from a table that nobody checked. Their real servers are checked from now on: look at MONITORING SCRIPTS.`,
  ticks_unknown: () =>
    'The table counts persistence in ticks of a clock that is not known here, so that it is not persistent now.',
  too_large: ({ bytes, limit }) => `It has ${bytes} bytes; more than ${limit} are not read.`,
};
