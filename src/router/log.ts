/** The processes of this router's engine, and the last lines of its log. */

import { readEngineLog } from '../adapters/keepalived/engine-log.js';
import { unknownThere } from '../core/live/packed.js';
import type { RunningProcess } from '../core/machine/processes.js';
import { isKnown } from '../core/machine/reading.js';
import { type EngineLog, logLimits, mostProcesses } from '../core/router/engine-log.js';
import type { Router } from './router.js';

/** Looks once. */
export async function engineLog({ machine, run, settings }: Router): Promise<EngineLog> {
  const [seen, log] = await Promise.all([
    machine.processes(),
    readEngineLog({ run, journal: settings.control === 'systemd', ownFile: settings.engineLog }),
  ]);
  if (!isKnown(seen)) return { at: Date.now(), processes: unknownThere(seen), log };
  const { complete, processes } = seen.value;
  const listed = [...processes].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, mostProcesses);
  return {
    at: Date.now(),
    processes: { listed: listed.map(told), more: processes.length - listed.length, complete },
    log,
  };
}

/** The engine before its checks, of which there may be a thousand; each kind stays in the order of its numbers. */
function rankOf({ name }: RunningProcess): number {
  return name === 'lvs-check' || name === 'nanny' ? 1 : 0;
}

function told({ commandLine, cpuSeconds, elapsedSeconds, pid, state, user }: RunningProcess) {
  return {
    pid,
    user: user.slice(0, 256),
    state: state.slice(0, 1),
    commandLine: commandLine.slice(0, logLimits.characters),
    elapsedSeconds,
    cpuSeconds,
  };
}
