/** One change of many rows at once: any virtual servers and real servers, under one serial number. */

import { ConsoleError } from '../problem.js';
import { readable, visible } from './bytes.js';
import { edited, realServerOf, valueEdits, virtualServerOf } from './change.js';
import type { Config, RealServer, VirtualServer } from './config.js';
import { type Edit, removeBlock, textOfBlock } from './document.js';
import { serverStanza } from './server.js';
import { virtualStanza } from './virtual.js';

/** A virtual server, or a real server of one, by reference. */
export interface RowRef {
  readonly virtual: string;
  readonly server?: string;
}

/** What happens to every row. A weight is for real servers only. */
export type SeveralChange =
  | { readonly what: 'active'; readonly active: boolean }
  | { readonly what: 'weight'; readonly weight: number }
  | { readonly what: 'delete' };

/**
 * The text with one change of many rows. A row that is named twice, or that has the value already, changes nothing;
 * a virtual server that is deleted takes its real servers with it.
 * @throws ConsoleError `not_found`; `invalid`: weight_of_virtual_server, and as every edit
 */
export function changeSeveral(config: Config, refs: readonly RowRef[], change: SeveralChange): string {
  const rows = rowsOf(config, refs);
  if (change.what === 'delete') return edited(config, removals(rows));
  return edited(
    config,
    rows.flatMap((row) => editsOf(config, row, change)),
  );
}

/**
 * All lines of some rows, comments and the real servers of virtual servers too, to notice that one of them is not
 * any more what somebody saw. @throws ConsoleError `not_found`
 */
export function textOfRows(config: Config, refs: readonly RowRef[]): string {
  const texts = rowsOf(config, refs).map(({ around, inner }) =>
    textOfBlock(config.document, (inner ?? around).block),
  );
  return texts.join('\n');
}

interface Row {
  readonly around: VirtualServer;
  readonly inner: RealServer | undefined;
}

/** Each row once, in the order of the file. */
function rowsOf(config: Config, refs: readonly RowRef[]): readonly Row[] {
  const rows = new Map<number, Row>();
  for (const { virtual, server } of refs) {
    const around = virtualServerOf(config, virtual);
    const inner = server === undefined ? undefined : realServerOf(around, server);
    rows.set((inner ?? around).block.open, { around, inner });
  }
  return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
}

function removals(rows: readonly Row[]): Edit[] {
  const gone = new Set(rows.flatMap(({ around, inner }) => (inner === undefined ? [around] : [])));
  return rows.flatMap(({ around, inner }) => {
    if (inner === undefined) return [removeBlock(around.block)];
    return gone.has(around) ? [] : [removeBlock(inner.block)];
  });
}

function editsOf(
  { document }: Config,
  { around, inner }: Row,
  change: Exclude<SeveralChange, { what: 'delete' }>,
): Edit[] {
  if (inner === undefined) {
    const { block, name, values } = around;
    if (change.what === 'active')
      return valueEdits(document, block, virtualStanza, values, { active: change.active });
    throw new ConsoleError('invalid', 'weight_of_virtual_server', { name: visible(readable(name)) });
  }
  const patch = change.what === 'active' ? { active: change.active } : { weight: change.weight };
  return valueEdits(document, inner.block, serverStanza, inner.values, patch);
}
