/** What is wrong with an archive, as the commands say it. */

import { type ArchiveFault, ArchiveRefused, archiveLimits } from '../core/archive/contents.js';
import type { Io } from './command.js';
import { plain } from './plain.js';

const mib = (bytes: number) => `${Math.trunc(bytes / 1024 / 1024)} MiB`;

const sentences: { readonly [Fault in ArchiveFault['fault']]: (name: string) => string } = {
  no_gzip: () => 'it is not packed with gzip',
  no_tar: () => 'it is no tar archive, or it is damaged',
  cut: () => 'its end is missing, or it is damaged',
  behind_end: () => 'something stands behind its end',
  too_large: () =>
    `it is too large: at most ${mib(archiveLimits.packed)}, ${mib(archiveLimits.unpacked)} unpacked, ` +
    `${mib(archiveLimits.file)} for each file`,
  too_many: () => `it has more than ${archiveLimits.files} files`,
  no_manifest: () => 'it does not begin with a manifest.json that this version understands',
  kind: (name) => `${name} is a link, a device or something else that no console writes`,
  name: (name) => `no console writes a file named ${name}`,
  twice: (name) => `it has ${name} twice`,
  unlisted: (name) => `manifest.json does not list ${name}`,
  missing: (name) => `${name} is missing`,
  other_bytes: (name) => `${name} does not have the bytes that manifest.json says`,
  no_version: (name) => `${name} is not a version of its history, or has other bytes`,
  no_settings: (reason) => `its settings cannot be used: ${reason}`,
};

/** Does the work of a command; an archive that is refused ends it with a sentence. */
export async function withArchive(io: Io, path: string, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ArchiveRefused)) throw error;
    const { why } = error;
    const said = sentences[why.fault]('name' in why ? plain(why.name) : '');
    io.stderr.write(`lvs-console: ${plain(path)}: ${said}. Nothing was changed.\n`);
    return 1;
  }
}
