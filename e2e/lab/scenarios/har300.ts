/** The workbook that the original console was taught with: its networks, its LAB #1 and its LAB #2. */

import * as documents from '../../../test/core/import/documents.js';
import type { MachinePlan, Scenario, Target } from '../scenario.js';
import { imported, printedTable } from './imported.js';
import { lvsCf } from './lvs-cf.js';

function router(name: string, hosts: { readonly outside: number; readonly inside: number }): MachinePlan {
  return {
    name,
    does: 'balance',
    cards: [
      { device: 'eth0', network: 'intnet', address: `10.0.2.${hosts.outside}/24` },
      { device: 'eth1', network: 'intnet1', address: `10.0.3.${hosts.inside}/24` },
    ],
    kernel: { ip_forward: 1 },
  };
}

function server(name: string, host: number): MachinePlan {
  return {
    name,
    does: 'serve',
    cards: [{ device: 'eth0', network: 'intnet1', address: `10.0.3.${host}/24` }],
    gateway: '10.0.3.200',
    offers: [{ kind: 'http', port: 8080 }],
  };
}

const client: MachinePlan = {
  name: 'client',
  does: 'ask',
  cards: [{ device: 'eth0', network: 'intnet', address: '10.0.2.15/24' }],
};

const directeur = router('directeur', { outside: 50, inside: 15 });

/** LAB #1 has the VIP and the gateway of the servers in files of the network. */
const directeurByHand: MachinePlan = {
  ...directeur,
  addresses: [
    { device: 'eth0', address: '10.0.2.100/24' },
    { device: 'eth1', address: '10.0.3.200/24' },
  ],
};
const secours = router('secours', { outside: 51, inside: 16 });
const servers = [server('serveur1', 100), server('serveur2', 150)];

export const website: Target = { kind: 'http', address: '10.0.2.100', port: 80 };

const network = {
  network: 'nat',
  nat_router: '10.0.3.200 eth1:1',
  nat_nmask: '255.255.255.0',
};

/** The file of LAB #2, whose servers listen on port 8080. */
const lab2File = lvsCf(
  {
    serial_no: 1,
    primary: '10.0.2.50',
    service: 'lvs',
    backup_active: 1,
    backup: '10.0.2.51',
    heartbeat: 1,
    keepalive: 2,
    deadtime: 6,
    ...network,
  },
  [
    {
      name: 'LVS_NAT',
      values: {
        address: '10.0.2.100 eth0:1',
        vip_nmask: '255.255.255.0',
        port: 80,
        send: String.raw`"GET / HTTP/1.0\r\n\r\n"`,
        expect: '"HTTP"',
        use_regex: 0,
        load_monitor: 'none',
        scheduler: 'rr',
        protocol: 'tcp',
        timeout: 4,
        reentry: 8,
        quiesce_server: 0,
      },
      servers: {
        serveur1: { address: '10.0.3.100', port: 8080, weight: 1 },
        serveur2: { address: '10.0.3.150', port: 8080, weight: 1 },
      },
    },
  ],
);

const bothServers = printedTable(documents.lab1Table);

/** The commands of LAB #1, up to the one that adds the second server, and all of them. */
const firstCommands = documents.lab1.split('\n').slice(0, 3).join('\n');
const byCommands = (commands: string) => imported([commands], { on: directeurByHand });

/** As the workbook prints it after six requests, below the command. */
const printedUse = documents.lab1Used.replace(/^.*\n/, '');

export const lab1: Scenario = {
  title:
    'LAB #1: one director shares requests between port 8080 of two servers, then keeps each client on one',
  machines: [client, directeurByHand, ...servers],
  steps: [
    { do: 'configure', router: 'directeur', role: 'single', lvsCf: byCommands(firstCommands) },
    { do: 'start', router: 'directeur' },
    { do: 'expect table', router: 'directeur', lines: bothServers, within: 30 },
    { do: 'ask', to: [website], times: 6, answers: { counts: { serveur1: 3, serveur2: 3 }, inTurn: true } },
    { do: 'expect output', machine: 'directeur', command: "ipvsadm -Ln | sed 's/ *$//'", text: printedUse },
    { do: 'configure', router: 'directeur', role: 'single', lvsCf: byCommands(documents.lab1) },
    { do: 'reload', router: 'directeur' },
    {
      do: 'expect table',
      router: 'directeur',
      lines: printedTable(documents.lab1Persistent),
      within: 10,
    },
    { do: 'ask', to: [website], times: 6, answers: { counts: { 'one of them': 6 } } },
    {
      do: 'expect output',
      machine: 'directeur',
      command: 'ipvsadm -L --timeout',
      text: 'Timeout (tcp tcpfin udp): 1800 120 300\n',
      within: 10,
    },
  ],
};

export const lab2: Scenario = {
  title: 'LAB #2: with its lvs.cf on two routers, the client sees both servers in turn',
  machines: [client, directeur, secours, ...servers],
  steps: [
    { do: 'configure', router: 'directeur', role: 'primary', lvsCf: lab2File },
    { do: 'configure', router: 'secours', role: 'backup', lvsCf: lab2File },
    { do: 'start', router: 'directeur' },
    { do: 'wait', seconds: 2 },
    { do: 'start', router: 'secours' },
    { do: 'expect holders', routers: ['directeur'], of: '10.0.2.100', within: 30 },
    { do: 'expect holders', routers: ['directeur'], of: '10.0.3.200', within: 10 },
    { do: 'expect table', router: 'directeur', lines: bothServers, within: 30 },
    { do: 'expect table', router: 'secours', lines: bothServers, within: 30 },
    { do: 'ask', to: [website], times: 10, answers: { counts: { serveur1: 5, serveur2: 5 }, inTurn: true } },
  ],
};
