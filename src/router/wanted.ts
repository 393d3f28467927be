import { join } from 'node:path';
import type { Reader } from '../adapters/files/reader.js';
import type { Machine } from '../adapters/machine/machine.js';
import { type Identity, identityOf } from '../core/keepalived/identity.js';
import { type Rendering, type RenderTarget, renderKeepalived } from '../core/keepalived/render.js';
import type { Config } from '../core/lvscf/config.js';
import type { NetworkDevice } from '../core/machine/devices.js';
import { isKnown } from '../core/machine/reading.js';

/** What one router makes of an lvs.cf. */
export interface Wanted {
  readonly config: Config;
  /** The file itself, one character per byte (latin1). */
  readonly source: string;
  /** SHA-256 of the file, in hexadecimal. */
  readonly hash: string;
  readonly identity: Identity;
  /** Nothing while the router does not know which one it is. */
  readonly rendering: Rendering | undefined;
}

/** Whatever reads an lvs.cf. */
export type LvsCf = Pick<Reader<Config>, 'read'>;

/** What lies where on this machine. */
export type Places = Required<Pick<RenderTarget, 'checker' | 'handOverFile'>> & {
  readonly pipeFolder: string;
  readonly ownFolder: string;
};

/** The folder of the events, in that of what the router program keeps for itself. */
export function eventFolder({ ownFolder }: Pick<Places, 'ownFolder'>): string {
  return join(ownFolder, 'events');
}

/**
 * What this machine would run of a file as it is now.
 * @throws what the file's adapter throws
 */
export async function wantedOf(file: LvsCf, machine: Machine, places: Places): Promise<Wanted> {
  const { checker, handOverFile, pipeFolder: pipes } = places;
  const events = { pipes, folder: eventFolder(places) };
  const { parsed: config, hash, text: source } = await file.read();
  const identity = identityOf(config.global, await devicesOf(machine));
  if ('unknown' in identity) return { config, source, hash, identity, rendering: undefined };
  const { role, device: ownDevice } = identity;
  const rendering = rendered(config, { role, checker, handOverFile, ownDevice, events });
  return { config, source, hash, identity, rendering };
}

/** Every page asks whether lvs.cf was applied; a file is rendered again only when something is another. */
const last = new WeakMap<Config, { readonly target: string; readonly rendering: Rendering }>();

function rendered(config: Config, target: RenderTarget): Rendering {
  const known = last.get(config);
  const asked = JSON.stringify(target);
  if (known?.target === asked) return known.rendering;
  const rendering = renderKeepalived(config, target);
  last.set(config, { target: asked, rendering });
  return rendering;
}

/** The devices with their addresses; none where the system does not tell. */
export async function devicesOf(machine: Machine): Promise<readonly NetworkDevice[]> {
  const devices = await machine.devices();
  return isKnown(devices) ? devices.value : [];
}
