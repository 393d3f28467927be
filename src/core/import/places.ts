/** Where floating addresses go: to their services, to the NAT router, on which device. */

import { interfaceOf } from '../lvscf/aliases.js';
import { maskOfPrefix, prefixOfMask, unspecified } from '../lvscf/kinds/addresses.js';
import type { NetworkDevice } from '../machine/devices.js';
import type { Draft, DraftAddress, DraftService } from './draft.js';
import { addressOf } from './values.js';

/** What is known beside the sources. */
export interface Around {
  /** Of the machine that the console runs on. */
  readonly devices?: readonly NetworkDevice[];
  /** Of the kernel's clock. */
  readonly ticksPerSecond?: number | undefined;
}

/** An address on an alias, with its mask. */
export interface PlacedAddress {
  readonly address: string;
  readonly device: string;
  readonly mask: string | undefined;
}

/** Gives devices and aliases to addresses. */
export class Places {
  readonly #draft: Draft;
  readonly #devices: readonly NetworkDevice[];
  readonly #placed = new Map<string, PlacedAddress>();
  readonly #aliases = new Set<string>();

  constructor(draft: Draft, { devices = [] }: Around) {
    this.#draft = draft;
    this.#devices = devices;
    for (const { device } of draft.addresses) if (device?.includes(':')) this.#aliases.add(device);
  }

  /** The address with its device; the service's line tells where that was guessed. */
  place(address: string, { line }: Pick<DraftService, 'line'>): PlacedAddress {
    const known = this.#placed.get(address);
    if (known !== undefined) return known;
    const listed = this.#draft.addresses.find((one) => one.address === address);
    const local = localDevice(address, this.#devices);
    const card = listed?.device ?? local?.device ?? this.#draft.devices[0] ?? 'eth0';
    if (listed === undefined && this.#draft.addresses.length > 0 && address !== unspecified)
      line.say('changed', 'vip_unlisted', { address });
    // A device of our own rendering stays as it is: it was one in an lvs.cf.
    const device = card.includes(':') || listed?.owner !== undefined ? card : this.#free(card);
    const prefix = listed?.prefix ?? local?.prefix;
    if (listed?.device === undefined && address !== unspecified)
      line.say('changed', 'device_guessed', { device });
    const placed = { address, device, mask: prefix === undefined ? undefined : maskOfPrefix(prefix) };
    this.#aliases.add(device);
    this.#placed.set(address, placed);
    return placed;
  }

  #free(card: string): string {
    const name = interfaceOf(card);
    let number = 1;
    while (this.#aliases.has(`${name}:${number}`)) number++;
    const alias = `${name}:${number}`;
    // An interface name has at most 15 characters, its alias included.
    return alias.length <= 15 ? alias : card;
  }
}

/** The device of this machine whose network an address is in, or that has it already. */
function localDevice(
  address: string,
  devices: readonly NetworkDevice[],
): { device: string; prefix: number } | undefined {
  for (const exact of [true, false]) {
    for (const { name, addresses } of devices) {
      for (const own of addresses) {
        const prefix = own.family === 'inet' ? prefixOfMask(own.netmask) : undefined;
        if (prefix === undefined || prefix === 0 || name === 'lo') continue;
        if (exact ? own.address === address : sameNetwork(own.address, address, prefix))
          return { device: exact ? name : interfaceOf(name), prefix };
      }
    }
  }
  return undefined;
}

/** The device of this machine that has this very address. */
export function deviceWith(address: string, devices: readonly NetworkDevice[]): string | undefined {
  return devices.find(({ addresses }) => addresses.some((own) => own.address === address))?.name;
}

/** The address of this machine in the network of an address, if it has one there. */
export function ownAddressBeside(address: string, devices: readonly NetworkDevice[]): string | undefined {
  for (const { name, addresses } of devices) {
    for (const own of addresses) {
      const prefix = own.family === 'inet' ? prefixOfMask(own.netmask) : undefined;
      if (prefix === undefined || prefix === 0 || prefix === 32 || name.includes(':') || name === 'lo')
        continue;
      if (own.address !== address && sameNetwork(own.address, address, prefix)) return own.address;
    }
  }
  return undefined;
}

/** Whether two addresses are in one network of this length. */
export function sameNetwork(one: string, other: string, prefix: number): boolean {
  return network(one, prefix) === network(other, prefix);
}

function network(address: string, prefix: number): string {
  const bits = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return String(Math.floor(bits / 2 ** (32 - prefix)));
}

/**
 * Of the addresses that no service has, the one that real servers have as their gateway.
 * @param mayGuess the first one will do, where none is beside a real server
 */
export function natRouterAmong(
  unused: readonly DraftAddress[],
  draft: Draft,
  mayGuess: boolean,
): DraftAddress | undefined {
  const own = unused.find(({ owner }) => owner === '');
  if (own !== undefined) return own;
  const candidates = unused.filter(
    ({ address, owner }) => owner === undefined && addressOf(address) !== undefined,
  );
  const servers = draft.services.flatMap((service) => service.servers.map(({ address }) => address));
  const beside = candidates.find(({ address, prefix = 24 }) =>
    servers.some((server) => sameNetwork(address, server, Math.max(8, Math.min(prefix, 24)))),
  );
  return beside ?? (mayGuess ? candidates[0] : undefined);
}
