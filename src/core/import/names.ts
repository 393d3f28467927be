/** Names for blocks that have none, or one that lvs.cf cannot have. */

import { nameProblems } from '../lvscf/names.js';
import type { Draft, DraftService } from './draft.js';
import { nameFor } from './values.js';

/** Hands out names, each once in its scope. */
class Taken {
  readonly #names = new Set<string>();

  unique(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.#names.has(name); number++) name = `${wanted}-${number}`;
    this.#names.add(name);
    return name;
  }
}

function usable(scope: 'virtual' | 'server', name: string | undefined): string | undefined {
  return name !== undefined && nameProblems(scope, name).length === 0 ? name : undefined;
}

/** Names virtual servers: their own, else that of what they serve. */
export function virtualNames(services: readonly DraftService[]): ReadonlyMap<DraftService, string> {
  const taken = new Taken();
  // Names that were given come before those that are made up.
  const given = services.filter(({ name }) => usable('virtual', name) !== undefined);
  const names = new Map(given.map((service) => [service, taken.unique(service.name ?? '')]));
  for (const service of services) if (!names.has(service)) names.set(service, taken.unique(nameFor(service)));
  return names;
}

/** Names real servers: their own, else that of their machine, else one by number, the same for the same address. */
export class ServerNames {
  readonly #byAddress = new Map<string, string>();
  readonly #hosts: ReadonlyMap<string, string>;
  #count = 0;

  constructor({ hosts }: Pick<Draft, 'hosts'>) {
    this.#hosts = new Map([...hosts].map(([name, address]) => [address, name]));
  }

  /** The names of the real servers of one service, in their order. */
  of({ servers }: DraftService): string[] {
    const taken = new Taken();
    return servers.map(({ name, address }) => taken.unique(usable('server', name) ?? this.#nameOf(address)));
  }

  #nameOf(address: string): string {
    const known = this.#byAddress.get(address);
    if (known !== undefined) return known;
    const isText = /[a-z]/i.test(address);
    const name =
      usable('server', this.#hosts.get(address)) ?? (isText ? usable('server', address) : undefined);
    const made = name ?? `server${++this.#count}`;
    this.#byAddress.set(address, made);
    return made;
  }
}
