/** The ways packets reach real servers, and the protocols that need more than one port or none at all. */

import type { Scenario, Target } from '../scenario.js';
import { lvsCf } from './lvs-cf.js';
import {
  come,
  farewell,
  handOver,
  inside,
  insideAddress,
  nat,
  natMachines,
  outside,
  outsideAddress,
  pairOfRouters,
  publicMachines,
  startBoth,
  undisturbed,
  vip,
  web,
  website,
} from './pair.js';
import { tell } from './router-program.js';

const names = ['rs1', 'rs2', 'rs3'] as const;

/** Without a mask: real servers have the address too, so that it is nobody's network. */
const { vip_nmask, ...hostAddress } = web;

const direct = lvsCf({ ...pairOfRouters, network: 'direct' }, [
  { name: 'web', values: hostAddress, servers: outside('rs1', 'rs2') },
]);

const directTable = [
  `TCP ${vip}:80 rr`,
  `-> ${outsideAddress('rs1')}:80 Route 1`,
  `-> ${outsideAddress('rs2')}:80 Route 1`,
];

export const directRouting: Scenario = {
  title: 'Direct routing: two servers answer clients themselves, behind either router',
  machines: publicMachines('lo'),
  steps: [
    ...startBoth(direct, directTable),
    { do: 'ask', to: [website], times: 10, answers: { counts: { rs1: 5, rs2: 5 }, inTurn: true } },
    come('during the hand-over'),
    { do: 'wait', seconds: 1 },
    tell('lb1', 'hand-over', 'handed_over'),
    { do: 'expect holders', routers: ['lb2'], of: vip, within: farewell },
    { do: 'wait', seconds: 2 },
    { do: 'leave', visit: 'during the hand-over', traffic: handOver },
    come('behind the other router'),
    { do: 'wait', seconds: 2 },
    {
      do: 'leave',
      visit: 'behind the other router',
      traffic: { ...undisturbed, answeredBy: ['rs1', 'rs2'] },
    },
  ],
};

const weights = { rs1: 1, rs2: 2, rs3: 3 };

const tunnelled = lvsCf({ ...pairOfRouters, network: 'tunnel' }, [
  {
    name: 'web',
    values: { ...hostAddress, scheduler: 'wrr' },
    servers: Object.fromEntries(
      names.map((name) => [name, { address: outsideAddress(name), weight: weights[name] }]),
    ),
  },
]);

export const tunnelling: Scenario = {
  title: 'Tunnelling: shares of 1:2:3 are 2, 4 and 6 of 12 requests',
  machines: publicMachines('tunl0'),
  steps: [
    ...startBoth(tunnelled, [
      `TCP ${vip}:80 wrr`,
      ...names.map((name) => `-> ${outsideAddress(name)}:80 Tunnel ${weights[name]}`),
    ]),
    { do: 'ask', to: [website], times: 12, answers: { counts: { rs1: 2, rs2: 4, rs3: 6 } } },
  ],
};

const markedFtp = lvsCf({ ...pairOfRouters, ...nat }, [
  {
    name: 'ftp',
    values: { ...web, fwmark: 21, port: 21, persistent: 300, send: String.raw`"quit\r\n"`, expect: '"220"' },
    servers: inside(...names),
  },
]);

const archive: Target = { kind: 'ftp', address: vip, port: 21 };

export const passiveFtp: Scenario = {
  title:
    'Passive FTP under a mark of the administrator: data connections reach the server that the client has logged in to',
  machines: natMachines([{ kind: 'ftp', port: 21, announces: vip }], {
    marks: [{ mark: 21, address: vip, ports: '21,10000:10100' }],
  }),
  steps: [
    ...startBoth(markedFtp, [
      'FWM 21 rr persistent 300',
      ...names.map((name) => `-> ${insideAddress(name)}:0 Masq 1`),
    ]),
    { do: 'ask', to: [archive], times: 3, answers: { counts: { 'one of them': 3 } } },
    {
      do: 'ask',
      to: [{ ...archive, from: '10.0.0.51' }],
      times: 3,
      answers: { counts: { 'one of them': 3 } },
    },
  ],
};

/** Asks the name server $1 for the text of who.test: a script such as the guides show for checks over UDP. */
const checkDns = `#!/bin/bash
exec 3<>/dev/udp/$1/53
printf '\\x00\\x01\\x01\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x03who\\x04test\\x00\\x00\\x10\\x00\\x01' >&3
IFS= read -r -d '' -t 2 -n 1 -u 3 && echo OK
`;

const { send, expect, ...unchecked } = web;

const nameServers = lvsCf({ ...pairOfRouters, ...nat }, [
  {
    name: 'dns',
    values: {
      ...unchecked,
      port: 53,
      protocol: 'udp',
      send_program: '"/usr/local/libexec/check-dns %h"',
      expect: '"OK"',
    },
    servers: inside(...names),
  },
]);

const dnsTable = (...up: readonly (typeof names)[number][]) => [
  `UDP ${vip}:53 rr`,
  ...up.map((name) => `-> ${insideAddress(name)}:53 Masq 1`),
];

const resolver: Target = { kind: 'dns', address: vip, port: 53 };

export const dnsOverUdp: Scenario = {
  title: 'DNS over UDP: questions are shared, and a dead name server is found out by the check program',
  machines: natMachines([{ kind: 'dns', port: 53 }], {
    programs: { '/usr/local/libexec/check-dns': checkDns },
  }),
  steps: [
    ...startBoth(nameServers, dnsTable(...names)),
    { do: 'ask', to: [resolver], times: 6, answers: { counts: { rs1: 2, rs2: 2, rs3: 2 }, inTurn: true } },
    { do: 'kill server', machine: 'rs2' },
    { do: 'expect table', router: 'lb1', lines: dnsTable('rs1', 'rs3'), within: 2 * web.timeout + 1 },
    { do: 'ask', to: [resolver], times: 6, answers: { counts: { rs1: 3, rs3: 3 }, inTurn: true } },
  ],
};
