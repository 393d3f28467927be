/** The pages of CONTROL/MONITORING and ROUTERS against the kernels of both routers, while everything happens to them. */

import type { Lines, Scenario, Step } from '../scenario.js';
import { at, seatAt, withConsole } from './installed.js';
import { come, fault, handOver, insideAddress, natMachines, natTable, undisturbed, vip } from './pair.js';
import { bothRunning } from './push.js';

const { browse, press } = seatAt('lb1');

const routers = ['lb1', 'lb2'] as const;

/** Both kernels have this table. */
function have(lines: Lines): Step[] {
  return routers.map((router) => ({ do: 'expect table', router, lines, within: 30 }));
}

/** The pages say what both kernels hold, and these lines besides. */
function agree(control: Lines, onRouters: Lines): Step {
  return { do: 'expect agreement', here: 'lb1', there: 'lb2', control, routers: onRouters, within: 120 };
}

/** Who is active, as ROUTERS says it of both. */
function is(here: string, there: string): Lines {
  return ['THIS ROUTER', 'Is', here, 'OTHER ROUTER', 'Is', there];
}

const all = natTable('rs1', 'rs2');
const same = 'web | * | the same';
const wellOff = ['Nothing is wrong, as far as it is known.', ...is('active', 'not active'), same];
const asWanted = (name: 'rs1' | 'rs2') =>
  `${name} | ${insideAddress(name)}:80 | Masq | 1 | * | as in lvs.cf*`;
const good = agree([asWanted('rs1'), asWanted('rs2')], wellOff);

/** The table when the first server has another weight. */
const weighing = (weight: number) => all.map((line) => line.replace(/(11:80 Masq) 1/, `$1 ${weight}`));

/** Somebody gives the first server of the table another weight on both routers. */
function give(...gestures: Parameters<typeof browse>[0]): Step {
  return browse([{ open: '/secure/control' }, { follow: 'DRAIN / SET WEIGHT' }, ...gestures], given);
}

const given = ['200 *', '*Both routers have taken it.*'];
const putBack = browse([{ open: '/secure/temporary-weights' }, { press: 'PUT BACK' }], given);

/** Heartbeats reach neither router. */
function heartbeats(what: '-A' | '-D'): Step[] {
  return routers.map((router) =>
    at(router, `iptables-legacy -t mangle ${what} PREROUTING -p 112 -j DROP`, ''),
  );
}

/** A living parent would start its children again. */
const killEngine = `parent=$(cat /run/keepalived.pid)
kill -STOP $parent
kill -KILL $(cat /proc/$parent/task/$parent/children) $parent`;

export const agrees: Scenario = {
  title: 'What the console shows of both routers is what ipvsadm prints there, whatever happens to them',
  machines: withConsole(natMachines()),
  steps: [
    ...bothRunning,
    ...have(all),
    good,

    come('while a server dies and returns'),
    { do: 'kill server', machine: 'rs2' },
    ...have(natTable('rs1')),
    agree(
      [asWanted('rs1'), `rs2 | ${insideAddress('rs2')}:80 | * | out: its check has not passed*`],
      wellOff,
    ),
    { do: 'start server', machine: 'rs2' },
    ...have(all),
    good,
    {
      do: 'leave',
      visit: 'while a server dies and returns',
      traffic: { lost: 35, cut: 'open', gapSeconds: 1 },
    },

    come('while weights are given and the table is edited'),
    give({ press: 'DRAIN' }),
    ...have(weighing(0)),
    agree([`rs1 | ${insideAddress('rs1')}:80 | Masq | 0 (lvs.cf: 1) | * | drained*`], wellOff),
    putBack,
    ...have(all),
    give({ fill: 'Weight', with: '5' }, { press: 'SET WEIGHT' }),
    ...have(weighing(5)),
    agree([`rs1 | ${insideAddress('rs1')}:80 | Masq | 5 (lvs.cf: 1) | * | other weight*`], wellOff),
    putBack,
    ...have(all),

    at(
      'lb1',
      `ipvsadm -e -t ${vip}:80 -r ${insideAddress('rs1')}:80 -m -w 7; ipvsadm -A -t ${vip}:81 -s wlc`,
      '',
    ),
    agree(
      [
        `rs1 | ${insideAddress('rs1')}:80 | Masq | 7 (lvs.cf: 1) | * | other weight*`,
        '— | TCP *:81 | wlc | * | not in lvs.cf',
      ],
      [
        'The kernels of the two routers disagree in 2 lines.',
        `*${insideAddress('rs1')}:80: weight 7 here, 1 there*`,
      ],
    ),
    at('lb1', `ipvsadm -e -t ${vip}:80 -r ${insideAddress('rs1')}:80 -m -w 1; ipvsadm -D -t ${vip}:81`, ''),
    good,
    ...routers.map((router) => at(router, 'ipvsadm -Z', '')),
    good,
    // Long enough for a look at the counters before and one after: what they have lost is no rate.
    { do: 'wait', seconds: 12 },
    good,
    { do: 'leave', visit: 'while weights are given and the table is edited', traffic: undisturbed },

    come('through a failover'),
    press('HAND OVER', ['Done: Handed over to the other router.']),
    { do: 'expect holders', routers: ['lb2'], of: vip, within: 3 },
    agree([asWanted('rs1'), asWanted('rs2')], [...is('not active', 'active'), same]),
    { do: 'leave', visit: 'through a failover', traffic: handOver },

    ...heartbeats('-A'),
    { do: 'expect holders', routers: ['lb1', 'lb2'], of: vip, within: 30 },
    agree([asWanted('rs1')], ['Both routers are active: *', ...is('active', 'active'), same]),
    ...heartbeats('-D'),
    { do: 'expect holders', routers: ['lb1'], of: vip, within: 30 },
    good,

    come('while an engine is killed'),
    at('lb1', killEngine, ''),
    { do: 'expect holders', routers: ['lb1', 'lb2'], of: vip, within: 30 },
    agree(
      [asWanted('rs1')],
      [
        'The engine does not run on this router: *',
        ...is('not active', 'active'),
        'The tables are not compared, *', // nothing fills the one of this router
      ],
    ),
    press('START', ['Done: Started.']),
    { do: 'expect holders', routers: ['lb2'], of: vip, within: 30 },
    ...have(all),
    agree([asWanted('rs1'), asWanted('rs2')], [...is('not active', 'active'), same]),
    { do: 'leave', visit: 'while an engine is killed', traffic: fault },
  ],
};
