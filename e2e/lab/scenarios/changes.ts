/** Changes of the configuration under traffic, and a router without a partner. */

import type { MachinePlan, Scenario, Step } from '../scenario.js';
import { lvsCf } from './lvs-cf.js';
import {
  come,
  inside,
  insideAddress,
  nat,
  natFile,
  natMachines,
  natTable,
  pairOfRouters,
  startBoth,
  undisturbed,
  vip,
  web,
  website,
} from './pair.js';
import { apply, tell } from './router-program.js';

const servers = inside('rs1', 'rs2', 'rs3');
const all = natTable('rs1', 'rs2', 'rs3');
const plain = natFile({}, servers);

const secondVip = '10.0.0.101';

/** The web site, and a second one with an address of its own. */
function twoSites(global: Record<string, string | number>): string {
  return lvsCf({ ...global, ...nat }, [
    { name: 'web', values: web, servers },
    { name: 'shop', values: { ...web, address: `${secondVip} eth0:2` }, servers: inside('rs1') },
  ]);
}

const twoTables = [...all, `TCP ${secondVip}:80 rr`, `-> ${insideAddress('rs1')}:80 Masq 1`];

/** One router applies a new file; the other one does not know it for longer than a takeover takes. */
function change(router: 'lb1' | 'lb2', lvsCf: string, lines: readonly string[]): Step[] {
  return [
    ...apply(router, lvsCf),
    { do: 'expect table', router, lines, within: 0 },
    { do: 'wait', seconds: 7 },
    { do: 'expect holders', routers: ['lb1'], of: vip, within: 0 },
  ];
}

export const rolling: Scenario = {
  title: 'A virtual address is added and removed, one router after the other, without a lost request',
  machines: natMachines(),
  steps: [
    ...startBoth(plain, all),
    come('through the changes'),
    { do: 'wait', seconds: 1 },
    ...change('lb2', twoSites(pairOfRouters), twoTables),
    ...change('lb1', twoSites(pairOfRouters), twoTables),
    { do: 'expect holders', routers: ['lb1'], of: secondVip, within: 5 },
    { do: 'ask', to: [{ ...website, address: secondVip }], times: 3, answers: { counts: { rs1: 3 } } },
    ...change('lb1', plain, all),
    ...change('lb2', plain, all),
    { do: 'expect holders', routers: [], of: secondVip, within: 5 },
    { do: 'leave', visit: 'through the changes', traffic: undisturbed },
  ],
};

const file = '/etc/keepalived/keepalived.conf';

export const broken: Scenario = {
  title: 'A broken configuration is refused by APPLY and by a reload, and nothing changes',
  machines: natMachines(),
  steps: [
    ...startBoth(plain, all),
    come('over the broken file'),
    { do: 'wait', seconds: 1 },
    ...apply('lb1', natFile({ address: `${vip} eth7:1` }, servers), 'test_failed'),
    { do: 'expect table', router: 'lb1', lines: all, within: 0 },
    // Also when somebody puts one in place by hand.
    { do: 'write', machine: 'lb1', path: file, text: 'virtual_server 10.0.0.100 80 {\n    lvs_sched rr\n' },
    { do: 'reload', router: 'lb1' },
    { do: 'wait', seconds: 5 },
    { do: 'expect holders', routers: ['lb1'], of: vip, within: 0 },
    { do: 'expect table', router: 'lb1', lines: all, within: 0 },
    { do: 'configure', router: 'lb1', role: 'primary', lvsCf: natFile({ scheduler: 'wlc' }, servers) },
    { do: 'reload', router: 'lb1' },
    { do: 'expect table', router: 'lb1', lines: [`TCP ${vip}:80 wlc`, ...all.slice(1)], within: 15 },
    { do: 'wait', seconds: 1 },
    { do: 'leave', visit: 'over the broken file', traffic: undisturbed },
  ],
};

const alone = { serial_no: 1, primary: '10.0.0.2', service: 'lvs', backup_active: 0 };

const withoutPartner = (machines: readonly MachinePlan[]) => machines.filter(({ name }) => name !== 'lb2');

export const single: Scenario = {
  title:
    'A router without a partner has its addresses at once, gains one by APPLY, and gives all up when stopped',
  machines: withoutPartner(natMachines()),
  steps: [
    {
      do: 'configure',
      router: 'lb1',
      role: 'single',
      lvsCf: natFile({}, servers, { ...alone, backup: '0.0.0.0' }),
    },
    { do: 'start', router: 'lb1' },
    { do: 'expect holders', routers: ['lb1'], of: vip, within: 15 },
    { do: 'expect table', router: 'lb1', lines: all, within: 30 },
    { do: 'ask', to: [website], times: 9, answers: { counts: { rs1: 3, rs2: 3, rs3: 3 }, inTurn: true } },
    come('while it gains an address'),
    { do: 'wait', seconds: 1 },
    ...apply('lb1', twoSites(alone), 'vrrp_none'),
    { do: 'expect holders', routers: ['lb1'], of: secondVip, within: 0 },
    { do: 'expect table', router: 'lb1', lines: twoTables, within: 0 },
    { do: 'wait', seconds: 1 },
    { do: 'leave', visit: 'while it gains an address', traffic: undisturbed },
    { do: 'ask', to: [{ ...website, address: secondVip }], times: 3, answers: { counts: { rs1: 3 } } },
    tell('lb1', 'stop', 'stopped'),
    { do: 'expect holders', routers: [], of: vip, within: 10 },
    { do: 'expect holders', routers: [], of: secondVip, within: 0 },
    { do: 'expect table', router: 'lb1', lines: [], within: 0 },
  ],
};
