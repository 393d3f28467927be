/** The guide: its network for address translation, and services of several ports by the rules that it prints. */

import * as documents from '../../../test/core/import/documents.js';
import type { MachinePlan, Scenario, Step, Target } from '../scenario.js';
import { lvsCf } from './lvs-cf.js';

const vip = '192.168.26.10';
const gateway = '10.11.12.10';

function router(name: string, host: number): MachinePlan {
  return {
    name,
    does: 'balance',
    cards: [
      { device: 'eth0', network: 'public', address: `192.168.26.${host}/24` },
      { device: 'eth1', network: 'private', address: `10.11.12.${host}/24` },
    ],
    kernel: { ip_forward: 0 },
  };
}

const servers = { rs1: '10.11.12.1', rs2: '10.11.12.2', rs3: '10.11.12.3' };

const machines: readonly MachinePlan[] = [
  {
    name: 'client',
    does: 'ask',
    cards: [{ device: 'eth0', network: 'public', address: '192.168.26.100/24' }],
    addresses: [{ device: 'eth0', address: '192.168.26.101/24' }],
  },
  router('lb1', 9),
  router('lb2', 8),
  ...Object.entries(servers).map(
    ([name, address]): MachinePlan => ({
      name,
      does: 'serve',
      cards: [{ device: 'eth0', network: 'private', address: `${address}/24` }],
      gateway,
      offers: [
        { kind: 'http', port: 80 },
        { kind: 'https', port: 443 },
        { kind: 'ftp', port: 21, announces: vip },
      ],
    }),
  ),
];

const service = {
  address: `${vip} eth0:1`,
  vip_nmask: '255.255.255.0',
  scheduler: 'rr',
  protocol: 'tcp',
  persistent: 300,
  timeout: 15,
  reentry: 15,
};

/** What GLOBAL SETTINGS, REDUNDANCY and VIRTUAL SERVERS are filled in with, and the checks of MONITORING SCRIPTS. */
const file = lvsCf(
  {
    serial_no: 1,
    primary: '192.168.26.9',
    service: 'lvs',
    backup_active: 1,
    backup: '192.168.26.8',
    heartbeat: 1,
    heartbeat_port: 539,
    keepalive: 2,
    deadtime: 6,
    network: 'nat',
    nat_router: `${gateway} eth1:1`,
    nat_nmask: '255.255.255.0',
  },
  [
    {
      name: 'HTTP',
      values: {
        ...service,
        fwmark: 80,
        port: 80,
        send: String.raw`"GET / HTTP/1.0\r\n\r\n"`,
        expect: '"HTTP"',
      },
      servers: realServers(),
    },
    { name: 'HTTPS', values: { ...service, fwmark: 80, port: 443 }, servers: realServers() },
    {
      name: 'FTP',
      values: { ...service, fwmark: 21, port: 21, send: '"quit"', expect: '"220"' },
      servers: realServers(),
    },
  ],
);

function realServers(): Record<string, { address: string; weight: number }> {
  return Object.fromEntries(Object.entries(servers).map(([name, address]) => [name, { address, weight: 1 }]));
}

const destinations = Object.values(servers).map((address) => `-> ${address}:0 Masq 1`);
const table = ['FWM 21 rr persistent 300', ...destinations, 'FWM 80 rr persistent 300', ...destinations];

/** The commands as printed, with addresses and the missing blank; the kernel of the guest has the older iptables. */
const commands = [documents.guideMarks, documents.guidePassiveFtp, documents.guideActiveFtp]
  .join('')
  .replaceAll('n.n.n.n', vip)
  .replaceAll('n.n.n.0', '10.11.12.0')
  .replaceAll('mangle-A', 'mangle -A')
  .replaceAll('/sbin/iptables', 'iptables-legacy');

const typed = (machine: string): Step[] => [
  { do: 'expect output', machine, command: commands, text: '' },
  {
    do: 'expect output',
    machine,
    command: documents.guideForwarding,
    text: 'net.ipv4.ip_forward = 1\nnet.ipv4.ip_forward = 1\n',
  },
];

const site = (from: string): Target[] => [
  { kind: 'http', address: vip, port: 80, from },
  { kind: 'https', address: vip, port: 443, from },
];
const archive: Target = { kind: 'ftp', address: vip, port: 21 };

/** Whichever server a client has, it is the same on all ports of a service. */
const asks: readonly Step[] = [
  ...['192.168.26.100', '192.168.26.101'].map(
    (from): Step => ({ do: 'ask', to: site(from), times: 2, answers: { counts: { 'one of them': 4 } } }),
  ),
  {
    do: 'ask',
    to: [archive, { ...archive, isActive: true }],
    times: 2,
    answers: { counts: { 'one of them': 4 } },
  },
];

export const guide: Scenario = {
  title:
    'The guide: HTTP with HTTPS, and FTP both ways, keep a client on one server, by the rules as printed',
  machines,
  steps: [
    ...typed('lb1'),
    ...typed('lb2'),
    { do: 'configure', router: 'lb1', role: 'primary', lvsCf: file },
    { do: 'configure', router: 'lb2', role: 'backup', lvsCf: file },
    { do: 'start', router: 'lb1' },
    { do: 'expect table', router: 'lb1', lines: table, within: 60 },
    { do: 'expect holders', routers: ['lb1'], of: vip, within: 30 },
    ...asks,
    { do: 'start', router: 'lb2' },
    { do: 'expect table', router: 'lb2', lines: table, within: 60 },
    { do: 'stop', router: 'lb1' },
    { do: 'expect holders', routers: ['lb2'], of: vip, within: 15 },
    { do: 'expect holders', routers: ['lb2'], of: gateway, within: 5 },
    ...asks,
  ],
};
