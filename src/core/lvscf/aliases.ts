/** Aliases of network interfaces: which are free to carry another floating address. */

import type { Model } from './config.js';
import { remembered } from './remembered.js';

/** The alias of an interface; the interface itself is `eth0`, its first alias `eth0:1`. */
const alias = /^([^:]+):(.+)$/;

/** The interface that carries a device: `eth0` of `eth0:1`. */
export function interfaceOf(device: string): string {
  return alias.exec(device)?.[1] ?? device;
}

/** What a file says about devices; found once, because a file may have thousands. */
interface Usage {
  readonly devices: ReadonlySet<string>;
  /** The interfaces of floating addresses, most used first. */
  readonly interfaces: readonly string[];
  /** The first alias of an interface that the file does not use. */
  readonly free: (name: string) => number;
}

const usageOf = remembered(({ global, virtualServers, failovers }: Model): Usage => {
  const inUse = [...virtualServers, ...failovers].flatMap(({ values }) => values.address?.device ?? []);
  const devices = new Set([...inUse, global.nat_router?.device ?? '']);
  const uses = new Map<string, number>();
  for (const name of inUse.map(interfaceOf)) uses.set(name, (uses.get(name) ?? 0) + 1);
  const interfaces = [...uses].sort(([, a], [, b]) => b - a).map(([name]) => name);
  const numbers = new Map<string, number>();
  const free = (name: string) => {
    const number = numbers.get(name) ?? firstFree(name, [devices]);
    numbers.set(name, number);
    return number;
  };
  return { devices, interfaces, free };
});

/**
 * The first free alias of each interface: of those that the file uses, most used first, then of the machine's.
 * @param own devices of this machine, with or without an alias.
 */
export function freeAliases(model: Model, own: readonly string[]): string[] {
  const { devices, interfaces, free } = usageOf(model);
  const names = new Set([...interfaces, ...own.map(interfaceOf).filter((name) => name !== 'lo')]);
  const used = [devices, new Set(own)];
  return [...names].map((name) => `${name}:${firstFree(name, used, free(name))}`);
}

function firstFree(name: string, used: readonly ReadonlySet<string>[], from = 1): number {
  let number = from;
  while (used.some((devices) => devices.has(`${name}:${number}`))) number++;
  return number;
}
