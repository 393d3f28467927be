/** A machine of the lab: namespaces of its own for network, files and host name, held open by a sleeping process. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { MachinePlan } from '../scenario.js';
import { ip, kill, killed, run } from './run.js';
import { cables, portOf, setupScript } from './wiring.js';

/** What a machine has to itself; everything else is shared with the guest and never written by it. */
const ownFolders = [
  '/run',
  '/tmp',
  '/etc/keepalived',
  '/usr/local/lib/lvs-console',
  '/usr/local/libexec',
  '/var/lib/lvs-console-router',
];

/** A folder of the host. */
const logFolder = '/out';

/** A machine that is switched on. */
export interface Machine {
  readonly plan: MachinePlan;
  /** Runs a shell script in the machine and returns what it prints. @throws when it fails. */
  readonly shell: (script: string) => Promise<string>;
  /** Starts a program in the machine; its output goes to the machine's log. */
  readonly start: (command: string, args: readonly string[], talks?: 'talks') => ChildProcess;
  /** A file of the machine's own `/proc/net`. */
  readonly readNet: (name: string) => string;
  readonly read: (path: string) => string;
  readonly write: (path: string, text: string | Uint8Array, mode?: number) => void;
  /** Takes all cables away, for good. */
  readonly disconnect: () => Promise<void>;
  /** Gives the machine up, with every program that still runs in it. */
  readonly end: () => Promise<void>;
}

/** Makes a machine and plugs its cards into switches, which must exist. */
export async function switchOn(plan: MachinePlan): Promise<Machine> {
  const script = [
    `hostname ${plan.name}`,
    `mkdir -p ${ownFolders.join(' ')}`,
    ...ownFolders.map((folder) => `mount -t tmpfs -o mode=755 tmpfs ${folder}`),
    'mount -t sysfs sysfs /sys', // shows the devices of the machine, not those of the guest
    'chmod 1777 /tmp',
    'echo ready',
    'exec sleep infinity',
  ].join(' && ');
  const anchor = spawn('unshare', ['--net', '--mount', '--uts', 'sh', '-c', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { pid } = anchor;
  const ready = once(anchor.stdout, 'data').then(() => true);
  const gone = once(anchor, 'exit').then(() => false);
  if (pid === undefined || !(await Promise.race([ready, gone]))) throw new Error(`no machine ${plan.name}`);
  const machine = around(plan, pid, anchor);
  await ip(cables(plan, pid));
  await machine.shell(setupScript(plan));
  for (const [path, text] of Object.entries(plan.programs ?? {})) machine.write(path, text, 0o755);
  return machine;
}

function around(plan: MachinePlan, pid: number, anchor: ChildProcess): Machine {
  const inside = ['-t', String(pid), '-n', '-m', '-u', '--'];
  return {
    plan,
    shell: (script) => run('nsenter', [...inside, 'sh', '-e'], script),
    start: (command, args, talks) => {
      const log = openSync(`${logFolder}/${plan.name}.log`, 'a');
      const child = spawn('nsenter', [...inside, command, ...args], {
        stdio: ['ignore', log, log, ...(talks ? ['ipc' as const] : [])],
      });
      closeSync(log);
      return child;
    },
    readNet: (name) => readFileSync(`/proc/${pid}/net/${name}`, 'utf8'),
    read: (path) => readFileSync(`/proc/${pid}/root${path}`, 'utf8'),
    write: (path, text, mode = 0o644) => {
      const file = `/proc/${pid}/root${path}`;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { mode });
    },
    disconnect: () => ip(plan.cards.map(({ device }) => `link del ${portOf(plan.name, device)}`)),
    end: () => {
      for (const other of programsBeside(pid)) kill(other);
      return killed(anchor);
    },
  };
}

/** The other processes in the network namespace of a process, daemons of unknown parents among them. */
function programsBeside(pid: number): number[] {
  const network = readlinkSync(`/proc/${pid}/ns/net`);
  return readdirSync('/proc')
    .map(Number)
    .filter((other) => other > 0 && other !== pid && networkOf(other) === network);
}

function networkOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return undefined; // it has just ended
  }
}
