import { readable } from '../../../core/lvscf/bytes.js';
import type { Config, VirtualServer } from '../../../core/lvscf/config.js';
import { shownTexts, sourceOf } from '../../../core/lvscf/form.js';
import { remembered } from '../../../core/lvscf/remembered.js';
import { virtualStanza } from '../../../core/lvscf/virtual.js';
import type { Words } from '../../../text/index.js';
import { columnsOf, type ListRow, rowOf } from '../../list-row.js';
import { severalHref, virtualServerHref } from '../../panel-names.js';
import type { RemovalText } from '../../removal.js';

const columns = ['status', 'name', 'vip', 'netmask', 'port', 'protocol', 'interface', 'realServers'] as const;

/** What the list shows. */
export function virtualServersView(config: Config, words: Words) {
  const { title, empty, begin } = words.virtualServers;
  return {
    title,
    empty,
    begin,
    columns: columnsOf(columns, words),
    rows: rowsOf(config)(words),
    addHref: '/secure/add-virtual-server',
    severalHref: severalHref(),
  };
}

/** A file may have thousands of rows, which are the same as long as it is. */
const rowsOf = remembered((config: Config) =>
  remembered((words: Words) =>
    config.virtualServers.map((virtualServer) => row(config, virtualServer, words)),
  ),
);

function row(config: Config, virtualServer: VirtualServer, words: Words): ListRow {
  const { ref, values, realServers } = virtualServer;
  const source = sourceOf(virtualStanza, config, virtualServer);
  const [address = '', device = ''] = shownTexts(source, 'address');
  const [netmask = ''] = shownTexts(source, 'vip_nmask');
  const [protocol = ''] = shownTexts(source, 'protocol');
  const [port = ''] = shownTexts(source, 'port');
  const active = realServers.filter((realServer) => realServer.values.active === true).length;
  const cells = [
    { text: address },
    { text: netmask || words.fields.unused.text },
    {
      text: port === '0' ? 'n/a' : port || String(virtualStanza.port.absent),
      note: portNote(values, port, words),
    },
    { text: protocol },
    { text: device },
    { text: words.virtualServers.realServers(active, realServers.length) },
  ];
  return rowOf(virtualServer, cells, { config, words, href: virtualServerHref(ref), parts: realServers });
}

function portNote({ fwmark = 0 }: VirtualServer['values'], port: string, words: Words): string {
  const notes = [
    port === '' ? words.lists.byDefault : '',
    fwmark === 0 ? '' : words.virtualServers.mark(fwmark),
  ];
  return notes.filter(Boolean).join(', ');
}

/** What goes when a virtual server is deleted, and what it had in common with others. */
export function removalView(config: Config, virtualServer: VirtualServer, words: Words): RemovalText {
  const say = words.removal.virtualServer;
  const { values, realServers } = virtualServer;
  const others = config.virtualServers.filter((other) => other !== virtualServer);
  const namesOf = (alike: (other: VirtualServer) => boolean) =>
    others.filter(alike).map(({ name }) => readable(name));
  const { fwmark = 0, active } = values;
  const address = values.address?.address ?? '';
  const sameMark = fwmark === 0 ? [] : namesOf((other) => other.values.fwmark === fwmark);
  const sameAddress = namesOf((other) => other.values.address?.address === address);
  const isLast = active && others.every((other) => other.values.active !== true);
  return {
    question: say.question(readable(virtualServer.name)),
    facts: [
      realServers.length === 0
        ? say.noRealServers
        : say.realServers(realServers.map(({ name }) => readable(name))),
      ...(active ? [say.active] : []),
      ...(isLast ? [say.lastActive] : []),
      ...(sameMark.length > 0 ? [say.mark(fwmark, sameMark)] : []),
      ...(sameAddress.length > 0 ? [say.address(address, sameAddress)] : []),
    ],
  };
}
