/** Where the problems of the rules stand, and what the rules look at together. */

import type { Problem, RouterKeyword, Severity } from '../../problem.js';
import type { Model, RealServer, VirtualServer } from '../config.js';
import { type Block, entryOf } from '../document.js';
import { globalStanza } from '../global.js';
import type { Finding } from '../kind.js';
import { type AddressOnDevice, unspecified } from '../kinds/addresses.js';
import { problemAt } from '../problem-at.js';
import { effective } from '../stanza.js';

/** A block and how problems name it. */
export type Described = Pick<VirtualServer, 'block' | 'subject'>;

/** The head of the file. */
export function head({ document }: Pick<Model, 'document'>): Described {
  return { block: document.root, subject: { scope: 'global' } };
}

/**
 * A problem of a block. With a keyword it belongs to that field of a form, and a save that adds it to an active
 * block is refused; without one it is normal half-built work.
 * @param lines the keys whose line is shown: the first one that is there, else the block's name.
 */
export function problemOf(
  { block, subject }: Described,
  finding: Finding,
  keyword?: string,
  lines: readonly string[] = keyword === undefined ? [] : [keyword],
): Problem {
  const about = keyword === undefined ? subject : { ...subject, keyword };
  for (const line of lines) {
    const entry = entryOf(block, line);
    const word = entry?.words[2 + (finding.word ?? 0)] ?? entry?.words[0];
    if (entry !== undefined) return problemAt(finding, about, entry.line + 1, word);
  }
  return problemAt(finding, about, block.open + 1, block.nameWord);
}

/** Whether a key is not there at all. */
export function isMissing(block: Block, keyword: string): boolean {
  return entryOf(block, keyword) === undefined;
}

/** Whether a key is there and cannot be read: that is said already, and what it means is not known. */
export function isUnread<K extends string>(
  block: Block,
  values: { readonly [key in K]?: unknown },
  ...keywords: readonly K[]
): boolean {
  return keywords.some((keyword) => values[keyword] === undefined && !isMissing(block, keyword));
}

/** Whether a block is active, or has a flag that cannot be read and may be meant so. */
export function mayBeActive({ block, values }: VirtualServer | RealServer): boolean {
  return values.active ?? isUnread(block, values, 'active');
}

/** What cannot work is broken where it runs, and a reminder where it does not. */
export function whenActive(active: boolean | undefined): Severity {
  return active === true ? 'broken' : 'advice';
}

/** Whether an address can be compared: a dotted one, not 0.0.0.0. Names are not looked up. */
export function isGiven(address: string | undefined): address is string {
  return address !== undefined && address !== unspecified && /^[0-9]+(\.[0-9]+){3}$/.test(address);
}

/** The keys of the routers' own addresses, the primary's first. */
export const primaryKeywords = ['primary', 'primary_private'] as const;
export const backupKeywords = ['backup', 'backup_private'] as const;

/** What a rule about one virtual server needs to know of the rest of the file. */
export interface Surroundings {
  readonly network: string;
  /** The routers' own addresses. */
  readonly routers: ReadonlyMap<string, RouterKeyword>;
  /** The floating inside address, where the network type uses it. */
  readonly natRouter: AddressOnDevice | undefined;
  /** The floating addresses of all virtual servers. */
  readonly vips: ReadonlySet<string>;
}

/** Looks once at what many rules need. */
export function surroundingsOf({ global, virtualServers }: Model): Surroundings {
  const network = effective(globalStanza, global, 'network');
  const routers = new Map<string, RouterKeyword>();
  for (const keyword of [...primaryKeywords, ...backupKeywords]) {
    const address = global[keyword];
    if (isGiven(address) && !routers.has(address)) routers.set(address, keyword);
  }
  const vips = virtualServers.map(({ values }) => values.address?.address).filter(isGiven);
  const natRouter = network === 'nat' ? global.nat_router : undefined;
  return { network, routers, natRouter, vips: new Set(vips) };
}
