/** Reads what `nft -j list ruleset` prints. Source: libnftables-json(5). */

import type { PortRange } from '../lvscf/port-range.js';
import {
  type Condition,
  type Conditions,
  type Effect,
  type Hook,
  type Net,
  protocolNumbers,
  readNet,
  type SeenChain,
  type SeenRule,
  type SeenTable,
} from './seen-rule.js';

type Json = unknown;
type Fields = Readonly<Record<string, Json>>;

const hooks: readonly Hook[] = ['prerouting', 'input', 'forward', 'output', 'postrouting'];

interface Growing {
  readonly name: string;
  readonly chains: Map<string, SeenChain & { readonly rules: SeenRule[] }>;
}

/** The tables that packets of IPv4 meet; undefined for a text that is none of it. */
export function tablesOfNft(text: string): SeenTable[] | undefined {
  const listed = (parsed(text) as Fields | undefined)?.['nftables'];
  if (!Array.isArray(listed)) return undefined;
  const tables = new Map<string, Growing>();
  const tableOf = ({ family, table }: Fields) => tables.get(`${family} ${table}`);
  for (const entry of listed.map(fieldsOf)) {
    const { chain, rule, table } = entry;
    const { family, name } = fieldsOf(table);
    if (family === 'ip' || family === 'inet') {
      tables.set(`${family} ${name}`, { name: `nft, ${family} ${name}`, chains: new Map() });
    }
    if (chain !== undefined) {
      const own = fieldsOf(chain);
      tableOf(own)?.chains.set(String(own['name']), { ...emptyChain(own), rules: [] });
    }
    if (rule !== undefined) {
      const own = fieldsOf(rule);
      tableOf(own)?.chains.get(String(own['chain']))?.rules.push(ruleOf(own));
    }
  }
  return [...tables.values()];
}

function emptyChain({ hook: at, name, policy, prio, type }: Fields): Omit<SeenChain, 'rules'> {
  const hook = hooks.find((one) => one === at);
  const kind = type === 'nat' ? 'nat' : 'filter';
  return {
    name: String(name),
    ...(hook !== undefined && { base: { hook, kind, priority: Number(prio) || 0 } }),
    policy: policy === 'drop' ? 'refuse' : 'accept',
  };
}

function ruleOf({ chain, expr }: Fields): SeenRule {
  let conditions: Conditions = {};
  let isUnsure = false;
  let effect: Effect = { does: 'nothing' };
  const parts = Array.isArray(expr) ? expr.map(fieldsOf) : [];
  for (const part of parts) {
    const [word = ''] = Object.keys(part);
    if (word === 'counter' || word === 'log') continue;
    if (word === 'match') {
      const read = conditionOf(fieldsOf(part['match']));
      // Of two conditions of one kind only the later one is followed.
      isUnsure ||= read === undefined || isTwice(conditions, read);
      conditions = { ...conditions, ...read };
      continue;
    }
    const does = effectOf(word, part[word]);
    // What is no effect that is followed, such as a limit, may be a condition.
    if (does === undefined) isUnsure = true;
    else effect = does;
  }
  if (isUnsure && effect.does === 'nothing') effect = { does: 'anything' };
  return { text: `${chain}: ${written(parts)}`, conditions, isUnsure, effect };
}

/** As it stands there, as far as a person reads it. */
function written(parts: readonly Fields[]): string {
  try {
    return JSON.stringify(parts).slice(0, 300);
  } catch {
    // Nobody reads what is put into itself too often to be written.
    return '…';
  }
}

/** Nothing for what is not followed. */
function effectOf(word: string, value: Json): Effect | undefined {
  const { key, target, value: given } = fieldsOf(value);
  switch (word) {
    case 'accept':
    case 'return':
    case 'masquerade':
      return { does: word };
    case 'snat':
      return { does: 'masquerade' };
    case 'drop':
    case 'reject':
      return { does: 'refuse' };
    case 'continue':
      return { does: 'nothing' };
    case 'jump':
    case 'goto':
      return { does: word, to: String(target) };
    case 'mangle':
      if (fieldsOf(fieldsOf(key)['meta'])['key'] !== 'mark') return undefined;
      return typeof given === 'number' ? { does: 'mark', keep: 0, flip: given } : { does: 'anything' };
    default:
      return undefined;
  }
}

