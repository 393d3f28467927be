import { readable } from '../../../core/lvscf/bytes.js';
import type { Config, RealServer, VirtualServer } from '../../../core/lvscf/config.js';
import { shownTexts, sourceOf } from '../../../core/lvscf/form.js';
import { serverStanza } from '../../../core/lvscf/server.js';
import type { Words } from '../../../text/index.js';
import { columnsOf, type ListRow, rowOf } from '../../list-row.js';
import {
  realServerHref,
  sameRealServersHref,
  severalHref,
  testHref,
  virtualServerHref,
} from '../../panel-names.js';
import type { RemovalText } from '../../removal.js';

const columns = ['status', 'name', 'address', 'port', 'weight'] as const;

/** What the list shows. */
export function realServersView(config: Config, virtualServer: VirtualServer, words: Words) {
  const name = readable(virtualServer.name);
  return {
    columns: columnsOf(columns, words),
    rows: virtualServer.realServers.map((realServer) => row(config, virtualServer, realServer, words)),
    testHref: testHref(virtualServer.ref),
    addHref: `${virtualServerHref(virtualServer.ref)}/add-real-server`,
    severalHref: severalHref(name),
    sameHref: config.virtualServers.length > 1 ? sameRealServersHref(virtualServer.ref) : '',
    cancel: {
      label: 'CANCEL',
      gloss: words.lists.gloss.cancel,
      href: virtualServerHref(virtualServer.ref),
    },
    title: words.realServers.title(name),
    empty: words.realServers.empty(name),
    begin: words.realServers.begin,
  };
}

function row(config: Config, { ref }: VirtualServer, realServer: RealServer, words: Words): ListRow {
  const source = sourceOf(serverStanza, config, realServer);
  const [address = ''] = shownTexts(source, 'address');
  const [port = ''] = shownTexts(source, 'port');
  const [weight = ''] = shownTexts(source, 'weight');
  const { byDefault } = words.lists;
  const cells = [
    { text: address || serverStanza.address.absent },
    { text: port || String(realServer.port), note: port === '' ? byDefault : '' },
    { text: weight || String(serverStanza.weight.absent), note: weight === '' ? byDefault : '' },
  ];
  return rowOf(realServer, cells, { config, words, href: realServerHref(ref, realServer.ref) });
}

/** What the virtual server loses with a real server. */
export function removalView(
  config: Config,
  virtualServer: VirtualServer,
  realServer: RealServer,
  words: Words,
): RemovalText {
  const say = words.removal.realServer;
  const virtual = readable(virtualServer.name);
  const { active, address = '' } = realServer.values;
  const isLast = virtualServer.realServers.every(
    (other) => other === realServer || other.values.active !== true,
  );
  const elsewhere = config.virtualServers
    .filter((other) => other !== virtualServer)
    .filter(({ realServers }) => realServers.some(({ values }) => values.address === address))
    .map(({ name }) => readable(name));
  return {
    question: say.question(readable(realServer.name), virtual),
    facts: [
      ...(active ? [isLast ? say.lastActive(virtual) : say.active] : []),
      ...(elsewhere.length > 0 ? [say.elsewhere(address, elsewhere)] : []),
    ],
  };
}
