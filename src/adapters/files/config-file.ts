import { resolve } from 'node:path';
import type { Author, Version, Versions } from '../../core/history/version.js';
import { type Clock, type Files, machineFiles } from './files.js';
import { type Differ, openHistory } from './history.js';
import type { NeededHashes } from './history-tending.js';
import type { Loaded } from './reader.js';
import { type Change, isFailure, openSafeFile } from './safe-file.js';

/** What a save did. */
export interface Saved<T> extends Change<T> {
  /** The version kept; missing when nothing changed. */
  readonly version?: Version;
}

/** The one place that writes `lvs.cf`. */
export interface ConfigFile<T> {
  /** The path as it was given, made absolute. */
  readonly path: string;
  /** Every version that was saved. */
  readonly history: Versions;
  /**
   * The file as it is now; parsed again only when its bytes are others.
   * @throws file_unavailable: file_missing, no_right, not_a_file, unsafe_place, disk_failed
   */
  read(): Promise<Loaded<T>>;
  /**
   * Saves what `change` makes of the file as it is now: lock, read, change, keep the version, replace, read
   * back. A text that stays the same writes nothing. An error thrown by `change` passes and writes nothing.
   * @param change - runs with the lock held; again when the file was replaced meanwhile without the lock
   * @throws file_unavailable: as `read`; conflict: locked
   */
  update(by: Author, change: (loaded: Loaded<T>) => string): Promise<Saved<T>>;
  /**
   * Makes the file where there is none, mode 0660.
   * @throws file_unavailable: as `read`; conflict: locked, file_exists
   */
  create(by: Author, text: string): Promise<Loaded<T>>;
  /**
   * Keeps the file as a version of panel `outside` when somebody changed it without the console; returns it then.
   * Costs a look at the file and at the newest version when nobody did. A missing file is nothing to keep.
   * @throws file_unavailable: as `read`, unsafe_place; conflict: locked
   */
  noticeOutside(): Promise<Version | undefined>;
  /**
   * Removes versions that have served their time. Saves wait while the index is replaced, not while files go.
   * @param needed hashes of bytes that something else refers to: their versions stay; asked when any would go
   * @returns how many versions went
   * @throws file_unavailable: as `read`, unsafe_place; conflict: locked
   */
  tendHistory(needed?: NeededHashes): Promise<number>;
}

/** What a configuration file needs. */
export interface ConfigFileOptions<T> {
  readonly path: string;
  /** The folder of the versions, made when the first is kept. */
  readonly historyFolder: string;
  /** Reads a byte string: one character per byte (latin1), so that every byte survives. */
  readonly parse: (text: string) => T;
  /** Says what a version changed; without it, versions do not remember that. */
  readonly differ?: Differ;
  readonly files?: Files;
  readonly clock?: Clock;
}

/** Opens `lvs.cf`; nothing is read or made before it is asked. */
export function openConfigFile<T>(options: ConfigFileOptions<T>): ConfigFile<T> {
  const { parse, differ, files = machineFiles, clock = Date.now } = options;
  const path = resolve(options.path);
  const history = openHistory({ files, folder: resolve(options.historyFolder), clock, differ });
  const file = openSafeFile({ files, path, parse, clock, newMode: 0o660, keptBits: 0o7777n });

  async function update(by: Author, change: (loaded: Loaded<T>) => string): Promise<Saved<T>> {
    let version: Version | undefined;
    const done = await file.update(change, async (after, before) => {
      version = await history.keep(by, after, before);
    });
    return version === undefined ? done : { ...done, version };
  }

  function create(by: Author, text: string): Promise<Loaded<T>> {
    return file.create(text, async (after) => {
      await history.keep(by, after);
    });
  }

  async function noticeOutside(): Promise<Version | undefined> {
    try {
      if (await history.isKnown(await file.read())) return undefined;
      return await file.exclusively(async (_, reread) => {
        const { loaded, stats } = await reread();
        return history.keepOutside({ ...loaded, mtime: Number(stats.mtimeMs) });
      });
    } catch (error) {
      if (isFailure(error, 'file_missing')) return undefined;
      throw error;
    }
  }

  const versions: Versions = {
    list: history.list,
    get: history.get,
    mark: (number, mark) => file.exclusively(() => history.mark(number, mark)),
  };

  const tendHistory: ConfigFile<T>['tendHistory'] = (needed = async () => new Set()) =>
    history.tend(needed, file.exclusively);

  return { path, history: versions, read: file.read, update, create, noticeOutside, tendHistory };
}
