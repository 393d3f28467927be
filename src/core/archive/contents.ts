/** What an archive of a console holds, and nothing else. */

import { z } from 'zod';

/** The bounds of an archive: beyond them nobody wrote it here. Sizes in bytes. */
export const archiveLimits = {
  /** As it lies on the disk. */
  packed: 512 * 1024 * 1024,
  unpacked: 2 * 1024 * 1024 * 1024,
  file: 64 * 1024 * 1024,
  files: 100_000,
} as const;

/** Bounds of an archive. */
export type ArchiveLimits = { readonly [Name in keyof typeof archiveLimits]: number };

/** What a file of an archive is. */
export type ArchivePart =
  | 'manifest'
  | 'readme'
  | 'settings'
  | 'lvs_cf'
  | 'index'
  | 'version'
  | 'access'
  | 'state';

/** A file of an archive. */
export interface ArchivedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The names of everything but versions. */
const parts: Readonly<Record<string, ArchivePart>> = {
  'manifest.json': 'manifest',
  README: 'readme',
  'console.json': 'settings',
  'lvs.cf': 'lvs_cf',
  'history/index.jsonl': 'index',
  'access/htpasswd': 'access',
  'access/htgroup': 'access',
  'access/htaccess': 'access',
  'access/secure.htaccess': 'access',
  'ssh/backup.json': 'state',
  'ssh/known_hosts': 'state',
  'push/last-pushed': 'state',
  'push/receipts.jsonl': 'state',
};

const folders = new Set(['.', 'history', 'access', 'ssh', 'push']);

/** What a name stands for; undefined where no archive has it. */
export function partOf(name: string): ArchivePart | undefined {
  if (Object.hasOwn(parts, name)) return parts[name];
  return /^history\/\d{6,15}-[0-9a-f]{12}\.cf$/.test(name) ? 'version' : undefined;
}

/** The names of a part, but for versions. */
export function namesOf(part: ArchivePart): string[] {
  return Object.keys(parts).filter((name) => parts[name] === part);
}

/** Whether an archive may say that it has this folder. */
export function isArchiveFolder(name: string): boolean {
  return folders.has(name);
}

const manifestShape = z.strictObject({
  format: z.literal(1),
  /** The program that wrote it. */
  version: z.string().max(100),
  /** The name of the machine. */
  host: z.string().max(255),
  /** ISO 8601, UTC. */
  time: z.iso.datetime(),
  files: z
    .array(
      z.strictObject({
        name: z.string().max(100),
        bytes: z.int().min(0).max(archiveLimits.file),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(archiveLimits.files),
});

/** What an archive says of itself: its first file. */
export type Manifest = z.output<typeof manifestShape>;

/** Reads it; undefined when it is none that this program understands. */
export function readManifest(text: string): Manifest | undefined {
  try {
    return manifestShape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // not JSON: no manifest
  }
}

/** What is never in an archive. */
export const leftOut = [
  'the private key and the certificate of HTTPS',
  'the private key of the connection to the backup router, and its passphrase',
  'the key that protects forms',
  'who is locked out after wrong passwords',
  'the audit log',
  'what keepalived runs: APPLY makes it again from lvs.cf',
] as const;

/** Why an archive is refused, with the name of the file it is about. */
export type ArchiveFault =
  | { readonly fault: 'no_gzip' | 'no_tar' | 'cut' | 'too_large' | 'too_many' | 'behind_end' | 'no_manifest' }
  | {
      readonly fault:
        | 'kind'
        | 'name'
        | 'twice'
        | 'unlisted'
        | 'missing'
        | 'other_bytes'
        | 'no_version'
        | 'no_settings';
      readonly name: string;
    };

/** An archive that is not one of a console, or a damaged one, or would become too large. */
export class ArchiveRefused extends Error {
  readonly why: ArchiveFault;

  constructor(why: ArchiveFault, options?: ErrorOptions) {
    super(`the archive is refused: ${why.fault}`, options);
    this.why = why;
  }
}
