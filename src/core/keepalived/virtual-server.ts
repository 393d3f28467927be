/** One service as a `virtual_server` block, with a check for each real server. */

import { globalStanza } from '../lvscf/global.js';
import { unspecified } from '../lvscf/kinds/addresses.js';
import { effective } from '../lvscf/stanza.js';
import { virtualStanza } from '../lvscf/virtual.js';
import { checkOfValues } from './check-command.js';
import { inComment } from './lines.js';
import type { Note, Rendered } from './note.js';
import { type Around, longestTimeout, realServerLines, weighsNothing } from './real-server.js';
import { kernelPort, type Service, sorryServerOf } from './what-runs.js';

const methods = { nat: 'NAT', direct: 'DR', tunnel: 'TUN' } as const;

/** The longest persistence. Source: keepalived.conf(5) by its own test; ipvsadm(8). */
export const longestPersistence = 31 * 24 * 60 * 60;

/** The block of one service; no lines where keepalived would refuse it. */
export function virtualServerLines(service: Service, around: Around): Rendered {
  const { virtualServer, mark, on, port, protocol, realServers } = service;
  const { name: virtual, values } = virtualServer;
  const sorry = sorryServerOf(service);
  if (realServers.length === 0 && sorry === undefined) {
    return { lines: [], notes: [{ code: 'without_servers', params: { virtual } }] };
  }
  const servers =
    realServers.length === 0
      ? [sorryAlone(service, sorry)]
      : realServers.map((realServer) => realServerLines(service, realServer, around));
  const lines = [
    `# virtual ${inComment(virtual)}`,
    mark > 0 ? `virtual_server fwmark ${mark} {` : `virtual_server ${on.address} ${port} {`,
    `    delay_loop ${effective(virtualStanza, values, 'timeout')} # timeout`,
    // A server is used after its first success, never before: also when a reload brings a dead one.
    '    alpha',
    '    warmup 0',
    `    lvs_sched ${effective(virtualStanza, values, 'scheduler')} # scheduler`,
    `    lvs_method ${methods[effective(globalStanza, around.global, 'network')]} # network`,
    ...(mark > 0 ? [] : [`    protocol ${protocol.toUpperCase()}`]),
    ...persistenceLines(service),
    ...(values.quiesce_server === true ? ['    inhibit_on_failure # quiesce_server'] : []),
    ...(sorry === undefined || realServers.length === 0
      ? []
      : [`    sorry_server ${sorry} ${kernelPort(service, port)}`]),
    ...servers.flatMap((rendered) => rendered.lines.map((line) => `    ${line}`)),
    '}',
  ];
  return { lines, notes: [...serviceNotes(service), ...servers.flatMap(({ notes }) => notes)] };
}

/** The persistence of a service in seconds; 0 is none. */
export function persistenceOf({ virtualServer: { values } }: Service): number {
  return Math.min(values.persistent ?? 0, longestPersistence);
}

/** The mask that makes neighbours one client; nothing when each is one of its own. */
export function persistenceMaskOf({ virtualServer: { values } }: Service): string | undefined {
  return [unspecified, '255.255.255.255'].includes(values.pmask ?? unspecified) ? undefined : values.pmask;
}

function persistenceLines(service: Service): string[] {
  const seconds = persistenceOf(service);
  const mask = persistenceMaskOf(service);
  if (seconds === 0) return [];
  return [
    `    persistence_timeout ${seconds} # persistent`,
    ...(mask === undefined ? [] : [`    persistence_granularity ${mask} # pmask`]),
  ];
}

/** keepalived has no service without a real server: the sorry server takes their place, unchecked as always. */
function sorryAlone(service: Service, sorry: string | undefined): Rendered {
  const { name: virtual } = service.virtualServer;
  const head = `real_server ${sorry} ${kernelPort(service, service.port)} { # sorry_server`;
  return { lines: [head, '    weight 1', '}'], notes: [{ code: 'sorry_alone', params: { virtual } }] };
}

function serviceNotes(service: Service): Note[] {
  const { name: virtual, values } = service.virtualServer;
  const notes: Note[] = [];
  const timeout = effective(virtualStanza, values, 'timeout');
  const { persistent = 0, load_monitor: command = 'none' } = values;
  if (weighsNothing(service)) notes.push({ code: 'weightless', params: { virtual } });
  if (persistent > longestPersistence) {
    notes.push({ code: 'persistence_limited', params: { virtual, persistent, seconds: longestPersistence } });
  }
  if (timeout > longestTimeout)
    notes.push({ code: 'timeout_limited', params: { virtual, timeout, seconds: longestTimeout } });
  if (command !== 'none' && command !== '')
    notes.push({ code: 'load_followed', params: { virtual, command } });
  if (checkOfValues(values).kind === 'program') {
    notes.push({ code: 'program_failure_is_down', params: { virtual } });
  }
  return notes;
}
