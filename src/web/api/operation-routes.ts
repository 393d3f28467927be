/** The routes of the JSON interface about what runs: all that the pages do beside editing lvs.cf. */

import type { OverrideNeeds } from '../override-meant.js';
import { type EngineRoutesNeeds, engineRoutes } from './engine-routes.js';
import { type LiveRoutesNeeds, liveRoutes } from './live-routes.js';
import { overrideRoutes } from './override-routes.js';
import { type PreflightRoutesNeeds, preflightRoutes } from './preflight-routes.js';
import { type ProbeRoutesNeeds, probeRoutes } from './probe-routes.js';
import { type PushRoutesNeeds, pushRoutes } from './push-routes.js';
import { recipeRoutes } from './recipe-routes.js';
import { type RecordRoutesNeeds, recordRoutes } from './record-routes.js';
import type { ApiRoute } from './route.js';
import { type TrialRoutesNeeds, trialRoutes } from './trial-routes.js';
import { type VersionRoutesNeeds, versionRoutes } from './version-routes.js';

/** What they are given. */
export interface OperationRoutesNeeds
  extends EngineRoutesNeeds,
    LiveRoutesNeeds,
    OverrideNeeds,
    PreflightRoutesNeeds,
    ProbeRoutesNeeds,
    PushRoutesNeeds,
    RecordRoutesNeeds,
    TrialRoutesNeeds,
    VersionRoutesNeeds {
  readonly engine: VersionRoutesNeeds['engine'];
  readonly configFile: VersionRoutesNeeds['configFile'];
  readonly routers: LiveRoutesNeeds['routers'];
}

/** All of them, in reading order. */
export function operationRoutes(needs: OperationRoutesNeeds): readonly ApiRoute[] {
  return [
    ...engineRoutes(needs),
    ...trialRoutes(needs),
    ...pushRoutes(needs),
    ...versionRoutes(needs),
    ...liveRoutes(needs),
    ...recordRoutes(needs),
    ...probeRoutes(needs),
    ...overrideRoutes(needs),
    ...recipeRoutes(needs),
    ...preflightRoutes(needs),
  ];
}
