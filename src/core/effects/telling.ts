/** What the effects of one comparison share: what ran, what is to run, and what was said already. */

import type { Floating } from '../keepalived/addresses.js';
import { destinationKey, serviceKey } from '../keepalived/wanted-table.js';
import type { Service } from '../keepalived/what-runs.js';
import { interfaceOf } from '../lvscf/aliases.js';
import { type Because, orderOf } from '../push/order.js';
import { type Effect, type EffectCode, type EffectParams, type Gravity, gravityOf } from './effect.js';
import type { Running } from './running.js';
import { isNobody, type Stake, type Stakes, stakesOf, sumOf, type Traffic } from './traffic.js';

/** Works out what is said of each change; what follows from several changes is said of the first one. */
export interface Telling {
  readonly before: Running;
  readonly after: Running;
  readonly stakes: Stakes;
  effect<Code extends EffectCode>(code: Code, params?: EffectParams[Code], stake?: Stake): Effect;
  /** What several changes bring about together: said of the first of them. @param what identifies it */
  once(what: unknown, effects: () => Effect[]): Effect[];
  /** That the kernel gains, loses or exchanges a service; nothing where it keeps the one. */
  ofService(was: Service | undefined, is: Service | undefined): Effect[];
  /** That floating addresses come, go or change their place. */
  ofAddresses(addresses: readonly (string | undefined)[]): Effect[];
  /** That the routers do not hear each other before both have applied it. */
  ofBoth(part: Because): Effect[];
  /** What follows from the order of the blocks, and was said of no change yet. */
  leftOver(): Effect[];
}

/** On a router that only stands by, what it gives up nobody uses. */
const harmlessOnStandby: readonly EffectCode[] = ['address_removed', 'address_moved', 'heartbeat_anew'];

/** Opens it for two states of a router. */
export function openTelling(before: Running, after: Running, traffic: Traffic): Telling {
  const stakes = stakesOf(traffic);
  const said = new Set<unknown>();
  const together = orderOf(before.config, after.config).because;
  const once = (what: unknown, effects: () => Effect[]): Effect[] => {
    if (said.has(what)) return [effect('part_of_other')];
    said.add(what);
    return effects();
  };

  function gravity(code: EffectCode, stake: Stake | undefined): Gravity {
    const usual = gravityOf(code);
    if (usual !== 'breaks') return usual;
    const isHarmless = traffic.kind === 'standby' && harmlessOnStandby.includes(code);
    return isHarmless || (stake !== undefined && isNobody(stake)) ? 'smooth' : 'breaks';
  }

  function effect<Code extends EffectCode>(code: Code, params?: EffectParams[Code], stake?: Stake): Effect {
    const found = { code, params: params ?? {}, gravity: gravity(code, stake) };
    // The code and its parameters belong together; TypeScript does not follow that through the type parameter.
    return { ...found, ...(stake === undefined ? {} : { stake }) } as Effect;
  }

  function exchanged(was: Service, is: Service | undefined): Effect {
    const key = serviceKey(was);
    const successor = after.services.get(was.id);
    if (successor !== undefined) {
      const kept = new Set(successor.realServers.map((one) => destinationKey(successor, one)));
      const lost = was.realServers.map((one) => destinationKey(was, one)).filter((one) => !kept.has(one));
      const stake = sumOf(lost.map((destination) => stakes.ofDestination(key, destination)));
      return effect('service_replaced', { service: key }, stake);
    }
    const stake = stakes.ofService(key);
    if (is === undefined) return effect('service_removed', { service: key }, stake);
    return effect('service_recreated', { from: key, to: serviceKey(is) }, stake);
  }

  function ofAddresses(addresses: readonly (string | undefined)[]): Effect[] {
    const known = new Set(addresses.filter((address) => address !== undefined));
    const moves = [...known].flatMap((address) => {
      const move = addressEffect(address, before.addresses.get(address), after.addresses.get(address));
      return move === undefined ? [] : once(`address ${address}`, () => [move]);
    });
    const stable = [before, after].flatMap((side) => [...side.addresses.keys()].slice(0, 1));
    return stable.some((address) => known.has(address)) ? [...moves, ...ofBoth('stable_address')] : moves;
  }

  function ofBoth(because: Because): Effect[] {
    if (!together.includes(because)) return [];
    return once(because, () => [effect('both_routers', { because })]);
  }

  return {
    before,
    after,
    stakes,
    effect,
    once,
    ofService(was, is) {
      if (was?.id === is?.id) return [];
      if (was !== undefined) return once(was, () => [exchanged(was, is)]);
      if (is === undefined) return [];
      return once(is, () => {
        const service = serviceKey(is);
        const predecessor = before.services.get(is.id);
        return [predecessor ? exchanged(predecessor, is) : effect('service_added', { service })];
      });
    },
    ofAddresses,
    ofBoth,
    leftOver() {
      const addresses = [...before.addresses.keys(), ...after.addresses.keys()];
      const found = [...ofAddresses(addresses), ...together.flatMap(ofBoth)];
      return found.filter(({ code }) => code !== 'part_of_other');
    },
  };

  function addressEffect(
    address: string,
    was: Floating | undefined,
    is: Floating | undefined,
  ): Effect | undefined {
    if (was === undefined) return is && effect('address_added', { address, device: is.device });
    if (is === undefined) return effect('address_removed', { address });
    const [from, to] = [interfaceOf(was.device), interfaceOf(is.device)];
    if (from !== to) return effect('address_moved', { address, from, to });
    const [old, now] = [was, is].map(({ device, prefix }) => `${address}/${prefix} ${device}`);
    return old === now ? undefined : effect('address_changed', { from: old ?? '', to: now ?? '' });
  }
}
