/** What an administrator does on a router with the program of this package. */

import type { DetailCode } from '../../../src/core/router/details.js';
import type { Verb } from '../../../src/core/router/verbs.js';
import type { Step } from '../scenario.js';

const program = '/run/router-program';
const settings = '/run/router-program.json';
const file = '/run/lvs.cf';

/** Its answer goes to the log of the router; what the last step says is printed. */
const script = `#!/bin/sh
'${process.execPath}' /project/dist/router/main.js --settings ${settings} "$1" |
  tee -a "/out/$(hostname).log" | sed 's/.*"detail":{"code":"\\([a-z_]*\\)".*/\\1/'
`;

/** The program, for the plan of a router. There is no init system here. */
export const routerProgram = {
  [program]: script,
  // The kernel of the guest has no working nft backend, so the older iptables is named.
  [settings]: JSON.stringify({
    file,
    control: 'process',
    iptables: '/usr/sbin/iptables-legacy',
    forwardingFile: '/run/sysctl.conf',
  }),
};

/** Has the router do one thing. @param last what the last step has to say */
export function tell(router: string, verb: Verb, last: DetailCode): Step {
  return { do: 'expect output', machine: router, command: `${program} ${verb}`, text: `${last}\n` };
}

/** A router gets this file and applies it. */
export function apply(router: string, lvsCf: string, last: DetailCode = 'vrrp_state'): Step[] {
  return [{ do: 'write', machine: router, path: file, text: lvsCf }, tell(router, 'apply', last)];
}
