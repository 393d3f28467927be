import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  readDefaultDevices,
  readModules,
  readModulesAtBoot,
  readNeighbours,
  readSettingsAtBoot,
} from '../../src/adapters/machine/set-up.js';
import { readSmallFile } from '../../src/adapters/machine/small-file.js';
import { readPacketFilter } from '../../src/adapters/packet-filter/seen.js';
import type { RunProgram } from '../../src/core/machine/program.js';
import { noWish, preflightShape, readWish } from '../../src/core/router/preflight.js';
import { openRouter } from '../../src/router/router.js';
import { runLook } from '../../src/router/run-look.js';
import { readRouterSettings } from '../../src/router/settings.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'preflight-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('The look preflight', () => {
  test('sees what it is asked for, in its shape, and leaves everything as it is', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    const { port } = server.address() as { port: number };
    const place = join(folder, 'router');
    mkdirSync(place);
    const checker = join(place, 'lvs-check');
    const config = join(import.meta.dirname, '../../config');
    writeFileSync(checker, readFileSync(join(config, 'lvs-check')));
    writeFileSync(join(place, 'lvs-notify'), 'another one');
    const settings = join(place, 'router.json');
    const given = { checker, keepalived: '/nowhere/keepalived', control: 'process', engine: 'keepalived' };
    writeFileSync(settings, JSON.stringify({ ...given, pidFile: join(place, 'pid') }), { mode: 0o644 });
    const before = readdirSync(place);
    const router = openRouter(await readRouterSettings(settings), join(config, 'lvs-check'));
    const wish = {
      addresses: ['192.0.2.77'],
      devices: ['lo'],
      account: 'nobody-of-this-name',
      ports: [['127.0.0.1', port]],
      asked: [],
    };
    const { seen } = await runLook(router, 'preflight', JSON.stringify(wish));
    server.close();
    const read = preflightShape.parse(JSON.parse(JSON.stringify(seen)));
    expect(read.network.ports).toEqual([{ address: '127.0.0.1', port, answer: 'open', system: '' }]);
    expect(read.checks.account).toBe('missing');
    expect(read.checks.programs.slice(0, 2)).toEqual([
      { path: checker, state: 'current' },
      { path: join(place, 'lvs-notify'), state: 'other' },
    ]);
    expect(read.engine).toMatchObject({
      name: null,
      status: 'not_installed',
      program: '/nowhere/keepalived',
    });
    expect(read.network.devices).toContainEqual(expect.objectContaining({ name: 'lo', isUp: true }));
    expect(read.kernel.settings.map(({ key }) => key)).toContain('net.ipv4.ip_forward');
    expect(readdirSync(place)).toEqual(before);
  });

  test('sees what every router has when it is told nothing, or nonsense', async () => {
    const settings = join(folder, 'none.json');
    const router = openRouter(await readRouterSettings(settings), '/nowhere/lvs-check');
    const { seen } = await runLook(router, 'preflight', '{"ports": [["127.0.0.1; reboot", 80]]}');
    const { checks, network } = preflightShape.parse(JSON.parse(JSON.stringify(seen)));
    expect([network.ports, network.asked, checks.account]).toEqual([[], [], null]);
  });
});

const files: Readonly<Record<string, string>> = {
  'etc/sysctl.d/50-x.conf': 'net.ipv4.ip_forward = 0\n',
  'usr/lib/sysctl.d/60-y.conf': 'net.ipv4.ip_forward = 1\n',
  'etc/sysctl.conf': 'net.ipv4.ip_forward = 0\n',
  'etc/systemd/network/a.network': '[Network]\nIPForward=yes\n',
  'etc/modules-load.d/lvs.conf': '# ip_vs_lc\nip_vs\nip_vs_rr\nother\n',
  'etc/modules': 'ip-vs-wlc\n',
  'proc/sys/kernel/osrelease': '6.1.0-x\n',
  'proc/modules': 'ip_vs_rr 16384 0 - Live 0x0\nip_vs 1 1 - Live 0x0\nnf_tables 1 0 - Live 0x0\n',
  'lib/modules/6.1.0-x/modules.builtin': 'kernel/net/netfilter/ipvs/ip_vs_wlc.ko\n',
  'proc/net/route':
    'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n' +
    'eth1\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\t0\t0\t0\n' +
    'eth0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n',
  'proc/net/arp':
    'IP address       HW type     Flags       HW address            Mask     Device\n' +
    '10.0.0.11        0x1         0x2         02:FC:00:00:00:11     *        eth0\n' +
    '10.0.0.12        0x1         0x0         00:00:00:00:00:00     *        eth0\n',
};

test('The look takes no path and no option for the name of an interface', () => {
  for (const device of ['..', '.', '-I', 'a/b', 'a b', 'eth0:1', 'much-too-long-a-name']) {
    expect(readWish(JSON.stringify({ ...noWish, devices: [device] })).devices).toEqual([]);
  }
  const devices = ['eth0', 'bond0.100', 'wan-1'];
  expect(readWish(JSON.stringify({ ...noWish, devices })).devices).toEqual(devices);
});

