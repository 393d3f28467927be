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

/** One router reads a new file; the other one does not know it for longer than a takeover takes. */
function change(router: 'lb1' | 'lb2', lvsCf: string, lines: readonly string[]): Step[] {
  return [
    { do: 'configure', router, role: router === 'lb1' ? 'primary' : 'backup', lvsCf },
    { do: 'reload', router },
    { do: 'expect table', router, lines, within: 8 },
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
    { do: 'expect holders', routers: ['lb1'], of: secondVip, within: 1 },
    { do: 'ask', to: [{ ...website, address: secondVip }], times: 3, answers: { counts: { rs1: 3 } } },
    ...change('lb1', plain, all),
    ...change('lb2', plain, all),
    { do: 'expect holders', routers: [], of: secondVip, within: 1 },
    { do: 'leave', visit: 'through the changes', traffic: undisturbed },
  ],
};

const file = '/etc/keepalived/keepalived.conf';

export const broken: Scenario = {
  title: 'A broken configuration is refused by its test and by a reload, and nothing changes',
  machines: natMachines(),
  steps: [
    ...startBoth(plain, all),
    come('over the broken file'),
    { do: 'wait', seconds: 1 },
    { do: 'write', machine: 'lb1', path: file, text: 'virtual_server 10.0.0.100 80 {\n    lvs_sched rr\n' },
    {
      do: 'expect output',
      machine: 'lb1',
      command: `keepalived -t -f ${file} 2>/dev/null || echo refused`,
      text: 'refused\n',
    },
    { do: 'reload', router: 'lb1' },
    { do: 'wait', seconds: 5 },
    { do: 'expect holders', routers: ['lb1'], of: vip, within: 0 },
    { do: 'expect table', router: 'lb1', lines: all, within: 0 },
    { do: 'configure', router: 'lb1', role: 'primary', lvsCf: natFile({ scheduler: 'wlc' }, servers) },
    { do: 'reload', router: 'lb1' },
    { do: 'expect table', router: 'lb1', lines: [`TCP ${vip}:80 wlc`, ...all.slice(1)], within: 5 },
    { do: 'wait', seconds: 1 },
    { do: 'leave', visit: 'over the broken file', traffic: undisturbed },
  ],
};

const alone = { serial_no: 1, primary: '10.0.0.2', service: 'lvs', backup_active: 0 };

const withoutPartner = (machines: readonly MachinePlan[]) => machines.filter(({ name }) => name !== 'lb2');

export const single: Scenario = {
  title:
    'A router without a partner has its addresses at once, gains one by a reload, and gives all up when stopped',
  machines: withoutPartner(natMachines()),
  steps: [
    {
      do: 'configure',
      router: 'lb1',
      role: 'single',
      lvsCf: natFile({}, servers, { ...alone, backup: '0.0.0.0' }),
    },
    { do: 'start', router: 'lb1' },
    { do: 'expect holders', routers: ['lb1'], of: vip, within: 5 },
    { do: 'expect table', router: 'lb1', lines: all, within: 10 },
    { do: 'ask', to: [website], times: 9, answers: { counts: { rs1: 3, rs2: 3, rs3: 3 }, inTurn: true } },
    come('while it gains an address'),
    { do: 'wait', seconds: 1 },
    { do: 'configure', router: 'lb1', role: 'single', lvsCf: twoSites(alone) },
    { do: 'reload', router: 'lb1' },
    { do: 'expect holders', routers: ['lb1'], of: secondVip, within: 3 },
    { do: 'expect table', router: 'lb1', lines: twoTables, within: 8 },
    { do: 'wait', seconds: 1 },
    { do: 'leave', visit: 'while it gains an address', traffic: undisturbed },
    { do: 'ask', to: [{ ...website, address: secondVip }], times: 3, answers: { counts: { rs1: 3 } } },
    { do: 'stop', router: 'lb1' },
    { do: 'expect holders', routers: [], of: vip, within: 2 },
    { do: 'expect holders', routers: [], of: secondVip, within: 0 },
    { do: 'expect table', router: 'lb1', lines: [], within: 0 },
  ],
};
