import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { blockLimitBytes, dayParts, readBlock, type SeriesBlock } from '../../core/live/series-block.js';
import { attempt, systemCode } from './failures.js';
import { type Files, machineFiles } from './files.js';
import { makeStateFolder } from './folders.js';
import { locate, type Place } from './place.js';
import { readSettled } from './reader.js';
import { isFailure } from './safe-file.js';
import { removeLeftovers, safeWrite } from './safe-write.js';

/** What was measured lately, kept over a restart: one file for the last hour, and one for each hour of a day. */
export interface SeriesFiles {
  /**
   * Everything that was kept.
   * @returns also the files that cannot be read, or hold something else: they count for nothing, and are written
   * anew in their turn
   */
  read(): Promise<{ readonly blocks: readonly SeriesBlock[]; readonly refused: readonly string[] }>;
  /**
   * Keeps a block in place of the one before; after a crash at any moment there is the old one or the new one.
   * @throws file_unavailable: no_right, unsafe_place, disk_failed
   */
  write(name: SeriesFileName, bytes: Uint8Array): Promise<void>;
}

/** Which file: of the last hour, or of one part of the day. */
export type SeriesFileName = 'hour' | number;

const pack = promisify(deflate);
const unpack = promisify(inflate);

/** Opens the folder; nothing is read or made before it is asked. */
export function openSeriesFiles(folder: string, files: Files = machineFiles): SeriesFiles {
  const pathOf = (name: SeriesFileName) =>
    join(resolve(folder), name === 'hour' ? 'hour' : `day-${String(name).padStart(2, '0')}`);

  /** What a file holds: undefined where there is none. */
  async function blockAt(path: string): Promise<SeriesBlock | 'refused' | undefined> {
    try {
      const place = await locate(files, path);
      const { size } = await files.lstat(place.target, { bigint: true });
      if (size > BigInt(blockLimitBytes)) return 'refused';
      return (await blockIn((await readSettled(files, place)).bytes)) ?? 'refused';
    } catch (error) {
      const isMissing = systemCode(error) === 'ENOENT' || isFailure(error, 'file_missing');
      return isMissing ? undefined : 'refused';
    }
  }

  return {
    async read() {
      const blocks: SeriesBlock[] = [];
      const refused: string[] = [];
      const names = ['hour', ...Array.from({ length: dayParts }, (_, part) => part)] as const;
      for (const path of names.map(pathOf)) {
        const block = await blockAt(path);
        if (block === 'refused') refused.push(path);
        else if (block !== undefined) blocks.push(block);
      }
      return { blocks, refused };
    },
    async write(name, bytes) {
      const path = pathOf(name);
      await makeStateFolder(folder, files);
      await attempt({ files, path, action: 'write', kind: 'state' }, async () => {
        const place: Place = await locate(files, path);
        await removeLeftovers(files, place);
        await safeWrite(files, place, await pack(bytes), { over: 'anything', mode: 0o600 });
      });
    },
  };
}

/** What a file means; nothing where that is nothing of ours. The sum of zlib tells changed bytes. */
async function blockIn(bytes: Buffer): Promise<SeriesBlock | undefined> {
  try {
    return readBlock(await unpack(bytes, { maxOutputLength: blockLimitBytes }));
  } catch {
    return undefined; // cut, changed, or made to grow without end
  }
}
