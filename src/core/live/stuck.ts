/** Real servers that are missing in the kernel although our own probe says that they are up. */

import type { ProbeOrder, ProbeSeen } from '../router/probe.js';
import type { LiveService } from './table.js';

/** When a real server was last found up by our own probe, in milliseconds since 1970; nothing where it was not. */
export type FoundUp = (virtual: string, server: string) => number | undefined;

/** What our own probes found lately. */
export interface ProbeFindings {
  /** Takes what was found, with the check that lvs.cf has. */
  note(order: ProbeOrder, seen: ProbeSeen, at: number): void;
  readonly foundUp: FoundUp;
}

/** Begins without any finding. */
export function openProbeFindings(): ProbeFindings {
  const up = new Map<string, number>();
  const keyOf = (virtual: string, server: string) => JSON.stringify([virtual, server]);
  return {
    note({ typed, virtual }, { tests }, at) {
      // A check that nobody saved says nothing about the one that the engine runs.
      if (typed !== null) return;
      for (const { outcome, server } of tests) {
        if (outcome === 'up') up.set(keyOf(virtual, server), at);
        if (outcome === 'down') up.delete(keyOf(virtual, server));
      }
    },
    foundUp: (virtual, server) => up.get(keyOf(virtual, server)),
  };
}

/** A finding that is older says nothing about now. */
const freshMs = 10 * 60_000;

/**
 * The services, in which a server that is out though it should have come back by now is stuck.
 * @param comesBackMs after how long the engine puts a server of this virtual server back whose check passes
 */
export function withStuck(
  services: readonly LiveService[],
  foundUp: FoundUp,
  comesBackMs: (virtual: string) => number,
  now: number,
): readonly LiveService[] {
  const isStuck = (virtual: string, server: string) => {
    const at = foundUp(virtual, server);
    return at !== undefined && now - at < freshMs && now - at >= comesBackMs(virtual);
  };
  return services.map((service) => {
    const { servers, virtual } = service;
    const some = servers.some(({ server, state }) => state === 'out' && isStuck(virtual, server));
    if (!some) return service;
    return {
      ...service,
      servers: servers.map((one) =>
        one.state === 'out' && isStuck(virtual, one.server) ? { ...one, state: 'stuck' as const } : one,
      ),
    };
  });
}
