import { generateKeyPairSync, randomInt } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { PublicKey } from '../../core/ssh/host-key.js';
import { privateKeyText, publicHalf } from '../../core/ssh/key-text.js';
import { attempt } from './failures.js';
import { machineFiles, syncFolder } from './files.js';
import { changeOrMake, openSafeFile, readIfThere } from './safe-file.js';

/** One key of this console. */
export interface OwnKey {
  /** Where the private half lies. */
  readonly path: string;
  readonly publicKey: PublicKey;
}

/**
 * The key made for this console. To change it, another one is made beside it, let in on the other router, tried, and
 * only then put in its place. Every call @throws file_unavailable: no_right, not_a_file, unsafe_place, disk_failed
 */
export interface ConsoleKey {
  /** Where the key that logs in has its place, whether it was made or not. */
  readonly path: string;
  /** The key that logs in; undefined while none was made. */
  current(): Promise<OwnKey | undefined>;
  /** The key that is to take its place. */
  next(): Promise<OwnKey | undefined>;
  /**
   * Makes a key: the one that logs in when there is none, else the next, in place of one that was not taken.
   * @throws conflict: locked
   */
  make(comment: string): Promise<OwnKey>;
  /** Puts the next key in the place of the one that logs in, which is gone then. */
  takeNext(): Promise<void>;
}

/** Opens the key in a folder that is there: `id_ed25519` and, while it is being changed, `id_ed25519.next`. */
export function openConsoleKey(folder: string): ConsoleKey {
  const now = keyAt(join(folder, 'id_ed25519'));
  const later = keyAt(join(folder, 'id_ed25519.next'));
  return {
    path: now.path,
    current: now.read,
    next: later.read,
    async make(comment) {
      const place = (await now.read()) === undefined ? now : later;
      await place.write(newKeyText(comment));
      const made = await place.read();
      if (made === undefined) throw new Error('a key that was just written cannot be read');
      return made;
    },
    async takeNext() {
      const { path } = now;
      await attempt({ files: machineFiles, path, action: 'write', kind: 'file' }, async () => {
        await rename(later.path, path);
        await syncFolder(machineFiles, folder);
      });
    },
  };
}

function keyAt(path: string) {
  const options = { files: machineFiles, clock: Date.now, newMode: 0o600, keptBits: 0o600n };
  const file = openSafeFile({ ...options, path, parse: publicHalf });
  return {
    path,
    write: (text: string) => changeOrMake(file, () => text),
    async read(): Promise<OwnKey | undefined> {
      const publicKey = await readIfThere(file);
      return publicKey && { path, publicKey };
    },
  };
}

/** A new Ed25519 key as OpenSSH keeps it. Source: RFC 8037, section 2 (`d` is the seed, `x` the public half). */
function newKeyText(comment: string): string {
  const { d = '', x = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const numbers = { seed: Buffer.from(d, 'base64url'), point: Buffer.from(x, 'base64url') };
  return privateKeyText(numbers, randomInt(2 ** 32), comment);
}
