/** Every route of the JSON interface, in reading order. */

import { type ConfigRoutesNeeds, configRoutes } from './config-routes.js';
import { openApiRoute } from './openapi.js';
import { type OperationRoutesNeeds, operationRoutes } from './operation-routes.js';
import type { ApiRoute } from './route.js';

/** What the interface is given. */
export interface ApiNeeds extends ConfigRoutesNeeds, OperationRoutesNeeds {
  readonly configFile: OperationRoutesNeeds['configFile'];
  readonly engine: OperationRoutesNeeds['engine'];
  readonly version: string;
}

/** The table: the running server and its OpenAPI document are made of it. */
export function apiRoutes(needs: ApiNeeds): readonly ApiRoute[] {
  const routes = [...configRoutes(needs), ...operationRoutes(needs)];
  return [openApiRoute(routes, needs.version), ...routes];
}
