import type { CheckId, RemarkParams, Verdict } from '../../core/preflight/verdict.js';

type Remarks = {
  readonly [Code in Exclude<keyof RemarkParams, 'unknown'>]: (params: RemarkParams[Code]) => string;
};

const remarks: Remarks = {
  line: ({ place, text }) => `${place}: ${text}`,
  unread: ({ path }) => `${path} could not be read, and may say something too.`,
  more: ({ count }) => `${count} more ${count === 1 ? 'is' : 'are'} not told here.`,
  setting: ({ key, value }) => `${key} is ${value}.`,
  setting_not_kept: ({ key }) => `No file sets ${key} at the start of the machine.`,
  no_ipvs: () => 'The kernel has no table of IPVS: the module ip_vs is not loaded.',
  module_missing: ({ name }) => `The module ${name} is not loaded.`,
  module_not_kept: ({ name }) => `No file names the module ${name} for the start of the machine.`,
  engine_missing: ({ program }) => `${program} is not installed.`,
  engine_version: ({ version }) =>
    `keepalived ${version} is older than 2.2, with which a reload may lose its checks.`,
  boot_disabled: ({ unit }) => `${unit} does not start with the machine.`,
  boot_unknown: ({ control }) => `What starts it with the machine is not known (${control}).`,
  other_version: ({ here, there }) =>
    `The router program is of version ${there}, the console of ${here}: install the same package on both.`,
  checker_missing: ({ path }) => `${path} is missing. APPLY puts it in its place.`,
  checker_other: ({ path }) => `${path} is not that of this version. APPLY puts the right one in its place.`,
  account_missing: ({ account }) => `There is no account ${account} with a group of the same name.`,
  device_missing: ({ address, device }) => `There is no interface ${device}, which is to carry ${address}.`,
  device_down: ({ address, device }) =>
    `The interface ${device}, which is to carry ${address}, is switched off.`,
  mask_other: ({ device, mask, own }) => `lvs.cf has ${mask} on ${device}, whose own address is ${own}.`,
  strict_elsewhere: ({ device, ways }) =>
    `rp_filter is 1 on ${device}, but the default route leads through ${ways}: packets of clients that come in on ${device} are dropped.`,
  mark: ({ seen, to, wanted }) => {
    const should = wanted === 0 ? 'should have no mark' : `should have the mark ${wanted}`;
    if (seen === undefined) return `${to} ${should}; a rule decides it that cannot be followed here.`;
    return `${to} ${should}, and has ${seen === 0 ? 'none' : String(seen)}.`;
  },
  not_kept: ({ what }) => `No file of a packet filter has the rule for ${what}.`,
  unit_disabled: ({ unit }) => `${unit}, which would load it, does not start with the machine.`,
  not_translated: ({ from }) => `Nothing translates the addresses of ${from} for connections from port 20.`,
  refused: ({ by, what }) => `${what} is refused by: ${by}`,
  unsure: ({ by, what }) => `${what} may be refused; a rule decides it that cannot be followed here: ${by}`,
  port: ({ answer, system, to }) =>
    ({
      refused: `${to}: nothing listens there.`,
      silent: `${to}: no answer.`,
      failed: `${to}: cannot be reached (${system}).`,
    })[answer],
  arp_real_server: ({ address, hardware, server }) =>
    `The real server ${server} answers when the network asks who has ${address} (${hardware}): clients go to it past the routers.`,
  arp_several: ({ address, hardware }) => `Several machines answer for ${address}: ${hardware}.`,
  arp_other: ({ address, hardware }) =>
    `This router has ${address}, and another machine answers for it too: ${hardware}.`,
  arp_nobody: ({ address }) => `Nobody answers for ${address} yet: no router is active.`,
  clock: ({ seconds }) =>
    `Its clock is ${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead of' : 'behind'} that of the console.`,
};

const checks: Readonly<Record<CheckId, string>> = {
  engine: 'The engine is installed',
  'engine-boot': 'The engine starts with the machine',
  version: 'The router program is of the version of the console',
  checkers: 'The checking programs are in their place',
  account: 'The account for checks is there',
  modules: 'IPVS and its schedulers are in the kernel',
  'modules-boot': 'IPVS and its schedulers are loaded at the start of the machine',
  forwarding: 'Packets are forwarded',
  'forwarding-boot': 'Packets are forwarded after a start of the machine',
  devices: 'The interfaces of floating addresses are there and up',
  masks: 'Masks of floating addresses are those of their networks',
  'static-vip': 'No file of the system has a floating address',
  'reverse-path': 'Packets of clients are not dropped for their source (rp_filter)',
  marks: 'Packets get their firewall marks',
  'marks-boot': 'The rules for marks outlast a start of the machine',
  'ftp-active': 'Data connections of active FTP are translated',
  'ftp-active-boot': 'The rule for active FTP outlasts a start of the machine',
  'vrrp-in': 'VRRP of the other router is let in',
  'clients-in': 'Clients are let in',
  'answers-through': 'Answers of real servers are let through',
  'real-servers': 'Real servers answer on their ports',
  arp: 'Only a router answers for floating addresses',
  clock: 'The clocks of the routers agree',
};

const states: Readonly<Record<Verdict['state'], string>> = {
  done: 'Done',
  open: 'Not done',
  unknown: 'Not known',
};

/** The preflight of both routers: on WHAT TO RUN, and on the command line. */
export const preflight = {
  title: 'Preflight',
  lead: 'What is set up on the routers at this moment, as they tell it. Looking changes nothing.',
  gloss: '',
  checks,
  states,
  remarks,
  counts: ({ all, done, open, unknown }: Readonly<Record<'all' | 'done' | 'open' | 'unknown', number>>) =>
    `${done} of ${all} done${open > 0 ? `, ${open} not done` : ''}${unknown > 0 ? `, ${unknown} not known` : ''}`,
  roles: { primary: 'Primary router', backup: 'Backup router', unknown: 'Router' },
  sides: { here: 'this machine', other: 'the other router' },
  notYet: 'It has not answered yet. Load this page again in a moment.',
  notSetUp: 'No connection to it is set up, so that it cannot be asked.',
  setUp: 'Set up the connection',
  noRole:
    'Nobody can tell which router this machine is: it has neither the address of the primary nor that of the backup router, or both. Put the right ones on GLOBAL SETTINGS and REDUNDANCY; then the routers can be looked at.',
  withoutRights: 'Without rights only a part of it can be seen:',
  fix: 'To set it right:',
  fixIf: 'If it is not done:',
  colon: ':',
  fixRecipe: (title: string) => `See below: ${title}`,
  fixPages: {
    control: 'CONTROL',
    'global-settings': 'GLOBAL SETTINGS',
    'virtual-servers': 'VIRTUAL SERVERS',
    routers: 'ROUTERS',
  },
  seenOf: 'As the routers see it',
  answersOnPorts: 'It answers on its ports.',
  runThere:
    'What is set up on the real server itself cannot be seen from here: run what stands under “To check” there.',
  cli: {
    alone: 'lvs.cf has no backup router.',
    recipe: (machine: string, recipe: string) =>
      `see: lvs-console recipes --machine ${machine} FILE (${recipe})`,
    page: (page: string) => `see: ${page}`,
  },
};
