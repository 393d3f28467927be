/** What was said of an APPLY beside what it did, one line for each service. */

import type { Consequence } from './effects.js';
import type { Fate, ServiceFate } from './happened.js';
import { isNobody } from './traffic.js';

/** What was said of a service before. */
export interface Expectation {
  readonly fate: Fate;
  /** Whether connections to some of its servers are cut. */
  readonly isCut: boolean;
}

/** A service, as it was said and as it came. */
export interface Verdict {
  readonly happened: ServiceFate;
  /** Nothing where nothing was said, because nobody knew what ran. */
  readonly expected: Expectation | undefined;
  /** It came otherwise than it was said. */
  readonly isOtherwise: boolean;
}

const untouched: Expectation = { fate: 'kept', isCut: false };

/** @param said what was said before; nothing where nobody knew what ran */
export function verdictsOf(
  fates: readonly ServiceFate[],
  said: readonly Consequence[] | undefined,
): Verdict[] {
  const expectations = said && expectationsOf(said);
  return fates.map((happened) => {
    if (expectations === undefined) return { happened, expected: undefined, isOtherwise: false };
    const expected = expectations.get(happened.service) ?? untouched;
    const isCut = !isNobody(happened.cut);
    return {
      happened,
      expected,
      isOtherwise: expected.fate !== happened.fate || (isCut && !expected.isCut),
    };
  });
}

/** By service; one that is not there was said to be left alone. */
function expectationsOf(said: readonly Consequence[]): Map<string, Expectation> {
  const found = new Map<string, Expectation>();
  const cut = (service: string) => found.set(service, { ...(found.get(service) ?? untouched), isCut: true });
  for (const effect of said.flatMap(({ effects }) => effects)) {
    switch (effect.code) {
      case 'service_added':
        found.set(effect.params.service, { fate: 'new', isCut: false });
        break;
      case 'service_removed':
        found.set(effect.params.service, { fate: 'gone', isCut: true });
        break;
      case 'service_recreated':
        found.set(effect.params.to, { fate: 'recreated', isCut: true });
        break;
      case 'server_removed':
      case 'service_replaced':
      case 'quiesce_off':
      case 'sorry_left':
        cut(effect.params.service);
        break;
    }
  }
  return found;
}
