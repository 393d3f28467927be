import type { ConfigFile } from '../adapters/files/config-file.js';
import { type Identity, identityOf } from '../core/keepalived/identity.js';
import type { Config } from '../core/lvscf/config.js';
import type { NetworkDevice } from '../core/machine/devices.js';
import { ConsoleError } from '../core/problem.js';

/** Which router this machine is, by its own addresses; nothing where lvs.cf cannot be read. */
export async function identityHere(
  configFile: Pick<ConfigFile<Config>, 'read'>,
  devices: () => Promise<readonly NetworkDevice[]>,
): Promise<Identity | undefined> {
  try {
    const { parsed } = await configFile.read();
    return identityOf(parsed.global, await devices());
  } catch (error) {
    // A missing or closed file is the concern of the panels that edit it.
    if (error instanceof ConsoleError) return undefined;
    throw error;
  }
}
