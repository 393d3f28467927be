/** The tutorial that grows: two web servers, a third one, then shares of 3:1:1 on two routers. */

import type { MachinePlan, Scenario, Step, Target } from '../scenario.js';
import { lvsCf } from './lvs-cf.js';
import { apply, routerProgram } from './router-program.js';

const vip = '192.168.56.10';
const website: Target = { kind: 'http', address: vip, port: 80 };

function router(name: string, outside: number, inside: number): MachinePlan {
  return {
    name,
    does: 'balance',
    cards: [
      { device: 'enp0s3', network: 'bridged', address: `192.168.56.${outside}/24` },
      { device: 'enp0s8', network: 'internal', address: `192.168.200.${inside}/24` },
    ],
    kernel: { ip_forward: 1 },
    programs: routerProgram,
  };
}

function web(name: string, host: number): MachinePlan {
  return {
    name,
    does: 'serve',
    cards: [{ device: 'enp0s3', network: 'internal', address: `192.168.200.${host}/24` }],
    gateway: '192.168.200.250',
    offers: [{ kind: 'http', port: 80 }],
  };
}

const machines: readonly MachinePlan[] = [
  {
    name: 'client',
    does: 'ask',
    cards: [{ device: 'enp0s3', network: 'bridged', address: '192.168.56.1/24' }],
  },
  router('lb1', 11, 251),
  router('lb2', 12, 252),
  web('web1', 11),
  web('web2', 12),
  web('web3', 13),
];

const hosts: Readonly<Record<string, number>> = { web1: 11, web2: 12, web3: 13 };

function file(scheduler: string, weights: Readonly<Record<string, number>>): string {
  const servers = Object.entries(weights).map(([name, weight]) => [
    name,
    { address: `192.168.200.${hosts[name]}`, weight },
  ]);
  return lvsCf(
    {
      serial_no: 1,
      primary: '192.168.56.11',
      service: 'lvs',
      backup_active: 1,
      backup: '192.168.56.12',
      heartbeat: 1,
      keepalive: 1,
      deadtime: 5,
      network: 'nat',
      nat_router: '192.168.200.250 enp0s8:1',
      nat_nmask: '255.255.255.0',
    },
    [
      {
        name: 'web',
        values: {
          address: `${vip} enp0s3:1`,
          vip_nmask: '255.255.255.0',
          port: 80,
          expect: '"HTTP"',
          send: String.raw`"GET / HTTP/1.0\r\n\r\n"`,
          scheduler,
          protocol: 'tcp',
          timeout: 3,
          reentry: 3,
        },
        servers: Object.fromEntries(servers),
      },
    ],
  );
}

function table(scheduler: string, weights: Readonly<Record<string, number>>): string[] {
  const lines = Object.entries(weights).map(
    ([name, weight]) => `-> 192.168.200.${hosts[name]}:80 Masq ${weight}`,
  );
  return [`TCP ${vip}:80 ${scheduler}`, ...lines];
}

/** Both routers apply the new file. */
function change(scheduler: string, weights: Readonly<Record<string, number>>): Step[] {
  const lines = table(scheduler, weights);
  return ['lb1', 'lb2'].flatMap((router) => [
    ...apply(router, file(scheduler, weights)),
    { do: 'expect table', router, lines, within: 30 },
  ]);
}

const two = { web1: 1, web2: 1 };
const three = { web1: 1, web2: 1, web3: 1 };
const unequal = { web1: 3, web2: 1, web3: 1 };

export const threeWebs: Scenario = {
  title: 'A third server is added while clients come, and shares of 3:1:1 are 30, 10 and 10 of 50 requests',
  machines,
  steps: [
    { do: 'configure', router: 'lb1', role: 'primary', lvsCf: file('rr', two) },
    { do: 'configure', router: 'lb2', role: 'backup', lvsCf: file('rr', two) },
    { do: 'start', router: 'lb1' },
    { do: 'wait', seconds: 2 },
    { do: 'start', router: 'lb2' },
    { do: 'expect holders', routers: ['lb1'], of: vip, within: 30 },
    { do: 'expect table', router: 'lb1', lines: table('rr', two), within: 30 },
    { do: 'expect table', router: 'lb2', lines: table('rr', two), within: 30 },
    { do: 'ask', to: [website], times: 10, answers: { counts: { web1: 5, web2: 5 }, inTurn: true } },
    { do: 'visit', visit: 'during the changes', to: website, everyMs: 100 },
    { do: 'wait', seconds: 1 },
    ...change('rr', three),
    { do: 'wait', seconds: 2 },
    ...change('wrr', unequal),
    { do: 'wait', seconds: 1 },
    {
      do: 'leave',
      visit: 'during the changes',
      traffic: { lost: 0, gapSeconds: 1, answeredBy: ['web1', 'web2', 'web3'] },
    },
    { do: 'ask', to: [website], times: 50, answers: { counts: { web1: 30, web2: 10, web3: 10 } } },
  ],
};
