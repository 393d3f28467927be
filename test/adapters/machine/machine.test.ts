import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDevices } from '../../../src/adapters/machine/devices.js';
import { openMachine } from '../../../src/adapters/machine/machine.js';
import { readMentions } from '../../../src/adapters/machine/network-files.js';
import { unknownBecause } from '../../../src/adapters/machine/root.js';
import { isKnown, type Reading } from '../../../src/core/machine/reading.js';

const AT = Date.UTC(2026, 10, 20, 12);
const CAPTURES = new URL('../../captures/ipvs/', import.meta.url);

let folder: string;
const root = () => ({ folder, now: () => AT });
const look = () => openMachine(root()).look();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'machine-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, text: string, mode = 0o644): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  chmodSync(full, mode);
  return full;
}

/** Times are ticks of 1/100 second since the start of a machine that runs for 1000 seconds. */
function putProcess(
  pid: number,
  name: string,
  cmdline: string,
  { state = 'S', startTicks = 0, uid = 0 } = {},
) {
  put(
    `proc/${pid}/stat`,
    `${pid} (${name}) ${state} 1 ${pid} 1 0 -1 4194560 1189 0 2 0 250 75 0 0 20 0 1 0 ${startTicks} 31 38\n`,
  );
  put(`proc/${pid}/cmdline`, cmdline);
  put(`proc/${pid}/status`, `Name:\t${name}\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\n`);
}

function putMachine() {
  put('proc/uptime', '1000.00 1900.00\n');
  putProcess(1, 'systemd', '/sbin/init\0');
}

function known<Value>(reading: Reading<Value>): Value {
  if (!isKnown(reading)) throw new Error(JSON.stringify(reading));
  return reading.value;
}

describe('packet forwarding', () => {
  it.each([
    ['1\n', true],
    ['0\n', false],
  ])('is what the kernel says: %j is %s', async (text, value) => {
    put('proc/sys/net/ipv4/ip_forward', text);
    expect((await look()).ipForward).toEqual({ at: AT, value });
  });

  it('is unknown when the kernel says something else', async () => {
    const path = put('proc/sys/net/ipv4/ip_forward', 'yes\n');
    expect((await look()).ipForward).toEqual({ at: AT, reason: 'malformed', path, line: 1, text: 'yes' });
  });
});

describe('the routing table', () => {
  it('is the one of the kernel', async () => {
    mkdirSync(join(folder, 'proc/net'), { recursive: true });
    copyFileSync(new URL('proc_net_ip_vs.txt', CAPTURES), join(folder, 'proc/net/ip_vs'));
    const table = known(await openMachine(root()).routingTable());
    expect(table.services).toHaveLength(11);
    expect(known(await openMachine(root()).routingTable())).toEqual(table);
  });

  it('is absent, not empty, when IPVS is not loaded', async () => {
    const path = join(folder, 'proc/net/ip_vs');
    expect(await openMachine(root()).routingTable()).toEqual({ at: AT, reason: 'absent', path });
  });

  it('names the line that could not be read', async () => {
    const path = put('proc/net/ip_vs', 'IP Virtual Server version 1.2.1 (size=4096)\nProt\n');
    expect(await openMachine(root()).routingTable()).toEqual({
      at: AT,
      reason: 'malformed',
      path,
      line: 2,
      text: 'Prot',
    });
  });

  it('gives the system’s word for any other failure', async () => {
    mkdirSync(join(folder, 'proc/net/ip_vs'), { recursive: true });
    const path = join(folder, 'proc/net/ip_vs');
    expect(await openMachine(root()).routingTable()).toEqual({
      at: AT,
      reason: 'failed',
      path,
      system: 'EISDIR',
    });
  });
});

describe('the kernel', () => {
  it('lists the modules of IPVS and no others', async () => {
    put(
      'proc/modules',
      'ip_vs_wlc 16384 2 - Live 0x0\nip_vs 200704 4 ip_vs_wlc, Live 0x0\nip_vsx 1 0 - Live 0x0\nnf_nat 1 0 - Live 0x0\n',
    );
    expect((await look()).ipvsModules).toEqual({ at: AT, value: ['ip_vs', 'ip_vs_wlc'] });
  });

  it('tells how often its clock ticks through its build configuration', async () => {
    put('proc/sys/kernel/osrelease', '6.1.0-40-amd64\n');
    put('boot/config-6.1.0-40-amd64', 'CONFIG_HZ_250=y\nCONFIG_HZ=250\n');
    expect((await look()).ticksPerSecond).toEqual({ at: AT, value: 250 });
  });

  it('keeps that secret without one', async () => {
    put('proc/sys/kernel/osrelease', '6.1.0-40-amd64\n');
    const path = join(folder, 'boot/config-6.1.0-40-amd64');
    expect((await look()).ticksPerSecond).toEqual({ at: AT, reason: 'absent', path });
  });
});

