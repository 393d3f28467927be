/** How the connection to the other router is set up, for whoever offers it without knowing how it is done. */

import type { ConsoleError } from '../problem.js';
import type { BackupSettings } from '../ssh/backup-settings.js';
import type { ShownKey } from '../ssh/failures.js';
import type { PublicKey } from '../ssh/host-key.js';
import type { Finding } from './findings.js';

/** A key of this console, with the line that lets it in on the other router. */
export interface OwnKeyLine extends ShownKey {
  readonly line: string;
}

/** The connection as it is set up. */
export interface ConnectionState {
  readonly settings: BackupSettings | undefined;
  /** Whether a passphrase of the key file is kept. */
  readonly hasPassphrase: boolean;
  /** The key that logs in, and the one that is to take its place. */
  readonly key: OwnKeyLine | undefined;
  readonly nextKey: OwnKeyLine | undefined;
  /** Confirmed keys of the host. */
  readonly hostKeys: readonly ShownKey[];
}

/** The key that a host shows, and what is known of the host. */
export interface OfferedHostKey extends ShownKey {
  readonly offered: PublicKey;
  readonly verdict: 'known' | 'unknown' | 'changed' | 'revoked';
  readonly known: readonly ShownKey[];
}

/** One step of a test on the way to the other router. */
export interface TestStep {
  readonly name: 'host_key' | 'login' | 'program';
  /** How long it took, in milliseconds. */
  readonly ms: number;
  /** Why it failed. */
  readonly error?: ConsoleError;
}

/** What a test of the connection found. */
export interface ConnectionTest {
  /** Up to the first that failed. */
  readonly steps: readonly TestStep[];
  /** What the server calls itself; blank before somebody is logged in. */
  readonly server: string;
  /** What our program there said. */
  readonly findings: readonly Finding[];
}

/** Sets up the connection. What asks the network @throws push_failed; without a connection push_not_set_up. */
export interface ConnectionSetup {
  /** How it is set up now; asks nobody. @throws file_unavailable */
  look(): Promise<ConnectionState>;
  /**
   * @param passphrase of the key file; missing: the one that is kept stays, blank: it goes
   * @throws file_unavailable; conflict: locked
   */
  save(settings: BackupSettings, passphrase?: string): Promise<void>;
  /** Fetches the host's key; nobody logs in. */
  fetchHostKey(): Promise<OfferedHostKey>;
  /** Takes a key for the host's own, from a person who has compared it. @throws ssh_host_changed, ssh_host_revoked */
  confirmHostKey(key: PublicKey): Promise<void>;
  /** Takes out what the host is known by, so that its next key can be confirmed. */
  forgetHostKey(): Promise<void>;
  /** Makes a key; while there is one, the next. @throws file_unavailable, conflict */
  makeKey(): Promise<void>;
  /** The next key logs in from now on; the other one is gone. */
  useNextKey(): Promise<void>;
  /** Lets the newest key in, with a password that is used this once. @returns whether it was not there before */
  letKeyIn(password: string): Promise<boolean>;
  /** Goes through every step without changing anything. */
  test(): Promise<ConnectionTest>;
}
