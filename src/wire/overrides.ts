import type { Push } from '../core/push/api.js';
import type { Overrides } from '../core/push/override-api.js';
import { openOverrides } from '../push/overrides.js';
import type { RouterFromConsole } from '../router/from-console.js';

/** Temporary weights of this router and the other one. */
export function openOverridesHere(
  engine: Pick<RouterFromConsole, 'overrides' | 'run'>,
  push: Pick<Push, 'overrideThere' | 'seeThere' | 'state'>,
): Overrides {
  return openOverrides({
    engine,
    isPaired: async () => (await push.state()).kind !== 'not_set_up',
    seeThere: () => push.seeThere('overrides'),
    setThere: push.overrideThere,
    clock: Date.now,
  });
}
