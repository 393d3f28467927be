import { openRouters, type Routers } from '../live/routers.js';
import type { RouterFromConsole } from '../router/from-console.js';
import type { OtherRouterHere } from './other-router.js';

/** Both routers as they are watched: this one through its router program, the other one over the kept connection. */
export function routersOf(
  engine: Pick<RouterFromConsole, 'look'>,
  otherRouter: Pick<OtherRouterHere, 'push' | 'isObservable'>,
  onFault: (error: unknown) => void,
): Routers {
  return openRouters({
    here: (line) => engine.look('observe', line),
    there: (line) => otherRouter.push.seeThere('observe', line),
    isThere: otherRouter.isObservable,
    clock: Date.now,
    onFault,
  });
}
