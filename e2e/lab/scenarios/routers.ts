/** Routers that are stopped, die, lose cables or power, and come back. */

import type { Scenario, Target } from '../scenario.js';
import { lvsCf } from './lvs-cf.js';
import {
  come,
  farewell,
  fault,
  handOver,
  inside,
  insideAddress,
  nat,
  natFile,
  natMachines,
  natTable,
  onOneConnection,
  pairOfRouters,
  silence,
  startBoth,
  undisturbed,
  vip,
  web,
} from './pair.js';
import { tell } from './router-program.js';

const servers = inside('rs1', 'rs2', 'rs3');
const all = natTable('rs1', 'rs2', 'rs3');
const plain = natFile({}, servers);

export const stopped: Scenario = {
  title: 'STOP gives the service to the other router and, done there, back again, without a lost request',
  machines: natMachines(),
  steps: [
    ...startBoth(plain, all),
    come('there'),
    { do: 'wait', seconds: 2 },
    tell('lb1', 'stop', 'stopped'),
    { do: 'expect holders', routers: ['lb2'], of: vip, within: farewell },
    { do: 'expect table', router: 'lb1', lines: [], within: 0 },
    { do: 'start', router: 'lb1' },
    { do: 'expect table', router: 'lb1', lines: all, within: 30 },
    // The primary is back for longer than a takeover takes: it leaves the service where it is.
    { do: 'wait', seconds: 8 },
    { do: 'expect holders', routers: ['lb2'], of: vip, within: 0 },
    { do: 'leave', visit: 'there', traffic: handOver },
    come('and back'),
    { do: 'wait', seconds: 1 },
    tell('lb2', 'stop', 'stopped'),
    { do: 'expect holders', routers: ['lb1'], of: vip, within: farewell },
    { do: 'start', router: 'lb2' },
    { do: 'wait', seconds: 3 },
    { do: 'leave', visit: 'and back', traffic: handOver },
  ],
};

const echo: Target = { kind: 'echo', address: vip, port: 7 };
const { send, expect, ...connectOnly } = web;

const syncing = { ...pairOfRouters, ...nat, syncdaemon: 1, syncd_iface: 'eth1', syncd_id: 1 };
const conversation = { name: 'echo', values: { ...connectOnly, port: 7 }, servers };
const synchronized = lvsCf(syncing, [conversation]);
const both = lvsCf(syncing, [{ name: 'web', values: web, servers }, conversation]);

const echoTable = [
  `TCP ${vip}:7 rr`,
  ...(['rs1', 'rs2', 'rs3'] as const).map((name) => `-> ${insideAddress(name)}:7 Masq 1`),
];

const bothTables = [...echoTable, ...all];

export const handedOver: Scenario = {
  title:
    'HAND OVER gives the service to the other router and back, without a lost request or a cut conversation',
  machines: natMachines([
    { kind: 'http', port: 80 },
    { kind: 'echo', port: 7 },
  ]),
  steps: [
    ...startBoth(both, bothTables),
    come('there'),
    { do: 'visit', visit: 'one connection', to: echo, everyMs: 500 },
    { do: 'wait', seconds: 5 },
    tell('lb1', 'hand-over', 'handed_over'),
    { do: 'expect holders', routers: ['lb2'], of: vip, within: farewell },
    { do: 'expect table', router: 'lb1', lines: bothTables, within: 0 },
    { do: 'wait', seconds: 8 },
    { do: 'expect holders', routers: ['lb2'], of: vip, within: 0 },
    { do: 'leave', visit: 'there', traffic: handOver },
    come('and back'),
    { do: 'wait', seconds: 1 },
    tell('lb2', 'hand-over', 'handed_over'),
    { do: 'expect holders', routers: ['lb1'], of: vip, within: farewell },
    { do: 'wait', seconds: 3 },
    { do: 'leave', visit: 'and back', traffic: handOver },
    { do: 'leave', visit: 'one connection', traffic: { lost: 0, gapSeconds: onOneConnection(farewell) } },
  ],
};

export const failsBack: Scenario = {
  title: 'With fail-back, a primary that returns takes the service over, without a lost request',
  machines: natMachines(),
  steps: [
    ...startBoth(`# lvs-console: fail-back = yes\n${plain}`, all),
    come('away and back'),
    { do: 'wait', seconds: 1 },
    tell('lb1', 'stop', 'stopped'),
    { do: 'expect holders', routers: ['lb2'], of: vip, within: farewell },
    { do: 'wait', seconds: 1 },
    { do: 'start', router: 'lb1' },
    { do: 'expect holders', routers: ['lb1'], of: vip, within: silence },
    { do: 'wait', seconds: 2 },
    { do: 'leave', visit: 'away and back', traffic: handOver },
  ],
};

