/** New virtual servers with their real servers, and what they need at the head of the file, under one serial number. */

import { edited, valueEdits } from './change.js';
import type { Config } from './config.js';
import { placeForBlock } from './document.js';
import { serverStanza } from './server.js';
import { sharedPrefix, sharedStanza, withoutDefaults } from './shared-lines.js';
import { indentOf, lineFor, type Patch, type Stanza } from './stanza.js';
import { virtualStanza } from './virtual.js';

/** A virtual server that is not in the file yet. */
export interface NewVirtualServer {
  readonly name: string;
  readonly values: Patch<typeof virtualStanza>;
  readonly realServers: readonly NewRealServer[];
}

/** A real server that is not in the file yet. */
export interface NewRealServer {
  readonly name: string;
  readonly values: Patch<typeof serverStanza>;
}

/**
 * The text with these virtual servers behind the others.
 * @param head settings in comment lines that come along
 * @throws ConsoleError `invalid` when the file cannot be edited
 */
export function addVirtualServers(
  config: Config,
  servers: readonly NewVirtualServer[],
  head: Patch<typeof sharedStanza> = {},
): string {
  const { document, shared, sharedBlock } = config;
  const insert = servers.flatMap(linesOf);
  return edited(config, [
    ...valueEdits(document, sharedBlock, sharedStanza, shared, withoutDefaults(head), sharedPrefix),
    ...(insert.length === 0 ? [] : [{ at: placeForBlock(document, document.root), remove: 0, insert }]),
  ]);
}

function linesOf({ name, realServers, values }: NewVirtualServer): string[] {
  const inner = realServers.flatMap((server) => [
    `${indentOf.virtual}server ${server.name} {`,
    ...valueLines('server', serverStanza, server.values),
    `${indentOf.virtual}}`,
  ]);
  return [`virtual ${name} {`, ...valueLines('virtual', virtualStanza, values), ...inner, '}'];
}

function valueLines<S extends Stanza>(scope: 'virtual' | 'server', stanza: S, values: Patch<S>): string[] {
  return Object.entries(stanza).flatMap(([keyword, field]) => {
    const value = values[keyword];
    return value === undefined ? [] : [lineFor(scope, keyword, field, value)];
  });
}
