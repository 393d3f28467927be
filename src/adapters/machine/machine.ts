import type { IpvsConnection } from '../../core/ipvs/parse-conn.js';
import type { IpvsTable } from '../../core/ipvs/table.js';
import type { NetworkDevice } from '../../core/machine/devices.js';
import type { Engine } from '../../core/machine/engine.js';
import type { ProcessList } from '../../core/machine/processes.js';
import { isKnown, type Reading } from '../../core/machine/reading.js';
import { readDevices } from './devices.js';
import { engineLook } from './engines.js';
import { readKeepalivedFile } from './keepalived-file.js';
import {
  readConnections,
  readIpForward,
  readIpvsModules,
  readIpvsTable,
  readTicksPerSecond,
} from './kernel.js';
import { readProcesses } from './processes.js';
import type { MachineRoot } from './root.js';

/** What one look at this machine saw; each part has its own time and its own reason when it is not known. */
export interface MachineState {
  readonly ipForward: Reading<boolean>;
  readonly ipvsModules: Reading<readonly string[]>;
  /** Of the kernel's clock: turns jiffies into seconds. */
  readonly ticksPerSecond: Reading<number>;
  readonly engines: readonly Engine[];
  readonly processes: Reading<ProcessList>;
}

/** This machine, read only: nothing here changes it, and nothing needs a right that an ordinary account has not. */
export interface Machine {
  /** Looks at everything once, except the routing table. Never fails as a whole. */
  look(): Promise<MachineState>;
  /** Only the processes of LVS. */
  processes(): Promise<Reading<ProcessList>>;
  /** Only the live routing table. */
  routingTable(): Promise<Reading<IpvsTable>>;
  /** Of the kernel's clock; nothing where the kernel's build does not tell. */
  ticksPerSecond(): Promise<number | undefined>;
  /** Tells of the connections that are balanced now, one after the other. */
  connections(take: (connection: IpvsConnection) => void): Promise<Reading<void>>;
  /** The network devices, to be offered beside Device. */
  devices(): Promise<Reading<readonly NetworkDevice[]>>;
  /** What keepalived has to run, whoever wrote it; a byte string. */
  keepalivedFile(path: string): Promise<Reading<string>>;
}

/** Opens this machine, or the picture of one below another folder. */
export function openMachine(root: MachineRoot = { folder: '/', now: Date.now }): Machine {
  const engines = engineLook(root);
  let knownTicks: Reading<number> | undefined;

  /** A kernel keeps its clock for as long as it runs. */
  async function ticks(): Promise<Reading<number>> {
    if (knownTicks === undefined || !isKnown(knownTicks)) knownTicks = await readTicksPerSecond(root);
    return knownTicks;
  }

  return {
    async look() {
      const processes = readProcesses(root);
      const [ticksPerSecond, ipForward, ipvsModules, seen, found] = await Promise.all([
        ticks(),
        readIpForward(root),
        readIpvsModules(root),
        processes,
        processes.then(engines),
      ]);
      return { ipForward, ipvsModules, ticksPerSecond, engines: found, processes: seen };
    },
    processes: () => readProcesses(root),
    routingTable: () => readIpvsTable(root),
    async ticksPerSecond() {
      const known = await ticks();
      return isKnown(known) ? known.value : undefined;
    },
    connections: (take) => readConnections(root, take),
    devices: () => readDevices(root),
    keepalivedFile: (path) => readKeepalivedFile(root, path),
  };
}
