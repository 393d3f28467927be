/**
 * What can be wrong. A Problem is data: a text (a file, a form, kernel output) says something wrong.
 * A ConsoleError is thrown: an operation failed. Neither holds a sentence; `src/text` has those.
 */
import type { PushErrorParams } from './push/failures.js';
import type { SshErrorParams } from './ssh/failures.js';
import type { VersionErrorParams } from './versions/failures.js';

/**
 * How bad a problem is.
 * - `refused`: the original reader refuses the file, dies on it or reads it at random.
 * - `broken`: accepted, but it cannot work or the daemon misreads it.
 * - `advice`: works, probably not meant.
 */
export type Severity = 'refused' | 'broken' | 'advice';

/** The four kinds of scope a line of `lvs.cf` can stand in. */
export type Scope = 'global' | 'virtual' | 'failover' | 'server';

/** A span of the text: line and column count from 1, length in bytes. Line 0 is the file as a whole. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** The object a problem belongs to: a block by its position in the file, and one of its keywords. */
export interface Subject {
  readonly scope: Scope;
  /** Position of the virtual (or failover) block among its like, from 0. */
  readonly block?: number;
  /** Position of the server block in its virtual block, from 0. */
  readonly server?: number;
  readonly keyword?: string;
  /** Which input of a compound field, from 0: the device of `address = IP DEV` is 1. */
  readonly input?: number;
}

/** What a keyword that the reader does not know looks like. */
export type KeywordHint =
  | 'none'
  | 'similar'
  | 'case'
  | 'equal_glued'
  | 'brace_glued'
  | 'byte_order_mark'
  | 'not_a_blank'
  | 'comment_sign';

/** The keys that hold an own address of one of the routers. */
export type RouterKeyword = 'primary' | 'primary_private' | 'backup' | 'backup_private';

/** Why the C library does not compile a POSIX extended regular expression. */
export type RegexFault =
  | 'parenthesis_open'
  | 'bracket_open'
  | 'interval_open'
  | 'interval_bad'
  | 'interval_large'
  | 'nothing_to_repeat'
  | 'backslash_last'
  | 'group_missing'
  | 'class_unknown'
  | 'symbol_unknown'
  | 'range_bad';

