/** One real server as a `real_server` block with its check. */

import type { RealServer } from '../lvscf/config.js';
import { type GlobalValues, globalStanza } from '../lvscf/global.js';
import { unspecified } from '../lvscf/kinds/addresses.js';
import { serverStanza } from '../lvscf/server.js';
import { effective } from '../lvscf/stanza.js';
import { type VirtualValues, virtualStanza } from '../lvscf/virtual.js';
import { successesNeeded } from '../nanny/check.js';
import { largestReportedWeight } from '../router/check-weight.js';
import { checkOfValues, checkWords, loadCommand, stateId } from './check-command.js';
import { inComment } from './lines.js';
import type { Note, Rendered } from './note.js';
import { kernelPort, type Service } from './what-runs.js';

/** What holds for every block of a file. */
export interface Around {
  readonly global: GlobalValues;
  readonly checker: string;
  readonly account: string | undefined;
}

/**
 * The longest time that one step of a check may take, in seconds: keepalived waits 4294 seconds for a check, whose
 * steps are connecting, the reply and the load.
 */
export const longestTimeout = 1430;

/** How much longer than the checker itself keepalived waits for it, in seconds. */
const grace = 3;

/**
 * Whether all servers of a service have weight 0. keepalived refuses that: then the checks report it instead.
 * Source: keepalived.conf(5), quorum.
 */
export function weighsNothing({ realServers }: Service): boolean {
  return realServers.length > 0 && realServers.every(({ values }) => values.weight === 0);
}

/** The block of one real server. */
export function realServerLines(
  service: Service,
  { name, values: server, port }: RealServer,
  { global, checker, account }: Around,
): Rendered {
  const { virtualServer, id, mark } = service;
  const { values } = virtualServer;
  const address = server.address ?? unspecified;
  const weight = effective(serverStanza, server, 'weight');
  const interval = effective(virtualStanza, values, 'timeout');
  const timeoutSeconds = Math.min(longestTimeout, interval);
  // keepalived sets weight 0 at a reload when a dynamic check last left with status 0: the weight is always said.
  const reported = weight <= largestReportedWeight ? weight : undefined;
  const remoteShell = effective(globalStanza, global, 'rsh_command');
  const load = reported === undefined ? undefined : loadCommand(values.load_monitor, remoteShell, address);
  const words = checkWords({
    checker,
    check: checkOfValues(values),
    address,
    port,
    timeoutSeconds,
    needed: successesNeeded(effective(virtualStanza, values, 'reentry'), interval),
    id: stateId(id, address, port),
    weight: reported,
    load,
    account,
  });
  const limits = load === undefined ? 2 : 3;
  const lines = [
    `real_server ${address} ${kernelPort(service, port)} { # ${inComment(name)}`,
    weighsNothing(service) ? '    weight 1 # 0, which the check reports' : `    weight ${weight}`,
    `    MISC_CHECK { # ${checkKeys(values).join(', ')}`,
    `        misc_path "${words.join(' ')}"`,
    `        misc_timeout ${limits * timeoutSeconds + grace}`,
    ...(reported === undefined ? [] : ['        misc_dynamic']),
    '    }',
    '}',
  ];
  const about = { virtual: virtualServer.name, server: name };
  const notes: Note[] = [];
  if (reported === undefined) notes.push({ code: 'weight_limited', params: { ...about, weight } });
  if (mark > 0 && server.port !== undefined)
    notes.push({ code: 'mark_keeps_port', params: { ...about, port } });
  return { lines, notes };
}

/** The keys that decide what the check is. */
function checkKeys(values: VirtualValues): string[] {
  const { send, expect, use_regex: regex, send_program: program } = values;
  const exchange =
    program === undefined ? { send, expect, use_regex: regex } : { send_program: program, expect };
  const stated = Object.entries(exchange).filter(([, value]) => value !== undefined && value !== false);
  return [...stated.map(([keyword]) => keyword), 'timeout', 'reentry'];
}