export const killed: Scenario = {
  title: 'An engine that dies at once leaves its table at work until the other router takes over',
  machines: natMachines(),
  steps: [
    ...startBoth(plain, all),
    come('through the death'),
    { do: 'wait', seconds: 1 },
    { do: 'kill', router: 'lb1' },
    // The dead one cannot take its address away.
    { do: 'expect holders', routers: ['lb1', 'lb2'], of: vip, within: silence },
    { do: 'wait', seconds: 2 },
    { do: 'start', router: 'lb1' },
    { do: 'expect holders', routers: ['lb2'], of: vip, within: 5 },
    { do: 'expect table', router: 'lb1', lines: all, within: 30 },
    { do: 'leave', visit: 'through the death', traffic: handOver },
  ],
};

export const unplugged: Scenario = {
  title:
    'A router whose cable is pulled gives way: at once for the inner cable, after the deadtime for the outer one',
  machines: natMachines(),
  steps: [
    ...startBoth(plain, all),
    come('inner cable'),
    { do: 'wait', seconds: 1 },
    { do: 'unplug', machine: 'lb1', device: 'eth1' },
    { do: 'expect holders', routers: ['lb2'], of: vip, within: farewell },
    { do: 'wait', seconds: 2 },
    { do: 'plug', machine: 'lb1', device: 'eth1' },
    { do: 'wait', seconds: 8 },
    { do: 'expect holders', routers: ['lb2'], of: vip, within: 0 },
    { do: 'leave', visit: 'inner cable', traffic: handOver },
    come('outer cable'),
    { do: 'wait', seconds: 1 },
    { do: 'unplug', machine: 'lb2', device: 'eth0' },
    { do: 'expect holders', routers: ['lb1'], of: vip, within: silence },
    { do: 'wait', seconds: 1 },
    { do: 'leave', visit: 'outer cable', traffic: fault },
    { do: 'plug', machine: 'lb2', device: 'eth0' },
    { do: 'wait', seconds: 3 },
    { do: 'expect holders', routers: ['lb1'], of: vip, within: 0 },
  ],
};

export const powerLoss: Scenario = {
  title: 'A router that loses power is replaced after the deadtime, and takes nothing back when it returns',
  machines: natMachines(),
  steps: [
    ...startBoth(plain, all),
    come('power lost'),
    { do: 'wait', seconds: 1 },
    { do: 'switch off', machine: 'lb1' },
    { do: 'expect holders', routers: ['lb2'], of: vip, within: silence },
    { do: 'wait', seconds: 1 },
    { do: 'leave', visit: 'power lost', traffic: fault },
    come('power back'),
    { do: 'switch on', machine: 'lb1' },
    { do: 'start', router: 'lb1' },
    { do: 'expect table', router: 'lb1', lines: all, within: 30 },
    { do: 'wait', seconds: 8 },
    { do: 'expect holders', routers: ['lb2'], of: vip, within: 0 },
    { do: 'leave', visit: 'power back', traffic: undisturbed },
  ],
};

export const cutOff: Scenario = {
  title: 'A router behind a dead switch is replaced, and when the switch works again only one router goes on',
  machines: natMachines(),
  steps: [
    ...startBoth(plain, all),
    come('cut off'),
    { do: 'wait', seconds: 1 },
    { do: 'cut off', machine: 'lb1' },
    // It hears nothing and goes on for nobody.
    { do: 'expect holders', routers: ['lb1', 'lb2'], of: vip, within: silence },
    { do: 'wait', seconds: 1 },
    { do: 'leave', visit: 'cut off', traffic: fault },
    { do: 'reconnect', machine: 'lb1' },
    { do: 'expect holders', routers: ['lb1'], of: vip, within: 6 },
    { do: 'expect table', router: 'lb1', lines: all, within: 30 },
    come('together again'),
    { do: 'wait', seconds: 2 },
    { do: 'leave', visit: 'together again', traffic: undisturbed },
  ],
};

export const longConnection: Scenario = {
  title: 'With the synchronisation daemon, a long connection survives that its router loses power',
  machines: natMachines([{ kind: 'echo', port: 7 }]),
  steps: [
    ...startBoth(synchronized, echoTable),
    {
      do: 'expect output',
      machine: 'lb1',
      command: 'ipvsadm -L --daemon | cut -d" " -f1-3',
      text: 'master sync daemon\n',
    },
    { do: 'visit', visit: 'one connection', to: echo, everyMs: 500 },
    { do: 'wait', seconds: 5 },
    { do: 'switch off', machine: 'lb1' },
    { do: 'expect holders', routers: ['lb2'], of: vip, within: silence },
    { do: 'wait', seconds: 2 },
    { do: 'leave', visit: 'one connection', traffic: { lost: 0, gapSeconds: onOneConnection(silence) } },
  ],
};
