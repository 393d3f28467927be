/** What a temporary weight takes from those who use a service. */

import type { WantedService } from '../ipvs/wanted.js';
import { readable, visible } from '../lvscf/bytes.js';
import type { Danger } from '../problem.js';
import { type Override, type OverrideTarget, overrideOf, weightOf } from '../router/override.js';
import type { LiveService } from './table.js';

/**
 * The danger of a weight 0 for the last real server that clients of a service are sent to.
 * @param services as the kernel balances them now
 * @param wanted what lvs.cf wants: it is asked where the kernel does not tell
 * @param given the temporary weights in force: the kernel has them from the next check on
 */
export function overrideDangers(
  services: readonly LiveService[],
  wanted: readonly WantedService[],
  { destination, service }: OverrideTarget,
  weight: number,
  given: readonly Override[],
): readonly Danger[] {
  if (weight > 0) return [];
  const serving = servingNow(services, service) ?? servingWanted(wanted, service);
  const left = serving?.servers.filter(({ key }) => {
    const soon = overrideOf(given, { service, destination: key });
    return soon === undefined || weightOf(soon) > 0;
  });
  const [last] = left ?? [];
  if (serving === undefined || left?.length !== 1 || last?.key !== destination) return [];
  const name = shown(serving.virtual || service);
  return [{ kind: 'last_real_server', name, servers: [shown(last.name || destination)] }];
}

interface Serving {
  readonly virtual: string;
  readonly servers: readonly { readonly key: string; readonly name: string }[];
}

function servingNow(services: readonly LiveService[], key: string): Serving | undefined {
  const found = services.find((one) => one.key === key && one.state !== 'missing');
  if (found === undefined) return undefined;
  const { servers, virtual } = found;
  const working = servers.filter(({ live, state }) => state !== 'sorry' && (live?.weight ?? 0) > 0);
  return { virtual, servers: working.map(({ destination, server }) => ({ key: destination, name: server })) };
}

function servingWanted(wanted: readonly WantedService[], key: string): Serving | undefined {
  const found = wanted.find((one) => one.key === key);
  if (found === undefined) return undefined;
  const working = found.destinations.filter(({ weight }) => weight > 0);
  return {
    virtual: found.virtual,
    servers: working.map((one) => ({ key: one.key, name: one.server })),
  };
}

function shown(name: string): string {
  return visible(readable(name));
}
