import type { AlarmCode, AlarmParams, RouterSide } from '../../core/live/alarms.js';
import type { KernelDifference } from '../../core/live/kernels.js';

const on: Readonly<Record<RouterSide, string>> = { here: 'on this router', there: 'on the other router' };
const which: Readonly<Record<RouterSide, string>> = { here: 'This router', there: 'The other router' };

const counted = (count: number, what: string) => `${count} ${count === 1 ? what : `${what}s`}`;

type Sentences = { readonly [Code in AlarmCode]: (params: AlarmParams[Code]) => string };

const alarms: Sentences = {
  two_actives: () =>
    'Both routers are active: both answer for the same addresses, and clients reach one or the other by chance.',
  no_active: () => 'Neither router is active: nobody answers for the floating addresses.',
  not_active: () => 'This router is not active, and it is the only one: nobody answers for the addresses.',
  engine_down: ({ side, status }) =>
    status === 'not_installed'
      ? `No engine is installed ${on[side]}: nothing can run lvs.cf.`
      : `The engine does not run ${on[side]}: it has ${status === 'failed' ? 'failed' : 'been stopped'}.`,
  checker_stopped: ({ how, side }) =>
    how === 'stopped'
      ? `The process that runs the checks ${on[side]} has been halted: a real server that dies stays in the table.`
      : `The process that runs the checks ${on[side]} is gone: a real server that dies stays in the table.`,
  held_idle: ({ addresses, side }) =>
    `${which[side]} has ${addresses.join(', ')} although it is not active: both may answer for it.`,
  not_held: ({ addresses, side }) =>
    `${which[side]} is active and has not ${addresses.join(', ')}: nobody answers for it.`,
  different_files: () => 'The two routers have different lvs.cf files. PUSH shows in what they differ.',
  not_applied: ({ side }) =>
    `What runs ${on[side]} is not what its lvs.cf says: it was changed and not applied.`,
  unreachable: ({ side }) =>
    side === 'there'
      ? 'The other router cannot be asked: what it does is not known.'
      : 'The router program of this machine does not answer: what this router does is not known.',
  kernels_disagree: ({ lines }) =>
    lines === 1
      ? 'The kernels of the two routers disagree in one line.'
      : `The kernels of the two routers disagree in ${lines} lines.`,
};

const differences: Readonly<Record<KernelDifference['what'], string>> = {
  missing: 'missing',
  scheduler: 'scheduler',
  persistence: 'persistence',
  forwarding: 'forwarding',
  weight: 'weight',
};

/** ROUTERS: both of them side by side. */
export const routers = {
  lead: 'What each router says of itself, side by side, looked at every ten seconds while somebody looks at this page. Whether a router is active follows from what its engine says, never from its addresses alone.',
  alarms,
  noAlarm: 'Nothing is wrong, as far as it is known.',
  alarmsTitle: 'Alarms',
  hint: '-- Both routers side by side: who is active, what each of them has, and what is wrong',
  gloss: { here: '', there: '', kernels: '', refresh: '' },
  notSetUp: 'No connection to the other router is set up.',
  setUp: 'Set it up on CONNECTION.',
  notYet: 'Nobody has looked yet; the answer is on its way.',
  toldAt: 'It said so on',
  old: 'The last look saw nothing: all of this is older.',
  since: 'It has not answered since',
  labels: {
    activity: 'Is',
    engine: 'Engine',
    checker: 'Checks',
    vrrp: 'VRRP',
    role: 'Role',
    file: 'lvs.cf',
    applied: 'Applied',
    kernel: 'Kernel',
    addresses: 'Addresses',
  },
  activity: { active: 'active', idle: 'not active', unknown: 'unknown' },
  engine: (name: string, version: string) => (version === '' ? name : `${name} ${version}`),
  noEngine: 'none',
  process: (pid: number) => `process ${pid}`,
  checker: {
    running: 'running',
    stopped: 'halted',
    missing: 'gone',
    none: 'nothing to check',
    unknown: 'unknown',
  },
  vrrp: (state: string, priority: number, since: string) => `${state} since ${since}, priority ${priority}`,
  noVrrp: 'no instance',
  unknown: 'unknown',
  role: {
    primary: (address: string, device: string) => `primary: it has ${address} on ${device}`,
    backup: (address: string, device: string) => `backup: it has ${address} on ${device}`,
    single: (address: string, device: string) => `the only one: it has ${address} on ${device}`,
  },
  noRole: 'neither or both: its addresses do not tell',
  noFile: 'cannot be read',
  sameFile: 'the same on both',
  otherFile: 'not the same on both',
  isApplied: (time: string) => `what lvs.cf says, since ${time}`,
  notApplied: (time: string) => `another lvs.cf than the one it has now, since ${time}`,
  unknownApplied: 'nobody knows of which lvs.cf it was made',
  nothingApplied: 'nothing yet',
  foreign: 'a file that was not made by LVS Console',
  kernel: (services: number, servers: number, active: number, inactive: number) =>
    `${counted(services, 'service')}, ${counted(servers, 'real server')}; ${active} active and ${inactive} inactive connections`,
  held: (address: string, device: string) => `${address} is here, on ${device}`,
  notHeld: (address: string) => `${address} is not here`,
  heldUnknown: (address: string) => `${address}: unknown`,
  heldCount: (held: number, all: number) => `${held} of ${all} are here.`,
  noAddresses: 'lvs.cf has none',
  kernels: {
    title: 'Both kernels',
    columns: {
      name: 'Name',
      address: 'Address',
      here: 'This router',
      there: 'Other router',
      state: 'Compared',
    },
    counts: (servers: number, active: number, inactive: number) =>
      `${counted(servers, 'server')}, ${active} + ${inactive} connections`,
    none: 'not in the kernel',
    agree: 'the same',
    differences,
    difference: (destination: string, what: string, here: string, there: string) =>
      `${destination === '' ? '' : `${destination}: `}${what} ${here} here, ${there} there`,
    onlyHere: (destination: string) => (destination === '' ? 'only here' : `${destination} only here`),
    onlyThere: (destination: string) => (destination === '' ? 'only there' : `${destination} only there`),
    others: (count: number) => `and ${count} more`,
    incomparable: 'The tables are not compared, because it is not known what both of them have now.',
    empty: 'Neither kernel has a service.',
    lead: 'Connections are each router’s own; each checks for itself, so that a server that has just failed may be out on one of them a little earlier. Services in which they disagree stand first.',
  },
  follows: 'This follows by itself, every ten seconds.',
  lost: 'The console does not answer: this is old.',
  /** For the command line. */
  cli: {
    here: 'This router',
    there: 'The other router',
    notAsked: 'No connection to the other router is set up; see CONNECTION.',
  },
};
