import type { ConfigFile } from '../adapters/files/config-file.js';
import type { Config } from '../core/lvscf/config.js';
import type { NetworkDevice } from '../core/machine/devices.js';
import { openPreflights, type Preflights } from '../live/preflights.js';
import type { RouterFromConsole } from '../router/from-console.js';
import { identityHere } from './identity.js';
import type { OtherRouterHere } from './other-router.js';
import { version } from './version.js';

/** Both routers as they are set up: this one through its router program, the other one over the kept connection. */
export function preflightsOf(
  configFile: Pick<ConfigFile<Config>, 'read'>,
  devices: () => Promise<readonly NetworkDevice[]>,
  engine: Pick<RouterFromConsole, 'look' | 'preflightWithoutRights'>,
  otherRouter: Pick<OtherRouterHere, 'push' | 'isObservable'>,
  onFault: (error: unknown) => void,
): Preflights {
  return openPreflights({
    config: async () => (await configFile.read()).parsed,
    identity: () => identityHere(configFile, devices),
    version,
    look: (side, line) =>
      side === 'here' ? engine.look('preflight', line) : otherRouter.push.seeThere('preflight', line),
    lookWithoutRights: engine.preflightWithoutRights,
    isThere: otherRouter.isObservable,
    clock: Date.now,
    onFault,
  });
}
