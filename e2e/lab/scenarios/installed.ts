/** Our package on the routers of the lab, where it is nobody's but theirs. */

import type { Verb } from '../../../src/core/router/verbs.js';
import type { Gesture, Lines, MachinePlan, Step } from '../scenario.js';

/** Where the console of a router keeps everything; the folder lasts as long as the machine. */
export const state = '/run/lvs-console';

/** The lvs.cf of a router. */
export const lvsCfOfConsole = `${state}/lvs.cf`;

/** The command of the package. */
export const cli = '/usr/local/libexec/lvs-console';

/** The settings of the package on a router. */
export const settings = {
  console: `${state}/console.json`,
  router: `${state}/router.json`,
};

const programs = {
  [cli]: `#!/bin/sh
export LVS_CONSOLE_STATE=${state} LVS_CONSOLE_CONFIG=${settings.console} LVS_CONSOLE_FILE=${lvsCfOfConsole}
exec '${process.execPath}' /project/dist/main.js "$@"
`,
};

/** The machines, with the package on those that balance. */
export function withConsole(plans: readonly MachinePlan[]): readonly MachinePlan[] {
  return plans.map((plan) =>
    plan.does === 'balance' ? { ...plan, programs: { ...plan.programs, ...programs } } : plan,
  );
}

/** Settings of the package on a router where nobody else starts an engine: there is no systemd. */
export function settled(machine: string): Step[] {
  return settledWith(machine, {});
}

/** The same, with more of them for the router program. */
export function settledWith(machine: string, more: Readonly<Record<string, string>>): Step[] {
  const router = { file: lvsCfOfConsole, control: 'process', ownFolder: `${state}/own`, ...more };
  return [
    { do: 'write', machine, path: settings.console, text: '{}' },
    { do: 'write', machine, path: settings.router, text: JSON.stringify(router) },
  ];
}

/** The command that has the router program do one thing, without the console, and prints what its last step says. */
export function routerProgram(verb: Verb): string {
  const program = `'${process.execPath}' /project/dist/router/main.js --settings ${settings.router}`;
  return `${program} ${verb} | sed 's/.*"detail":{"code":"\\([a-z_]*\\)".*/\\1/'`;
}

/** What a command prints on a machine. */
export function at(machine: string, command: string, text: string): Step {
  return { do: 'expect output', machine, command, text };
}

/** The password of `piranha` on each console. */
export const password = 'fenestros-3636';

/** The console of a router is started, where `piranha` may sign in. */
export function served(machine: string): Step[] {
  return [
    at(machine, `echo '${password}' | ${cli} passwd`, 'Password of piranha set.\n'),
    { do: 'run', machine, command: `${cli} serve` },
  ];
}

/** Somebody who sits at a router, and uses the console there. */
export interface Seat {
  readonly browse: (gestures: readonly Gesture[], reads: Lines) => Step;
  /** Presses a button of CONTROL/MONITORING, and reads what came of it. */
  readonly press: (caption: string, reads: Lines) => Step;
}

/** Has somebody sit down at a router. */
export function seatAt(machine: string): Seat {
  const browse: Seat['browse'] = (gestures, reads) => ({ do: 'browse', machine, gestures, reads });
  const press: Seat['press'] = (caption, reads) =>
    browse([{ follow: 'CONTROL/MONITORING' }, { press: caption }], ['200 CONTROL / MONITORING *', ...reads]);
  return { browse, press };
}

/** What APPLY says on a router whose engine does not run. */
export const leftStopped = 'The file is in place. The engine is stopped: nothing runs until it is started.';

/** What a page says when what was typed is stored. */
export const accepted: Lines = ['200 *', 'Done: *'];
