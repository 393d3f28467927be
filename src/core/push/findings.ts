/** What a look at the other router says about a push that may follow: step by step, good or bad, and what helps. */

import type { Inspection } from './answers.js';
import type { Older } from './failures.js';
import { protocolFormat } from './requests.js';

/** What is looked at, in this order. */
export const findingNames = [
  'program',
  'folder',
  'space',
  'file',
  'sudo',
  'engine',
  'identity',
  'clock',
] as const;

/** Name of one thing that is looked at. */
export type FindingName = (typeof findingNames)[number];

/** The parameters of each finding. The keys are the closed list of codes. */
export interface FindingParams {
  program_same: { version: string; host: string; account: string };
  program_differs: { here: string; there: string; older: Older };
  folder_fit: { path: string; owner: string; group: string };
  folder_missing: { path: string };
  folder_closed: { path: string; account: string; commands: readonly string[] };
  space_enough: { mebibytes: number };
  space_short: { mebibytes: number };
  file_there: { path: string; bytes: number };
  file_none: { path: string };
  file_hindered: { path: string; said: string; commands: readonly string[] };
  sudo_allows: Record<never, never>;
  sudo_refuses: { verbs: string; account: string };
  engine_running: { engine: string; status: string };
  engine_not_running: { engine: string; status: string };
  engine_missing: Record<never, never>;
  engine_untold: Record<never, never>;
  identity_other: { role: string; address: string };
  /** Its file makes it the same router as this one, or none, or both. */
  identity_same: { role: string };
  identity_unknown: { addresses: string };
  identity_untold: Record<never, never>;
  clock_same: { seconds: number };
  clock_differs: { seconds: number };
}

/** What can be found. */
export type FindingCode = keyof FindingParams;

/** One thing that was found; `unknown`: a push works, but not everything about it. */
export type Finding = {
  [Code in FindingCode]: {
    readonly name: FindingName;
    readonly outcome: 'done' | 'failed' | 'unknown';
    readonly code: Code;
    readonly params: FindingParams[Code];
  };
}[FindingCode];

/** What is known on this side. */
export interface OwnSide {
  readonly version: string;
  readonly role: 'primary' | 'backup' | 'single' | 'unknown';
  /** When the answer came, and how long it took, in milliseconds. */
  readonly at: number;
  readonly tookMs: number;
}

const mebibyte = 1024 * 1024;

/** Room for the file, the one before it and what the system needs. */
const enoughMebibytes = 64;

/** Times in two logs are hard to put together beyond this. */
const clockSeconds = 5;

/** Everything there is to say of an inspection. */
export function findingsOf(found: Inspection, own: OwnSide): readonly Finding[] {
  return [
    program(found, own),
    folder(found),
    space(found),
    file(found),
    sudo(found),
    engine(found),
    identity(found, own),
    clock(found, own),
  ].flatMap((finding) => finding ?? []);
}

function program({ account, host, version }: Inspection, own: OwnSide): Finding {
  const name = 'program';
  if (version === own.version) {
    return { name, outcome: 'done', code: 'program_same', params: { version, host, account } };
  }
  const params = { here: own.version, there: version, older: olderVersion(own.version, version) };
  return { name, outcome: 'failed', code: 'program_differs', params };
}

function folder({ account, commands, folder: at, path }: Inspection): Finding {
  const name = 'folder';
  if (at === null) return { name, outcome: 'failed', code: 'folder_missing', params: { path } };
  if (!at.writable) {
    const params = { path: at.path, account, commands };
    return { name, outcome: 'failed', code: 'folder_closed', params };
  }
  const { group, owner } = at;
  return { name, outcome: 'done', code: 'folder_fit', params: { path: at.path, owner, group } };
}

function space({ folder: at }: Inspection): Finding | undefined {
  if (at === null) return undefined;
  const mebibytes = Math.floor(at.freeBytes / mebibyte);
  return mebibytes >= enoughMebibytes
    ? { name: 'space', outcome: 'done', code: 'space_enough', params: { mebibytes } }
    : { name: 'space', outcome: 'failed', code: 'space_short', params: { mebibytes } };
}

function file({ commands, file: there, hindrance: said, path }: Inspection): Finding {
  const name = 'file';
  if (said !== '')
    return { name, outcome: 'failed', code: 'file_hindered', params: { path, said, commands } };
  if (there === null) return { name, outcome: 'done', code: 'file_none', params: { path } };
  return { name, outcome: 'done', code: 'file_there', params: { path, bytes: there.size } };
}

/** Without these rights the file is copied all the same, and APPLY is pressed there. */
function sudo({ account, rights }: Inspection): Finding {
  const refused = rights.filter(({ allowed }) => !allowed).map(({ verb }) => verb);
  if (refused.length === 0) return { name: 'sudo', outcome: 'done', code: 'sudo_allows', params: {} };
  const params = { verbs: refused.join(', '), account };
  return { name: 'sudo', outcome: 'unknown', code: 'sudo_refuses', params };
}

function engine({ state }: Inspection): Finding {
  const name = 'engine';
  if (state === null) return { name, outcome: 'unknown', code: 'engine_untold', params: {} };
  const { name: called, status } = state.engine;
  if (called === null) return { name, outcome: 'unknown', code: 'engine_missing', params: {} };
  const params = { engine: called, status };
  return status === 'running'
    ? { name, outcome: 'done', code: 'engine_running', params }
    : { name, outcome: 'unknown', code: 'engine_not_running', params };
}

function identity({ addresses, identity: found }: Inspection, own: OwnSide): Finding {
  const name = 'identity';
  if (found === null) return { name, outcome: 'unknown', code: 'identity_untold', params: {} };
  if ('unknown' in found) {
    const params = { addresses: addresses.join(', ') };
    return { name, outcome: 'unknown', code: 'identity_unknown', params };
  }
  const { address, role } = found;
  return role === own.role
    ? { name, outcome: 'failed', code: 'identity_same', params: { role } }
    : { name, outcome: 'done', code: 'identity_other', params: { role, address } };
}

function clock({ at }: Inspection, own: OwnSide): Finding {
  // It was asked at some moment of that time; half of it is the best guess.
  const seconds = Math.round((at - (own.at - own.tookMs / 2)) / 100) / 10;
  return Math.abs(seconds) <= clockSeconds
    ? { name: 'clock', outcome: 'done', code: 'clock_same', params: { seconds } }
    : { name: 'clock', outcome: 'unknown', code: 'clock_differs', params: { seconds } };
}

/** Which of two unlike versions is the older one. Source: Semantic Versioning 2.0.0, item 11. */
export function olderVersion(here: string, there: string): Older {
  const numbers = (version: string) => (version.split('-')[0] ?? '').split('.').map(Number);
  const [ours, theirs] = [numbers(here), numbers(there)];
  const at = ours.findIndex((number, index) => number !== theirs[index]);
  // The same numbers: what has something behind them came before the release.
  if (at === -1) return here.includes('-') && !there.includes('-') ? 'here' : 'there';
  return (ours[at] ?? 0) < (theirs[at] ?? 0) ? 'here' : 'there';
}

/** Which of two unlike formats of the protocol is the older one. */
export function olderFormat(there: number): Older {
  return protocolFormat < there ? 'here' : 'there';
}
