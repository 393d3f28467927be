/** The routes of the JSON interface about lvs.cf. */

import { fileRoutes } from './file-routes.js';
import { globalRoutes } from './global-routes.js';
import { type ImportRoutesNeeds, importRoutes } from './import-routes.js';
import { manyRoutes } from './many-routes.js';
import { realServerRoutes } from './real-server-routes.js';
import { type RenderRoutesNeeds, renderRoutes } from './render-routes.js';
import type { ApiRoute } from './route.js';
import { virtualServerRoutes } from './virtual-server-routes.js';
import { wizardRoutes } from './wizard-routes.js';

/** What they are given. */
export interface ConfigRoutesNeeds extends ImportRoutesNeeds, RenderRoutesNeeds {
  readonly configFile: ImportRoutesNeeds['configFile'];
}

/** All of them, in reading order. */
export function configRoutes(needs: ConfigRoutesNeeds): readonly ApiRoute[] {
  return [
    ...globalRoutes(needs),
    ...virtualServerRoutes(needs),
    ...realServerRoutes(needs),
    ...manyRoutes(needs),
    ...wizardRoutes(needs),
    ...fileRoutes(needs),
    ...renderRoutes(needs),
    ...importRoutes(needs),
  ];
}
