/** What is asked before a real server gets a temporary weight. */

import type { FastifyRequest } from 'fastify';
import type { WantedService } from '../core/ipvs/wanted.js';
import { wantedTable } from '../core/keepalived/wanted-table.js';
import { overrideDangers } from '../core/live/override-danger.js';
import type { Snapshot } from '../core/live/snapshot.js';
import { ConsoleError } from '../core/problem.js';
import type { Overrides } from '../core/push/override-api.js';
import { isInForce, type OverrideOrder, weightOf } from '../core/router/override.js';
import { requireAnswered } from './guard-rail.js';
import type { VersionedFile } from './versions.js';

/** What is looked at before it is given. */
export interface OverrideNeeds {
  readonly overrides: Overrides;
  readonly liveTable: { now(): Promise<Snapshot> };
  readonly configFile: Pick<VersionedFile, 'read'>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Lets a weight pass that takes nothing from clients, or that was meant to. @throws ConsoleError `invalid`: dangerous */
export async function requireMeant(
  request: FastifyRequest,
  { clock, configFile, liveTable, overrides }: OverrideNeeds,
  order: OverrideOrder,
): Promise<void> {
  const { weight } = order;
  if (weight === null) return;
  const [{ services, trouble }, wanted, seen] = await Promise.all([
    liveTable.now(),
    wantedIn(configFile),
    overrides.seen(),
  ]);
  const known = trouble === undefined ? services : [];
  const inForce = [...(seen.here ?? []), ...(seen.there?.overrides ?? [])].filter((one) =>
    isInForce(one, clock()),
  );
  requireAnswered(request, overrideDangers(known, wanted, order, weightOf({ weight }), inForce));
}

/** What lvs.cf wants; nothing when it cannot be read, which the panels that edit it say. */
async function wantedIn(configFile: Pick<VersionedFile, 'read'>): Promise<readonly WantedService[]> {
  try {
    return wantedTable((await configFile.read()).parsed);
  } catch (error) {
    if (error instanceof ConsoleError) return [];
    throw error;
  }
}