describe('The files of a machine', () => {
  const machine = () => ({ folder: join(folder, 'machine'), now: () => 1 });
  beforeAll(() => {
    for (const [path, text] of Object.entries(files)) {
      const full = join(folder, 'machine', path);
      mkdirSync(join(full, '..'), { recursive: true });
      writeFileSync(full, text);
    }
  });

  test('say what is set at its start, in the order in which it counts', async () => {
    const { places } = await readSettingsAtBoot(machine(), ['net.ipv4.ip_forward']);
    expect(places.map(({ path }) => path)).toEqual([
      '/etc/sysctl.d/50-x.conf',
      '/usr/lib/sysctl.d/60-y.conf',
      '/etc/sysctl.conf',
      '/etc/systemd/network/a.network',
    ]);
    mkdirSync(join(folder, 'machine/run/systemd/system'), { recursive: true });
    const bySystemd = await readSettingsAtBoot(machine(), ['net.ipv4.ip_forward']);
    expect(bySystemd.places.map(({ path }) => path)).not.toContain('/etc/sysctl.conf');
  });

  test('say which modules are there, and which will be', async () => {
    expect(await readModules(machine(), /^ip_vs/)).toMatchObject({
      value: ['ip_vs', 'ip_vs_rr', 'ip_vs_wlc'],
    });
    const { places } = await readModulesAtBoot(machine(), /^ip_vs/);
    expect(places.map(({ text }) => text)).toEqual(['ip_vs', 'ip_vs_rr', 'ip_vs_wlc']);
  });

  test('say which way everything goes, and who is known', async () => {
    expect(await readDefaultDevices(machine())).toMatchObject({ value: ['eth1'] });
    expect(await readNeighbours(machine())).toMatchObject({
      value: [{ address: '10.0.0.11', hardware: '02:fc:00:00:00:11' }],
    });
  });

  test('are never waited for, and never read beyond a limit', async () => {
    const pipe = join(folder, 'machine/etc/sysctl.d/70-pipe.conf');
    execFileSync('mkfifo', [pipe]);
    expect(await readSmallFile(machine(), '/etc/sysctl.d/70-pipe.conf')).toMatchObject({ system: 'ENXIO' });
    expect((await readSettingsAtBoot(machine(), ['net.ipv4.ip_forward'])).unread).toEqual([
      '/etc/sysctl.d/70-pipe.conf',
    ]);
    rmSync(pipe);
    expect(await readSmallFile(machine(), '/etc/modules', 5)).toMatchObject({ system: 'EFBIG' });
  });
});

describe('The packet filter', () => {
  const runner =
    (said: Readonly<Record<string, string>>, asked: string[]): RunProgram =>
    async (program, args) => {
      asked.push([program, ...args].join(' '));
      const stdout = said[program.replace(/^.*\//, '')];
      if (stdout === undefined) return { status: null, because: 'ENOENT', output: '', stdout: '' };
      return { status: 0, because: undefined, output: stdout, stdout };
    };
  const said = {
    iptables: 'iptables v1.8.9 (nf_tables)\n',
    'iptables-save': '*n\n',
    'iptables-legacy-save': '*o\n',
    nft: '{}',
  };
  const look = async (modules: readonly string[] | undefined, programs = {}) => {
    const asked: string[] = [];
    const run = runner({ ...said, ...programs }, asked);
    const seen = await readPacketFilter({ run, iptables: '/usr/sbin/iptables', modules, limit: 100 });
    return { asked, seen };
  };

  test('is not asked for what the kernel has not loaded, because that would load it', async () => {
    const { asked, seen } = await look([]);
    expect([asked, seen]).toEqual([[], { iptables: '', nft: '' }]);
    const old = await look(['ip_tables', 'iptable_mangle']);
    expect(old.asked).toEqual(['/usr/sbin/iptables --version', '/usr/sbin/iptables-legacy-save']);
  });

  test('is asked of both kinds of iptables where both may have rules', async () => {
    const { seen } = await look(['ip_tables', 'nf_tables']);
    expect(seen).toEqual({ iptables: '*o\n*n\n', nft: '{}' });
  });

  test('is the older kind where iptables says nothing of the newer one', async () => {
    const { asked } = await look(undefined, { iptables: 'iptables v1.4.21\n' });
    expect(asked).toContain('/usr/sbin/iptables-save');
    expect(asked).not.toContain('/usr/sbin/iptables-legacy-save');
  });

  test('is unknown where a program is missing or tells too much', async () => {
    const { seen } = await look(undefined, { nft: 'x'.repeat(101), 'iptables-save': undefined });
    expect(seen).toMatchObject({ iptables: { reason: 'absent' }, nft: { system: 'EFBIG' } });
  });
});
