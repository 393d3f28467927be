/** Our package on the routers of the lab, where it is nobody's but theirs. */

import type { MachinePlan, Step } from '../scenario.js';

/** Where the console of a router keeps everything; the folder lasts as long as the machine. */
export const state = '/run/lvs-console';

/** The lvs.cf of a router. */
export const lvsCfOfConsole = `${state}/lvs.cf`;

/** The command of the package. */
export const cli = '/usr/local/libexec/lvs-console';

const settings = {
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
  return plans.map((plan) => (plan.does === 'balance' ? { ...plan, programs } : plan));
}

/** Settings of the package on a router where nobody else starts an engine: there is no systemd. */
export function settled(machine: string): Step[] {
  const router = { file: lvsCfOfConsole, control: 'process' };
  return [
    { do: 'write', machine, path: settings.console, text: '{}' },
    { do: 'write', machine, path: settings.router, text: JSON.stringify(router) },
  ];
}
