import { unlink } from 'node:fs/promises';
import { ConsoleError } from '../../core/problem.js';
import { type BackupSettings, backupShape } from '../../core/ssh/backup-settings.js';
import { attempt, systemCode } from './failures.js';
import { machineFiles } from './files.js';
import { changeOrMake, openSafeFile, readIfThere } from './safe-file.js';

/** How the other router is reached. */
export interface BackupFile {
  /**
   * The connection; undefined while there is none.
   * @throws file_unavailable: ssh_backup_settings, no_right, not_a_file, unsafe_place, disk_failed
   */
  read(): Promise<BackupSettings | undefined>;
  /** @throws file_unavailable: no_right, not_a_file, unsafe_place, disk_failed; conflict: locked */
  save(settings: BackupSettings): Promise<void>;
}

/** A secret that has to be at hand when nobody is: the passphrase of a key file. */
export interface SecretFile {
  /** @throws file_unavailable: no_right, not_a_file, unsafe_place, disk_failed */
  read(): Promise<string | undefined>;
  /** @throws as `read`; conflict: locked */
  keep(secret: string): Promise<void>;
  /** @throws file_unavailable: no_right, disk_failed */
  forget(): Promise<void>;
}

const ownersAlone = { files: machineFiles, clock: Date.now, newMode: 0o600, keptBits: 0o600n };

/** Opens the file of the connection; it is made, mode 0600, with the first connection. */
export function openBackupFile(path: string): BackupFile {
  const file = openSafeFile({ ...ownersAlone, path, parse: (text) => settingsIn(path, text) });
  const toWrite = openSafeFile({ ...ownersAlone, path, parse: (text) => text });
  return {
    read: () => readIfThere(file),
    // Whatever lies there is replaced, also what cannot be read as a connection.
    save: (settings) => changeOrMake(toWrite, () => textOf(settings)),
  };
}

/** JSON with two blanks of indentation, in ASCII alone: the file is bytes. */
function textOf(settings: BackupSettings): string {
  const text = JSON.stringify(backupShape.parse(settings), null, 2);
  const ascii = text.replace(/[^ -~\n]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `${ascii}\n`;
}

function settingsIn(path: string, text: string): BackupSettings {
  try {
    return backupShape.parse(JSON.parse(text));
  } catch (cause) {
    throw new ConsoleError('file_unavailable', 'ssh_backup_settings', { path }, { cause });
  }
}

/** Opens the file of a secret: one account may read it, and it is never part of anything that is shown or copied. */
export function openSecretFile(path: string): SecretFile {
  const parse = (text: string) => Buffer.from(text, 'latin1').toString('utf8');
  const file = openSafeFile({ ...ownersAlone, path, parse });
  return {
    read: () => readIfThere(file),
    keep: (secret) => changeOrMake(file, () => Buffer.from(secret, 'utf8').toString('latin1')),
    forget: () =>
      attempt({ files: machineFiles, path, action: 'write', kind: 'file' }, async () => {
        await unlink(path).catch((error: unknown) => {
          if (systemCode(error) !== 'ENOENT') throw error;
        });
      }),
  };
}
