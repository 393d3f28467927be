import type { Groups } from '../core/access/roles.js';
import type { AuditReading } from '../core/audit/reading.js';
import type { ClientSettings, ConsoleClient } from '../core/client/client.js';
import type { ClientSaid } from '../core/client/settings.js';
import type { Foresight } from '../core/effects/foresight.js';
import type { Versions } from '../core/history/version.js';
import type { Around } from '../core/import/places.js';
import type { EnginePlaces } from '../core/keepalived/places.js';
import type { Rendering } from '../core/keepalived/render.js';
import type { RoutersSeen } from '../core/live/routers.js';
import type { Snapshot } from '../core/live/snapshot.js';
import type { Config } from '../core/lvscf/config.js';
import type { RouterReport, Side } from '../core/preflight/report.js';
import type { ConsoleError, Problem } from '../core/problem.js';
import type { Push } from '../core/push/api.js';
import type { Overrides } from '../core/push/override-api.js';
import type { Trials } from '../core/push/trial-api.js';
import type { Answer, RouterState } from '../core/router/answer.js';
import type { ProbeOrder, ProbeSeen } from '../core/router/probe.js';
import type { Verb } from '../core/router/verbs.js';
import type { Certificate } from '../core/tls/certificate.js';
import type { RestoreObject } from '../core/versions/object.js';
import type { Sides } from '../core/versions/sides.js';
import type { SettingFlags, Settings } from '../settings.js';

/** What a command reads and writes; tests give their own. */
export interface Io {
  readonly stdin: NodeJS.ReadableStream & {
    readonly isTTY?: boolean;
    setRawMode?(raw: boolean): unknown;
  };
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream;
}

/** A console that runs. */
export interface Running {
  /** Where it is reached, such as `http://localhost:3636/`. */
  readonly addresses: readonly string[];
  /** Passwords cross the network for everybody to read. */
  readonly isInClear: boolean;
  /** The certificate it shows. */
  readonly certificate: Certificate | undefined;
  close(): Promise<void>;
}

/** What happened on the way to a usable state folder. */
export interface Prepared {
  /** The example that was put in place, if there was nothing. */
  readonly example?: string;
  /** The password made for the first user; it exists nowhere else. */
  readonly firstUser?: { readonly user: string; readonly password: string };
  /** Whether anybody can log in now. */
  readonly hasUsers: boolean;
}

/** What makes lvs.cf run on this machine. */
export interface Engine {
  /** Has the router program do one thing. @throws ConsoleError engine_refused */
  run(verb: Verb): Promise<Answer>;
  /** What would be installed, or why it would not. @throws ConsoleError of the file */
  wanted(): Promise<{ readonly rendering: Rendering | undefined }>;
  /** What APPLY would do; nothing where it would change nothing that runs. @throws ConsoleError of the file */
  foresee(state: RouterState): Promise<Foresight | undefined>;
}

/** The other router. */
export type OtherRouter = Pick<Push, 'compare' | 'push' | 'close'>;

/** The versions of lvs.cf, and what they can be compared with. */
export interface VersionsHere {
  readonly configFile: {
    readonly history: Pick<Versions, 'list'>;
    /** Keeps what was changed outside the console as a version. @throws ConsoleError file_unavailable */
    noticeOutside(): Promise<unknown>;
  };
  readonly sides: Sides;
  /**
   * Brings back a version, or these objects of it. Where it would add problems, nothing is saved.
   * @throws ConsoleError no_such_version, object_not_there, not_by_object, dangerous; file_unavailable
   */
  restore(order: {
    readonly number: number;
    readonly objects: readonly RestoreObject[] | undefined;
    readonly dryRun: boolean;
    /** The name that was typed, for a restore that takes much away. */
    readonly confirm: string | undefined;
  }): Promise<Restored>;
  /** Ends the connection to the other router. */
  close(): Promise<void>;
}

/** What an import changed. */
export type SavedImport = Pick<Restored, 'before' | 'after' | 'version'>;

/** What a restore did, or would do. */
export interface Restored {
  readonly before: Config;
  readonly after: Config;
  readonly problems: readonly Problem[];
  /** The number of the version that it made; missing where nothing was saved. */
  readonly version: number | undefined;
}

/** The kernel's table beside what lvs.cf wants. */
export interface LiveTable {
  /** What is known now. */
  now(): Promise<Snapshot>;
}

/** What went into an archive. */
export interface Exported {
  /** The size of the archive, packed. */
  readonly bytes: number;
  /** Names in the archive, but for the history. */
  readonly names: readonly string[];
  readonly versions: number;
  /** Numbers of versions whose bytes are gone, or not the ones kept. */
  readonly unreadable: readonly number[];
}

/** What came out of an archive. */
export interface Rebuilt {
  /** The machine that the archive is of, and when it was made, in ISO 8601, UTC. */
  readonly host: string;
  readonly time: string;
  readonly versions: number;
  /** Settings of the archive that name places on that machine. */
  readonly notTaken: readonly string[];
  /** What is there and would be replaced; when there is any, nothing was written. */
  readonly inTheWay: readonly string[];
  /** Files that are as in the archive now. */
  readonly put: readonly string[];
  /** Where what was replaced is now. */
  readonly kept: readonly string[];
}

