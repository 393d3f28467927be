/** The floating addresses of a file: each once, with the interface that carries it. */

import { interfaceOf } from '../lvscf/aliases.js';
import type { Model } from '../lvscf/config.js';
import { globalStanza } from '../lvscf/global.js';
import { type AddressOnDevice, prefixOfMask, unspecified } from '../lvscf/kinds/addresses.js';
import { effective } from '../lvscf/stanza.js';
import { inComment } from './lines.js';
import type { Note, NoteParams } from './note.js';

/** An address that moves between the routers. */
export interface Floating extends AddressOnDevice {
  readonly prefix: number;
  /** Whose it is, as a comment can say it. */
  readonly owner: string;
}

/**
 * The floating addresses, the one that changes least first: the NAT router's, else the first virtual server's. Of
 * virtual servers with one address the first device and mask count, as for pulse. An address without a mask is one
 * of its own, where pulse took the mask of the address class. Source: run-time description, part 1, pulse; part 2.
 */
export function floatingAddresses({ global, virtualServers }: Pick<Model, 'global' | 'virtualServers'>): {
  readonly addresses: readonly Floating[];
  readonly notes: readonly Note[];
} {
  const found = new Map<string, Floating>();
  const notes: Note[] = [];
  const add = (
    on: AddressOnDevice | undefined,
    mask: string | undefined,
    from: Pick<NoteParams['mask_assumed'], 'keyword' | 'virtual'>,
  ) => {
    if (on === undefined || on.address === unspecified || found.has(on.address)) return;
    const stated = mask === undefined || mask === unspecified ? undefined : prefixOfMask(mask);
    if (stated === undefined) notes.push({ code: 'mask_assumed', params: { ...from, address: on.address } });
    const owner = from.virtual === '' ? 'nat_router' : `virtual ${inComment(from.virtual)}`;
    found.set(on.address, { ...on, prefix: stated ?? 32, owner });
  };
  if (effective(globalStanza, global, 'network') === 'nat') {
    add(global.nat_router, global.nat_nmask, { keyword: 'nat_nmask', virtual: '' });
  }
  for (const { name, values } of virtualServers) {
    if (values.active === true)
      add(values.address, values.vip_nmask, { keyword: 'vip_nmask', virtual: name });
  }
  return { addresses: [...found.values()], notes };
}

/** An address as a line of `virtual_ipaddress` or `static_ipaddress`. Source: keepalived.conf(5). */
export function addressLine({ address, prefix, device, owner }: Floating): string {
  const card = interfaceOf(device);
  const words = [`${address}/${prefix}`];
  // A network of two addresses, or of one, has no address for all.
  if (prefix <= 30) words.push('brd', broadcastOf(address, prefix));
  words.push('dev', card);
  if (device !== card) words.push('label', device);
  return [...words, '#', owner].join(' ');
}

function broadcastOf(address: string, prefix: number): string {
  const octets = address.split('.').map(Number);
  return octets.map((octet, index) => octet | (255 >> clamp(prefix - 8 * index, 0, 8))).join('.');
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
