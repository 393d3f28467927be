/** The versions of lvs.cf in the JSON interface. */

import { z } from 'zod';
import { effectsOf } from '../../core/effects/effects.js';
import type { ListedVersion } from '../../core/history/version.js';
import { readConfig } from '../../core/lvscf/config.js';
import { ConsoleError } from '../../core/problem.js';
import { noteOfRestore } from '../../core/versions/notes.js';
import { objectText, parseObject, type RestoreObject, shownObject } from '../../core/versions/object.js';
import { locate, restored } from '../../core/versions/restore.js';
import { parseSide, parseVersionNumber } from '../../core/versions/side.js';
import type { Sides } from '../../core/versions/sides.js';
import { found, newestFirst } from '../version-find.js';
import type { VersionedFile } from '../versions.js';
import { etagOfFile } from './file-routes.js';
import { type ApiRoute, apiRoute } from './route.js';
import { makeChange, type SavingNeeds } from './saving.js';
import { changeQuery, outcomeShape } from './shapes.js';
import { toldDifferences } from './told.js';
import { differencesShape, effectsShape, toldForesight } from './told-steps.js';

/** What the routes of the versions are given. */
export interface VersionRoutesNeeds extends SavingNeeds {
  readonly configFile: VersionedFile;
  readonly sides: Sides;
}

const tag = 'versions';

const versionShape = z.object({
  number: z.int(),
  time: z.string().meta({ description: 'ISO 8601, UTC.' }),
  user: z.string(),
  address: z.string(),
  panel: z.string().meta({ description: 'Where it was saved; outside: not by the console.' }),
  note: z.string(),
  pinned: z.boolean(),
  hash: z.string().meta({ description: 'SHA-256 of its bytes.' }),
  bytes: z.int(),
  changes: z
    .object({ count: z.int(), first: differencesShape })
    .optional()
    .meta({ description: 'The first of what it changed; missing where nobody knows.' }),
});

const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  before: z.coerce.number().int().min(1).optional().meta({ description: 'Only smaller numbers.' }),
});

const sidesQuery = z.strictObject({
  from: z.string().meta({ description: 'A number, saved, running or backup.' }),
  to: z.string().meta({ description: 'The same.' }),
});

const restoreBody = z.strictObject({
  objects: z
    .array(z.string().max(1024))
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Only these, as in: head, virtual HTTP, virtual HTTP server web1.' }),
});

const markBody = z.strictObject({ note: z.string().max(2000).optional(), pinned: z.boolean().optional() });

const version = { name: 'Version', shape: versionShape };

/** The routes of the versions. */
export function versionRoutes(needs: VersionRoutesNeeds): readonly ApiRoute[] {
  const { configFile, sides } = needs;
  return [
    apiRoute({
      method: 'GET',
      path: '/versions',
      tag,
      summary: 'The saved states of lvs.cf, the last first',
      query: listQuery,
      answers: { name: 'Versions', shape: z.object({ versions: z.array(versionShape), more: z.boolean() }) },
      answer: async ({ query: { before = Number.POSITIVE_INFINITY, limit } }) => {
        const all = (await newestFirst(configFile)).filter(({ number }) => number < before);
        return { json: { versions: all.slice(0, limit).map(toldVersion), more: all.length > limit } };
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/versions/compare',
      tag,
      summary: 'What separates two sides, and what it does that a router with the first applies the second',
      query: sidesQuery,
      answers: {
        name: 'Compared',
        shape: z.object({ same: z.boolean(), differences: differencesShape, effects: effectsShape }),
      },
      answer: async ({ query }) => {
        const [from, to] = [sideIn(query.from), sideIn(query.to)];
        await newestFirst(configFile);
        const [one, other] = await Promise.all([sides.read(from), sides.read(to)]);
        const effects = effectsOf(
          readConfig(one.text),
          readConfig(other.text),
          one.traffic ?? { kind: 'unknown' },
        );
        return {
          json: {
            same: one.text === other.text,
            differences: toldDifferences(effects.map(({ difference }) => difference)),
            effects: toldForesight(effects),
          },
        };
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/versions/{number}',
      tag,
      summary: 'What is known of a version',
      answers: version,
      answer: async ({ params }) => ({
        json: toldVersion((await found(configFile, numberIn(params))).version),
      }),
    }),
    apiRoute({
      method: 'GET',
      path: '/versions/{number}/lvs.cf',
      tag,
      summary: 'The bytes of a version',
      adminOnly: true,
      answers: 'text',
      answer: async ({ params }) => ({ text: (await found(configFile, numberIn(params))).text }),
    }),
    apiRoute({
      method: 'PATCH',
      path: '/versions/{number}',
      tag,
      summary: 'Writes a note beside a version, or keeps it for good',
      body: { name: 'Mark', shape: markBody },
      answers: version,
      audit: 'mark',
      answer: async ({ body, params, request }) => {
        const number = numberIn(params);
        request.audited.object = String(number);
        const marked = await configFile.history.mark(number, body);
        if (marked === undefined) throw new ConsoleError('not_found', 'no_such_version', { number });
        return { json: toldVersion(marked) };
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/versions/{number}/restore',
      tag,
      summary: 'Brings back a version, or some objects of it, as a new version',
      detail: 'With If-Match, only if lvs.cf is still as it was read.',
      query: changeQuery,
      body: { name: 'Restore', shape: restoreBody },
      answers: outcomeShape,
      audit: 'restore',
      ifMatch: 'possible',
      answer: async (call) => {
        const { body, params, request } = call;
        const { text, version: kept } = await found(configFile, numberIn(params));
        const then = readConfig(text);
        const objects = body.objects?.map((one) => locate(then, objectIn(one)));
        const names = (objects ?? []).map((one) => objectText(shownObject(one)));
        request.audited.object = [...names, kept.number].join(' / ');
        return makeChange(call, needs, {
          etag: etagOfFile,
          ifMatch: 'possible',
          note: noteOfRestore(kept.number, objects),
          edit: (config) => restored(config, then, objects),
          after: (config) => ({ etag: etagOfFile(config) }),
        });
      },
    }),
  ];
}

function toldVersion(one: ListedVersion): z.input<typeof versionShape> {
  const { changes, previous: _previous, skipped: _skipped, ...rest } = one;
  const first = changes && (toldDifferences(changes.first) as z.input<typeof differencesShape>);
  return { ...rest, ...(changes && first && { changes: { count: changes.count, first } }) };
}

/** @throws ConsoleError no_such_version */
function numberIn({ number = '' }: Readonly<Record<string, string>>): number {
  const found = parseVersionNumber(number);
  if (found !== undefined) return found;
  throw new ConsoleError('not_found', 'no_such_page', { path: `/api/v1/versions/${number}` });
}

function sideIn(text: string) {
  const side = parseSide(text);
  if (side !== undefined) return side;
  throw new ConsoleError('not_found', 'no_such_page', { path: `/api/v1/versions/compare: ${text}` });
}

/** @throws ConsoleError object_not_there */
function objectIn(text: string): RestoreObject {
  const object = parseObject(text);
  if (object !== undefined) return object;
  throw new ConsoleError('not_found', 'object_not_there', { object: text });
}
