/** Every change of lvs.cf through the JSON interface: from a known state, confirmed where it is dangerous, or only told. */

import type { FastifyRequest } from 'fastify';
import { effectsOf } from '../../core/effects/effects.js';
import { trafficThrough } from '../../core/effects/foresight.js';
import type { Traffic } from '../../core/effects/traffic.js';
import type { IpvsTable } from '../../core/ipvs/table.js';
import { addedProblems } from '../../core/lvscf/added-problems.js';
import { type Config, readConfig } from '../../core/lvscf/config.js';
import { differences } from '../../core/lvscf/diff.js';
import { nameToType } from '../../core/lvscf/guard-rail.js';
import type { Reading } from '../../core/machine/reading.js';
import { ConsoleError, type Danger, type Problem } from '../../core/problem.js';
import { type ConfigSource, change, create, type LoadedConfig, readIfThere } from '../editing.js';
import type { Engine } from '../engine.js';
import { dangersOf } from '../guard-rail.js';
import { etagOf, requireMatch, requireMatchIfSaid } from './etag.js';
import type { ApiAnswer, ApiCall } from './route.js';
import type { ChangeQuery } from './shapes.js';
import { apiWords, locatedIn, moreThanTold, toldDifferences, toldEffects, toldProblems } from './told.js';

/** What a change is saved with. */
export interface SavingNeeds {
  readonly configFile: ConfigSource;
  readonly engine: Engine;
  readonly routingTable: () => Promise<Reading<IpvsTable>>;
}

/** A text in place of the present one. */
export interface NewText {
  readonly text: string;
  /** What it would add that stops a save. */
  readonly problems: readonly Problem[];
}

/** A change of the file. */
export interface ApiChange {
  /** The mark of what is changed, as it is now. @throws ConsoleError not_found */
  readonly etag: (config: Config) => string;
  /** Whether a request without `If-Match` is refused; not where something is only added. */
  readonly ifMatch: 'wanted' | 'possible';
  /** @throws ConsoleError where there is no text to speak of */
  readonly edit: (config: Config) => NewText;
  /** What the console itself says of the version that is made. */
  readonly note?: string;
  /** What the answer says of what was changed, as it is then. */
  readonly after?: (config: Config) => Pick<ApiAnswer, 'etag' | 'location' | 'status'>;
}

/** The text of an edit of one block. */
export function newText(before: Config, text: string): NewText {
  const after = readConfig(text);
  return { text, problems: locatedIn(after, addedProblems(before, after)) };
}

/**
 * Makes the change, or says what it would do.
 * @throws ConsoleError revision_wanted, revision_stale; `invalid`: adds_problems, dangerous; of the edit and the file
 */
export async function makeChange(
  { query, request }: ApiCall<ChangeQuery>,
  needs: SavingNeeds,
  wanted: ApiChange,
): Promise<ApiAnswer> {
  return query.dryRun
    ? tellChange(request, needs, wanted, query.confirm)
    : saveChange(request, needs, wanted);
}

/**
 * Makes the file where there is none, or says what would be in it.
 * @throws ConsoleError conflict: file_exists; `invalid`: adds_problems; of the file
 */
export async function makeFile(
  { query, request }: ApiCall<ChangeQuery>,
  needs: SavingNeeds,
  text: string,
): Promise<ApiAnswer> {
  const nothing = readConfig('');
  const after = readConfig(text);
  const { problems } = newText(nothing, text);
  if (!query.dryRun && problems.length > 0)
    throw new ConsoleError('invalid', 'adds_problems', { count: problems.length }, { problems });
  request.audited.isLook = query.dryRun;
  request.audited.action = 'create';
  if (query.dryRun) await requireNoFile(needs);
  else await create(request, needs, 'api', text);
  return {
    ...(query.dryRun ? {} : { status: 201, etag: etagOf(text) }),
    json: {
      dryRun: query.dryRun,
      saved: !query.dryRun,
      accepted: problems.length === 0,
      differences: toldDifferences(differences(nothing, after)),
      effects: [],
      ...toldProblems(problems),
    },
  };
}

/** @throws ConsoleError conflict: file_exists; of the file */
async function requireNoFile({ configFile }: SavingNeeds): Promise<void> {
  const isThere = (await readIfThere(configFile)) !== undefined;
  if (isThere) throw new ConsoleError('conflict', 'file_exists', { path: configFile.path });
}

async function saveChange(
  request: FastifyRequest,
  needs: SavingNeeds,
  wanted: ApiChange,
): Promise<ApiAnswer> {
  const edit = ({ parsed }: LoadedConfig) => {
    const etag = wanted.etag(parsed);
    if (wanted.ifMatch === 'wanted') requireMatch(request, etag);
    else requireMatchIfSaid(request, etag);
    const { problems, text } = wanted.edit(parsed);
    if (problems.length === 0) return text;
    throw new ConsoleError('invalid', 'adds_problems', { count: problems.length }, { problems });
  };
  const { note } = wanted;
  const saved = await change(request, needs, 'api', edit, note === undefined ? {} : { note });
  const { after, before, changes, version } = saved;
  return {
    json: {
      dryRun: false,
      saved: version !== undefined,
      accepted: true,
      ...(version && { version: version.number }),
      differences: toldDifferences(changes),
      ...moreThanTold(changes),
      effects: await effectsTold(needs, before.parsed, after.parsed, changes.length > 0),
      problems: [],
    },
    ...wanted.after?.(after.parsed),
  };
}

async function tellChange(
  request: FastifyRequest,
  needs: SavingNeeds,
  wanted: ApiChange,
  confirm: string | undefined,
): Promise<ApiAnswer> {
  request.audited.isLook = true;
  const { parsed: before } = await needs.configFile.read();
  requireMatchIfSaid(request, wanted.etag(before));
  const { problems, text } = wanted.edit(before);
  const isSame = text === String(before.document);
  const after = isSame ? before : readConfig(text);
  const dangers = dangersOf(request, before, after);
  const changes = differences(before, after);
  const name = nameToType(dangers);
  return {
    status: 200,
    json: {
      dryRun: true,
      saved: false,
      accepted: problems.length === 0 && name?.trim() === (name && confirm?.trim()),
      differences: toldDifferences(changes),
      ...moreThanTold(changes),
      effects: await effectsTold(needs, before, after, changes.length > 0),
      ...toldProblems(problems),
      ...(name !== undefined && { confirm: confirmTold(name, dangers) }),
    },
  };
}

/** What has to be sent as `confirm`, and why. */
function confirmTold(name: string, dangers: readonly Danger[]): object {
  return { name, dangers: dangers.map((danger) => apiWords.guardRail.danger(danger)) };
}

async function effectsTold(needs: SavingNeeds, before: Config, after: Config, isAny: boolean) {
  return isAny ? toldEffects(effectsOf(before, after, await trafficNow(needs))) : [];
}

/** What passes through this router, as far as it can be seen. */
async function trafficNow({ engine, routingTable }: SavingNeeds): Promise<Traffic> {
  try {
    const { state } = await engine.run('state');
    return trafficThrough(state?.vrrp ?? null, await routingTable());
  } catch (error) {
    // Without the router program nobody knows whether this router is the active one.
    if (error instanceof ConsoleError) return { kind: 'unknown' };
    throw error;
  }
}
