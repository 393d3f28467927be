import { byteString } from '../core/lvscf/bytes.js';
import type { JsonValues } from '../core/lvscf/json.js';
import { jsonOfText } from '../core/lvscf/json-text.js';
import { serverStanza } from '../core/lvscf/server.js';
import { headStanza } from '../core/lvscf/shared-lines.js';
import type { Stanza } from '../core/lvscf/stanza.js';
import { virtualStanza } from '../core/lvscf/virtual.js';
import type { Problem } from '../core/problem.js';

/** A block of lvs.cf as a command names it. */
export interface BlockName {
  readonly virtual: string;
  /** Nothing: the virtual server itself. */
  readonly server?: string;
}

/** `VIRTUAL` or `VIRTUAL/REAL`; undefined for anything else. In a name a slash is written `%2F`, a percent sign `%25`. */
export function readBlockName(text = ''): BlockName | undefined {
  const parts = text.split('/').map((part) => part.replace(/%(2F|25)/gi, (_, code) => signs[code] ?? '/'));
  const [virtual = '', server, extra] = parts;
  if (virtual === '' || server === '' || extra !== undefined) return undefined;
  return { virtual, ...(server !== undefined && { server }) };
}

const signs: Readonly<Record<string, string>> = { '25': '%' };

/** Its references, as addresses and bodies have them. */
export function refsOf({ server, virtual }: BlockName): BlockName {
  return { virtual: byteString(virtual), ...(server !== undefined && { server: byteString(server) }) };
}

/** Its address, below `/api/v1`. */
export function addressOf(name: BlockName): string {
  const { server, virtual } = refsOf(name);
  const around = `/virtual-servers/${encodeURIComponent(virtual)}`;
  return server === undefined ? around : `${around}/real-servers/${encodeURIComponent(server)}`;
}

/** The address of the list that a block stands in, below `/api/v1`. */
export function listOf({ server, virtual }: BlockName): string {
  return server === undefined ? '/virtual-servers' : `${addressOf({ virtual })}/real-servers`;
}

/** What was typed behind the name of a block. */
export type Pairs =
  | { readonly values: JsonValues }
  /** How the command was wrongly called. */
  | { readonly fault: string }
  /** Values that no key of this name can have. */
  | { readonly problems: readonly Problem[] };

const blocks = {
  global: { stanza: headStanza as Stanza, called: 'the head of the file', as: '--global' },
  virtual: { stanza: virtualStanza as Stanza, called: 'a virtual server', as: 'VIRTUAL' },
  server: { stanza: serverStanza as Stanza, called: 'a real server', as: 'VIRTUAL/REAL' },
} as const;

type BlockScope = keyof typeof blocks;

/** The values in `KEY=VALUE` words. `KEY=` takes the key out of the file, and `name=NAME` gives another name. */
export function readPairs(words: readonly string[], of: 'head' | BlockName): Pairs {
  const scope: BlockScope = of === 'head' ? 'global' : of.server === undefined ? 'virtual' : 'server';
  const values: Record<string, JsonValues[string]> = {};
  const problems: Problem[] = [];
  for (const word of words) {
    const [, key = '', value] = /^([A-Za-z_][\w-]*)\s*=(.*)$/s.exec(word) ?? [];
    if (value === undefined) return { fault: `"${word}" is no KEY=VALUE` };
    if (Object.hasOwn(values, key)) return { fault: `${key} is given more than once` };
    const field = fieldIn(scope, key);
    if (field === undefined && (key !== 'name' || scope === 'global')) return { fault: noKey(key, scope) };
    values[key] = value.trim() === '' ? null : value;
    if (field === undefined || value.trim() === '') continue;
    const reading = jsonOfText(scope, key, field, value);
    if ('value' in reading) values[key] = reading.value;
    else problems.push(...reading.problems);
  }
  return problems.length > 0 ? { problems } : { values };
}

/** A word such as `constructor` is no key, though every object has it. */
function fieldIn(scope: BlockScope, key: string) {
  const { stanza } = blocks[scope];
  return Object.hasOwn(stanza, key) ? stanza[key] : undefined;
}

function noKey(key: string, scope: BlockScope): string {
  const { called } = blocks[scope];
  const other = (Object.keys(blocks) as BlockScope[]).find((one) => fieldIn(one, key) !== undefined);
  return other === undefined
    ? `${called} has no key ${key}; lvs-console reference lists every key`
    : `${key} is a key of ${blocks[other].called}, not of ${called}: name it as ${blocks[other].as}`;
}
