/** The objects of a file that can be brought back by themselves, and how they are named. */

import { readable, visible } from '../lvscf/bytes.js';
import type { MergeObject } from '../push/merge.js';

/**
 * - `head`: everything at the head of the file, the settings in comment lines of ours too.
 * - `virtual`, `failover`: one service with all its real servers. `server`: one real server.
 */
export type RestoreObject =
  | { readonly scope: 'head' }
  | { readonly scope: 'virtual' | 'failover'; readonly virtual: string }
  | { readonly scope: 'server'; readonly virtual: string; readonly server: string };

/**
 * The object that a text names in the words of the file: `head`, `virtual HTTP`, `virtual HTTP server web1`;
 * nothing when it names none. Names are references: the second block of one name is `NAME~2`.
 */
export function parseObject(text: string): RestoreObject | undefined {
  const [scope, virtual, inner, server, extra] = text.trim().split(/[ \t]+/);
  if (scope === 'head') return virtual === undefined ? { scope } : undefined;
  if (virtual === undefined || (scope !== 'virtual' && scope !== 'failover')) return undefined;
  if (inner === undefined) return { scope, virtual };
  const isServer = scope === 'virtual' && inner === 'server' && extra === undefined;
  return isServer && server !== undefined ? { scope: 'server', virtual, server } : undefined;
}

/** An object in the words that `parseObject` reads. */
export function objectText(object: RestoreObject): string {
  if (object.scope === 'head') return 'head';
  if (object.scope === 'server') return `virtual ${object.virtual} server ${object.server}`;
  return `${object.scope} ${object.virtual}`;
}

/** Whether a part that can be chosen in a merge belongs to this object. */
export function isPartOf(part: MergeObject, object: RestoreObject): boolean {
  if (object.scope === 'head') return part.scope === 'global' || part.scope === 'redundancy';
  if (part.virtual !== object.virtual) return false;
  if (object.scope === 'server') return part.scope === 'server' && part.server === object.server;
  return part.scope === object.scope || part.scope === 'server';
}

/** The same with its names as people can read them. */
export function shownObject(object: RestoreObject): RestoreObject {
  const shown = (name: string) => visible(readable(name));
  if (object.scope === 'head') return object;
  const virtual = shown(object.virtual);
  if (object.scope !== 'server') return { ...object, virtual };
  return { ...object, virtual, server: shown(object.server) };
}
