/** Which panel edits which keys of the file. A key that is on none is edited in the text of the file. */

import type { Scope } from '../problem.js';
import type { serverStanza } from './server.js';
import type { headStanza } from './shared-lines.js';
import type { Keyword } from './stanza.js';
import type { virtualStanza } from './virtual.js';

/** The keys of one panel, in the order of its page. */
type KeysOf = {
  readonly [S in Scope]: {
    readonly scope: S;
    readonly keywords: readonly Keyword<
      S extends 'global' ? typeof headStanza : S extends 'server' ? typeof serverStanza : typeof virtualStanza
    >[];
  };
}[Scope];

/** The keys of each panel; a key is on one panel only. Source: panels, sections 4 to 6. */
export const panelKeys = {
  'global-settings': {
    scope: 'global',
    keywords: [
      'primary',
      'primary_private',
      'tcp_timeout',
      'tcpfin_timeout',
      'udp_timeout',
      'network',
      'nat_router',
      'nat_nmask',
      'mark-rules',
      'ftp-data-ports',
      'ip-forwarding',
    ],
  },
  redundancy: {
    scope: 'global',
    // `backup_active` and `heartbeat` have no input: ENABLE and DISABLE write them.
    keywords: [
      'backup_active',
      'backup',
      'backup_private',
      'keepalive',
      'deadtime',
      'heartbeat_port',
      'monitor_links',
      'syncdaemon',
      'syncd_iface',
      'syncd_id',
      'heartbeat',
      'fail-back',
      'virtual-router-id',
      'vrrp-device',
      'checker-account',
    ],
  },
  'virtual-servers': { scope: 'virtual', keywords: ['active'] },
  'virtual-server': {
    scope: 'virtual',
    keywords: [
      'port',
      'protocol',
      'address',
      'vip_nmask',
      'sorry_server',
      'fwmark',
      'reentry',
      'timeout',
      'quiesce_server',
      'load_monitor',
      'scheduler',
      'persistent',
      'pmask',
    ],
  },
  'real-servers': { scope: 'server', keywords: ['active'] },
  'real-server': { scope: 'server', keywords: ['address', 'port', 'weight'] },
  'monitoring-scripts': { scope: 'virtual', keywords: ['send_program', 'send', 'expect', 'use_regex'] },
} as const satisfies Readonly<Record<string, KeysOf>>;

/** A panel that edits keys. */
export type KeyPanel = keyof typeof panelKeys;

/** The panel that edits a key; none for a key that is edited in the text of the file. */
export function panelOf(scope: Scope, keyword: string): KeyPanel | undefined {
  return (Object.keys(panelKeys) as KeyPanel[]).find((panel) => {
    const keys: KeysOf = panelKeys[panel];
    return keys.scope === scope && keys.keywords.some((one) => one === keyword);
  });
}
