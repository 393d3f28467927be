import type { UnknownBecause } from '../../core/machine/reading.js';

type Because = { readonly [Reason in keyof UnknownBecause]: (params: UnknownBecause[Reason]) => string };

/** Why something on the machine is not known. */
const because: Because = {
  absent: ({ path }) => `There is no ${path}.`,
  denied: ({ path, owner }) =>
    owner === undefined
      ? `The console may not read ${path}.`
      : `The console may not read ${path}: it belongs to user ${owner.uid} and group ${owner.gid}, with mode ${owner.mode}.`,
  malformed: ({ path, line, text }) =>
    `${path} cannot be understood from line ${line} on: ${text === '' ? '(nothing)' : text}`,
  failed: ({ path, system }) => `${path} could not be read (${system}).`,
};

/** The panel CONTROL/MONITORING. */
export const control = {
  /** What stands beside the original words. Nothing in English. */
  gloss: {
    control: '',
    monitor: '',
    daemon: '',
    forwarding: '',
    autoUpdate: '',
    updateInterval: '',
    updateNow: '',
    routingTable: '',
    processes: '',
    fosProcesses: '',
    changePassword: '',
  },
  state: {
    running: 'running',
    stopped: 'stopped',
    failed: 'failed',
    not_installed: 'not installed',
    on: 'on',
    off: 'off',
    loaded: 'loaded',
    not_loaded: 'not loaded',
    unknown: 'unknown',
  },
  process: (pid: number) => `process ${pid}`,
  versionUnknown: 'version unknown',
  advice: {
    start: 'Once the configuration is complete, start it with:',
    install:
      'Nothing on this machine can run lvs.cf. Install keepalived with the command of this system, one of:',
    twoEngines:
      'Two engines run at once, and each undoes in the routing table what the other did. Stop one of them.',
    forwarding:
      'This machine does not pass packets on. NAT cannot work without it, and it is advised for every network type. With Yes for IP forwarding on GLOBAL SETTINGS, APPLY switches it on; these commands do so without it, now and after a restart:',
    ipvs: 'This kernel cannot balance until its IPVS module is loaded. These commands load it, now and after a restart:',
  },
  because,
  keepalived: '-- What keepalived runs out of lvs.cf, and what becomes of each setting',
  engineLog: '-- The engine’s processes and the last lines of its log, here and on the other router',
  seconds: 'seconds',
  stop: 'Leaving the panel stops it; so does unticking the box and pressing the button.',
  runs: (seconds: number) => `This page loads again every ${seconds} seconds.`,
  raised: (seconds: number) => `${seconds} seconds is the shortest interval.`,
  seenAt: 'What is shown here was read on',
  table: {
    notLoaded: 'Blank, because IPVS is not loaded in this kernel.',
    empty: 'IPVS is loaded, and balances nothing: its table is empty.',
    jiffies:
      'Persistence is given in jiffies, because the file that tells how many of them make a second in this kernel cannot be read.',
  },
  processList: {
    none: 'Blank, because no process of LVS runs.',
    ownOnly: 'This system shows the console only the processes of its own account (hidepid): others may run.',
  },
};
