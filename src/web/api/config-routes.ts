/** The routes of the JSON interface about lvs.cf. */

import { fileRoutes } from './file-routes.js';
import { globalRoutes } from './global-routes.js';
import { manyRoutes } from './many-routes.js';
import { realServerRoutes } from './real-server-routes.js';
import type { ApiRoute } from './route.js';
import type { SavingNeeds } from './saving.js';
import { virtualServerRoutes } from './virtual-server-routes.js';

/** What they are given. */
export interface ConfigRoutesNeeds extends SavingNeeds {}

/** All of them, in reading order. */
export function configRoutes(needs: ConfigRoutesNeeds): readonly ApiRoute[] {
  return [
    ...globalRoutes(needs),
    ...virtualServerRoutes(needs),
    ...realServerRoutes(needs),
    ...manyRoutes(needs),
    ...fileRoutes(needs),
  ];
}
