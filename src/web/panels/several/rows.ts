import { readable } from '../../../core/lvscf/bytes.js';
import type { Config, RealServer, VirtualServer } from '../../../core/lvscf/config.js';
import { textOfBlock } from '../../../core/lvscf/document.js';
import { shownTexts, sourceOf } from '../../../core/lvscf/form.js';
import { remembered } from '../../../core/lvscf/remembered.js';
import { serverStanza } from '../../../core/lvscf/server.js';
import type { RowRef } from '../../../core/lvscf/several.js';
import { virtualStanza } from '../../../core/lvscf/virtual.js';
import type { Words } from '../../../text/index.js';
import { revisionOf } from '../../editing.js';
import { type ListCell, type ListRow, rowOf } from '../../list-row.js';
import { realServerHref, virtualServerHref } from '../../panel-names.js';
import { passing, textToFilter } from '../../row-filter.js';

/** A virtual server or a real server as it can be ticked. */
export interface SeveralRow extends ListRow {
  readonly row: RowRef;
  /** The value of its box: what it is, and a mark of its lines as they were seen. */
  readonly tick: string;
  /** What the box is called. */
  readonly label: string;
  readonly isServer: boolean;
  /** Of which virtual server a real server is, in words; empty for a virtual server. */
  readonly around: string;
  /** What a filter is looked for in. */
  readonly text: string;
}

/** A row of the page. One that the filter does not let through is there as a heading of its real servers. */
export interface ShownRow {
  readonly row: SeveralRow;
  readonly isHeading: boolean;
}

/** Every row in the order of the file; a file may have thousands, which are the same as long as it is. */
export const allRows = remembered((config: Config) =>
  remembered((words: Words): readonly SeveralRow[] =>
    config.virtualServers.flatMap((virtualServer) => [
      ofVirtualServer(config, virtualServer, words),
      ...virtualServer.realServers.map((one) => ofRealServer(config, virtualServer, one, words)),
    ]),
  ),
);

/** The rows that a filter lets through, each real server below its virtual server. */
export function shownRows(rows: readonly SeveralRow[], filter: string): readonly ShownRow[] {
  const passes = passing(filter);
  const shown: ShownRow[] = [];
  let heading: SeveralRow | undefined;
  for (const row of rows) {
    if (!row.isServer) heading = row;
    if (!passes(row.text)) continue;
    if (row.isServer && heading !== undefined) shown.push({ row: heading, isHeading: true });
    shown.push({ row, isHeading: false });
    heading = undefined;
  }
  return shown;
}

/** What a box sends. */
export function tickOf(config: Config, { virtual, server }: RowRef): string | undefined {
  const around = config.virtualServer(virtual);
  const row = server === undefined ? around : around?.realServers.find(({ ref }) => ref === server);
  if (row === undefined) return undefined;
  const mark = revisionOf(textOfBlock(config.document, row.block)).slice(0, 10);
  const names = server === undefined ? [virtual] : [virtual, server];
  return [mark, ...names.map(encodeURIComponent)].join('/');
}

function ofVirtualServer(config: Config, virtualServer: VirtualServer, words: Words): SeveralRow {
  const { ref, realServers, values } = virtualServer;
  const source = sourceOf(virtualStanza, config, virtualServer);
  const [address = '', device = ''] = shownTexts(source, 'address');
  const [protocol = ''] = shownTexts(source, 'protocol');
  const [port = ''] = shownTexts(source, 'port');
  const { fwmark = 0 } = values;
  const notes = [protocol, fwmark === 0 ? '' : words.virtualServers.mark(fwmark)];
  const cells = [
    { text: address, note: device },
    { text: port || String(virtualStanza.port.absent), note: notes.filter(Boolean).join(', ') },
    { text: '' },
  ];
  const row = rowOf(virtualServer, cells, {
    config,
    words,
    href: virtualServerHref(ref),
    parts: realServers,
  });
  return made(config, { virtual: ref }, row, { label: row.name, around: '', also: [] });
}

function ofRealServer(
  config: Config,
  around: VirtualServer,
  realServer: RealServer,
  words: Words,
): SeveralRow {
  const source = sourceOf(serverStanza, config, realServer);
  const [address = ''] = shownTexts(source, 'address');
  const [port = ''] = shownTexts(source, 'port');
  const [weight = ''] = shownTexts(source, 'weight');
  const { byDefault } = words.lists;
  const cells: ListCell[] = [
    { text: address || serverStanza.address.absent },
    { text: port || String(realServer.port), note: port === '' ? byDefault : '' },
    { text: weight || String(serverStanza.weight.absent), note: weight === '' ? byDefault : '' },
  ];
  const href = realServerHref(around.ref, realServer.ref);
  const row = rowOf(realServer, cells, { config, words, href });
  const virtual = readable(around.name);
  const ref = { virtual: around.ref, server: realServer.ref };
  const { of, serverOf } = words.several;
  return made(config, ref, row, {
    label: serverOf(row.name, virtual),
    around: of(virtual),
    also: [virtual],
  });
}

function made(
  config: Config,
  ref: RowRef,
  row: ListRow,
  { also, ...said }: Pick<SeveralRow, 'label' | 'around'> & { readonly also: readonly string[] },
): SeveralRow {
  const [address, port] = row.cells;
  const endpoint = `${address?.text ?? ''}:${port?.text ?? ''}`;
  const texts = [row.statusText, row.statusGloss, row.name, ...also, endpoint];
  return {
    ...row,
    ...said,
    row: ref,
    tick: tickOf(config, ref) ?? '',
    isServer: ref.server !== undefined,
    text: textToFilter([...texts, ...row.cells.flatMap(({ note, text }) => [text, note])]),
  };
}
