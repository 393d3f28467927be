/** How this machine is set up beside the engine, read from its files and from /proc. Nothing needs a program. */

import {
  type Entry,
  keysOf,
  orderOfFiles,
  sysctlEntries,
  sysctlFolders,
} from '../../core/machine/boot-files.js';
import { isKnown, type Reading } from '../../core/machine/reading.js';
import { type MachineRoot, pathIn, readText } from './root.js';
import { namesIn, readSmallFile } from './small-file.js';

/** Lines of files, in the order in which they count, and the paths that could not be read. */
export interface FileLines {
  readonly places: readonly Entry[];
  readonly unread: readonly string[];
}

/** The lines that set kernel settings at the start of the machine. */
export async function readSettingsAtBoot(root: MachineRoot, keys: readonly string[]): Promise<FileLines> {
  const { paths, unread } = await filesOf(root, sysctlFolders, '.conf');
  // Without systemd it is read after all others; with it, only through a link of another name. Source: sysctl.d(5).
  const isSystemd = isKnown(await namesIn(root, '/run/systemd/system'));
  const read = await linesOf(root, isSystemd ? paths : [...paths, '/etc/sysctl.conf'], (path, text) =>
    sysctlEntries(path, text, keys),
  );
  const networkd = await readNetworkForwarding(root);
  return {
    places: [...read.places, ...networkd.places],
    unread: [...unread, ...read.unread, ...networkd.unread],
  };
}

/** systemd-networkd sets forwarding by itself where its files say so. Source: systemd.network(5), IPForward=. */
async function readNetworkForwarding(root: MachineRoot): Promise<FileLines> {
  const folders = ['/etc/systemd/network', '/run/systemd/network', '/etc/systemd/networkd.conf.d'];
  const { paths, unread } = await filesOf(root, folders, '');
  const wanted = paths.filter((path) => /\.(?:network|conf)$/.test(path));
  const read = await linesOf(root, [...wanted, '/etc/systemd/networkd.conf'], (path, text) =>
    text.split('\n').flatMap((line, index) => {
      const isSet = /^\s*IP(?:v4)?Forward(?:ing)?\s*=\s*(?:yes|true|1|on|ipv4|both)\s*$/i.test(line);
      return isSet ? [{ path, line: index + 1, text: line.trim() }] : [];
    }),
  );
  return { places: read.places, unread: [...unread, ...read.unread] };
}

/** The lines that name modules to be loaded at the start of the machine. Source: modules-load.d(5), modules(5). */
export async function readModulesAtBoot(root: MachineRoot, name: RegExp): Promise<FileLines> {
  const folders = ['/etc', '/run', '/usr/local/lib', '/usr/lib'].map((one) => `${one}/modules-load.d`);
  const { paths, unread } = await filesOf(root, folders, '.conf');
  const read = await linesOf(root, [...paths, '/etc/modules'], (path, text) =>
    text.split('\n').flatMap((line, index) => {
      const trimmed = line.trim().replaceAll('-', '_');
      return name.test(trimmed) ? [{ path, line: index + 1, text: trimmed.slice(0, 200) }] : [];
    }),
  );
  return { places: read.places, unread: [...unread, ...read.unread] };
}

/** The values of kernel settings now, by keys such as `net.ipv4.ip_forward`. */
export async function readSettings(root: MachineRoot, keys: readonly string[]) {
  return Promise.all(
    keys.map(async (key) => {
      const value = await readText(root, `proc/sys/${keysOf(key)}`);
      return { key, value: isKnown(value) ? { ...value, value: value.value.trim().slice(0, 200) } : value };
    }),
  );
}

