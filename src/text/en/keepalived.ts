import { globalField } from '../labels.js';
import type { FitTexts, NoteTexts, ObstacleTexts, ReasonTexts, RoleTexts } from '../rendering-text.js';

const reasons: ReasonTexts = {
  counts_saves: 'It counts saves, and nothing that runs reads it.',
  never_used: 'No daemon made use of it.',
  one_link: 'keepalived has one heartbeat link for a pair of routers, and the public one is used.',
  own_protocol:
    'The heartbeat of keepalived is VRRP, a protocol of its own beside TCP and UDP: it has no port.',
  shared_disks: 'Shared SCSI disks belong to the old failover services (fos).',
  failover_only: 'It belongs to failover services (fos), which are not rendered.',
  no_fos: 'lvs is rendered; nothing in keepalived does what fos did.',
  no_nanny: 'There is no nanny: keepalived calls the checker of this console.',
  no_ipvsadm: 'keepalived talks to the kernel itself.',
  advert_limit: 'Exact up to 255 seconds.',
  whole_adverts: 'A number of whole heartbeats: rounded up, at least two, at most 100.',
  after_the_change:
    'Run when the change has happened; pulse ran it first and waited for its end. On a single router: when keepalived starts, and when it has ended.',
  always_watched:
    'keepalived watches the interfaces of the heartbeat and of the first floating address in any case; 1 adds those of the other floating addresses.',
  host_mask:
    'Exact when it is given. Without it the address stands alone (/32), where pulse took the mask of the address class.',
  program_failure:
    'A program that fails or takes too long means down. nanny then took the server for up, if Expect was given.',
  load_formula:
    'The checker asks for the load and changes the weight as nanny did, between the configured weight and ten times that, but never above 253. Each router asks for itself.',
  persistence_limit: 'Exact up to 31 days (2678400 seconds).',
  timeout_limit: 'Exact as the pause between two checks; as the limit of one check up to 1430 seconds.',
  mark_port:
    'Exact, except with a firewall mark: packets keep the port that the client wrote, and this one is used for checks only.',
  no_slow_start:
    'At once, where nanny raised it step by step. A check cannot change a weight above 253, so that such a server cannot be drained.',
};

const notes: NoteTexts = {
  advert_limited: ({ keepalive, seconds }) =>
    `The heartbeat comes every ${seconds} seconds, not every ${keepalive}: keepalived allows no longer pause.`,
  deadtime_rounded: ({ deadtime, seconds }) =>
    `The backup router takes over after ${seconds} seconds of silence, not after ${deadtime}: keepalived counts whole heartbeats, at least two and at most 100.`,
  vrrp_must_pass: () =>
    `The heartbeat is VRRP between the public addresses of the two routers: firewalls have to let IP protocol 112 pass both ways. ${globalField('heartbeat_port')} is not used.`,
  links_always_watched: () =>
    `${globalField('monitor_links')} is off, but keepalived watches the interfaces of the heartbeat and of the first floating address in any case: when one of them fails, the other router takes over.`,
  both_routers_check: () =>
    'Both routers check the real servers all the time, not only the active one, so that each real server sees two of them.',
  device_assumed: ({ device }) =>
    `The heartbeat runs on ${device}, because the first virtual address is on it. If the public addresses of the routers are on another interface, name that one on REDUNDANCY: ${globalField('vrrp-device')}.`,
  command_after: ({ field }) =>
    `The command of ${field} is run when the change has happened; pulse ran it first and waited for its end.`,
  no_gratuitous_arp: () =>
    'A single router does not announce its addresses when it comes up. Machines that knew them on another router find them when they ask again, mostly within a minute.',
  command_at_start: ({ field }) =>
    `The command of ${field} is run on a single router when keepalived starts, or when it has ended.`,
  command_left_out: ({ field }) =>
    `The command of ${field} is not run, because it holds a character that keepalived reads in its own way. Put it into a script, and give the path of that.`,
  setting_unused: ({ field, virtual, why }) =>
    `${field}${virtual === '' ? '' : ` of virtual server ${virtual}`} is not used. ${why}`,
  mask_assumed: ({ field, address }) =>
    `${address} comes up as an address alone (/32), because ${field} is not given; pulse took the mask of the address class.`,
  no_slow_start: () =>
    'A real server that comes back gets its share of the requests at once; nanny raised its weight step by step.',
  table_only: () =>
    'This is the table only. Addresses, timeouts, checks and the heartbeat are not part of it, and every active real server is in it, well or not.',
  heartbeat_names: ({ primary, backup }) =>
    `The routers are called ${primary} and ${backup} here: lvs.cf does not have the names of machines. Heartbeat wants what uname -n prints on each of them.`,
  heartbeat_checks_nothing: () =>
    'Heartbeat moves the addresses and has the table loaded. Nobody checks the real servers: one that is down keeps its share of the requests.',
  heartbeat_secret: () =>
    'The secret is a new one each time. Copy the same file to both routers, and make it readable by root alone (chmod 600): heartbeat does not start otherwise.',
  rules_at_start: () =>
    'The rules themselves are those of lvs-console render ipvsadm; Debian loads them from /etc/ipvsadm.rules.',
  comments_dropped: ({ count }) =>
    `${count === 1 ? 'One comment line is' : `${count} comment lines are`} left out, as the original tool would.`,
  shared_dropped: ({ keywords }) =>
    `Settings that only LVS Console reads are left out with the comments they stand in: ${keywords}.`,
  obsolete_dropped: ({ field }) => `${field} is left out: no daemon uses it any more.`,
  marks_made: ({ rules }) =>
    `Before the engine reads the file, ${rules === 1 ? 'one rule is' : `${rules} rules are`} put into the packet filter, in a chain of our own: they give packets their firewall marks. No other rule is touched.`,
  marks_elsewhere: ({ marks }) =>
    `Packets get the firewall mark${marks.includes(',') ? 's' : ''} ${marks} from rules of this router’s own packet filter, not from LVS Console: ${globalField('mark-rules')} on GLOBAL SETTINGS is off.`,
  forwarding_made: () => 'The router is set to forward packets, now and after every start of the machine.',
  service_once: ({ virtual, first }) =>
    `Virtual server ${virtual} is left out: ${first} has the same address, port and protocol, and counts for both.`,
  mark_once: ({ virtual, first, mark }) =>
    `Virtual server ${virtual} shares the firewall mark ${mark} with ${first}, whose real servers, scheduling and persistence count for both.`,
  without_servers: ({ virtual }) =>
    `Virtual server ${virtual} is left out, because it has no active real server: its address comes up, and nobody answers there.`,
  sorry_alone: ({ virtual }) =>
    `Virtual server ${virtual} has no active real server: all its requests go to the sorry server.`,
  weightless: ({ virtual }) =>
    `All active real servers of ${virtual} have weight 0 and get no new connections. keepalived does not take that from its file, so the checks say it: a server may get requests for a moment when its weight was changed to 0.`,
  persistence_limited: ({ virtual, persistent, seconds }) =>
    `The persistence of ${virtual} is ${seconds} seconds (31 days), not ${persistent}: the kernel is given no more.`,
  timeout_limited: ({ virtual, timeout, seconds }) =>
    `The real servers of ${virtual} are checked every ${timeout} seconds, but one check is given no more than ${seconds}.`,
  load_followed: ({ virtual, command }) =>
    `The weights of ${virtual} follow the load that ${command} tells. Both routers need the program, and must reach the real servers with it without a password; where it fails, the weight stays as it is.`,
  program_failure_is_down: ({ virtual }) =>
    `A real server of ${virtual} is down when its program fails or takes too long. nanny then took it for up, if Expect was given.`,
  server_once: ({ virtual, server, first }) =>
    `Real server ${server} of ${virtual} is left out: with a firewall mark it is the same as ${first}, whose address it has.`,
  mark_keeps_port: ({ virtual, server, port }) =>
    `${virtual} is known by a firewall mark: packets keep the port that the client wrote, and port ${port} of ${server} is used for its checks only.`,
  weight_limited: ({ virtual, server, weight }) =>
    `${server} of ${virtual} has weight ${weight}. A check cannot change a weight above 253: the server cannot be drained, and its weight does not follow its load.`,
};

