/** A machine of the lab: namespaces of its own for network, files and host name, held open by a sleeping process. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { MachinePlan, MarkRule } from '../scenario.js';
import { run } from './run.js';

/** What a machine has to itself; everything else is shared with the guest and never written by it. */
const ownFolders = ['/run', '/tmp', '/etc/keepalived', '/usr/local/bin', '/usr/local/lib/lvs-console'];

/** The folder for logs, a folder of the host. */
const logFolder = '/out';

/** A running machine. Everything started in it must be ended before it is switched off. */
export interface Machine {
  readonly plan: MachinePlan;
  /** The process whose namespaces are the machine's. */
  readonly pid: number;
  /** Runs a shell script in the machine. */
  readonly shell: (script: string) => Promise<string>;
  /** Starts a program in the machine; its output goes to the machine's log. */
  readonly start: (command: string, args: readonly string[], ipc?: boolean) => ChildProcess;
  /** The text of a file as the machine sees it; of `/proc/net`, the machine's own. */
  readonly read: (path: string) => string;
  readonly write: (path: string, text: string | Uint8Array, mode?: number) => void;
  readonly switchOff: () => Promise<void>;
}

/** The device on the switch's side of a card. */
export function portOf(machine: string, device: string): string {
  return `${machine}-${device}`;
}

/** Makes a machine and plugs its cards into switches, which must exist. */
export async function switchOn(plan: MachinePlan): Promise<Machine> {
  // 1. The namespaces, with folders of their own.
  const script = [
    `hostname ${plan.name}`,
    `mkdir -p ${ownFolders.join(' ')}`,
    ...ownFolders.map((folder) => `mount -t tmpfs -o mode=755 tmpfs ${folder}`),
    'mount -t sysfs sysfs /sys', // shows the devices of the machine, not those of the guest
    'chmod 1777 /tmp; mkdir /run/lock',
    'echo ready',
    'exec sleep infinity',
  ].join(' && ');
  const anchor = spawn('unshare', ['--net', '--mount', '--uts', 'sh', '-c', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const first = await Promise.race([
    once(anchor.stdout, 'data').then(String),
    once(anchor, 'exit').then(() => 'gone'),
  ]);
  const { pid } = anchor;
  if (first.trim() !== 'ready' || pid === undefined) throw new Error(`${plan.name} does not start: ${first}`);
  const machine = around(plan, pid, anchor);

  // 2. Cards and cables, then what the machine itself sets up.
  await run('ip', ['-batch', '-'], cables(plan, pid).join('\n'));
  await machine.shell(setup(plan));
  for (const [path, text] of Object.entries(plan.programs ?? {})) machine.write(path, text, 0o755);
  return machine;
}

function cables(plan: MachinePlan, pid: number): string[] {
  return plan.cards.flatMap(({ device, network }) => {
    const port = portOf(plan.name, device);
    return [
      `link add ${port} type veth peer name ${device} netns ${pid}`,
      `link set ${port} master ${network} up`,
    ];
  });
}

function setup({ cards, addresses = [], gateway, kernel = {}, marks = [] }: MachinePlan): string {
  const commands = [
    'link set lo up',
    ...cards.map(({ device, address }) => `addr add ${address} brd + dev ${device}`),
    ...cards.map(({ device }) => `link set ${device} up`),
    ...addresses.map(({ device }) => `link set ${device} up`),
    ...addresses.map(({ device, address }) => `addr add ${address} dev ${device}`),
    ...(gateway === undefined ? [] : [`route add default via ${gateway}`]),
  ];
  return [
    'set -e',
    ...Object.entries(kernel).map(([key, value]) => `echo ${value} >/proc/sys/net/ipv4/${key}`),
    ...marks.map(markCommand),
    `ip -batch - <<'END'\n${commands.join('\n')}\nEND`,
  ].join('\n');
}

/** The kernel of the guest has no working nft backend, so the older one is named. */
function markCommand({ mark, address, ports }: MarkRule): string {
  const match = `-p tcp -d ${address} -m multiport --dports ${ports}`;
  return `iptables-legacy -t mangle -A PREROUTING ${match} -j MARK --set-mark ${mark}`;
}

function around(plan: MachinePlan, pid: number, anchor: ChildProcess): Machine {
  const inside = ['-t', String(pid), '-n', '-m', '-u', '--'];
  return {
    plan,
    pid,
    shell: (script) => run('nsenter', [...inside, 'sh'], script),
    start: (command, args, ipc = false) => {
      const log = openSync(`${logFolder}/${plan.name}.log`, 'a');
      const child = spawn('nsenter', [...inside, command, ...args], {
        stdio: ['ignore', log, log, ...(ipc ? ['ipc' as const] : [])],
      });
      closeSync(log);
      return child;
    },
    read: (path) =>
      readFileSync(
        path.startsWith('/proc/net/')
          ? `/proc/${pid}/${path.slice('/proc/'.length)}`
          : `/proc/${pid}/root${path}`,
        'utf8',
      ),
    write: (path, text, mode = 0o644) => {
      const file = `/proc/${pid}/root${path}`;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { mode });
    },
    switchOff: async () => {
      await run(
        'ip',
        ['-batch', '-'],
        plan.cards.map(({ device }) => `link del ${portOf(plan.name, device)}`).join('\n'),
      );
      anchor.kill('SIGKILL');
      await once(anchor, 'exit');
    },
  };
}