/** Both routers, and whatever had to be opened to ask them. */
export interface OpenRouters {
  /** What each of them says, or why it does not. */
  look(): Promise<RoutersSeen>;
  close(): Promise<void>;
}

/** How both routers are set up, and whatever had to be opened to ask them. */
export interface OpenPreflights {
  readonly preflights: {
    /** @throws ConsoleError of the file */
    look(sides: readonly Side[]): Promise<readonly RouterReport[]>;
  };
  close(): Promise<void>;
}

/** Trials, and whatever had to be opened for them. */
export interface OpenTrials {
  readonly trials: Trials;
  close(): Promise<void>;
}

/** Temporary weights, and whatever had to be opened for them. */
export interface OpenOverrides {
  readonly overrides: Overrides;
  /** lvs.cf as it is here. @throws ConsoleError of the file */
  config(): Promise<Config>;
  close(): Promise<void>;
}

/** Checks that are tried at once, and whatever had to be opened for them. */
export interface OpenProbes {
  /** Has a router try one. @throws ConsoleError engine_refused; push_failed; not_found: push_not_set_up */
  probe(order: ProbeOrder, side: 'here' | 'other'): Promise<ProbeSeen>;
  /** lvs.cf as it is here. @throws ConsoleError of the file */
  config(): Promise<Config>;
  close(): Promise<void>;
}

/** What the commands need from the rest of the program. */
export interface Tools {
  readonly version: string;
  /** @throws SettingError */
  readSettings(flags: SettingFlags): Settings;
  /** Makes the state folder ready. `mayShowPassword`: a first password may be made, because somebody will see it. */
  prepare(settings: Settings, mayShowPassword: boolean): Promise<Prepared>;
  /** Opens the port. */
  serve(settings: Settings): Promise<Running>;
  /** The engine of this machine. */
  engine(settings: Settings): Engine;
  /** What the kernel of this machine balances. */
  liveTable(settings: Settings): LiveTable;
  /** Both routers, as they are asked for what they do. */
  routers(settings: Settings): OpenRouters;
  /** How both routers are set up around lvs.cf. */
  preflights(settings: Settings): OpenPreflights;
  /** The other router. */
  otherRouter(settings: Settings): OtherRouter;
  /** What this machine says beside files that are imported. */
  around(): Promise<Around>;
  /** Saves a proposal in place of lvs.cf. @throws ConsoleError adds_problems, dangerous; file_unavailable */
  saveImport(settings: Settings, text: string, confirm: string | undefined): Promise<SavedImport>;
  /** The versions of lvs.cf. */
  versions(settings: Settings): VersionsHere;
  /** Writes everything that makes a console into a file. @throws ArchiveRefused; ConsoleError */
  exportConsole(settings: Settings, path: string): Promise<Exported>;
  /** Sets up a console from such a file. @throws ArchiveRefused; ConsoleError */
  rebuildConsole(settings: Settings, path: string, over: boolean): Promise<Rebuilt>;
  /** Trials here and on both routers. */
  trials(settings: Settings): OpenTrials;
  /** Temporary weights, here and on the other router. */
  overrides(settings: Settings): OpenOverrides;
  /** Checks that are tried at once, here and on the other router. */
  probes(settings: Settings): OpenProbes;
  /** The audit log: what commands change is told there. */
  audit(settings: Settings): AuditReading;
  /** Why what was done is not in it; nothing when it is. */
  auditTrouble(): ConsoleError | undefined;
  /** Where the router of this machine has what is made of lvs.cf. @throws SettingError */
  places(): Promise<EnginePlaces>;
  /** Whom commands ask that go to a console that runs. @throws SettingError */
  readClientSettings(flags: ClientSaid, mayGoInClear: boolean): Promise<ClientSettings>;
  /**
   * The way to it. @param askPassword called where no file has the password
   * @throws Error of a file that cannot be used; what `askPassword` throws
   */
  connectToConsole(settings: ClientSettings, askPassword: () => Promise<string>): Promise<ConsoleClient>;
  setPassword(settings: Settings, user: string, password: string): Promise<void>;
  /** User name to password hash. */
  readUsers(settings: Settings): Promise<ReadonlyMap<string, string>>;
  /** The groups that give roles; nothing where everybody is an administrator. */
  readGroups(settings: Settings): Promise<Groups | undefined>;
  /** Takes a user out; false when there is none. */
  removeUser(settings: Settings, user: string): Promise<boolean>;
  /** The certificate on the disk, if there is one. @throws ConsoleError certificate_unusable */
  readCertificate(settings: Settings): Promise<Certificate | undefined>;
  /**
   * Makes one for the names of this machine and these, where the settings name none.
   * @throws ConsoleError certificate_not_made
   */
  makeCertificate(settings: Settings, names: readonly string[], replace: boolean): Promise<Certificate>;
}

/** One subcommand. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole text of `--help`. */
  readonly usage: string;
  /**
   * Runs with what follows the command's name and returns the exit status: 0 done, 1 failed, 2 wrongly called.
   * Wrong flags may be thrown as `node:util` parseArgs throws them.
   */
  run(args: readonly string[], io: Io, tools: Tools): Promise<number>;
}
