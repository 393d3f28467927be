/** Reads what `iptables-save` prints. Source: iptables-save(8), iptables-extensions(8). */

import {
  type Condition,
  type Conditions,
  type Effect,
  type Hook,
  protocolNumbers,
  readNet,
  readRange,
  type SeenChain,
  type SeenRule,
  type SeenTable,
} from './seen-rule.js';

/** Where the chains of its own begin, in the order in which the kernel comes to them. Source: netfilter_ipv4.h. */
const priorities: Readonly<Record<string, number>> = {
  raw: -300,
  mangle: -150,
  nat: -100,
  filter: 0,
  security: 50,
};

const hooks: Readonly<Record<string, Hook>> = {
  PREROUTING: 'prerouting',
  INPUT: 'input',
  FORWARD: 'forward',
  OUTPUT: 'output',
  POSTROUTING: 'postrouting',
};

/** The tables; a line that is not understood is a rule that may do anything. */
export function tablesOfIptables(saved: string): SeenTable[] {
  const tables: SeenTable[] = [];
  let table = '';
  let chains = new Map<string, SeenChain & { rules: SeenRule[] }>();
  for (const line of saved.split('\n').map((text) => text.trimEnd())) {
    const [, name] = /^\*(\w+)$/.exec(line) ?? [];
    if (name !== undefined) {
      table = name;
      chains = new Map();
      tables.push({ name: `iptables, ${name}`, chains });
      continue;
    }
    const [, chain, policy] = /^:(\S+) (\S+)/.exec(line) ?? [];
    if (chain !== undefined) chains.set(chain, { ...emptyChain(table, chain, policy ?? '-'), rules: [] });
    const [, at = '', rest] = /^-A (\S+)(.*)$/.exec(line) ?? [];
    if (rest !== undefined) chains.get(at)?.rules.push(ruleOf(line, rest));
  }
  return tables;
}

function emptyChain(table: string, name: string, policy: string): Omit<SeenChain, 'rules'> {
  const hook = policy === '-' ? undefined : hooks[name];
  const kind = table === 'nat' ? 'nat' : 'filter';
  const priority = table === 'nat' && hook === 'postrouting' ? 100 : (priorities[table] ?? 0);
  return {
    name,
    ...(hook !== undefined && { base: { hook, kind, priority } }),
    policy: policy === 'DROP' ? 'refuse' : 'accept',
  };
}

/** Options with one value, and what they say of a packet. */
const readers: Readonly<Record<string, (value: string, isNot: boolean) => Conditions | undefined>> = {
  '-s': (value, isNot) => some('source', one(readNet(value)), isNot),
  '-d': (value, isNot) => some('destination', one(readNet(value)), isNot),
  '-p': (value, isNot) => some('protocol', one(protocolOf(value)), isNot),
  '-i': (value, isNot) => some('into', plainDevice(value), isNot),
  '-o': (value, isNot) => some('outOf', plainDevice(value), isNot),
  '--sport': (value, isNot) => some('sourcePort', one(readRange(value)), isNot),
  '--dport': (value, isNot) => some('port', one(readRange(value)), isNot),
  '--sports': (value, isNot) => some('sourcePort', ranges(value), isNot),
  '--dports': (value, isNot) => some('port', ranges(value), isNot),
  '--state': (value, isNot) => some('state', value.toLowerCase().split(','), isNot),
  '--ctstate': (value, isNot) => some('state', value.toLowerCase().split(','), isNot),
};

/** Parts of a line that say nothing of a packet. */
const silentMatches = new Set(['tcp', 'udp', 'multiport', 'state', 'conntrack', 'comment']);

function ruleOf(text: string, rest: string): SeenRule {
  const words = rest.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
  let conditions: Conditions = {};
  let isUnsure = false;
  let isNot = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '!') {
      isNot = true;
      continue;
    }
    if (word === '-j' || word === '-g') {
      return { text, conditions, isUnsure, effect: effectOf(word, words.slice(i + 1)) };
    }
    const value = words[++i] ?? '';
    const read = readers[word]?.(value, isNot);
    isNot = false;
    if (read !== undefined) {
      // Of two conditions of one kind only the later one is followed.
      isUnsure ||= Object.keys(read).some((key) => key in conditions);
      conditions = { ...conditions, ...read };
    } else if (!(word === '-m' && silentMatches.has(value)) && word !== '--comment') isUnsure = true;
  }
  // Without a target a rule only counts.
  return { text, conditions, isUnsure, effect: { does: 'nothing' } };
}

function effectOf(option: string, [target = '', ...rest]: readonly string[]): Effect {
  if (option === '-g') return { does: 'goto', to: target };
  switch (target) {
    case 'ACCEPT':
      return { does: 'accept' };
    case 'DROP':
    case 'REJECT':
      return { does: 'refuse' };
    case 'RETURN':
      return { does: 'return' };
    case 'MASQUERADE':
    case 'SNAT':
      return { does: 'masquerade' };
    case 'LOG':
    case 'NFLOG':
    case 'ULOG':
    case 'TCPMSS':
    case 'NOTRACK':
    case 'CT':
      return { does: 'nothing' };
    case 'MARK':
      return markOf(rest);
    default:
      // A name in capitals with options is a target that is not followed here.
      return rest.length === 0 ? { does: 'jump', to: target } : { does: 'anything' };
  }
}

/** Source: iptables-extensions(8), MARK: zeroes the bits of the mask, then changes those of the value. */
function markOf([option, value = '']: readonly string[]): Effect {
  const [mark, mask = 0xffffffff] = value.split('/').map(Number);
  if (mark === undefined || Number.isNaN(mark) || Number.isNaN(mask)) return { does: 'anything' };
  if (option === '--set-xmark') return { does: 'mark', keep: ~mask >>> 0, flip: mark };
  // It sets bits, where the other one changes them.
  return option === '--set-mark'
    ? { does: 'mark', keep: ~(mask | mark) >>> 0, flip: mark }
    : { does: 'anything' };
}

function some<Key extends keyof Conditions, T>(
  key: Key,
  of: readonly T[] | undefined,
  isNot: boolean,
): Conditions | undefined {
  return of === undefined ? undefined : ({ [key]: { of, isNot } satisfies Condition<T> } as Conditions);
}

function one<T>(value: T | undefined): readonly T[] | undefined {
  return value === undefined ? undefined : [value];
}

function protocolOf(text: string): number | undefined {
  const number = protocolNumbers[text] ?? Number(text);
  return Number.isInteger(number) ? number : undefined;
}

/** A name that ends in `+` stands for all that begin so. */
function plainDevice(name: string): readonly string[] | undefined {
  return name.endsWith('+') ? undefined : [name];
}

function ranges(text: string) {
  const found = text.split(',').map((part) => readRange(part));
  return found.every((range) => range !== undefined) ? found : undefined;
}
