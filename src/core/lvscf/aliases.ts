/** Aliases of network interfaces: which are free to carry another floating address. */

import type { Model } from './config.js';

/** The alias of an interface; the interface itself is `eth0`, its first alias `eth0:1`. */
const alias = /^([^:]+):(.+)$/;

/** The interface that carries a device: `eth0` of `eth0:1`. */
export function interfaceOf(device: string): string {
  return alias.exec(device)?.[1] ?? device;
}

/**
 * The first free alias of each interface: of those that the file uses, most used first, then of the machine's.
 * @param own devices of this machine, with or without an alias.
 */
export function freeAliases({ global, virtualServers, failovers }: Model, own: readonly string[]): string[] {
  const inFile = [...virtualServers, ...failovers].flatMap(({ values }) => values.address?.device ?? []);
  const used = new Set([...inFile, ...own, global.nat_router?.device ?? '']);
  const uses = new Map<string, number>();
  for (const name of inFile.map(interfaceOf)) uses.set(name, (uses.get(name) ?? 0) + 1);
  for (const name of own.map(interfaceOf)) if (name !== 'lo' && !uses.has(name)) uses.set(name, 0);
  const mostUsedFirst = [...uses].sort(([, a], [, b]) => b - a);
  return mostUsedFirst.map(([name]) => firstFree(name, used));
}

function firstFree(name: string, used: ReadonlySet<string>): string {
  let number = 1;
  while (used.has(`${name}:${number}`)) number++;
  return `${name}:${number}`;
}
