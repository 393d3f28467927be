/** What a connection to the other router can do, for whoever uses one without knowing how it is made. */

/** How a program over there ended. */
export interface ChannelEnd {
  /** Null: it was ended by a signal, or the server did not say how. */
  readonly status: number | null;
  /** `SIGTERM` and the like. */
  readonly signal: string | undefined;
  /** The first words it printed to its standard error, cut off at a limit; not made harmless. */
  readonly stderr: string;
}

/** How long to wait for the other end, in seconds. */
export interface Patience {
  readonly seconds?: number;
}

/** Bytes to and from the program over there. Whatever fails closes the channel. */
export interface ByteChannel {
  /**
   * Gives bytes; returns when they are on their way.
   * @throws push_failed: ssh_cut, ssh_silent (none were taken for so long)
   */
  write(bytes: Uint8Array, patience?: Patience): Promise<void>;
  /**
   * The next bytes, as they come; undefined once everything was said. One reader at a time.
   * @throws push_failed: ssh_cut, ssh_silent
   */
  read(patience?: Patience): Promise<Uint8Array | undefined>;
  /** Says that no more bytes will be given. */
  end(): void;
  /** Ends the channel; the program over there sees its input end. */
  close(): void;
  /** How it ended; also after a cut, and then without a status. Never rejects. */
  readonly closed: Promise<ChannelEnd>;
}

/** The steps of a replacement, as they begin. */
export type ReplaceStep = 'look' | 'upload' | 'sync' | 'rename' | 'verify';

/** Files over there, by SFTP. Every call @throws push_failed: ssh_file, ssh_cut, ssh_silent */
export interface RemoteFiles {
  /** The bytes of an ordinary file; undefined where there is nothing. @param limit bytes; a longer file is refused. */
  read(path: string, limit: number): Promise<Buffer | undefined>;
  /**
   * Replaces a file, or makes it: a new file beside it, written to the disk, with the mode and the owner of the one
   * replaced, then one rename, then every byte read back. Cut off anywhere, the old or the new bytes lie there.
   * @throws as above; push_failed: ssh_sftp_poor
   */
  replace(path: string, bytes: Uint8Array, onStep?: (step: ReplaceStep) => void): Promise<void>;
  /** Makes a folder that only its owner may enter; one that is there stays as it is. */
  makeFolder(path: string): Promise<void>;
  /** The folder in which the login begins. */
  home(): Promise<string>;
  /** Ends the session. */
  close(): void;
}

/** A connection that is logged in. */
export interface SshConnection {
  /** What the server calls itself, made harmless. */
  readonly server: string;
  /**
   * Starts our program over there; the key may have a command of its own, which then counts.
   * @throws push_failed: ssh_sessions_full, ssh_request_refused, ssh_cut, ssh_silent
   */
  channel(): Promise<ByteChannel>;
  /**
   * Files, over one session that stays open until it is closed: the server may allow only one at a time.
   * @throws as `channel`
   */
  files(): Promise<RemoteFiles>;
  close(): void;
  /** Whether it can still be used. */
  readonly open: boolean;
  /** Resolves when it has ended, for whatever reason. */
  readonly closed: Promise<void>;
}
