/** How this router is set up beside the engine. Nothing is changed, and nothing is loaded into the kernel for it. */

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { machineFiles } from '../adapters/files/files.js';
import { readMentions } from '../adapters/machine/network-files.js';
import type { MachineRoot } from '../adapters/machine/root.js';
import {
  type FileLines,
  isSwitchedOn,
  readDefaultDevices,
  readModules,
  readModulesAtBoot,
  readNeighbours,
  readRelease,
  readSettings,
  readSettingsAtBoot,
} from '../adapters/machine/set-up.js';
import { namesIn, readSmallFile } from '../adapters/machine/small-file.js';
import { filterModules, readPacketFilter } from '../adapters/packet-filter/seen.js';
import { findAccount } from '../adapters/programs/accounts.js';
import { whoHas } from '../adapters/reach/arping.js';
import { tryPort } from '../adapters/reach/tcp.js';
import { interfaceOf } from '../core/lvscf/aliases.js';
import { lastLines } from '../core/machine/program.js';
import { isKnown, type Reading, type Unknown } from '../core/machine/reading.js';
import {
  type PreflightSeen,
  type PreflightWish,
  preflightLimits,
  readWish,
} from '../core/router/preflight.js';
import { engineState } from './engine-state.js';
import type { Router } from './router.js';

const root: MachineRoot = { folder: '/', now: Date.now };

/** As long as one port is waited for. */
const portMs = 2000;

const limits = { seconds: 5 };

/** Looks at everything once, at the same time. @param line what is wished beside what every router has */
export async function preflight(router: Router, line: string): Promise<PreflightSeen> {
  const wish = readWish(line);
  const since = performance.now();
  const [version, engine, kernel, network, filter, units, checks] = await Promise.all([
    ownVersion(),
    engineOf(router),
    kernelOf(router, wish),
    networkOf(router, wish),
    filterOf(router),
    unitsOf(router),
    checksOf(router, wish),
  ]);
  const tookMs = performance.now() - since;
  return { at: Date.now(), tookMs, version, engine, kernel, network, filter, units, checks };
}

async function ownVersion(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '../../package.json'), 'utf8');
  return JSON.parse(text).version;
}

async function engineOf(router: Router): Promise<PreflightSeen['engine']> {
  const { run, settings } = router;
  const { boot, control, name, status } = await engineState(router);
  const program = settings.keepalived;
  const told = { name, status, boot, control, program };
  // pulse has no option that prints its version. Source: pulse(8).
  if (name !== 'keepalived') return { ...told, version: '' };
  const ended = await run(program, ['--version'], limits);
  const version = /^Keepalived v?(\d[\w.-]*)/m.exec(ended.output)?.[1];
  if (version !== undefined) return { ...told, version };
  const text = (lastLines(ended.output, 1)[0] ?? '').slice(0, 200);
  return { ...told, version: { at: Date.now(), reason: 'malformed', path: program, line: 1, text } };
}

/** Modules that are loaded for what lvs.cf asks for. */
const ourModules = /^(?:ip_vs(?:_\w+)?|nf_conntrack_ftp|nf_nat_ftp|ip_nat_ftp)$/;

async function kernelOf({ machine }: Router, { devices }: PreflightWish): Promise<PreflightSeen['kernel']> {
  const ofDevices = ['all', ...devices].map((name) => `net/ipv4/conf/${name}/rp_filter`);
  const keys = ['net.ipv4.ip_forward', ...ofDevices];
  const [release, table, modules, modulesAtBoot, settings, settingsAtBoot] = await Promise.all([
    readRelease(root),
    machine.routingTable(),
    readModules(root, ourModules),
    readModulesAtBoot(root, ourModules),
    readSettings(root, keys),
    readSettingsAtBoot(root, [...keys, 'net.ipv4.conf.all.forwarding']),
  ]);
  return {
    release,
    ipvs: isKnown(table) ? true : table.reason === 'absent' ? false : shortened(table),
    modules: listed(modules, preflightLimits.names),
    modulesAtBoot: bounded(modulesAtBoot),
    settings: settings.map(({ key, value }) => ({ key, value: told(value) })),
    settingsAtBoot: bounded(settingsAtBoot),
  };
}

async function networkOf({ machine, run }: Router, wish: PreflightWish): Promise<PreflightSeen['network']> {
  const devices = await devicesOf(machine);
  // Where nobody can tell, asking must not change anything all the same.
  const held = Array.isArray(devices)
    ? devices.flatMap(({ addresses }) => addresses.map(({ address }) => address))
    : wish.addresses;
  const [defaultDevices, mentions, ports, asked] = await Promise.all([
    readDefaultDevices(root),
    readMentions(root, wish.addresses),
    Promise.all(wish.ports.map(([address, port]) => tryPort(address, port, portMs))),
    Promise.all(
      wish.asked.map(async ([address, device]) => {
        return {
          address,
          device,
          answers: listed(await whoHas(run, address, device, held.includes(address)), preflightLimits.names),
        };
      }),
    ),
  ]);
  // Whoever was just connected to is known by now.
  const neighbours = await readNeighbours(root);
  return {
    devices,
    defaultDevices: listed(defaultDevices, preflightLimits.devices),
    mentions: bounded({ places: mentions.found, unread: mentions.unread }),
    ports,
    asked,
    neighbours: listed(neighbours, preflightLimits.names),
  };
}

