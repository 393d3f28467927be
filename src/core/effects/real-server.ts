/** What a change of a real server does. */

import { destinationKey, serviceKey } from '../keepalived/wanted-table.js';
import type { Service } from '../keepalived/what-runs.js';
import type { RealServer, VirtualServer } from '../lvscf/config.js';
import type { Difference, Sides } from '../lvscf/diff.js';
import { serverStanza } from '../lvscf/server.js';
import { effective } from '../lvscf/stanza.js';
import type { Effect } from './effect.js';
import type { Telling } from './telling.js';

/** What one change of a real server does. */
export function serverEffects(
  telling: Telling,
  { what, keyword = '' }: Difference,
  virtual: Sides<VirtualServer>,
  { was, is }: Sides<RealServer>,
): Effect[] {
  if (what === 'renamed') return [telling.effect('only_name')];
  const services = { was: telling.before.serviceOf(virtual.was), is: telling.after.serviceOf(virtual.is) };
  if (services.was === undefined && services.is === undefined) return [telling.effect('not_active')];
  // The first server of a service brings it into the kernel, the last one takes it out.
  const placed = telling.ofService(services.was, services.is);
  if (placed.length > 0) return placed;
  if (services.was === undefined || services.is === undefined) return [telling.effect('part_of_other')];
  const before = keyIn(services.was, was);
  const after = keyIn(services.is, is);
  if (before === undefined && after === undefined) return [telling.effect('not_active')];
  if (before !== after) return moved(telling, services.was, before, services.is, after);
  if (keyword === 'weight') return weightEffects(telling, services.was, before ?? '', was, is);
  // Under a mark the port is the packet's own: the key says only where the check goes.
  return [telling.effect(keyword === 'port' && was?.port !== is?.port ? 'checks_again' : 'same_as_before')];
}

/** A real server as the kernel names it; nothing for one that is not in the service. */
function keyIn(service: Service, server: RealServer | undefined): string | undefined {
  return server && service.realServers.includes(server) ? destinationKey(service, server) : undefined;
}

function moved(
  telling: Telling,
  oldService: Service,
  old: string | undefined,
  service: Service,
  now: string | undefined,
): Effect[] {
  const has = (one: Service, key: string) =>
    one.realServers.some((server) => destinationKey(one, server) === key);
  const effects: Effect[] = [];
  if (old !== undefined && !has(service, old)) {
    const key = serviceKey(oldService);
    const stake = telling.stakes.ofDestination(key, old);
    effects.push(telling.effect('server_removed', { service: key, destination: old }, stake));
  }
  if (now !== undefined && !has(oldService, now)) {
    effects.push(telling.effect('server_added', { destination: now }));
  }
  return effects.length > 0 ? effects : [telling.effect('same_as_before')];
}

function weightEffects(
  telling: Telling,
  service: Service,
  destination: string,
  was: RealServer | undefined,
  is: RealServer | undefined,
): Effect[] {
  const [from, to] = [was, is].map((one) => effective(serverStanza, one?.values ?? {}, 'weight'));
  if (from === to) return [telling.effect('same_as_before')];
  if (to !== 0) return [telling.effect('weight')];
  return [telling.effect('weight_zero', {}, telling.stakes.ofDestination(serviceKey(service), destination))];
}
