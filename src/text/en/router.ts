import type { DetailTexts } from '../step.js';
import { overrideDetails, overrideResult } from './override-details.js';
import { probeDetails } from './probe.js';
import { trialDetails, trialResults } from './trial-details.js';

const details: DetailTexts = {
  ...trialDetails,
  ...overrideDetails,
  ...probeDetails,
  engine_there: ({ program }) => `${program} is installed.`,
  engine_missing: ({ program }) => `${program} is not installed on this router.`,
  file_foreign: ({ path }) =>
    `${path} was not made by LVS Console, and is left as it is. To replace it, choose TAKE OVER: a copy is kept.`,
  not_with_pulse: () => 'pulse has nothing like this.',
  router_not_active: ({ state }) =>
    state === ''
      ? 'This router does not say whether it is the active one.'
      : `This router is not the active one: its state is ${state}.`,
  takes_back: () =>
    'lvs.cf asks for fail-back: this router would take the service back at once. STOP leaves it with the other router until START.',
  handed_over: () => 'The other router is active, and this one stands by. The engine has run on.',
  given_away: () => 'The addresses were given away before, so that nobody is refused.',
  addresses_kept: ({ path }) =>
    `The engine has kept the addresses. If an older version made ${path}, APPLY makes it anew.`,
  came_back: () => 'The other router did not take over: this router is active again.',
  file_read: ({ path }) => `${path} was read.`,
  file_unreadable: ({ path, system }) => `${path} cannot be read (${system}).`,
  file_large: ({ path }) => `${path} is far too large.`,
  rendered: ({ role, device }) =>
    role === 'single'
      ? `Rendered for a single router; its own address is on ${device}.`
      : `Rendered for the ${role} router; its own address is on ${device}.`,
  identity_neither: ({ primary, backup }) =>
    `This machine has neither the address of the primary router (${primary || 'none given'}) nor that of the backup router (${backup || 'none given'}), so that nobody can tell which one it is.`,
  identity_both: ({ primary, backup }) =>
    `This machine has the addresses of both routers (${primary} and ${backup}), so that nobody can tell which one it is.`,
  obstacles: ({ count }) =>
    count === 1 ? 'One thing in lvs.cf stands in the way.' : `${count} things in lvs.cf stand in the way.`,
  programs_safe: ({ count }) => {
    if (count === 0) return 'The file names no programs of its own.';
    return count === 1
      ? 'The program that the file names is in its place, and nobody else could change it.'
      : `The ${count} programs that the file names are in their places, and nobody else could change them.`;
  },
  account_missing: ({ account, command }) =>
    `The checks are to run as ${account}, but this router has no such account with a group of the same name. Right would be: ${command}`,
  program_refused: ({ virtual, keyword, path, runner, what, at, command, others }) => {
    const where = virtual === '' ? keyword : `${keyword} of ${virtual}`;
    const sentences = {
      missing: `${path} is not on this router.`,
      not_runnable: `${runner} may not run ${path}${at === path ? '' : `, because of ${at}`}.`,
      owner: `${path} would run as ${runner}, but ${at} belongs to somebody else, who could put something else there.`,
      writable: `${path} would run as ${runner}, but others may write ${at} and could put something else there.`,
    };
    const right = command === '' ? '' : ` Right would be: ${command}`;
    const more = others === 0 ? '' : ` (${others} more ${others === 1 ? 'is' : 'are'} refused.)`;
    return `${where}: ${sentences[what]}${right}${more}`;
  },
  checker_there: ({ path }) => `${path} is in its place.`,
  checker_put: ({ path }) => `${path} was put in its place.`,
  test_passed: () => 'keepalived’s own test found nothing wrong.',
  test_failed: ({ status }) => `keepalived’s own test refused the file (${status}).`,
  kept: ({ path }) => `The file that was there is kept as ${path}.`,
  kept_already: ({ path }) => `Nothing new to keep; ${path} stays as it is.`,
  nothing_to_keep: () => 'There was no file before.',
  installed: ({ path }) => `${path} was replaced in one step.`,
  installed_already: ({ path }) => `${path} held exactly this already.`,
  put_back: ({ path }) => `${path} holds again what it held before.`,
  taken_away: ({ path }) => `${path} was taken away again: there was none before.`,
  nothing_kept: ({ path }) => `There is no previous file: ${path} does not exist.`,
  nothing_installed: ({ path }) => `There is no ${path} yet. APPLY makes it.`,
  disk_failed: ({ path, system }) => `${path}: the disk refused (${system}).`,
  stopped: () => 'The engine was stopped.',
  stopped_already: () => 'The engine was not running.',
  started: ({ pid }) => `The engine was started (process ${pid}).`,
  running_already: ({ pid }) => `The engine was running already (process ${pid}).`,
  reloaded: () => 'The engine was told to read its file again.',
  left_stopped: () => 'The engine does not run, and was left so: START makes it run what is installed.',
  pulse_reloaded: () =>
    'pulse was told to read the file again. It takes in new and removed servers only: heartbeat, addresses and their devices, and changed weights, scheduling, persistence and checks of what runs already count after STOP and START. On the inactive router nothing happens.',
  command_done: ({ command }) => `Done: ${command}.`,
  command_failed: ({ command, status }) => `${command} failed (${status}).`,
  ended: () => 'The engine does not run any more.',
  still_running: () => 'The engine was told to stop, and still runs.',
  boot_elsewhere: () => 'On this machine neither systemd nor an init script starts the engine.',
  table_applied: ({ services, out }) => {
    const all =
      services === 1 ? 'The kernel has the one service.' : `The kernel has all ${services} services.`;
    if (out === 0) return all;
    return `${all} ${out === 1 ? 'One real server is' : `${out} real servers are`} not in use, because the check has not passed.`;
  },
  table_differs: ({ lines }) =>
    lines === 1
      ? 'One line of the kernel’s table is not as it should be.'
      : `${lines} lines of the kernel’s table are not as they should be.`,
  table_unreadable: ({ path }) => `The kernel’s table could not be looked at: ${path} cannot be read.`,
  source_unknown: ({ path }) =>
    `Nobody knows which lvs.cf ${path} was made of: there is nothing to compare the kernel with.`,
  vrrp_state: ({ state }) => `The state of this router is ${state}.`,
  vrrp_fault: ({ before }) =>
    before === ''
      ? 'The heartbeat is in state FAULT.'
      : `The heartbeat is in state FAULT; before, it was in state ${before}.`,
  vrrp_unreadable: () => 'keepalived did not tell its state.',
  vrrp_none: ({ addresses }) =>
    addresses === 1
      ? 'The floating address is on this router.'
      : `All ${addresses} floating addresses are on this router.`,
  iptables_missing: ({ program }) =>
    `${program} is not on this router, and the rules for firewall marks need it: install the package iptables, or choose No on GLOBAL SETTINGS.`,
  filter_possible: ({ rules }) =>
    rules === 0
      ? 'The router can be set to forward packets.'
      : `iptables can make ${rules === 1 ? 'the rule' : `all ${rules} rules`}.`,
  filter_put: ({ rules }) =>
    `The chain LVS-CONSOLE was replaced in one step and read back: ${rules === 1 ? 'one rule' : `${rules} rules`} for firewall marks. No other rule was touched.`,
  filter_there: ({ rules }) =>
    `The chain LVS-CONSOLE held exactly ${rules === 1 ? 'this rule' : `these ${rules} rules`} already.`,
  filter_removed: () => 'The rules of LVS Console were taken away. No other rule was touched.',
  filter_differs: () =>
    'The packet filter did not hold what it was given when it was read back; what was there before was put in place again.',
  forwarding_set: ({ path }) =>
    `The router forwards packets from now on; after a start of the machine ${path} says so.`,
  forwarding_there: ({ path }) =>
    `The router forwards packets, and ${path} says so after a start of the machine.`,
  forwarding_left: ({ path }) =>
    `${path} was taken away. Whether the router forwards packets now was left as it is, since others may need it.`,
  forwarding_put_back: ({ path }) =>
    `${path} was taken away, and the router forwards packets no more, as before.`,
  addresses_missing: ({ addresses }) =>
    `This router is the active one, but has not these addresses: ${addresses}.`,
};