/** The parameters that the sentence of each problem needs. The keys are the closed list of codes. */
export interface ProblemParams {
  // The file as a whole
  empty_file: Record<never, never>;
  nul_byte: Record<never, never>;
  nul_ends_file: Record<never, never>;
  carriage_return: { lines: number };
  file_large: { bytes: number; limit: number };
  file_long: { lines: number };
  // Words and quotes
  bad_quoting: { word: string };
  quote_cuts_line: { word: string };
  quote_closes_block: { word: string; scope: Scope };
  quote_at_random: { word: string };
  lone_quote: Record<never, never>;
  too_many_words: { limit: number };
  // Structure
  unknown_keyword: { keyword: string; scope: Scope; hint: KeywordHint; suggestion: string };
  keyword_elsewhere: { keyword: string; scope: Scope; belongs: readonly Scope[] };
  stray_close: Record<never, never>;
  equal_expected: { keyword: string; found: string };
  value_missing: { keyword: string; wanted: number };
  value_extra: { keyword: string; extra: string; wanted: number };
  name_missing: { scope: Scope };
  brace_missing: { scope: Scope; found: string };
  block_extra: { scope: Scope; extra: string };
  text_after_close: { extra: string };
  block_not_closed: { scope: Scope; name: string };
  brace_ends_file: { scope: Scope; name: string };
  repeated_keyword: { keyword: string; first: number };
  obsolete_keyword: { keyword: string };
  // Values
  list_expected: { keyword: string };
  list_missing: { keyword: string };
  number_expected: { keyword: string; value: string };
  number_form: { keyword: string; value: string; read: number };
  number_overflow: { keyword: string; value: string; read: number };
  number_range: { keyword: string; value: number; min: number; max: number };
  flag_expected: { keyword: string; value: string };
  choice_expected: { keyword: string; value: string; choices: readonly string[] };
  service_unknown: { keyword: string; value: string };
  service_name: { keyword: string; value: string; port: number };
  service_unresolved: { keyword: string; value: string };
  address_expected: { keyword: string; value: string };
  address_zero: { keyword: string };
  address_form: { keyword: string; value: string; read: string };
  host_name: { keyword: string; value: string };
  mask_form: { keyword: string; value: string; read: string };
  mask_holes: { keyword: string; value: string };
  mask_ignored: { keyword: string; value: string };
  device_form: { keyword: string; value: string };
  interface_form: { keyword: string; value: string };
  account_form: { keyword: string; value: string };
  port_range_form: { keyword: string; value: string };
  shared_unknown: { keyword: string; known: readonly string[] };
  text_empty: { keyword: string };
  text_blank: { keyword: string };
  text_quote: { keyword: string };
  text_single_quoted: { keyword: string };
  text_brace: { keyword: string; character: string };
  text_character: { keyword: string; character: string };
  text_backslash: { keyword: string; after: string };
  text_long: { keyword: string; length: number; max: number };
  text_many_words: { keyword: string; words: number; max: number };
  // Names of blocks
  name_empty: { scope: Scope };
  name_form: { scope: Scope; name: string; character: string };
  name_percent: { scope: Scope; name: string };
  name_dots: { scope: Scope; name: string };
  name_keyword: { scope: Scope; name: string };
  name_placeholder: { scope: Scope; name: string };
  duplicate_virtual_name: { scope: Scope; name: string; line: number };
  duplicate_server_name: { name: string; virtual: string; line: number };
  // Rules across fields and blocks
  primary_missing: Record<never, never>;
  backup_missing: Record<never, never>;
  backup_is_primary: { address: string; router: RouterKeyword };
  private_alone: { present: 'primary_private' | 'backup_private' };
  deadtime_short: { deadtime: number; keepalive: number };
  nat_without_router: { backup: boolean };
  nat_router_unused: { network: string };
  nat_router_is_router: { address: string; router: RouterKeyword };
  service_fos: { active: number };
  failover_unused: { name: string };
  nothing_active: { scope: Scope };
  address_placeholder: { scope: Scope; name: string };
  device_without_alias: { device: string };
  device_taken: { device: string; address: string; other: string };
  vip_is_router: { address: string; router: RouterKeyword };
  vip_is_nat_router: { address: string };
  same_service: { name: string; other: string; address: string; port: number; protocol: string };
  same_service_differs: {
    name: string;
    other: string;
    address: string;
    port: number;
    protocol: string;
    keyword: string;
  };
  shared_mark: { name: string; other: string; mark: number };
  shared_mark_differs: { name: string; other: string; mark: number; keyword: string };
  mark_without_persistence: { mark: number };
  mask_without_persistence: Record<never, never>;
  mask_of_one_host: Record<never, never>;
  sorry_server_is_vip: { address: string };
  sorry_server_is_real: { address: string; server: string };
  program_hides_send: Record<never, never>;
  regex_ignored: { why: 'program' | 'no_expect' };
  regex_invalid: { pattern: string; fault: RegexFault };
  udp_http_send: Record<never, never>;
  udp_without_send: Record<never, never>;
  no_active_server: { name: string };
  duplicate_server_address: { other: string; address: string; port: number };
  server_is_vip: { address: string };
  server_is_router: { address: string; router: RouterKeyword | 'nat_router' };
  port_changed: { network: string; port: number; virtualPort: number };
  server_before_port: { name: string; port: number; virtualPort: number };
}

/** The closed list of things that can be wrong with a text. */
export type ProblemCode = keyof ProblemParams;

/** One thing that is wrong with a text; always collected, never thrown. */
export type Problem = {
  [Code in ProblemCode]: {
    readonly code: Code;
    readonly severity: Severity;
    readonly params: Readonly<ProblemParams[Code]>;
    readonly place: Place;
    readonly subject: Subject;
    /** The original reader's number, when it refuses. Source: lvs-cf format, section 4. */
    readonly daemonCode?: number;
  };
}[ProblemCode];

