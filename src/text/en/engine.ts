/** What makes lvs.cf run: its part of CONTROL/MONITORING. */
export const engine = {
  /** What stands beside the original words. Nothing in English. */
  gloss: {
    engine: '',
    apply: '',
    adopt: '',
    start: '',
    stop: '',
    reload: '',
    'hand-over': '',
    revert: '',
    enable: '',
    disable: '',
    refresh: '',
    last: '',
  },
  role: {
    primary: (address: string, device: string) =>
      `This machine is the primary router: it has ${address} on ${device}.`,
    backup: (address: string, device: string) =>
      `This machine is the backup router: it has ${address} on ${device}.`,
    single: (address: string, device: string) =>
      `This machine is the only router: it has ${address} on ${device}.`,
  },
  unknown: {
    neither: (primary: string, backup: string) =>
      `This machine has neither the address of the primary router (${primary || 'none given'}) nor that of the backup router (${backup || 'none given'}). It can edit lvs.cf, but neither apply nor push it.`,
    both: (primary: string, backup: string) =>
      `This machine has the addresses of both routers (${primary} and ${backup}). It can edit lvs.cf, but neither apply nor push it.`,
  },
  vrrp: {
    MASTER: 'It is active: the floating addresses are here.',
    BACKUP: 'It stands by: the other router is active, or is about to be.',
    FAULT: 'It has failed: an interface that keepalived watches is down.',
    INIT: 'It is starting.',
  },
  since: (time: string) => `Since ${time}.`,
  boot: {
    enabled: 'It starts with the machine.',
    disabled: 'It does not start with the machine.',
    unknown: '',
  },
  failed: 'It did not end by itself as it should. The last lines of its log:',
  failedSilently: 'It did not end by itself as it should, and nobody here kept its log.',
  unapplied: 'lvs.cf was changed since it was last applied: what runs is not what it says.',
  unappliedLink: 'APPLY is on CONTROL/MONITORING.',
  current: 'What is installed is what lvs.cf says.',
  never: 'Nothing was applied on this router yet.',
  foreign: (path: string) =>
    `${path} was not made by LVS Console. It is never replaced without being told to: TAKE OVER keeps a copy beside it.`,
  noFile: 'lvs.cf cannot be read, so that nothing can be applied.',
  missing:
    'Nothing on this machine can run lvs.cf yet. Everything else works: edit now, and install keepalived when you like.',
  /** How long ago the router program was asked, in vain. */
  asked: (seconds: number) =>
    seconds === 0
      ? 'It was asked just now.'
      : `It was asked ${seconds} s ago, and will be asked again a minute after that.`,
  before: 'What will be different from what the file says',
  obstacles: 'Why nothing can be applied yet',
  preview: 'The file that would be installed, line by line',
  hints: {
    apply:
      '-- Make this router run what lvs.cf says: render, test, install, reload, look at the kernel. If anything fails, everything is put back.',
    applyStopped:
      '-- Render, test and install what lvs.cf says. The engine does not run and is not started by this.',
    applyPulse:
      '-- Tell pulse to read lvs.cf again. It takes in new and removed servers only; the rest counts after STOP and START.',
    adopt:
      '-- Replace the keepalived.conf that somebody else made. A copy of it is kept, and then the same is done as by APPLY.',
    start: '-- Start the engine with what is installed. On a pair the other router stays active if it is.',
    stop: '-- Stop balancing on this router. If it is active, it first gives the floating addresses to the other router, and nobody is refused; if that one does not run, nobody answers at them any more. Without the sync daemon, open connections break.',
    stopSingle: '-- Stop balancing. Nobody answers at the floating addresses until START.',
    reload: '-- Make the engine read again what is installed. Connections stay.',
    'hand-over':
      '-- Give the floating addresses to the other router, and stand by. The engine goes on, and nobody is refused. If the other router does not run, the addresses come back here once it counts as dead. Without the sync daemon, clients lose their persistence, and open connections break.',
    revert:
      '-- Put the previous keepalived.conf in place again, reload, look at the kernel. If anything fails, everything is put back. lvs.cf stays as it is, so that the next APPLY undoes this.',
    enable: '-- Start the engine whenever the machine starts.',
    disable: '-- Leave the engine stopped when the machine starts.',
  },
  lastAt: (time: string, user: string) => `${time}, by ${user}:`,
};
