/**
 * What a change takes from those who use the service, or from the person who makes it. Such a change is made only
 * once somebody has typed the name of what goes.
 */

import { type AddressUse, ConsoleError, type Danger } from '../problem.js';
import { readable, visible } from './bytes.js';
import type { Config, Model, RealServer, VirtualServer } from './config.js';
import { servicePairs } from './diff.js';
import { globalStanza } from './global.js';
import { unspecified } from './kinds/addresses.js';
import { effective } from './stanza.js';

/**
 * Every danger of a change, the worst first. `name` is what has to be typed: the address, the service (of several
 * the first), as a person reads it.
 * @param connectedThrough addresses of this machine at which the person reached it
 */
export function guardRail(
  before: Config,
  after: Config,
  connectedThrough: readonly string[] = [],
): readonly Danger[] {
  if (before === after) return [];
  const pairs = servicesOf(before, after).filter(([was]) => serves(was));
  return [
    ...lostAddresses(before, after, connectedThrough),
    ...lostServices(pairs),
    ...pairs.flatMap(lastRealServer),
  ];
}

/** What has to be typed before a change with these dangers is made; nothing where there are none. */
export function nameToType(dangers: readonly Danger[]): string | undefined {
  return dangers[0]?.name;
}

/**
 * Lets a change pass that is not dangerous, or for which the name was typed.
 * @param typed what was typed, if anybody was asked; blanks around it do not count
 * @throws ConsoleError `invalid`: dangerous
 */
export function requireName(dangers: readonly Danger[], typed: string | undefined): void {
  const name = nameToType(dangers);
  if (name === undefined || typed?.trim() === name.trim()) return;
  throw new ConsoleError('invalid', 'dangerous', { name, dangers });
}

/** A name as a person can read it and type it. */
function nameOf({ name }: VirtualServer | RealServer): string {
  return visible(readable(name));
}

type Pair = readonly [VirtualServer, VirtualServer | undefined];

function servicesOf(before: Config, after: Config): Pair[] {
  const pairs = [
    ...servicePairs(before.virtualServers, after.virtualServers),
    ...servicePairs(before.failovers, after.failovers),
  ];
  return pairs.flatMap(([was, is]): Pair[] => (was === undefined ? [] : [[was, is]]));
}

function isServing({ values: { active, weight } }: RealServer): boolean {
  return active === true && weight !== 0;
}

function serves({ realServers, values }: VirtualServer): boolean {
  return values.active === true && realServers.some(isServing);
}

function lostServices(pairs: readonly Pair[]): Danger[] {
  const lost = pairs.filter(([, is]) => is?.values.active !== true).map(([was]) => nameOf(was));
  const [name] = lost;
  if (name === undefined || lost.length * 3 <= pairs.length) return [];
  return [{ kind: 'services', name, lost, of: pairs.length }];
}

function lastRealServer([was, is]: Pair): Danger[] {
  if (is === undefined || is.values.active !== true || is.realServers.some(isServing)) return [];
  const servers = was.realServers.filter(isServing).map(nameOf);
  return [{ kind: 'last_real_server', name: nameOf(is), servers }];
}

const routerKeys = ['primary', 'primary_private', 'backup', 'backup_private'] as const;

function lostAddresses(before: Config, after: Config, own: readonly string[]): Danger[] {
  return [...new Set(own)]
    .filter((address) => address !== unspecified)
    .flatMap((name): Danger[] => {
      const uses = [
        ...floatingUses(before, name).filter(() => floatingUses(after, name).length === 0),
        ...routerKeys.filter((key) => before.global[key] === name && after.global[key] !== name),
      ];
      const [use] = uses;
      return use === undefined ? [] : [{ kind: 'address', name, use }];
    });
}

/** What a floating address is for: while it is for anything, the active router has it. */
function floatingUses({ global, virtualServers }: Model, address: string): AddressUse[] {
  const isVip = virtualServers.some(
    ({ values }) => values.active === true && values.address?.address === address,
  );
  const isNatRouter =
    effective(globalStanza, global, 'network') === 'nat' && global.nat_router?.address === address;
  return [...(isVip ? (['vip'] as const) : []), ...(isNatRouter ? (['nat_router'] as const) : [])];
}
