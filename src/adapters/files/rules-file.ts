import { ConsoleError } from '../../core/problem.js';
import { type Clock, type Files, machineFiles } from './files.js';
import type { Loaded } from './reader.js';
import { openSafeFile } from './safe-file.js';

/** A small file of rules beside the password file: an allowlist, a list of groups. */
export interface RulesFile<T> {
  readonly path: string;
  /**
   * The file as it is now, undefined when there is none. When nothing changed this costs one look at it.
   * @throws file_unavailable: no_right, not_a_file, unsafe_place, disk_failed
   */
  read(): Promise<Loaded<T> | undefined>;
  /**
   * Puts a text (one character per byte) in place of the one with this hash; without a hash, where there is none.
   * @throws file_unavailable: as `read`; conflict: locked, block_changed
   */
  replace(text: string, hash: string | undefined): Promise<void>;
}

/** What a file of rules is read with. */
export interface RulesFileOptions<T> {
  readonly path: string;
  readonly parse: (text: string) => T;
  readonly files?: Files;
  readonly clock?: Clock;
}

/** Opens a file of rules; nothing is read or made before it is asked. A new file has mode 0660. */
export function openRulesFile<T>(options: RulesFileOptions<T>): RulesFile<T> {
  const { path, parse, files = machineFiles, clock = Date.now } = options;
  const file = openSafeFile({ files, path, parse, clock, newMode: 0o660, keptBits: 0o770n });

  async function read(): Promise<Loaded<T> | undefined> {
    try {
      return await file.read();
    } catch (error) {
      if (error instanceof ConsoleError && error.reason === 'file_missing') return undefined;
      throw error;
    }
  }

  async function replace(text: string, hash: string | undefined): Promise<void> {
    try {
      if (hash === undefined) await file.create(text);
      else await file.update((loaded) => (loaded.hash === hash ? text : refuseChanged()));
    } catch (error) {
      // It came or went since it was read: as much a change as another text in it.
      if (!(error instanceof ConsoleError)) throw error;
      if (error.reason === 'file_exists' || error.reason === 'file_missing') refuseChanged(error);
      throw error;
    }
  }

  return { path, read, replace };
}

function refuseChanged(cause?: unknown): never {
  throw new ConsoleError('conflict', 'block_changed', {}, { cause });
}
