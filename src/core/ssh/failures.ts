/** What can go wrong on the way to the other router, with the parameters that each sentence needs. */

/** How far a connection had come; every step has a limit of its own. */
export type SshStep = 'connect' | 'greeting' | 'keys' | 'login' | 'session' | 'answer';

/** A host key as a person compares it: its type and its SHA-256 fingerprint, as `ssh-keygen -l` prints it. */
export interface ShownKey {
  readonly type: string;
  readonly fingerprint: string;
}

/** How the console logs in. */
export type LoginKind = 'console_key' | 'key_file' | 'agent' | 'password';

/** What the two ends have to agree upon. */
export type SshAgreement = 'key_exchange' | 'host_key' | 'cipher' | 'mac' | 'unknown';

/** Why a private key cannot be used. */
export type KeyFault = 'missing' | 'unreadable' | 'open' | 'encrypted' | 'passphrase' | 'format';

/**
 * Why a file over there is not read or replaced.
 * - `missing`: it, or its folder, is not there.
 * - `other_kind`: a folder, a pipe, a symbolic link or a device is in its place.
 * - `folder_open`: everybody may write in its folder.
 * - `refused`: the server says no and nothing more.
 * - `other_bytes`: what was read back is not what was sent.
 */
export type RemoteFileFault =
  | 'missing'
  | 'no_right'
  | 'other_kind'
  | 'folder_open'
  | 'too_large'
  | 'full'
  | 'read_only'
  | 'refused'
  | 'other_bytes';

interface At {
  address: string;
  port: number;
}

/** The parameters of each failure. */
export interface SshErrorParams {
  /** The name resolves to nothing. */
  ssh_name_unknown: { address: string };
  /** Nothing listens there. */
  ssh_refused: At;
  /** No way leads there. `system` is the system's word for it. */
  ssh_unreachable: At & { system: string };
  /** A step took longer than it may. */
  ssh_silent: At & { step: SshStep; seconds: number };
  /** The connection ended in the middle of a step. */
  ssh_cut: At & { step: SshStep };
  /** Something answers that does not speak SSH 2. `said` is its first words, made harmless. */
  ssh_other_protocol: At & { said: string };
  ssh_no_agreement: At & { on: SshAgreement };
  /** Nobody has confirmed its key. `certified`: the file trusts an authority, which this console does not follow. */
  ssh_host_unknown: At & { offered: ShownKey; certified: boolean };
  ssh_host_changed: At & { offered: ShownKey; known: readonly ShownKey[] };
  ssh_host_revoked: At & { offered: ShownKey };
  /** `offers`: what the server would take instead. `partial`: it took this and wants one thing more. */
  ssh_login_refused: At & { user: string; login: LoginKind; offers: readonly string[]; partial: boolean };
  ssh_key: { path: string; fault: KeyFault };
  /** The agent: no address of one, nobody at the address, or no key in it. */
  ssh_agent: { path: string; fault: 'unnamed' | 'absent' | 'empty' };
  /** The server opens no further session on this connection. */
  ssh_sessions_full: At;
  /** The server starts no program, or no SFTP, for this login. */
  ssh_request_refused: At & { request: 'program' | 'sftp' };
  /** Its SFTP lacks what a safe replacement takes. */
  ssh_sftp_poor: At & { extension: string };
  ssh_file: { path: string; fault: RemoteFileFault; said: string };
  /** The file in which the console keeps the connection holds something else. */
  ssh_backup_settings: { path: string };
}
