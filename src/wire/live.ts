import type { ConfigFile } from '../adapters/files/config-file.js';
import type { Machine } from '../adapters/machine/machine.js';
import type { WantedService } from '../core/ipvs/wanted.js';
import { wantedTable } from '../core/keepalived/wanted-table.js';
import type { ConnectionNames } from '../core/live/connections.js';
import { connectionNames } from '../core/live/names.js';
import { type FoundUp, withStuck } from '../core/live/stuck.js';
import type { Config } from '../core/lvscf/config.js';
import { remembered } from '../core/lvscf/remembered.js';
import { effective } from '../core/lvscf/stanza.js';
import { virtualStanza } from '../core/lvscf/virtual.js';
import { ConsoleError } from '../core/problem.js';
import { type LiveTable, openLiveTable } from '../live/live-table.js';

/**
 * The kernel's table of this machine beside what its lvs.cf wants.
 * @param foundUp what our own probe found lately
 */
export function liveTableOf(
  lvsCf: Pick<ConfigFile<Config>, 'read'>,
  machine: Pick<Machine, 'routingTable' | 'ticksPerSecond'>,
  onFault: (error: unknown) => void,
  foundUp: FoundUp = () => undefined,
): LiveTable {
  let config: Config | undefined;
  return openLiveTable({
    read: machine.routingTable,
    async wanted() {
      config = await readable(lvsCf);
      return config && wantedOf(config);
    },
    marked: (services, at) => withStuck(services, foundUp, (virtual) => comesBackMs(config, virtual), at),
    ticksPerSecond: machine.ticksPerSecond,
    clock: Date.now,
    onFault,
  });
}

/** A check is run so often, and a busy machine takes longer. */
const slackMs = 30_000;

/** After how long a real server of this virtual server is back when its check passes from now on. */
function comesBackMs(config: Config | undefined, virtual: string): number {
  const values = config?.virtualServers.find(({ name }) => name === virtual)?.values;
  if (values === undefined) return Number.POSITIVE_INFINITY;
  const seconds = effective(virtualStanza, values, 'reentry') + effective(virtualStanza, values, 'timeout');
  return seconds * 1000 + slackMs;
}

/** What the kernel is to balance, for as long as the file stays the same. */
const wantedOf = remembered(wantedTable);

/** What lvs.cf wants the kernel to balance; nothing when it cannot be read. */
export async function wantedIn(
  lvsCf: Pick<ConfigFile<Config>, 'read'>,
): Promise<readonly WantedService[] | undefined> {
  const config = await readable(lvsCf);
  return config && wantedOf(config);
}

/** What a file calls the ends of connections, for as long as it stays the same. */
const namesOf = remembered(connectionNames);

/** What lvs.cf says; nothing when it cannot be read. */
export const modelIn = (lvsCf: Pick<ConfigFile<Config>, 'read'>) => readable(lvsCf);

/** What lvs.cf calls the ends of connections; nothing when it cannot be read. */
export async function connectionNamesIn(lvsCf: Pick<ConfigFile<Config>, 'read'>): Promise<ConnectionNames> {
  const config = await readable(lvsCf);
  return config === undefined ? { virtualServer: () => '', realServer: () => '' } : namesOf(config);
}

/** What lvs.cf calls the services of the kernel; no names when it cannot be read. */
export async function kernelNamesIn(
  lvsCf: Pick<ConfigFile<Config>, 'read'>,
): Promise<ReadonlyMap<string, string>> {
  const config = await readable(lvsCf);
  return new Map(config === undefined ? [] : wantedOf(config).map(({ key, virtual }) => [key, virtual]));
}

/** Nothing when the file cannot be read: that is the concern of the panels that edit it. */
async function readable(lvsCf: Pick<ConfigFile<Config>, 'read'>): Promise<Config | undefined> {
  try {
    return (await lvsCf.read()).parsed;
  } catch (error) {
    if (error instanceof ConsoleError) return undefined;
    throw error;
  }
}
