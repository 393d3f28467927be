/** A whole `lvs.cf` in the canonical layout, out of its values. Source: lvs-cf format, section 11. */

import type { Scope } from '../problem.js';
import { readable } from './bytes.js';
import type { Model } from './config.js';
import { failoverStanza } from './failover.js';
import { type GlobalValues, globalStanza } from './global.js';
import { type ServerValues, serverStanza } from './server.js';
import { type SharedValues, sharedPrefix, sharedStanza, withoutDefaults } from './shared-lines.js';
import { indentOf, lineFor, type Stanza } from './stanza.js';
import { type VirtualValues, virtualStanza } from './virtual.js';

/** A block with its name and its values. */
export interface WrittenServer {
  readonly name: string;
  readonly values: ServerValues;
}

/** A virtual server, or a failover service, with its real servers. */
export interface WrittenVirtual {
  readonly name: string;
  readonly values: VirtualValues;
  readonly realServers: readonly WrittenServer[];
}

/** All that a file says. */
export interface WrittenFile {
  /** Lines without the sign of a comment. */
  readonly comments?: readonly string[];
  readonly shared?: SharedValues;
  readonly global: GlobalValues;
  readonly virtualServers: readonly WrittenVirtual[];
  readonly failovers?: readonly WrittenVirtual[];
}

/** The longest comment: a line that the original's pages read. */
const longestComment = 200;

/** The text of a file; keys that no daemon uses any more are left out. */
export function lvscfText({
  comments = [],
  shared = {},
  global,
  virtualServers,
  failovers = [],
}: WrittenFile): string {
  const { serial_no: serial = 1, ...others } = global;
  const stated = withoutDefaults(shared);
  const settings = Object.entries(sharedStanza as Stanza).flatMap(([keyword, field]) => {
    const value = (stated as Readonly<Record<string, unknown>>)[keyword];
    return value === undefined ? [] : [`${sharedPrefix}${lineFor('global', keyword, field, value)}`];
  });
  const lines = [
    lineFor('global', 'serial_no', globalStanza.serial_no, serial),
    ...settings,
    ...comments.map((comment) => `# ${commentText(comment)}`),
    ...stanzaLines('global', globalStanza, others),
    ...failovers.flatMap((failover) => blockLines('failover', failoverStanza, failover)),
    ...virtualServers.flatMap((virtual) => blockLines('virtual', virtualStanza, virtual)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function blockLines(
  scope: 'virtual' | 'failover',
  stanza: Stanza,
  { name, values, realServers }: WrittenVirtual,
): string[] {
  const indent = indentOf.virtual;
  return [
    `${scope} ${name} {`,
    ...stanzaLines(scope, stanza, values),
    ...realServers.flatMap((server) => [
      `${indent}server ${server.name} {`,
      ...stanzaLines('server', serverStanza, server.values),
      `${indent}}`,
    ]),
    '}',
  ];
}

function stanzaLines(scope: Scope, stanza: Stanza, values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(stanza).flatMap(([keyword, field]) => {
    const value = values[keyword];
    return value === undefined || field.obsolete ? [] : [lineFor(scope, keyword, field, value)];
  });
}

/** A comment that no reader stumbles over: no braces, nothing but visible letters. */
export function commentText(text: string): string {
  const plain = readable(text)
    .replaceAll('{', '(')
    .replaceAll('}', ')')
    .replaceAll(/[^\x20-\x7e]/gu, '?')
    .trim();
  const shortened = plain.length <= longestComment ? plain : `${plain.slice(0, longestComment - 3)}...`;
  // A comment of ours is a setting: what only looks like one must not become one.
  return shortened.replace(/^lvs-console:/, 'lvs-console -');
}

/** A file in the canonical layout: all it says, and none of its comments. Source: lvs-cf format, section 11. */
export function canonicalText({ global, virtualServers, failovers }: Omit<Model, 'document'>): string {
  return lvscfText({ global, virtualServers, failovers });
}
