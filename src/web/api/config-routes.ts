/** The routes of the JSON interface about lvs.cf. */

import { fileRoutes } from './file-routes.js';
import type { ApiRoute } from './route.js';
import type { SavingNeeds } from './saving.js';

/** What they are given. */
export interface ConfigRoutesNeeds extends SavingNeeds {}

/** All of them, in reading order. */
export function configRoutes(needs: ConfigRoutesNeeds): readonly ApiRoute[] {
  return [...fileRoutes(needs)];
}