/** Failures of an operation, each with the HTTP status it becomes. */
export const errorStatus = {
  not_found: 404,
  conflict: 409,
  invalid: 422,
  not_encrypted: 400,
  denied: 403,
  wrong_method: 405,
  revision_stale: 412,
  revision_wanted: 428,
  slow_down: 429,
  overloaded: 503,
  file_unavailable: 503,
  kernel_unavailable: 503,
  engine_refused: 502,
  push_failed: 502,
} as const;

/** The closed list of ways an operation can fail. */
export type ErrorCode = keyof typeof errorStatus;

/** What stands where a file should be. */
export type FileKind = 'folder' | 'pipe' | 'socket' | 'device';

/**
 * Why a file is not written where it lies.
 * - `folder_open`: everybody may write in its folder, and may take away what others put there.
 * - `link_owner`: the symbolic link belongs to neither root nor this account.
 * - `link_target`: the symbolic link leads to a folder that somebody else owns or everybody may write.
 * - `hard_links`: the file has a second name, which would keep the old bytes.
 */
export type UnsafeReason = 'folder_open' | 'link_owner' | 'link_target' | 'hard_links';

/** What the disk refused: `keep` is to keep the version, `verify` is to read back the bytes written. */
export type DiskAction = 'read' | 'lock' | 'keep' | 'write' | 'verify';

/** Why the router program did nothing. */
export type RouterRefusal = 'verb' | 'settings' | 'rights' | 'busy' | 'fault';

/**
 * Why an address is not let in: by a rule, for want of one, or because the allowlist cannot be followed and only
 * this machine itself is let in.
 */
export type AddressRefusal =
  | 'rule'
  | 'unnamed'
  | 'problem'
  | 'silent'
  | 'missing'
  | 'unreadable'
  | 'no_address';

/**
 * Why a certificate or its key cannot be used. `open`: others may read the key. `refused`: the library that encrypts
 * does not take them, and says why.
 */
export type CertificateFault =
  | 'missing'
  | 'no_right'
  | 'unreadable'
  | 'open'
  | 'no_certificate'
  | 'no_key'
  | 'encrypted'
  | 'mismatch'
  | 'refused';

/** What an address of the file is for; `vip` is that of an active virtual server. */
export type AddressUse = 'vip' | 'nat_router' | 'primary' | 'primary_private' | 'backup' | 'backup_private';

/**
 * Why a change of `lvs.cf` is asked about.
 * - `address`: the address that the person is connected through goes, or is changed into another one.
 * - `services`: more than a third of the services that serve go, or become inactive.
 * - `last_real_server`: a service that serves stays active, and no real server of it does.
 *
 * A service serves when it is active and a real server of it is active with a weight above 0: what is still being
 * built, or was switched off, is nobody's loss.
 */
export type Danger =
  | { readonly kind: 'address'; readonly name: string; readonly use: AddressUse }
  | {
      readonly kind: 'services';
      readonly name: string;
      /** All that go, by name, and how many served before. */
      readonly lost: readonly string[];
      readonly of: number;
    }
  | { readonly kind: 'last_real_server'; readonly name: string; readonly servers: readonly string[] };

/** What is wrong with a member of a JSON object, or with a parameter behind a question mark. */
export interface BodyFault {
  /** Its name, with those around it: `server[1].address`; empty for the whole. */
  readonly field: string;
  readonly fault:
    | 'unknown_member'
    | 'missing_member'
    | 'read_only_member'
    | 'wrong_type'
    | 'wrong_value'
    | 'too_large'
    | 'too_small';
  /** The type, the values, the limit. */
  readonly expected?: string;
}

