import type { ProbeFindings } from '../core/live/stuck.js';
import type { Push } from '../core/push/api.js';
import { type ProbeOrder, type ProbeSeen, probeLine } from '../core/router/probe.js';
import type { RouterFromConsole } from '../router/from-console.js';

/** Tries checks on this router and on the other one. */
export function probeOn(
  engine: Pick<RouterFromConsole, 'look'>,
  push: Pick<Push, 'seeThere'>,
): (order: ProbeOrder, side: 'here' | 'other') => Promise<ProbeSeen> {
  return (order, side) => {
    const line = probeLine(order);
    return side === 'here' ? engine.look('probe', line) : push.seeThere('probe', line);
  };
}

type Probe = ReturnType<typeof probeOn>;

/** The same, of which the live table of this router learns what was found here. */
export function noted(probe: Probe, findings: Pick<ProbeFindings, 'note'>, clock: () => number): Probe {
  return async (order, side) => {
    const seen = await probe(order, side);
    if (side === 'here') findings.note(order, seen, clock());
    return seen;
  };
}
