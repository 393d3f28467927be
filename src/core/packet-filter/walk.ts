/** What becomes of a packet in a packet filter: all that may, where a rule asks for what is not known of it. */

import type { PortRange } from '../lvscf/port-range.js';
import type { Condition, Conditions, Hook, Net, SeenChain, SeenRule, SeenTable } from './seen-rule.js';

/** A packet that begins a connection, as far as it is known; nothing stands for any. */
export interface Packet {
  /** As numbers; see `numberOf`. */
  readonly source?: number;
  readonly destination?: number;
  readonly protocol: number;
  readonly sourcePort?: number;
  readonly port?: number;
  readonly into?: string;
  /** Nothing: the kernel may take it for one of any connection, such as an answer that IPVS sends on. */
  readonly state?: string;
}

/** What may become of it. */
export interface Outcome {
  readonly end: 'accept' | 'refuse' | 'masquerade';
  /** Nothing: it may be any. */
  readonly mark: number | undefined;
  /** The rule, or the chain, that decided. */
  readonly by: string;
}

interface Going {
  readonly end?: Outcome['end'] | 'return';
  readonly mark: number | undefined;
  readonly by: string;
}

/** Chains that jump into each other are not followed for ever. */
const deepest = 16;

/** More ways than these are not told apart. */
const mostWays = 32;

/**
 * Chains that lead into each other again and again are not followed to the end: of the same tables so many rules are
 * looked at, for all packets together. What the other router tells keeps nobody waiting.
 */
const mostRules = 1_000_000;

interface Budget {
  rules: number;
}

const budgets = new WeakMap<readonly SeenTable[], Budget>();

function budgetOf(tables: readonly SeenTable[]): Budget {
  const budget = budgets.get(tables) ?? { rules: mostRules };
  budgets.set(tables, budget);
  return budget;
}

/**
 * Sends a packet through all chains of a hook.
 * @param kind `filter` also for marks; `nat` for masquerading
 */
export function walk(
  tables: readonly SeenTable[],
  hook: Hook,
  kind: 'filter' | 'nat',
  packet: Packet,
): Outcome[] {
  const chains = tables
    .flatMap(({ chains: own, name }) => [...own.values()].map((chain) => ({ chain, own, table: name })))
    .filter(({ chain: { base } }) => base?.hook === hook && base.kind === kind)
    .sort((a, b) => (a.chain.base?.priority ?? 0) - (b.chain.base?.priority ?? 0));
  const budget = budgetOf(tables);
  let going: Outcome[] = [{ end: 'accept', mark: 0, by: '' }];
  for (const { chain, own, table } of chains) {
    going = going.flatMap((before) => {
      if (before.end !== 'accept') return [before];
      return through(chain, own, packet, before.mark, { budget, depth: 0 }).map(
        ({ by, end, mark }): Outcome => {
          // To go back from a chain that packets begin in is to come to its end.
          if (end === undefined || end === 'return')
            return { end: chain.policy, mark, by: `${table}, ${chain.name}` };
          return { end, mark, by: by || before.by };
        },
      );
    });
    going = different(going);
  }
  return going;
}

/** How far it has been followed. */
interface Followed {
  readonly budget: Budget;
  readonly depth: number;
}

function through(
  chain: SeenChain,
  chains: ReadonlyMap<string, SeenChain>,
  packet: Packet,
  mark: number | undefined,
  followed: Followed,
): Going[] {
  let ways: Going[] = [{ mark, by: '' }];
  for (const rule of chain.rules) {
    if (--followed.budget.rules < 0)
      return different(ways.flatMap((way) => (way.end === undefined ? anything(way, rule.text) : [way])));
    const fit = rule.isUnsure ? weaker(fits(rule.conditions, packet)) : fits(rule.conditions, packet);
    if (fit === 'no') continue;
    ways = different(
      ways.flatMap((way) => {
        if (way.end !== undefined) return [way];
        const done = applied(rule, chains, packet, way, followed);
        return fit === 'yes' ? done : [way, ...done];
      }),
    );
    if (ways.every(({ end }) => end !== undefined)) break;
  }
  return ways;
}

function applied(
  { effect, text }: SeenRule,
  chains: ReadonlyMap<string, SeenChain>,
  packet: Packet,
  way: Going,
  { budget, depth }: Followed,
): Going[] {
  switch (effect.does) {
    case 'nothing':
      return [way];
    case 'accept':
    case 'refuse':
    case 'masquerade':
    case 'return':
      return [{ ...way, end: effect.does, by: text }];
    case 'mark': {
      const mark = way.mark === undefined && effect.keep !== 0 ? undefined : marked(way.mark ?? 0, effect);
      return [{ ...way, mark }];
    }
    case 'jump':
    case 'goto': {
      const target = chains.get(effect.to);
      if (target === undefined || depth === deepest) return anything(way, text);
      return through(target, chains, packet, way.mark, { budget, depth: depth + 1 }).map((inner) => {
        if (inner.end !== undefined && inner.end !== 'return') return inner;
        const { end, ...back } = inner;
        return effect.does === 'goto' ? { ...back, end: 'return' } : back;
      });
    }
    case 'anything':
      return anything(way, text);
  }
}

function anything({ mark }: Going, by: string): Going[] {
  return [
    { mark, by },
    { mark: undefined, by },
    { end: 'refuse', mark, by },
    { end: 'accept', mark, by },
  ];
}

function marked(mark: number, { flip, keep }: { readonly flip: number; readonly keep: number }): number {
  return ((mark & keep) ^ flip) >>> 0;
}

function different<T extends Going>(ways: readonly T[]): T[] {
  const found = new Map<string, T>();
  for (const way of ways) {
    const key = `${way.end} ${way.mark}`;
    if (!found.has(key) && found.size < mostWays) found.set(key, way);
  }
  return [...found.values()];
}

type Fit = 'yes' | 'no' | 'maybe';

function weaker(fit: Fit): Fit {
  return fit === 'yes' ? 'maybe' : fit;
}

function fits(conditions: Conditions, packet: Packet): Fit {
  const { destination, into, outOf, port, protocol, source, sourcePort, state } = conditions;
  const all: Fit[] = [
    meets(protocol, packet.protocol, (one, value) => one === value),
    meets(source, packet.source, isWithin),
    meets(destination, packet.destination, isWithin),
    meets(sourcePort, packet.sourcePort, isBetween),
    meets(port, packet.port, isBetween),
    meets(into, packet.into, (one, value) => one === value),
    meets(outOf, undefined as string | undefined, () => false),
    meets(state, packet.state, (one, value) => one === value),
  ];
  if (all.includes('no')) return 'no';
  return all.includes('maybe') ? 'maybe' : 'yes';
}

function meets<T, V>(
  condition: Condition<T> | undefined,
  value: V | undefined,
  isOne: (one: T, value: V) => boolean,
): Fit {
  if (condition === undefined) return 'yes';
  if (value === undefined) return 'maybe';
  return condition.of.some((one) => isOne(one, value)) === condition.isNot ? 'no' : 'yes';
}

function isWithin({ address, bits }: Net, value: number): boolean {
  const size = 2 ** (32 - bits);
  return Math.floor(address / size) === Math.floor(value / size);
}

function isBetween({ first, last }: PortRange, port: number): boolean {
  return first <= port && port <= last;
}
