/** Whether the process of keepalived that runs the checks does, from what its processes look like. */

import { isAlive, type RunningProcess } from './processes.js';

/** What is known of an engine that runs. */
export interface EngineProcesses {
  /** The number of the first one, whose children do the work. */
  readonly pid: number;
  readonly processes: readonly RunningProcess[];
  /** What it is to do, by its configuration. */
  readonly hasServices: boolean;
  readonly hasInstance: boolean;
  /** Whether the other child has just answered, which tells the two apart. */
  readonly answers: boolean;
}

/** Options that leave one of the two out. Source: keepalived(8), --vrrp, --check. */
const vrrpOnly = /\s(?:-\w*P|--vrrp)(?=\s|$)/;
const checksOnly = /\s(?:-\w*C|--check)(?=\s|$)/;

/**
 * What the checking process does. Both children have the same name: the one for VRRP answers, the other one is left.
 * Source: keepalived(8); proc_pid_stat(5), state.
 */
export function checkerProcess(found: EngineProcesses): 'running' | 'stopped' | 'missing' | 'none' {
  const { answers, hasInstance, hasServices, pid, processes } = found;
  const words = processes.find((process) => process.pid === pid)?.commandLine ?? '';
  if (!hasServices || vrrpOnly.test(words)) return 'none';
  const children = processes.filter(
    (process) => process.parent === pid && process.name.startsWith('keepalived') && isAlive(process),
  );
  const isVrrpToRun = hasInstance && !checksOnly.test(words);
  const stopped = children.filter(({ state }) => state === 'T' || state === 't').length;
  if (children.length <= (isVrrpToRun ? 1 : 0)) {
    // The one that is left may be the checker only where the other does not answer.
    const isVrrpMissing = isVrrpToRun && !answers && children.length === 1 && stopped === 0;
    return isVrrpMissing ? 'running' : 'missing';
  }
  return stopped > (isVrrpToRun && !answers ? 1 : 0) ? 'stopped' : 'running';
}
