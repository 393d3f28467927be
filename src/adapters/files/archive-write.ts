import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import {
  type ArchivedFile,
  ArchiveRefused,
  archiveLimits,
  type Manifest,
} from '../../core/archive/contents.js';
import { blockBytes, printTarHeader } from '../../core/archive/tar-header.js';
import { attempt } from './failures.js';
import type { Files } from './files.js';
import { locate } from './place.js';
import { hashOf } from './reader.js';
import { safeWrite } from './safe-write.js';

/** A file that goes into an archive; it is read twice, and has the same bytes both times. */
export interface ArchiveSource {
  readonly name: string;
  read(): Promise<Buffer>;
}

/** What an archive says of where it came from. */
export type Provenance = Pick<Manifest, 'version' | 'host' | 'time'>;

/**
 * Writes an archive, for this account alone; the file is there as a whole or not at all.
 * @returns its size in bytes
 * @throws conflict: file_exists; file_unavailable: no_right, disk_failed, and what the sources throw
 */
export async function writeArchive(
  files: Files,
  path: string,
  sources: readonly ArchiveSource[],
  provenance: Provenance,
): Promise<number> {
  const listed: Manifest['files'] = [];
  for (const { name, read } of sources) {
    const bytes = await read();
    listed.push({ name, bytes: bytes.length, sha256: hashOf(bytes) });
  }
  const manifest: Manifest = { format: 1, ...provenance, files: listed };
  const seconds = Math.trunc(Date.parse(provenance.time) / 1000);
  const packed = await packedBytes(archived(manifest, sources), seconds);
  await attempt({ files, path, action: 'write', kind: 'file' }, async () => {
    await safeWrite(files, await locate(files, path), packed, { over: 'nothing', mode: 0o600 });
  });
  return packed.length;
}

async function* archived(
  manifest: Manifest,
  sources: readonly ArchiveSource[],
): AsyncGenerator<ArchivedFile> {
  yield { name: 'manifest.json', bytes: Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`) };
  for (const { name, read } of sources) yield { name, bytes: await read() };
}

/** The archive as it goes to the disk. @throws ArchiveRefused: too_large, too_many */
async function packedBytes(entries: AsyncIterable<ArchivedFile>, seconds: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const gzip = Readable.from(tarBytes(entries, seconds)).compose(createGzip());
  for await (const chunk of gzip) chunks.push(chunk as Buffer);
  const packed = Buffer.concat(chunks);
  if (packed.length > archiveLimits.packed) throw new ArchiveRefused({ fault: 'too_large' });
  return packed;
}

async function* tarBytes(entries: AsyncIterable<ArchivedFile>, seconds: number): AsyncGenerator<Uint8Array> {
  let total = 0;
  let count = 0;
  for await (const { name, bytes } of entries) {
    total += bytes.length + 2 * blockBytes;
    count += 1;
    if (bytes.length > archiveLimits.file || total > archiveLimits.unpacked) {
      throw new ArchiveRefused({ fault: 'too_large' });
    }
    if (count > archiveLimits.files) throw new ArchiveRefused({ fault: 'too_many' });
    yield printTarHeader(name, bytes.length, seconds);
    yield bytes;
    yield new Uint8Array(-bytes.length & (blockBytes - 1));
  }
  // The end of an archive. Source: POSIX.1-2017, pax, section "ustar Interchange Format".
  yield new Uint8Array(2 * blockBytes);
}
