/** What the console says that a change does to the heartbeat, and where the floating addresses really are afterwards. */

import type { Scenario, Step } from '../scenario.js';
import { at, cli, lvsCfOfConsole, settled, withConsole } from './installed.js';
import { lvsCf } from './lvs-cf.js';
import { inside, nat, natMachines, natTable, pairOfRouters, vip, web } from './pair.js';

const virtual = { name: 'web', values: web, servers: inside('rs1') };

/** A file with one service, and more at its head. */
function file(
  global: Readonly<Record<string, string | number>> = {},
  shared: readonly string[] = [],
): string {
  const lines = shared.map((line) => `# lvs-console: ${line}`);
  return lvsCf({ ...pairOfRouters, ...nat, ...global }, [virtual], lines);
}

const both = 'Until both routers have applied it they do not hear each other, and both are active.';

/** A router applies a file, and says before what that does. */
function applied(router: 'lb1' | 'lb2', text: string, ...said: readonly string[]): Step[] {
  return [
    { do: 'write', machine: router, path: lvsCfOfConsole, text },
    at(router, `${cli} apply 2>/run/said | tail -n 1`, 'Applied.\n'),
    at(
      router,
      "sed -n 's/^    //p' /run/said | LC_ALL=C sort",
      [...said]
        .sort()
        .map((line) => `${line}\n`)
        .join(''),
    ),
  ];
}

function holds(routers: readonly string[], within: number): Step {
  return { do: 'expect holders', routers, of: vip, within };
}

/** What a router tells the other one of its connections, if it does. */
function synchronises(printed: string): Step {
  const command = "ipvsadm -L --daemon | sed -E 's/ \\(mcast=(\\w+), syncid=([0-9]+).*/ \\1 \\2/'";
  return { do: 'expect output', machine: 'lb1', command, text: printed, within: 15 };
}

const begins: readonly Step[] = (['lb1', 'lb2'] as const).flatMap((router) => [
  ...settled(router),
  { do: 'write', machine: router, path: lvsCfOfConsole, text: file() },
  at(router, `${cli} apply >/dev/null 2>&1; ${cli} engine start | tail -n 1`, 'Started.\n'),
  { do: 'wait', seconds: 3 },
]);

const slower = { deadtime: 10 };
const id = 'virtual-router-id = 77';
const synchronised = { ...slower, syncdaemon: 1, syncd_iface: 'eth1', syncd_id: 3 };

const newPace = 'Smooth: The heartbeat goes on at the new pace, and the active router stays active.';
const anew =
  'The heartbeat starts anew: the active router gives up the floating addresses until it is elected again.';

const startsAnew =
  'Smooth: The sync daemon starts, or starts anew. Connections here stay; until then the other router is told of none.';
const partOfOther = 'No effect of its own: Part of what another line does.';

export const changesOfThePair: Scenario = {
  title: 'A change does to the heartbeat and to the floating addresses what is said of it before',
  machines: withConsole(natMachines()),
  steps: [
    ...begins,
    holds(['lb1'], 30),
    { do: 'expect table', router: 'lb1', lines: natTable('rs1'), within: 60 },
    // The pace of the heartbeat is changed in place.
    ...applied('lb1', file(slower), newPace),
    ...applied('lb2', file(slower), newPace),
    { do: 'wait', seconds: 12 },
    holds(['lb1'], 0),
    // Another identity is another heartbeat: the addresses leave, and without the same change there both are active.
    ...applied(
      'lb1',
      file(slower, [id]),
      `Breaks: ${anew}`,
      `Breaks: Heartbeats have another virtual router ID. ${both}`,
    ),
    holds(['lb1', 'lb2'], 30),
    ...applied(
      'lb2',
      file(slower, [id]),
      `Breaks: ${anew}`,
      `Breaks: Heartbeats have another virtual router ID. ${both}`,
    ),
    holds(['lb1'], 30),
    // The sync daemon starts with a reload, and does not end with one.
    ...applied('lb1', file(synchronised, [id]), startsAnew, partOfOther, partOfOther),
    synchronises('master sync daemon eth1 3\n'),
    ...applied('lb1', file({ ...synchronised, syncd_id: 4 }, [id]), startsAnew),
    synchronises('master sync daemon eth1 4\n'),
    ...applied(
      'lb1',
      file(slower, [id]),
      'Smooth: The sync daemon goes on until STOP and START: a reload does not end it.',
      partOfOther,
      partOfOther,
    ),
    synchronises('master sync daemon eth1 4\n'),
    // A primary router that stands by takes the addresses back.
    at('lb1', `${cli} engine hand-over | tail -n 1`, 'Handed over to the other router.\n'),
    holds(['lb2'], 30),
    ...applied(
      'lb1',
      file(slower, [id, 'fail-back = yes']),
      'Breaks: If the primary router stands by, it takes the floating addresses back at once.',
    ),
    holds(['lb1'], 30),
    // A router without a partner has the addresses whatever the other one does.
    ...applied(
      'lb1',
      file({ ...slower, backup_active: 0 }, [id, 'fail-back = yes']),
      'Breaks: The heartbeat ends: this router has the floating addresses for good, whatever the other one does.',
      `Breaks: One router waits for heartbeats, or none does. ${both}`,
    ),
    holds(['lb1', 'lb2'], 30),
  ],
};
