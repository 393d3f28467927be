import type { AuditLog } from '../adapters/files/audit-log.js';
import type { ConfigFile } from '../adapters/files/config-file.js';
import type { EventLog } from '../core/live/event-log.js';
import { kernelNames } from '../core/live/timeline.js';
import type { Config } from '../core/lvscf/config.js';
import { openEventLog } from '../live/events.js';
import type { RouterFromConsole } from '../router/from-console.js';
import { wantedIn } from './live.js';
import type { OtherRouterHere } from './other-router.js';

/** Whom the time line is gathered from. */
export interface EventSources {
  readonly engine: Pick<RouterFromConsole, 'look'>;
  readonly otherRouter: Pick<OtherRouterHere, 'push' | 'isObservable'>;
  readonly audit: Pick<AuditLog, 'read'>;
  readonly configFile: Pick<ConfigFile<Config>, 'read'>;
}

/** The time line of both routers, with the names that lvs.cf has now. */
export function eventLogOf(
  { audit, configFile, engine, otherRouter }: EventSources,
  onFault: (error: unknown) => void,
): EventLog {
  return openEventLog({
    here: (line) => engine.look('events', line),
    there: (line) => otherRouter.push.seeThere('events', line),
    isThere: otherRouter.isObservable,
    changes: audit.read,
    names: async () => kernelNames((await wantedIn(configFile)) ?? []),
    clock: Date.now,
    onFault,
  });
}