const obstacles: ObstacleTexts = {
  host_name: ({ field, name }) =>
    `${field} is the name of a host, ${name}: each router would look it up for itself whenever keepalived starts, perhaps before its network works. Write the address.`,
  port_zero: ({ virtual }) =>
    `Virtual server ${virtual} has port 0, which means all ports. The kernel takes that only together with persistence.`,
  role_without_backup: () =>
    'The file has no active backup router, so that it can be rendered for a single router only.',
};

const roles: RoleTexts = { primary: 'Primary router', backup: 'Backup router', single: 'Single router' };

const fits: FitTexts = { exact: 'Exactly', approximate: 'Approximately', none: 'Not at all' };

/** The page KEEPALIVED, and what is said about a rendering anywhere else. */
export const keepalived = {
  reasons,
  notes,
  obstacles,
  roles,
  fits,
  lead: 'pulse, lvsd and nanny are in no current distribution. This is what keepalived runs in their place, out of the lvs.cf of this machine. The page shows it and changes nothing.',
  rolesNavigation: 'For which router',
  notesTitle: 'What will be different from what the file says',
  obstaclesTitle: 'Why nothing can run yet',
  obstaclesLead:
    'What runs must be right as a whole. Put this right first; what is inactive may stay as it is.',
  inLine: (line: number, problem: string) => `Line ${line}: ${problem}`,
  textTitle: 'keepalived.conf',
  rulesTitle: 'Without keepalived',
  rulesLead: 'The same services as ipvsadm-restore reads them, for a look at the table or a test by hand:',
  fields: {
    title: 'What becomes of each setting',
    scopes: { global: 'At the head of the file', virtual: 'In a virtual server', server: 'In a real server' },
    key: 'Key',
    fit: 'Rendered',
    statement: 'In keepalived.conf',
    remark: 'What is different',
  },
  installed: {
    title: (path: string) => `Compared with ${path}`,
    same: 'It is the same, line by line.',
    ours: 'It was made by LVS Console. These lines would change: - is there today, + would be new.',
    foreign:
      'It was not made by LVS Console, which never replaces somebody else’s file without being told to. These lines differ: - is there today, + would be new.',
    absent: 'There is none on this machine: keepalived has nothing to run.',
    unsure: (why: string) =>
      `This is where it usually is. Whether the router program has it elsewhere is not known here: ${why}.`,
    leftOut: 'More lines differ than this page shows.',
  },
};
