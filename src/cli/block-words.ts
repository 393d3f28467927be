import { byteString } from '../core/lvscf/bytes.js';
import type { JsonValues } from '../core/lvscf/json.js';
import { jsonOfText } from '../core/lvscf/json-text.js';
import { serverStanza } from '../core/lvscf/server.js';
import { headStanza } from '../core/lvscf/shared-lines.js';
import type { Stanza } from '../core/lvscf/stanza.js';
import { virtualStanza } from '../core/lvscf/virtual.js';

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

/** The values in `KEY=VALUE` words, or the first word that is none. `KEY=` takes the key out of the file. */
export function readPairs(
  words: readonly string[],
  of: 'head' | BlockName,
): { readonly values: JsonValues } | { readonly wrong: string } {
  const stanza: Stanza = of === 'head' ? headStanza : of.server === undefined ? virtualStanza : serverStanza;
  const values: Record<string, JsonValues[string]> = {};
  for (const word of words) {
    const [, key = '', value] = /^([A-Za-z_][\w-]*)\s*=(.*)$/s.exec(word) ?? [];
    if (value === undefined || Object.hasOwn(values, key)) return { wrong: word };
    values[key] = value === '' ? null : jsonOfText(stanza, key, value);
  }
  return { values };
}
