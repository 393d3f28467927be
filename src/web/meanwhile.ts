/** What others did to lvs.cf while a form was open: what it was made from, and who changed it since. */

import type { FastifyRequest } from 'fastify';
import type { ListedVersion } from '../core/history/version.js';
import { type Config, readConfig } from '../core/lvscf/config.js';
import { ConsoleError } from '../core/problem.js';
import { momentText } from '../text/moment.js';
import type { ConfigSource } from './editing.js';

/** What is known of a change, and the file before everything that came since the form was made. */
export interface Meanwhile {
  /** What the form was made from; nothing where that is not kept any more. */
  readonly base?: Config;
  /** The version that made it what it is now; nothing where nobody can tell. */
  readonly version?: ListedVersion;
}

/** How far back a form may have been made: a day of saves, one each minute. */
const mostVersions = 1500;

/** How many texts are read to find out who changed a part of the file. */
const mostTexts = 20;

const pageSize = 50;

/**
 * What happened to a part of the file since a form was made from it.
 * @param hash SHA-256 of the file that the form was made from; nothing when it does not say
 * @param partOf the part that the form is about; nothing where the file has it not
 */
export async function meanwhile(
  configFile: Pick<ConfigSource, 'history' | 'noticeOutside'>,
  hash: string | undefined,
  partOf: (config: Config) => string | undefined,
): Promise<Meanwhile> {
  try {
    // What was changed by hand gets a moment of its own.
    await configFile.noticeOutside();
    const since = await versionsSince(configFile, hash);
    const made = since.at(-1);
    const base = made !== undefined && made.hash === hash ? await textOf(configFile, made) : undefined;
    const version = await changerOf(configFile, since, partOf);
    return { ...(base && { base }), ...(version && { version }) };
  } catch (error) {
    // A history that cannot be read makes a choice harder, and no save impossible.
    if (error instanceof ConsoleError) return {};
    throw error;
  }
}

/** Who made the file what it is now and when, in words; empty where nobody can tell. */
export function byWhom(
  { version }: Meanwhile,
  { language, words }: FastifyRequest,
  what: 'changed' | 'deleted' = 'changed',
): string {
  if (version === undefined) return '';
  const at = momentText(Date.parse(version.time), language);
  return words.conflict.by[what](version.panel === 'outside' ? undefined : version.user, at);
}

/** The versions since the one with these bytes, newest first, with that one as the last; or as far as it goes. */
async function versionsSince(
  { history }: Pick<ConfigSource, 'history'>,
  hash: string | undefined,
): Promise<readonly ListedVersion[]> {
  const found: ListedVersion[] = [];
  while (found.length < mostVersions) {
    const page = await history.list({ limit: pageSize, before: found.at(-1)?.number });
    const at = page.findIndex((version) => version.hash === hash);
    found.push(...(at === -1 ? page : page.slice(0, at + 1)));
    if (at !== -1 || page.length < pageSize || hash === undefined) break;
  }
  return found;
}

/** The newest version whose part is another than that of the version before it. */
async function changerOf(
  configFile: Pick<ConfigSource, 'history'>,
  [newest, ...older]: readonly ListedVersion[],
  partOf: (config: Config) => string | undefined,
): Promise<ListedVersion | undefined> {
  const now = newest && (await textOf(configFile, newest));
  if (newest === undefined || now === undefined) return undefined;
  const part = partOf(now);
  let changer = newest;
  for (const version of older.slice(0, mostTexts)) {
    const then = await textOf(configFile, version);
    if (then === undefined) return undefined;
    if (partOf(then) !== part) return changer;
    changer = version;
  }
  return undefined;
}

async function textOf(
  { history }: Pick<ConfigSource, 'history'>,
  { number }: ListedVersion,
): Promise<Config | undefined> {
  const kept = await history.get(number);
  return kept && readConfig(kept.text);
}