describe('the processes of LVS', () => {
  it('are listed by number, with account, times and command line', async () => {
    putMachine();
    put('etc/passwd', 'root:x:0:0:root:/root:/bin/bash\nlvs:x:60:60::/:/sbin/nologin\n');
    putProcess(900, 'nanny', '/usr/sbin/nanny\0-c\0-h\x0010.0.3.11\0', { startTicks: 90_000, uid: 60 });
    putProcess(80, 'pulse', 'pulse\0', { startTicks: 1_000 });
    putProcess(901, 'nanny', '/usr/sbin/nanny\0', { startTicks: 90_000, uid: 70_000 });
    putProcess(902, 'pulseaudio', '/usr/bin/pulseaudio\0');
    const { processes, complete } = known((await look()).processes);
    expect(complete).toBe(true);
    expect(processes.map(({ pid, user }) => [pid, user])).toEqual([
      [80, 'root'],
      [900, 'lvs'],
      [901, '70000'],
    ]);
    expect(processes[1]).toEqual({
      pid: 900,
      parent: 1,
      user: 'lvs',
      state: 'S',
      name: 'nanny',
      commandLine: '/usr/sbin/nanny -c -h 10.0.3.11',
      startedAt: AT - 100_000,
      elapsedSeconds: 100,
      cpuSeconds: 3.25,
    });
  });

  it('may leave while they are looked at', async () => {
    putMachine();
    putProcess(80, 'pulse', 'pulse\0');
    rmSync(join(folder, 'proc/80/status'));
    expect(known((await look()).processes).processes).toEqual([]);
  });

  it('are said to be incomplete where the system hides those of others', async () => {
    putMachine();
    rmSync(join(folder, 'proc/1'), { recursive: true });
    expect(known((await look()).processes)).toEqual({ processes: [], complete: false });
  });

  it('are unknown without /proc', async () => {
    const path = join(folder, 'proc/uptime');
    expect((await look()).processes).toEqual({ at: AT, reason: 'absent', path });
  });
});

describe('the engines', () => {
  const VERSION = 'Keepalived v2.2.7 (01/16,2022)';
  const prints = (text: string, count = '/dev/null') =>
    `#!/bin/sh\necho "$1" >> ${count}\necho '${text}' >&2\n`;

  it('are not installed on a bare machine', async () => {
    putMachine();
    const [keepalived, pulse] = (await look()).engines;
    const absent = { at: AT, reason: 'absent' } as const;
    const pids = { at: AT, value: [] };
    const version = null;
    const path = (program: string) => join(folder, program);
    expect(keepalived).toEqual({
      name: 'keepalived',
      installed: { ...absent, path: path('usr/sbin/keepalived') },
      version,
      control: 'process',
      pids,
    });
    expect(pulse).toEqual({
      name: 'pulse',
      installed: { ...absent, path: path('usr/sbin/pulse') },
      version,
      control: 'process',
      pids,
    });
  });

  it('tell their version and their processes', async () => {
    putMachine();
    const path = put('usr/sbin/keepalived', prints(VERSION), 0o755);
    putProcess(500, 'keepalived', '/usr/sbin/keepalived\0');
    putProcess(501, 'keepalived', '/usr/sbin/keepalived\0');
    expect((await look()).engines[0]).toEqual({
      name: 'keepalived',
      installed: { at: AT, value: path },
      version: { at: AT, value: '2.2.7' },
      control: 'process',
      pids: { at: AT, value: [500, 501] },
    });
  });

  it('are asked for their version once, and again when their program has changed', async () => {
    putMachine();
    const asked = put('asked', '');
    put('usr/sbin/keepalived', prints(VERSION, asked), 0o755);
    const machine = openMachine(root());
    await machine.look();
    await machine.look();
    expect(readFileSync(asked, 'utf8')).toBe('--version\n');
    put('usr/sbin/keepalived', prints('Keepalived v2.3.1 (05/24,2024)', asked), 0o755);
    expect((await machine.look()).engines[0]?.version).toEqual({ at: AT, value: '2.3.1' });
  });

  it('are installed though their version cannot be had', async () => {
    putMachine();
    const path = put('usr/sbin/keepalived', '#!/bin/sh\nexit 3\n', 0o755);
    expect((await look()).engines[0]).toMatchObject({
      installed: { value: path },
      version: { reason: 'failed', path, system: 'exit 3' },
    });
    put('usr/sbin/keepalived', prints('usage'), 0o755);
    expect((await look()).engines[0]?.version).toMatchObject({ reason: 'malformed', line: 1, text: 'usage' });
  });

  it('do not hold up a look for ever', async () => {
    putMachine();
    put('usr/sbin/keepalived', '#!/bin/sh\nexec sleep 60\n', 0o755);
    expect((await look()).engines[0]?.version).toMatchObject({ reason: 'failed', system: 'ETIMEDOUT' });
  });

  it.each([
    ['systemd', ['run/systemd/system/README', 'etc/init.d/keepalived']],
    ['init', ['etc/init.d/keepalived']],
    ['init', ['etc/rc.d/init.d/keepalived']],
    ['process', ['etc/init.d/apache2']],
  ] as const)('are started by what the machine has for it: %s where there is %j', async (control, files) => {
    putMachine();
    for (const file of files) put(file, '', 0o755);
    expect((await look()).engines[0]).toMatchObject({ name: 'keepalived', control });
  });

  it('include pulse by its init script', async () => {
    putMachine();
    const path = put('etc/rc.d/init.d/pulse', '#!/bin/sh\n', 0o755);
    putProcess(80, 'pulse', 'pulse\0');
    expect((await look()).engines[1]).toMatchObject({ installed: { value: path }, pids: { value: [80] } });
  });
});

