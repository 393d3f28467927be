import { join } from 'node:path';
import {
  type BackupFile,
  openBackupFile,
  openSecretFile,
  type SecretFile,
} from '../adapters/files/backup-file.js';
import { type ConsoleKey, openConsoleKey } from '../adapters/files/console-key.js';
import { type KnownHostsFile, openKnownHosts } from '../adapters/files/known-hosts-file.js';
import { openSshConnection } from '../adapters/ssh/connect.js';
import type { SshLogin } from '../adapters/ssh/login.js';
import { ConsoleError } from '../core/problem.js';
import type { BackupSettings } from '../core/ssh/backup-settings.js';
import type { SshConnection } from '../core/ssh/connection.js';

/** Where everything about the connection is kept. */
export interface ConnectionFiles {
  /** The folder of all of them; it is made with the first. */
  readonly folder: string;
  readonly backup: BackupFile;
  readonly passphrase: SecretFile;
  readonly key: ConsoleKey;
  readonly knownHosts: KnownHostsFile;
  /** The address of the SSH agent; blank when none was named. */
  readonly agent: string;
}

/** Opens them; nothing is read or made before it is asked. @param agent address of the SSH agent */
export function openConnectionFiles(folder: string, agent: string): ConnectionFiles {
  return {
    folder,
    agent,
    backup: openBackupFile(join(folder, 'backup.json')),
    passphrase: openSecretFile(join(folder, 'passphrase')),
    key: openConsoleKey(folder),
    knownHosts: openKnownHosts(join(folder, 'known_hosts')),
  };
}

/** The connection as it is set up. @throws not_found: push_not_set_up; file_unavailable */
export async function settingsIn({ backup }: Pick<ConnectionFiles, 'backup'>): Promise<BackupSettings> {
  const settings = await backup.read();
  if (settings === undefined) throw new ConsoleError('not_found', 'push_not_set_up', {});
  return settings;
}

/** Connects and logs in as it is set up. @throws as `settingsIn`; push_failed */
export async function connectAsSetUp(files: ConnectionFiles): Promise<SshConnection> {
  const settings = await settingsIn(files);
  const [login, hostKeys] = await Promise.all([loginOf(settings, files), files.knownHosts.read()]);
  return openSshConnection({ ...settings, login, hostKeys });
}

async function loginOf({ login }: BackupSettings, files: ConnectionFiles): Promise<SshLogin> {
  if (login.kind === 'agent') return { kind: 'agent', socket: files.agent };
  // What is missing is said by whoever reads the file.
  if (login.kind === 'console_key') return { kind: 'console_key', path: files.key.path };
  const passphrase = await files.passphrase.read();
  return { ...login, ...(passphrase !== undefined && { passphrase }) };
}
