/** What makes lvs.cf run on a router: keepalived, or pulse on old systems. */

import { isAlive, type ProcessList } from './processes.js';
import { isKnown, type Reading } from './reading.js';

/** The engines there are, the one of today first. */
export const ENGINES = ['keepalived', 'pulse'] as const;

/** Name of an engine, which is the name of its program too. */
export type EngineName = (typeof ENGINES)[number];

/** What starts and stops an engine on a machine: systemd, an init script, or nothing but whoever calls its program. */
export type EngineControl = 'systemd' | 'init' | 'process';

/** One engine on this machine. */
export interface Engine {
  readonly name: EngineName;
  /** Path of its program. */
  readonly installed: Reading<string>;
  /** Null: nobody asked, because it is not installed or cannot say. */
  readonly version: Reading<string> | null;
  readonly control: EngineControl;
  /** Its process numbers; none means that it is stopped. */
  readonly pids: Reading<readonly number[]>;
}

/** Whether an engine runs. */
export type EngineState = 'running' | 'stopped' | 'not_installed' | 'unknown';

/** Sums up what is known of an engine. A running one counts as such wherever its program may lie. */
export function engineState({ installed, pids }: Pick<Engine, 'installed' | 'pids'>): EngineState {
  if (isKnown(pids) && pids.value.length > 0) return 'running';
  if (!isKnown(installed)) return installed.reason === 'absent' ? 'not_installed' : 'unknown';
  return isKnown(pids) ? 'stopped' : 'unknown';
}

/** The process numbers of an engine in a list. Finding none in a list that is not complete proves nothing. */
export function pidsOf(name: EngineName, processes: Reading<ProcessList>): Engine['pids'] {
  if (!isKnown(processes)) return processes;
  const { at, value } = processes;
  const own = value.processes.filter((process) => {
    // keepalived may give its children names of their own.
    return isAlive(process) && (process.name === name || process.name.startsWith(`${name}_`));
  });
  if (own.length === 0 && !value.complete) return { at, reason: 'denied', path: '/proc' };
  return { at, value: own.map((process) => process.pid) };
}
