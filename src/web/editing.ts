/** Saving from a panel: who, from where, under which revision, and never with problems that were not there. */

import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { toldOf } from '../core/audit/changes.js';
import { reasonOf } from '../core/audit/failure.js';
import type { Versions } from '../core/history/version.js';
import { addedProblems } from '../core/lvscf/added-problems.js';
import { type Config, readConfig } from '../core/lvscf/config.js';
import { type Difference, differences } from '../core/lvscf/diff.js';
import type { NetworkDevice } from '../core/machine/devices.js';
import { ConsoleError } from '../core/problem.js';
import type { Words } from '../text/index.js';
import type { Notice } from './flash.js';
import { requireConfirmed } from './guard-rail.js';
import type { PanelName } from './panel-names.js';

/** A file as it was read. */
export interface LoadedConfig {
  readonly text: string;
  readonly hash: string;
  readonly parsed: Config;
}

/** A save, with the file before and after it. */
export interface SavedConfig {
  readonly before: LoadedConfig;
  readonly after: LoadedConfig;
  /** The version that was kept; nothing when there was nothing to change. */
  readonly version?: { readonly number: number };
}

/** Who saves, from where. */
export interface SaveAuthor {
  readonly user: string;
  readonly address: string;
  readonly panel: string;
  /** What the console itself says of the version that is made. */
  readonly note?: string;
}

/** The one file that the panels edit. */
export interface ConfigSource {
  readonly path: string;
  read(): Promise<LoadedConfig>;
  update(by: SaveAuthor, change: (loaded: LoadedConfig) => string): Promise<SavedConfig>;
  create(by: SaveAuthor, text: string): Promise<LoadedConfig>;
  /** What was saved before: a form says from which version it was made. */
  readonly history: Pick<Versions, 'list' | 'get'>;
  /** Keeps what was changed outside the console as a version. @throws ConsoleError file_unavailable */
  noticeOutside(): Promise<unknown>;
}

/** What a panel that edits is given. */
export interface EditingNeeds {
  readonly configFile: ConfigSource;
  /** The machine's own network devices, to offer them and their addresses. */
  readonly devices: () => Promise<readonly NetworkDevice[]>;
}

/** Whether an error says that there is no file of this path, though there is the folder for it. */
export function isMissing(error: unknown, path: string): boolean {
  if (!(error instanceof ConsoleError) || error.reason !== 'file_missing') return false;
  return 'path' in error.params && error.params.path === path;
}

/**
 * Reads the file; nothing when it is not there, though its folder is.
 * @throws what the file's adapter throws where it cannot be read
 */
export async function readIfThere(
  configFile: Pick<ConfigSource, 'path' | 'read'>,
): Promise<LoadedConfig | undefined> {
  try {
    return await configFile.read();
  } catch (error) {
    if (isMissing(error, configFile.path)) return undefined;
    throw error;
  }
}

/** Who sends this request. */
export function authorOf(request: FastifyRequest, panel: PanelName): SaveAuthor {
  return { user: request.user, address: request.ip, panel };
}

/**
 * Changes the text for whoever sends the request, and has the audit log told what changed, or why nothing did.
 * @param about what is to be said of the version that is made
 * @throws ConsoleError of `edit`; `invalid`, dangerous: the name has to be typed; what the file's adapter throws
 */
export async function change(
  request: FastifyRequest,
  { configFile }: Pick<EditingNeeds, 'configFile'>,
  panel: PanelName,
  edit: (loaded: LoadedConfig) => string,
  about: Pick<SaveAuthor, 'note'> = {},
): Promise<SavedConfig & { readonly changes: readonly Difference[] }> {
  const { audited } = request;
  audited.panel = panel;
  try {
    const saved = await configFile.update({ ...authorOf(request, panel), ...about }, (loaded) => {
      const text = edit(loaded);
      if (text !== loaded.text) requireConfirmed(request, loaded.parsed, readConfig(text));
      return text;
    });
    const changes = differences(saved.before.parsed, saved.after.parsed);
    audited.changes = toldOf(changes);
    if (saved.version !== undefined) audited.version = saved.version.number;
    return { ...saved, changes };
  } catch (error) {
    audited.reason = reasonOf(error);
    throw error;
  }
}

/** Makes the file where there is none. @throws ConsoleError of the file's adapter */
export function create(
  request: FastifyRequest,
  { configFile }: Pick<EditingNeeds, 'configFile'>,
  panel: PanelName,
  text: string,
): Promise<LoadedConfig> {
  request.audited.panel = panel;
  return configFile.create(authorOf(request, panel), text);
}

/**
 * Saves a change of the file as it is now and returns what changed; nothing when it was the same.
 * @throws ConsoleError of `edit`; `invalid` when the change would add problems; what the file's adapter throws.
 */
export async function save(
  request: FastifyRequest,
  needs: EditingNeeds,
  panel: PanelName,
  edit: (config: Config) => string,
): Promise<readonly Difference[]> {
  const saved = await change(request, needs, panel, ({ parsed }) => accepted(parsed, edit(parsed)));
  return saved.changes;
}

/** The text, if it adds no problem. @throws ConsoleError `invalid` with the problems that it would add. */
export function accepted(before: Config, text: string): string {
  const problems = addedProblems(before, readConfig(text));
  if (problems.length === 0) return text;
  throw new ConsoleError('invalid', 'adds_problems', { count: problems.length }, { problems });
}

/** A short mark of a block's own lines: a form carries it, and a save compares it. */
export function revisionOf(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('base64url').slice(0, 16);
}

/** @throws ConsoleError `conflict` when the block is not the one that the form was made from. */
export function requireRevision(text: string, revision: string | undefined): void {
  if (revision !== revisionOf(text)) throw new ConsoleError('conflict', 'block_changed', {});
}

/** The message after a save: what was written, key by key. */
export function savedNotice(changes: readonly Difference[]): Notice {
  return {
    kind: 'done',
    isSave: changes.length > 0,
    text: (words: Words) => (changes.length === 0 ? words.saving.nothingChanged : words.saving.saved),
    details: (words: Words) => changes.map((change) => words.saving.difference(change)),
  };
}
