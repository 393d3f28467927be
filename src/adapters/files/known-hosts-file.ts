import type { PublicKey } from '../../core/ssh/host-key.js';
import {
  type HostPort,
  type KnownHosts,
  parseKnownHosts,
  withHostKey,
  withoutHost,
} from '../../core/ssh/known-hosts.js';
import { machineFiles } from './files.js';
import { changeOrMake, openSafeFile, readIfThere } from './safe-file.js';

/** The keys of hosts that somebody confirmed. */
export interface KnownHostsFile {
  /**
   * The file as it is now; empty where there is none.
   * @throws file_unavailable: no_right, not_a_file, unsafe_place, disk_failed
   */
  read(): Promise<KnownHosts>;
  /**
   * Adds a key that a person has compared.
   * @throws file_unavailable: as `read`; conflict: locked
   */
  confirm(at: HostPort, key: PublicKey): Promise<void>;
  /**
   * Takes out what a host is known by, so that its next key can be confirmed. What is revoked stays so.
   * @throws as `confirm`
   */
  remove(at: HostPort): Promise<void>;
}

/** Opens a `known_hosts` file; it is made, mode 0600, with the first key. Its folder has to be there. */
export function openKnownHosts(path: string): KnownHostsFile {
  const file = openSafeFile({
    files: machineFiles,
    path,
    parse: parseKnownHosts,
    clock: Date.now,
    newMode: 0o600,
    keptBits: 0o600n,
  });
  return {
    read: async () => (await readIfThere(file)) ?? parseKnownHosts(''),
    confirm: (at, key) => changeOrMake(file, (text) => withHostKey(text, at, key)),
    remove: (at) => changeOrMake(file, (text) => withoutHost(text, at)),
  };
}