/** What the router program did, and how the router is. */
export const router = {
  details,
  /** Beside the outcome. */
  outcome: { done: 'done', failed: 'failed', unknown: 'unknown' },
  steps: {
    engine: 'Look at the engine',
    read: 'Read lvs.cf',
    render: 'Render',
    programs: 'Look at its programs',
    checker: 'Put the checker in place',
    test: 'Test',
    keep: 'Keep the previous file',
    install: 'Install',
    hand_over: 'Give the addresses away',
    stop: 'Stop',
    start: 'Start',
    reload: 'Reload',
    boot: 'Start with the machine',
    table: 'Compare with the kernel',
    vrrp: 'Look at state and addresses',
    put_back: 'Put the previous file back',
    filter_test: 'Test the packet filter',
    filter: 'Put the rules for firewall marks in place',
    forwarding: 'Set forwarding',
    trial: 'Trial',
    lvs_cf: 'Put lvs.cf back',
    remember: 'Write down what runs',
    override: 'Temporary weights',
  },
  stepsHead: { step: 'Step', outcome: 'Outcome', time: 'Time', detail: 'Details' },
  milliseconds: (ms: number) => (ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`),
  tableHead: { line: 'In lvs.cf', kernel: 'In the kernel', outcome: 'Outcome' },
  tableTitle: 'Compared with the kernel, line by line',
  tableOutcome: {
    applied: 'applied',
    missing: 'missing',
    extra: 'not asked for',
    differs: 'differs',
    out: 'not in use: its check has not passed',
  },
  server: (virtual: string, server: string) => `${virtual} / ${server}`,
  differing: {
    scheduler: 'scheduling',
    persistence: 'persistence (seconds)',
    mask: 'persistence mask',
    forwarding: 'forwarding',
    weight: 'weight',
  },
  difference: (what: string, wanted: string, live: string) => `${what}: ${wanted} wanted, ${live} there`,
  result: {
    apply: { ok: 'Applied.', failed: 'Not applied. What ran before runs again.' },
    adopt: { ok: 'Taken over and applied.', failed: 'Not taken over. What ran before runs again.' },
    reload: { ok: 'Reloaded.', failed: 'Reloading failed.' },
    revert: { ok: 'The previous file is in place again.', failed: 'The previous file was not put in place.' },
    start: { ok: 'Started.', failed: 'Not started.' },
    stop: { ok: 'Stopped.', failed: 'Not stopped.' },
    'hand-over': { ok: 'Handed over to the other router.', failed: 'Not handed over.' },
    enable: { ok: 'It starts with the machine from now on.', failed: 'Nothing was changed.' },
    disable: { ok: 'It does not start with the machine any more.', failed: 'Nothing was changed.' },
    test: { ok: 'The test found nothing wrong.', failed: 'The test failed.' },
    install: { ok: 'Installed.', failed: 'Not installed.' },
    state: { ok: '', failed: '' },
    ...trialResults,
    override: overrideResult,
  },
  /** An APPLY on a router whose engine does not run. */
  leftStopped: 'The file is in place. The engine is stopped: nothing runs until it is started.',
  /** An APPLY that failed before it touched anything. */
  untouched: 'Not applied: nothing was changed.',
};
