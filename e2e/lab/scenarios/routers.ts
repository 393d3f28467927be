/** Routers that are stopped, die, lose cables or power, and come back. */

import type { Scenario, Target } from '../scenario.js';
import { lvsCf } from './lvs-cf.js';
import {
  come,
  handOver,
  inside,
  insideAddress,
  natFile,
  natMachines,
  natTable,
  openConnections,
  pairOfRouters,
  startBoth,
  undisturbed,
  vip,
  web,
} from './pair.js';

const servers = inside('rs1', 'rs2', 'rs3');
const all = natTable('rs1', 'rs2', 'rs3');
const plain = natFile({}, servers);

/** Twice the heartbeat's three intervals are up at the latest; half as long again as measured when it was built. */
const takeover = 7.8;
const fault = { lost: takeover * 10, cut: openConnections, gapSeconds: takeover };

export const stopped: Scenario = {
  title: 'Stopping the engine hands over to the other router within two seconds and, done there, back again',
  machines: natMachines(),
  steps: [
    ...startBoth(plain, all),
    come('there'),
    { do: 'wait', seconds: 2 },
    { do: 'stop', router: 'lb1' },
    { do: 'expect holders', routers: ['lb2'], of: vip, within: 2 },
    { do: 'expect table', router: 'lb1', lines: [], within: 1 },
    { do: 'start', router: 'lb1' },
    { do: 'expect table', router: 'lb1', lines: all, within: 10 },
    // The primary is back for longer than a takeover takes: it leaves the service where it is.
    { do: 'wait', seconds: 8 },
    { do: 'expect holders', routers: ['lb2'], of: vip, within: 0 },
    { do: 'leave', visit: 'there', traffic: handOver },
    come('and back'),
    { do: 'wait', seconds: 1 },
    { do: 'stop', router: 'lb2' },
    { do: 'expect holders', routers: ['lb1'], of: vip, within: 2 },
    { do: 'start', router: 'lb2' },
    { do: 'wait', seconds: 3 },
    { do: 'leave', visit: 'and back', traffic: handOver },
  ],
};

export const failsBack: Scenario = {
  title: 'With fail-back, a primary that returns takes the service over',
  machines: natMachines(),
  steps: [
    ...startBoth(`# lvs-console: fail-back = yes\n${plain}`, all),
    come('away and back'),
    { do: 'wait', seconds: 1 },
    { do: 'stop', router: 'lb1' },
    { do: 'expect holders', routers: ['lb2'], of: vip, within: 2 },
    { do: 'wait', seconds: 1 },
    { do: 'start', router: 'lb1' },
    { do: 'expect holders', routers: ['lb1'], of: vip, within: 11 },
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
    { do: 'expect holders', routers: ['lb1', 'lb2'], of: vip, within: takeover },
    { do: 'wait', seconds: 2 },
    { do: 'start', router: 'lb1' },
    { do: 'expect holders', routers: ['lb2'], of: vip, within: 5 },
    { do: 'expect table', router: 'lb1', lines: all, within: 10 },
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
    { do: 'expect holders', routers: ['lb2'], of: vip, within: 2 },
    { do: 'wait', seconds: 2 },
    { do: 'plug', machine: 'lb1', device: 'eth1' },
    { do: 'wait', seconds: 8 },
    { do: 'expect holders', routers: ['lb2'], of: vip, within: 0 },
    { do: 'leave', visit: 'inner cable', traffic: handOver },
    come('outer cable'),
    { do: 'wait', seconds: 1 },
    { do: 'unplug', machine: 'lb2', device: 'eth0' },
    { do: 'expect holders', routers: ['lb1'], of: vip, within: takeover },
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
    { do: 'expect holders', routers: ['lb2'], of: vip, within: takeover },
    { do: 'wait', seconds: 1 },
    { do: 'leave', visit: 'power lost', traffic: { ...fault, lost: 74, gapSeconds: 7.4 } },
    come('power back'),
    { do: 'switch on', machine: 'lb1' },
    { do: 'start', router: 'lb1' },
    { do: 'expect table', router: 'lb1', lines: all, within: 10 },
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
    { do: 'expect holders', routers: ['lb1', 'lb2'], of: vip, within: takeover },
    { do: 'wait', seconds: 1 },
    { do: 'leave', visit: 'cut off', traffic: fault },
    { do: 'reconnect', machine: 'lb1' },
    { do: 'expect holders', routers: ['lb1'], of: vip, within: 6 },
    { do: 'expect table', router: 'lb1', lines: all, within: 15 },
    come('together again'),
    { do: 'wait', seconds: 2 },
    { do: 'leave', visit: 'together again', traffic: undisturbed },
  ],
};

const echo: Target = { kind: 'echo', address: vip, port: 7 };
const { send, expect, ...connectOnly } = web;

const synchronized = lvsCf(
  {
    ...pairOfRouters,
    network: 'nat',
    nat_router: '192.168.10.1 eth1:1',
    nat_nmask: '255.255.255.0',
    syncdaemon: 1,
    syncd_iface: 'eth1',
    syncd_id: 1,
  },
  [{ name: 'echo', values: { ...connectOnly, port: 7 }, servers }],
);

const echoTable = [
  `TCP ${vip}:7 rr`,
  ...(['rs1', 'rs2', 'rs3'] as const).map((name) => `-> ${insideAddress(name)}:7 Masq 1`),
];

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
    { do: 'expect holders', routers: ['lb2'], of: vip, within: takeover },
    { do: 'wait', seconds: 8 },
    { do: 'leave', visit: 'one connection', traffic: { lost: 0, gapSeconds: 10.4 } },
  ],
};
