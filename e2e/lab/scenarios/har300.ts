/** The workbook that the original console was taught with: its two networks, its LAB #1 and its LAB #2. */

import type { MachinePlan, Scenario } from '../scenario.js';

const router = (name: string, host: { readonly outside: number; readonly inside: number }): MachinePlan => ({
  name,
  does: 'balance',
  cards: [
    { device: 'eth0', network: 'intnet', address: `10.0.2.${host.outside}/24` },
    { device: 'eth1', network: 'intnet1', address: `10.0.3.${host.inside}/24` },
  ],
  kernel: { ip_forward: 1 },
});

const server = (name: string, host: number): MachinePlan => ({
  name,
  does: 'serve',
  cards: [{ device: 'eth0', network: 'intnet1', address: `10.0.3.${host}/24` }],
  gateway: '10.0.3.200',
  offers: [{ kind: 'http', port: 8080 }],
});

const machines: readonly MachinePlan[] = [
  {
    name: 'client',
    does: 'ask',
    cards: [{ device: 'eth0', network: 'intnet', address: '10.0.2.15/24' }],
  },
  router('directeur', { outside: 50, inside: 15 }),
  router('secours', { outside: 51, inside: 16 }),
  server('serveur1', 100),
  server('serveur2', 150),
];

const website = { kind: 'http', address: '10.0.2.100', port: 80 } as const;

const lab2File = `serial_no = 1
primary = 10.0.2.50
service = lvs
backup_active = 1
backup = 10.0.2.51
heartbeat = 1
heartbeat_port = 539
keepalive = 2
deadtime = 6
network = nat
nat_router = 10.0.3.200 eth1:1
nat_nmask = 255.255.255.0
debug_level = NONE
virtual LVS_NAT {
     active = 1
     address = 10.0.2.100 eth0:1
     vip_nmask = 255.255.255.0
     port = 80
     send = "GET / HTTP/1.0\\r\\n\\r\\n"
     expect = "HTTP"
     use_regex = 0
     load_monitor = none
     scheduler = rr
     protocol = tcp
     timeout = 4
     reentry = 8
     quiesce_server = 0
     server serveur1 {
         address = 10.0.3.100
         active = 1
         port = 8080
         weight = 1
     }
     server serveur2 {
         address = 10.0.3.150
         active = 1
         port = 8080
         weight = 1
     }
}
`;

const bothServers = ['TCP 10.0.2.100:80 rr', '-> 10.0.3.100:8080 Masq 1', '-> 10.0.3.150:8080 Masq 1'];

export const lab2: Scenario = {
  title: 'LAB #2: with its lvs.cf on two routers, the client sees both servers in turn',
  machines,
  steps: [
    { do: 'configure', router: 'directeur', role: 'primary', lvsCf: lab2File },
    { do: 'configure', router: 'secours', role: 'backup', lvsCf: lab2File },
    { do: 'start', router: 'directeur' },
    { do: 'wait', seconds: 2 },
    { do: 'start', router: 'secours' },
    { do: 'expect table', router: 'directeur', lines: bothServers, within: 15 },
    { do: 'expect table', router: 'secours', lines: bothServers, within: 15 },
    { do: 'wait', seconds: 6 },
    { do: 'ask', to: website, times: 10, answers: { counts: { serveur1: 5, serveur2: 5 }, inTurn: true } },
  ],
};
