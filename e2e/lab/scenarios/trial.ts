/** A trial on both routers, with kernels that balance: it ends in the kernel, too, with nobody left to end it. */

import type { Scenario } from '../scenario.js';
import { at, lvsCfOfConsole, seatAt, withConsole } from './installed.js';
import { come, insideAddress, natMachines, natTable, undisturbed } from './pair.js';
import { bothRunning } from './push.js';

const { browse } = seatAt('lb1');

const before = natTable('rs1', 'rs2');
const during = before.map((line) =>
  line.replace(`${insideAddress('rs1')}:80 Masq 1`, `${insideAddress('rs1')}:80 Masq 3`),
);

const routers = ['lb1', 'lb2'] as const;

export const tried: Scenario = {
  title: 'A weight that is tried on both routers goes back in both kernels, though the console is dead',
  machines: withConsole(natMachines()),
  steps: [
    ...bothRunning,
    ...routers.map((router) => ({ do: 'expect table', router, lines: before, within: 30 }) as const),

    come('while a weight is tried'),
    at('lb1', `sed -i '0,/weight = 1/s//weight = 3/' ${lvsCfOfConsole}`, ''),
    browse(
      [
        { open: '/secure/push' },
        { choose: 'Go back after', option: '2 minutes' },
        { press: 'TRY' },
        { await: 'Both routers have the same file, byte for byte.' },
      ],
      ['200 *', '*is trying lvs.cf on both routers.*', 'Arm the trial there | done | *'],
    ),
    ...routers.map((router) => ({ do: 'expect table', router, lines: during, within: 30 }) as const),
    at('lb1', `kill -KILL $(pgrep -f 'dist/main.js serve')`, ''),
    ...routers.map((router) => ({ do: 'expect table', router, lines: before, within: 180 }) as const),
    ...routers.map((router) => at(router, `grep -c 'weight = 3' ${lvsCfOfConsole} || true`, '0\n')),
    { do: 'leave', visit: 'while a weight is tried', traffic: undisturbed },
  ],
};