/** The parameters that the sentence of each failure needs. */
export interface ErrorParams extends SshErrorParams, PushErrorParams, VersionErrorParams {
  /** Nothing has this name or address. */
  no_such_page: { path: string };
  no_such_virtual_server: { name: string };
  no_such_real_server: { name: string; virtual: string };
  /** A weight is a real server's. */
  weight_of_virtual_server: { name: string };
  /** Real servers without a port of their own have another one on the other side of a line of their virtual server. */
  port_between: { virtual: string };
  /** The block changed since the form was made. */
  block_changed: Record<never, never>;
  /** A save would add problems that were not there before. */
  adds_problems: { count: number };
  /** A save would take something away that is asked about first; `name` is what has to be typed. */
  dangerous: { name: string; dangers: readonly Danger[] };
  structure_wrong: { count: number };
  carriage_returns: Record<never, never>;
  /** With commands where it is a folder that is missing, which they make. */
  file_missing: { path: string; commands?: readonly string[] };
  /** This account may not do it; `command` is what gives the right. */
  no_right: { path: string; action: 'read' | 'write'; commands: readonly string[] };
  not_a_file: { path: string; found: FileKind };
  unsafe_place: { path: string; why: UnsafeReason };
  disk_failed: { path: string; action: DiskAction; system: string };
  locked: { path: string };
  file_exists: { path: string };
  /** The allowlist at this door does not let this address in. */
  address_refused: { address: string; door: 'site' | 'secure'; why: AddressRefusal };
  /** Too many wrong passwords from there; none is looked at for so long. */
  too_many_tries: { seconds: number };
  /** More passwords are waiting to be looked at than can be. */
  passwords_busy: { seconds: number };
  /** A user's name that the password file cannot hold. */
  user_refused: { user: string };
  kernel_unreadable: { path: string; system: string };
  /** The router program: not there, not allowed, not willing, or not understood. */
  router_missing: { program: string };
  router_denied: { account: string; commands: readonly string[] };
  router_refused: { why: RouterRefusal; said: string };
  router_garbled: { status: string };
  /** It applies another file than the one that is edited. */
  router_other_file: { edited: string; applied: string };
  /** A plain request at a port that speaks TLS; `address` is the same page there. */
  plain_request: { address: string };
  certificate_unusable: { path: string; why: CertificateFault; said: string; commands: readonly string[] };
  certificate_not_made: { path: string; why: 'exists' | 'name' | 'program_missing' | 'failed'; said: string };
  /** The JSON interface: a change that does not say from which state it was made, or says another one. */
  revision_wanted: { current: string };
  revision_stale: { current: string };
  wrong_method: { method: string; allowed: readonly string[] };
  body_refused: { where: 'body' | 'query'; faults: readonly BodyFault[] };
  /** What another tool would read cannot be made, or nothing could be made of what it has; a sentence for each reason. */
  not_rendered: { target: string; because: readonly string[] };
  not_imported: { because: readonly string[] };
  /** What is wrong with the answers to the wizard, a sentence each. */
  answers_refused: { wrong: readonly { field: string; code: string; message: string }[] };
  request_refused: { why: 'token' | 'origin' | 'host' | 'role' | 'too_large' | 'media_type' | 'malformed' };
}

/** The closed list of reasons for a failure. */
export type ErrorReason = keyof ErrorParams;

/** An operation failed. `reason` and `params` make the sentence (in `src/text`); `cause` goes to the log only. */
export class ConsoleError<Reason extends ErrorReason = ErrorReason> extends Error {
  readonly code: ErrorCode;
  readonly reason: Reason;
  readonly params: ErrorParams[Reason];
  /** The problems of the text that was not taken, with code `invalid`. */
  readonly problems: readonly Problem[];

  constructor(
    code: ErrorCode,
    reason: Reason,
    params: ErrorParams[Reason],
    detail: { cause?: unknown; problems?: readonly Problem[] } = {},
  ) {
    super(
      `${reason} ${JSON.stringify(params)}`,
      detail.cause === undefined ? undefined : { cause: detail.cause },
    );
    this.name = 'ConsoleError';
    this.code = code;
    this.reason = reason;
    this.params = params;
    this.problems = detail.problems ?? [];
  }
}