describe('the network devices', () => {
  const DEV = 'Inter-|   Receive\n face |bytes\n  eth10: 0\n   eth2: 0\n     lo: 0\n';

  it('are all there, those without an address and labels too, in the order people count', async () => {
    put('proc/net/dev', DEV);
    const address = { address: '10.0.2.100', netmask: '255.255.255.0', mac: '', internal: false, cidr: null };
    const devices = await readDevices(root(), () => ({ 'eth2:1': [{ ...address, family: 'IPv4' }] }));
    const alias = [{ family: 'inet', address: '10.0.2.100', netmask: '255.255.255.0' }];
    expect(devices).toEqual({
      at: AT,
      value: [
        { name: 'eth2', addresses: [] },
        { name: 'eth2:1', addresses: alias },
        { name: 'eth10', addresses: [] },
        { name: 'lo', addresses: [] },
      ],
    });
  });

  it('are unknown when the system does not tell', async () => {
    const path = put('proc/net/dev', 'Inter-|\n face |\nnothing\n');
    expect(await readDevices(root())).toEqual({
      at: AT,
      reason: 'malformed',
      path,
      line: 3,
      text: 'nothing',
    });
    put('proc/net/dev', DEV);
    const refused = () => {
      throw Object.assign(new Error('netlink'), { code: 'EAFNOSUPPORT' });
    };
    expect(await readDevices(root(), refused)).toMatchObject({ reason: 'failed', system: 'EAFNOSUPPORT' });
  });
});

it('says who may read a file that this account may not', async () => {
  const path = put('proc/net/ip_vs', '', 0o640);
  const error = Object.assign(new Error('permission denied'), { code: 'EACCES' });
  const owner = { uid: process.getuid?.(), gid: process.getgid?.(), mode: '0640' };
  expect(await unknownBecause(root(), path, error)).toEqual({ at: AT, reason: 'denied', path, owner });
});

describe('this very machine', () => {
  it('shows a nanny that runs', async () => {
    const nanny = join(folder, 'nanny');
    copyFileSync('/bin/sleep', nanny);
    const child = spawn(nanny, ['60'], { stdio: 'ignore' });
    try {
      await once(child, 'spawn');
      const state = await openMachine().look();
      const { processes } = known(state.processes);
      const found = processes.find(({ pid }) => pid === child.pid);
      expect(found).toMatchObject({ name: 'nanny', commandLine: `${nanny} 60`, parent: process.pid });
      expect(found?.elapsedSeconds).toBeLessThan(20);
      expect(Math.abs((found?.startedAt ?? 0) - Date.now())).toBeLessThan(20_000);
      expect(typeof known(state.ipForward)).toBe('boolean');
    } finally {
      child.kill();
    }
  });

  it('has a loopback device', async () => {
    const devices = known(await openMachine().devices());
    const loopback = devices.find(({ name }) => name === 'lo');
    expect(loopback?.addresses.map(({ address }) => address)).toContain('127.0.0.1');
  });
});

describe('Files of the system', () => {
  it('are looked through for floating addresses', async () => {
    put('etc/network/interfaces', 'iface eth0:1 inet static\n  address 10.0.0.100\n');
    put('etc/netplan/50-own.yaml', 'addresses: [10.0.0.2/24]\n');
    const mentions = await readMentions(root(), ['10.0.0.100']);
    expect(mentions).toEqual({
      found: [{ path: '/etc/network/interfaces', line: 2, text: 'address 10.0.0.100' }],
      unread: [],
    });
  });

  it('keep nobody waiting: what is no file is not read, and said', async () => {
    put('etc/network/interfaces.d/own', 'address 10.0.0.100\n');
    execFileSync('mkfifo', [join(folder, 'etc/network/interfaces.d/pipe')]);
    const { found, unread } = await readMentions(root(), ['10.0.0.100']);
    expect(found.map(({ path }) => path)).toEqual(['/etc/network/interfaces.d/own']);
    expect(unread).toEqual(['/etc/network/interfaces.d/pipe']);
  });
});
