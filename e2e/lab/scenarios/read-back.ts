/** What APPLY says of the kernel, on a router that runs every kind of service. */

import type { Scenario, Step } from '../scenario.js';
import { cli, leftStopped, lvsCfOfConsole, settled, withConsole } from './installed.js';
import { lvsCf, type Virtual } from './lvs-cf.js';
import { inside, insideAddress, nat, natMachines, vip, web } from './pair.js';

const names = ['rs1', 'rs2', 'rs3'] as const;
const servers = inside(...names);

/** The name server of the lab begins its answer with the two bytes that the question begins with. */
const asksNames = { port: 53, protocol: 'udp', send: '"abcdefghijklmnop"', expect: '"ab"' };

/** Persistence, a mark, UDP, and nobody at port 81: there a sorry server answers, or the servers stay at rest. */
function virtuals(scheduler: string): Virtual[] {
  const on = (host: number) => ({ ...web, address: `10.0.0.${host} eth0:${host}` });
  return [
    {
      name: 'web',
      values: { ...web, scheduler, persistent: 300, pmask: '255.255.255.0' },
      servers: { ...servers, rs1: { address: insideAddress('rs1'), weight: 5 } },
    },
    { name: 'marked', values: { ...on(101), fwmark: 80, persistent: 30 }, servers },
    { name: 'names', values: { ...on(102), ...asksNames }, servers },
    {
      name: 'dead',
      values: { ...on(103), port: 81, sorry_server: insideAddress('rs2') },
      servers: inside('rs1'),
    },
    { name: 'resting', values: { ...on(104), port: 81, quiesce_server: 1 }, servers: inside('rs1', 'rs3') },
  ];
}

const alone = { serial_no: 1, primary: '10.0.0.2', service: 'lvs', backup_active: 0, backup: '0.0.0.0' };

const onPort = (port: number) => names.map((name) => `-> ${insideAddress(name)}:${port} Masq 1`);

const table = [
  `TCP ${vip}:80 wrr persistent 300 mask 255.255.255.0`,
  `-> ${insideAddress('rs1')}:80 Masq 5`,
  ...onPort(80).slice(1),
  'TCP 10.0.0.103:81 rr',
  `-> ${insideAddress('rs2')}:81 Masq 1`,
  'TCP 10.0.0.104:81 rr',
  `-> ${insideAddress('rs1')}:81 Masq 0`,
  `-> ${insideAddress('rs3')}:81 Masq 0`,
  'UDP 10.0.0.102:53 rr',
  ...onPort(53),
  'FWM 80 rr persistent 30',
  ...onPort(0),
];

/** What APPLY says from its look at the kernel on, without times. */
const applied = `${cli} apply 2>/dev/null | sed -E 's/ +[0-9.]+ m?s  / /; 1,/^Reload/d' | tr -s ' '`;

const threeOut = '3 real servers are not in use, because the check has not passed.';
const outOfUse = [
  'dead / rs1 / TCP 10.0.0.103:81 -> 192.168.10.11:81: not in use: its check has not passed',
  'resting / rs1 / TCP 10.0.0.104:81 -> 192.168.10.11:81: not in use: its check has not passed',
  'resting / rs3 / TCP 10.0.0.104:81 -> 192.168.10.13:81: not in use: its check has not passed',
];

function on(command: string, ...lines: readonly string[]): Step {
  return { do: 'expect output', machine: 'lb1', command, text: lines.map((line) => `${line}\n`).join('') };
}

function file(scheduler: string): Step {
  const text = lvsCf({ ...alone, ...nat }, virtuals(scheduler));
  return { do: 'write', machine: 'lb1', path: lvsCfOfConsole, text };
}

export const readBack: Scenario = {
  title: 'APPLY tells line by line what the kernel has, and takes back what the kernel does not take',
  machines: withConsole(
    natMachines([
      { kind: 'http', port: 80 },
      { kind: 'dns', port: 53 },
    ]),
  ).filter(({ name }) => name !== 'lb2'),
  steps: [
    ...settled('lb1'),
    file('wrr'),
    on(`${cli} apply 2>/dev/null | tail -n 1; ${cli} engine start | tail -n 1`, leftStopped, 'Started.'),
    { do: 'expect table', router: 'lb1', lines: table, within: 60 },
    on(
      applied,
      `Compare with the kernel done The kernel has all 5 services. ${threeOut}`,
      'Look at state and addresses done All 6 floating addresses are on this router.',
      ...outOfUse,
      'Applied.',
    ),
    // A kernel that has not this scheduler, and can load none.
    on('echo /bin/false >/proc/sys/kernel/modprobe'),
    file('lblcr'),
    on(
      applied,
      'Compare with the kernel failed One line of the kernel’s table is not as it should be.',
      `Put the previous file back done /etc/keepalived/keepalived.conf holds again what it held before.`,
      'Reload done The engine was told to read its file again.',
      `web / TCP ${vip}:80: differs; scheduling: lblcr wanted, wrr there`,
      ...outOfUse,
      'Not applied. What ran before runs again.',
    ),
    on('echo /sbin/modprobe >/proc/sys/kernel/modprobe'),
    { do: 'expect table', router: 'lb1', lines: table, within: 30 },
  ],
};