/** Loaded modules, and those that are part of the kernel, of this name. */
export async function readModules(root: MachineRoot, name: RegExp): Promise<Reading<readonly string[]>> {
  const release = await readRelease(root);
  const [loaded, builtIn] = await Promise.all([
    readText(root, 'proc/modules'),
    readSmallFile(root, `/lib/modules/${release}/modules.builtin`, 2 * 1024 * 1024),
  ]);
  if (!isKnown(loaded)) return loaded;
  const built = isKnown(builtIn) ? builtIn.value.split('\n') : [];
  const names = [
    ...loaded.value.split('\n').map((line) => line.split(' ', 1)[0] ?? ''),
    ...built.map((path) => path.slice(path.lastIndexOf('/') + 1).replace(/\.ko.*$/, '')),
  ].map((one) => one.replaceAll('-', '_'));
  return { at: loaded.at, value: [...new Set(names.filter((one) => name.test(one)))].sort() };
}

/** The kernel's own name for its version. */
export async function readRelease(root: MachineRoot): Promise<string> {
  const release = await readText(root, 'proc/sys/kernel/osrelease');
  return isKnown(release) ? release.value.trim().replaceAll('/', '').slice(0, 100) : '';
}

/** Interfaces through which everything goes that has no way of its own. Source: proc_pid_net(5), route. */
export async function readDefaultDevices(root: MachineRoot): Promise<Reading<readonly string[]>> {
  const text = await readText(root, 'proc/net/route');
  if (!isKnown(text)) return text;
  const names = text.value.split('\n').flatMap((line) => {
    const [name, destination, , flags = '0', , , , mask] = line.split('\t');
    const isUp = (Number.parseInt(flags, 16) & 1) === 1;
    return name !== undefined && destination === '00000000' && mask === '00000000' && isUp
      ? [name.trim()]
      : [];
  });
  return { at: text.at, value: [...new Set(names)] };
}

/** Hardware addresses of neighbours that the kernel has asked for. Source: proc_pid_net(5), arp. */
export async function readNeighbours(root: MachineRoot) {
  const text = await readText(root, 'proc/net/arp');
  if (!isKnown(text)) return text;
  const value = text.value.split('\n').flatMap((line) => {
    const [, address, flags = '0', hardware] = /^(\d[\d.]+) +0x\S+ +0x(\S+) +(\S+)/.exec(line) ?? [];
    // Without the flag nobody has answered yet. Source: Linux, include/uapi/linux/if_arp.h, ATF_COM.
    const isComplete = (Number.parseInt(flags, 16) & 2) === 2;
    return address !== undefined && hardware !== undefined && isComplete
      ? [{ address, hardware: hardware.toLowerCase() }]
      : [];
  });
  return { at: text.at, value };
}

/** Whether an interface is switched on; undefined where the system does not tell. */
export async function isSwitchedOn(root: MachineRoot, name: string): Promise<boolean | undefined> {
  const flags = await readText(root, `sys/class/net/${name}/flags`);
  const number = isKnown(flags) ? Number.parseInt(flags.value, 16) : Number.NaN;
  // Source: netdevice(7), IFF_UP.
  return Number.isNaN(number) ? undefined : (number & 1) === 1;
}

async function filesOf(root: MachineRoot, folders: readonly string[], ending: string) {
  const unread: string[] = [];
  const found: { folder: string; name: string }[] = [];
  for (const folder of folders) {
    const names = await namesIn(root, folder);
    if (!isKnown(names)) {
      if (names.reason !== 'absent') unread.push(pathIn(root, folder));
    } else
      found.push(...names.value.filter((name) => name.endsWith(ending)).map((name) => ({ folder, name })));
  }
  return { paths: orderOfFiles(found), unread };
}

async function linesOf(
  root: MachineRoot,
  paths: readonly string[],
  read: (path: string, text: string) => readonly Entry[],
): Promise<FileLines> {
  const [places, unread]: [Entry[], string[]] = [[], []];
  for (const path of paths) {
    const text = await readSmallFile(root, path);
    if (isKnown(text)) places.push(...read(path, text.value));
    else if (text.reason !== 'absent') unread.push(path);
  }
  return { places, unread };
}
