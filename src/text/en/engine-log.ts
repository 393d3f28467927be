/** The page of the engine's processes and log. */
export const engineLog = {
  lead: 'What the engine of a router does: its processes, and the last lines of its log. Looking changes nothing.',
  routers: 'Routers',
  sides: { here: 'This router', other: 'The other router' },
  gloss: { processes: '', log: '' },
  columns: {
    pid: 'PID',
    state: 'State',
    age: 'Age',
    cpu: 'CPU\u00a0time',
    user: 'User',
    command: 'Command',
  },
  /** Source: proc_pid_stat(5). */
  states: {
    R: 'running',
    S: 'sleeping',
    D: 'waiting for a device',
    I: 'idle',
    T: 'stopped',
    t: 'stopped by a debugger',
    Z: 'ended, not yet noticed',
  },
  more: (count: number) => `${count} more run.`,
  from: (from: string, lines: number) =>
    lines === 1 ? `The last line of ${from}.` : `The last ${lines} lines of ${from}.`,
  none: 'No line of the engine was found. An engine that logs into a file of its own has it named as engineLog in the settings of the router program. Looked at:',
  place: (from: string, found: string) => `${from}: ${found}`,
  nothing: 'no line of the engine',
  readAt: 'Read on that router:',
  anew: 'Read again',
};