async function devicesOf(machine: Router['machine']): Promise<PreflightSeen['network']['devices']> {
  const devices = await machine.devices();
  if (!isKnown(devices)) return shortened(devices);
  const names = [...new Set(devices.value.map(({ name }) => interfaceOf(name)))];
  return Promise.all(
    names.slice(0, preflightLimits.names).map(async (name) => {
      const addresses = devices.value
        .filter((one) => interfaceOf(one.name) === name)
        .flatMap((one) => one.addresses)
        .filter(({ family }) => family === 'inet')
        .map(({ address, netmask }) => ({ address, netmask }));
      // Only those that are switched on are told with addresses. Source: getifaddrs as Node.js uses it.
      const isUp = addresses.length > 0 ? true : ((await isSwitchedOn(root, name)) ?? null);
      return { name, isUp, addresses: addresses.slice(0, preflightLimits.names) };
    }),
  );
}

/** Where a packet filter is kept over a start of the machine. Source: netfilter-persistent(8), nft(8). */
const keptFiles = [
  '/etc/iptables/rules.v4',
  '/etc/sysconfig/iptables',
  '/etc/nftables.conf',
  '/etc/sysconfig/nftables.conf',
];
const keptFolders = ['/etc', '/etc/nftables.d', '/etc/nftables', '/etc/sysconfig/nftables'];

/** Of all files together, in characters. */
const mostKept = 1_000_000;

async function filterOf({ run, settings }: Router): Promise<PreflightSeen['filter']> {
  const modules = await readModules(root, filterModules);
  const { filter: limit } = preflightLimits;
  const seen = await readPacketFilter({
    run,
    iptables: settings.iptables,
    modules: isKnown(modules) ? modules.value : undefined,
    limit,
  });
  return { ...seen, kept: await keptFilters(limit) };
}

async function keptFilters(limit: number): Promise<PreflightSeen['filter']['kept']> {
  const kept: { path: string; text: string | Unknown }[] = [];
  let room = mostKept;
  for (const path of [...keptFiles, ...(await nftFiles())].slice(0, preflightLimits.files)) {
    const text = await readSmallFile(root, path, Math.min(limit, room));
    if (isKnown(text)) room -= text.value.length;
    else if (text.reason === 'absent') continue;
    kept.push({ path, text: told(text) });
  }
  return kept;
}

async function nftFiles(): Promise<string[]> {
  const found = await Promise.all(
    keptFolders.map(async (folder) => {
      const names = await namesIn(root, folder);
      return isKnown(names)
        ? names.value.filter((name) => name.endsWith('.nft')).map((name) => join(folder, name))
        : [];
    }),
  );
  return found.flat();
}

/** What loads the packet filter at the start, sets the clock, and puts back what is ours before the engine starts. */
const unitNames = [
  'netfilter-persistent',
  'nftables',
  'iptables',
  'firewalld',
  'lvs-console-boot',
  'systemd-timesyncd',
  'chrony',
  'chronyd',
  'ntp',
  'ntpd',
  'ntpsec',
].map((name) => `${name}.service`);

async function unitsOf({ run }: Router): Promise<PreflightSeen['units']> {
  const ended = await run('systemctl', ['show', '-p', 'Id', '-p', 'UnitFileState', ...unitNames], limits);
  const at = Date.now();
  if (ended.because === 'ENOENT') return { at, reason: 'absent', path: 'systemctl' };
  if (ended.status !== 0) {
    const system = (lastLines(ended.output, 1)[0] ?? '').slice(0, 200);
    return { at, reason: 'failed', path: 'systemctl', system };
  }
  return ended.stdout.split('\n\n').flatMap((part) => {
    const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(part)?.[1] ?? '';
    const [name, state] = [value('Id'), value('UnitFileState')];
    return unitNames.includes(name) && state !== '' ? [{ name, state: state.slice(0, 100) }] : [];
  });
}

async function checksOf(router: Router, { account }: PreflightWish): Promise<PreflightSeen['checks']> {
  const { run, settings, shippedCheckerPath } = router;
  const folder = dirname(settings.checker);
  const shippedFolder = dirname(shippedCheckerPath);
  const names = ['lvs-check', 'lvs-notify', 'lvs-ask'];
  const programs = await Promise.all(
    names.map(async (name) => {
      const path = name === 'lvs-check' ? settings.checker : join(folder, name);
      const shipped = name === 'lvs-check' ? shippedCheckerPath : join(shippedFolder, name);
      return stateOf(path, shipped);
    }),
  );
  const found =
    account === null ? null : (await findAccount(run, account)) === undefined ? 'missing' : 'there';
  return { programs: programs.flat(), account: found };
}

async function stateOf(path: string, shipped: string): Promise<PreflightSeen['checks']['programs']> {
  const [own, installed] = await Promise.all([textOf(shipped), textOf(path)]);
  // Not of this version of ours.
  if (own === undefined) return [];
  if (installed === undefined) return [{ path, state: 'missing' }];
  if (installed === null || own === null) return [{ path, state: 'unknown' }];
  return [{ path, state: installed === own ? 'current' : 'other' }];
}

/** Null where it cannot be read. */
async function textOf(path: string): Promise<string | null | undefined> {
  try {
    return (await machineFiles.readFile(path)).toString('latin1');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : null;
  }
}

function told<T>(reading: Reading<T>): T | Unknown {
  return isKnown(reading) ? reading.value : shortened(reading);
}

function listed<T>(reading: Reading<readonly T[]>, most: number): T[] | Unknown {
  return isKnown(reading) ? reading.value.slice(0, most) : shortened(reading);
}

function shortened(unknown: Unknown): Unknown {
  return unknown.reason === 'malformed' ? { ...unknown, text: unknown.text.slice(0, 1000) } : unknown;
}

/** What there is no room for counts as not read. */
function bounded({ places, unread }: FileLines) {
  const { places: most } = preflightLimits;
  const left = places.slice(most).map(({ path }) => path);
  return {
    places: places.slice(0, most),
    unread: [...new Set([...unread, ...left])].slice(0, most),
  };
}
