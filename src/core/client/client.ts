/** What commands ask a console that runs, and what it answers: the contract with whatever carries it. */

/** One question to the JSON interface. */
export interface ConsoleQuestion {
  readonly method: string;
  /** With its query, from the root: `/api/v1/lvs.cf`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** What it answered, a refusal too. */
export interface ConsoleAnswer {
  readonly status: number;
  /** The media type, without parameters; blank without one. */
  readonly type: string;
  /** The ETag. */
  readonly revision: string | undefined;
  readonly body: Buffer;
}

/** A console that runs, here or on another machine. */
export interface ConsoleClient {
  /** Such as `https://router1:3636`. */
  readonly origin: string;
  /** Every answer is one, whatever its status; throws where there is none. */
  ask(question: ConsoleQuestion): Promise<ConsoleAnswer>;
}

/** Whom commands ask, and as whom: flags first, then variables, then the file of whoever runs the command. */
export interface ClientSettings {
  /** Such as `https://router1:3636`; without a path. */
  readonly origin: string;
  readonly user: string;
  /** The file with the password in its first line; nothing: it is asked for. */
  readonly passwordFile: string | undefined;
  /** The file with the certificates that are trusted in place of the usual ones. */
  readonly ca: string | undefined;
}