function conditionOf({ left, op, right }: Fields): Conditions | undefined {
  const isNot = op === '!=';
  if (!isNot && op !== '==' && op !== 'in') return undefined;
  const values = valuesOf(right);
  const { ct, meta, payload } = fieldsOf(left);
  const { field, protocol } = fieldsOf(payload);
  // A packet of IPv4 is none of these.
  if (protocol === 'ip6' || protocol === 'icmpv6') return isNot ? undefined : never;
  const metaKey = fieldsOf(meta)['key'];
  const make = <T>(key: keyof Conditions, read: (value: Json) => T | undefined) => {
    const of = values.map(read);
    const isWhole = of.every((one): one is Awaited<T> & {} => one !== undefined);
    return isWhole ? ({ [key]: { of, isNot } satisfies Condition<unknown> } as Conditions) : undefined;
  };
  if (protocol === 'ip' && field === 'saddr') return make('source', netOf);
  if (protocol === 'ip' && field === 'daddr') return make('destination', netOf);
  if ((protocol === 'ip' && field === 'protocol') || metaKey === 'l4proto')
    return make('protocol', protocolOf);
  if (metaKey === 'iif' || metaKey === 'iifname') return make('into', deviceOf);
  if (metaKey === 'oif' || metaKey === 'oifname') return make('outOf', deviceOf);
  if (fieldsOf(ct)['key'] === 'state') return make('state', (value) => text(value));
  if (metaKey === 'nfproto') return values.includes('ipv4') === isNot ? never : {};
  const number = typeof protocol === 'string' ? protocolNumbers[protocol] : undefined;
  if (field !== 'dport' && field !== 'sport') return undefined;
  if (number === undefined && protocol !== 'th') return undefined;
  const ports = make(field === 'dport' ? 'port' : 'sourcePort', rangeOf);
  const its = number === undefined ? {} : { protocol: { of: [number], isNot: false } };
  return ports && { ...its, ...ports };
}

const never: Conditions = { protocol: { of: [], isNot: false } };

function isTwice(one: Conditions, other: Conditions | undefined): boolean {
  return Object.keys(other ?? {}).some((key) => key in one && key !== 'protocol');
}

/** A set in braces, a list, or one value; the name of a set elsewhere is a value that nobody reads. */
function valuesOf(right: Json): readonly Json[] {
  const { set } = fieldsOf(right);
  if (Array.isArray(set)) return set;
  return Array.isArray(right) ? right : [right];
}

function netOf(value: Json): Net | undefined {
  const { addr, len } = fieldsOf(fieldsOf(value)['prefix']);
  return readNet(typeof addr === 'string' ? `${addr}/${len}` : String(value));
}

function protocolOf(value: Json): number | undefined {
  const number = typeof value === 'string' ? protocolNumbers[value] : value;
  return typeof number === 'number' ? number : undefined;
}

function rangeOf(value: Json): PortRange | undefined {
  if (typeof value === 'number') return { first: value, last: value };
  const { range } = fieldsOf(value);
  const [first, last] = Array.isArray(range) ? range : [];
  return typeof first === 'number' && typeof last === 'number' ? { first, last } : undefined;
}

function deviceOf(value: Json): string | undefined {
  return typeof value === 'string' && !value.includes('*') && !value.startsWith('@') ? value : undefined;
}

function text(value: Json): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function fieldsOf(value: Json): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function parsed(json: string): Json {
  try {
    return JSON.parse(json);
  } catch {
    // Said of the whole: it is not what nft prints.
    return undefined;
  }
}
