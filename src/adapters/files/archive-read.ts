import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import {
  type ArchivedFile,
  type ArchiveLimits,
  ArchiveRefused,
  archiveLimits,
  isArchiveFolder,
  type Manifest,
  partOf,
  readManifest,
} from '../../core/archive/contents.js';
import { blockBytes, readTarHeader, type TarEntry } from '../../core/archive/tar-header.js';
import { fileNameOf, readIndexLine } from '../../core/history/index-line.js';
import { attempt } from './failures.js';
import type { Files } from './files.js';

/** A file as it came out of an archive. */
type UnpackedFile = ArchivedFile & { readonly bytes: Buffer };

/** An archive that was looked through from end to end. */
export interface CheckedArchive {
  readonly manifest: Manifest;
  /** Its files again, as they were checked. */
  files(): AsyncGenerator<UnpackedFile>;
}

/**
 * Reads an archive and checks all of it; nothing of it is written anywhere.
 * @throws ArchiveRefused; file_unavailable: file_missing, no_right, disk_failed
 */
export async function readArchive(
  files: Files,
  path: string,
  limits: ArchiveLimits = archiveLimits,
): Promise<CheckedArchive> {
  // What is checked stays in memory as it is packed: what is written later is what was checked.
  const packed = await attempt({ files, path, action: 'read', kind: 'file' }, () =>
    bytesOf(files, path, limits),
  );
  const manifest = await checked(filesIn(packed, limits));
  return { manifest, files: () => filesIn(packed, limits) };
}

async function bytesOf(files: Files, path: string, limits: ArchiveLimits): Promise<Buffer> {
  // A pipe that nobody writes to must not block.
  const handle = await files.open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new ArchiveRefused({ fault: 'no_gzip' });
    if (stats.size > limits.packed) throw new ArchiveRefused({ fault: 'too_large' });
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Everything that must be true of an archive before a byte of it is used. */
async function checked(files: AsyncGenerator<UnpackedFile>): Promise<Manifest> {
  const first = (await files.next()).value as UnpackedFile | undefined;
  const manifest = first?.name === 'manifest.json' ? readManifest(first.bytes.toString('utf8')) : undefined;
  if (manifest === undefined) throw new ArchiveRefused({ fault: 'no_manifest' });
  const listed = new Map(manifest.files.map((file) => [file.name, file]));
  const found = new Map<string, string>();
  let index = '';
  for await (const { name, bytes } of files) {
    const wanted = listed.get(name);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (wanted === undefined) throw new ArchiveRefused({ fault: 'unlisted', name });
    if (wanted.sha256 !== sha256 || wanted.bytes !== bytes.length) {
      throw new ArchiveRefused({ fault: 'other_bytes', name });
    }
    found.set(name, sha256);
    if (partOf(name) === 'index') index = bytes.toString('utf8');
  }
  const missing = manifest.files.find(({ name }) => !found.has(name));
  if (missing !== undefined) throw new ArchiveRefused({ fault: 'missing', name: missing.name });
  checkVersions(found, index);
  return manifest;
}

/** Every version is one that the index knows, with the bytes that it had there. */
function checkVersions(found: ReadonlyMap<string, string>, index: string): void {
  const hashes = new Map<string, string>();
  for (const text of index.split('\n')) {
    const line = readIndexLine(text);
    if (line !== undefined && 'version' in line) {
      hashes.set(`history/${fileNameOf(line.version)}`, line.version.hash);
    }
  }
  for (const [name, hash] of found) {
    if (partOf(name) === 'version' && hashes.get(name) !== hash) {
      throw new ArchiveRefused({ fault: 'no_version', name });
    }
  }
}

/** The plain files of an archive, each once, each with a name that archives have. */
async function* filesIn(packed: Buffer, limits: ArchiveLimits): AsyncGenerator<UnpackedFile> {
  const names = new Set<string>();
  const blocks = openBlocks(packed, limits);
  for (;;) {
    const block = await blocks.take(blockBytes);
    const entry = readTarHeader(block);
    if (entry === undefined) break;
    if ('fault' in entry) throw new ArchiveRefused(entry);
    if (entry.kind === 'folder') {
      if (!isArchiveFolder(entry.name)) throw new ArchiveRefused({ fault: 'name', name: entry.name });
      continue;
    }
    if (partOf(entry.name) === undefined) throw new ArchiveRefused({ fault: 'name', name: entry.name });
    if (names.has(entry.name)) throw new ArchiveRefused({ fault: 'twice', name: entry.name });
    names.add(entry.name);
    if (names.size > limits.files) throw new ArchiveRefused({ fault: 'too_many' });
    yield { name: entry.name, bytes: await contentOf(blocks, entry, limits) };
  }
  await blocks.end();
}

async function contentOf(blocks: Blocks, { size }: TarEntry, limits: ArchiveLimits): Promise<Buffer> {
  if (size > limits.file) throw new ArchiveRefused({ fault: 'too_large' });
  const whole = await blocks.take(Math.ceil(size / blockBytes) * blockBytes);
  return whole.subarray(0, size);
}

/** What an archive unpacks to, taken piece by piece. */
interface Blocks {
  /** @throws ArchiveRefused: cut, too_large, no_gzip */
  take(bytes: number): Promise<Buffer>;
  /** @throws ArchiveRefused: behind_end (something stands behind the end of the archive) */
  end(): Promise<void>;
}

function openBlocks(packed: Buffer, limits: ArchiveLimits): Blocks {
  const chunks = Readable.from([packed]).pipe(createGunzip())[Symbol.asyncIterator]();
  let waiting: Buffer[] = [];
  let length = 0;
  let total = 0;

  async function more(): Promise<boolean> {
    try {
      const { done, value } = await chunks.next();
      if (done === true) return false;
      total += value.length;
      length += value.length;
      waiting.push(value);
    } catch (cause) {
      throw new ArchiveRefused({ fault: total === 0 ? 'no_gzip' : 'cut' }, { cause });
    }
    if (total > limits.unpacked) throw new ArchiveRefused({ fault: 'too_large' });
    return true;
  }

  return {
    async take(bytes) {
      while (length < bytes) {
        if (!(await more())) throw new ArchiveRefused({ fault: 'cut' });
      }
      const whole = Buffer.concat(waiting);
      waiting = [whole.subarray(bytes)];
      length -= bytes;
      return whole.subarray(0, bytes);
    },
    async end() {
      do {
        if (waiting.some((chunk) => !chunk.equals(Buffer.alloc(chunk.length)))) {
          throw new ArchiveRefused({ fault: 'behind_end' });
        }
        waiting = [];
      } while (await more());
    },
  };
}
