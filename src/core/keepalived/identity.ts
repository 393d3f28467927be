/** Which router this is. It follows from its own addresses and is never a setting. Source: pulse(8). */

import { interfaceOf } from '../lvscf/aliases.js';
import type { GlobalValues } from '../lvscf/global.js';
import type { NetworkDevice } from '../machine/devices.js';
import type { Role } from './obstacles.js';

/** The role of a router, and the interface that owns its address; or why neither can be told. */
export type Identity =
  | { readonly role: Role; readonly device: string; readonly address: string }
  | { readonly unknown: 'neither' | 'both'; readonly primary: string; readonly backup: string };

/** The identity of the machine that has these devices. */
export function identityOf(
  { primary = '', backup = '', backup_active }: GlobalValues,
  devices: readonly NetworkDevice[],
): Identity {
  const asPrimary = ownerOf(primary, devices);
  const asBackup = ownerOf(backup, devices);
  if (asPrimary !== undefined && asBackup !== undefined) return { unknown: 'both', primary, backup };
  if (asPrimary !== undefined) {
    return { role: backup_active === true ? 'primary' : 'single', device: asPrimary, address: primary };
  }
  if (asBackup !== undefined) return { role: 'backup', device: asBackup, address: backup };
  return { unknown: 'neither', primary, backup };
}

function ownerOf(address: string, devices: readonly NetworkDevice[]): string | undefined {
  const owner = devices.find((device) => device.addresses.some((own) => own.address === address));
  return owner && interfaceOf(owner.name);
}
