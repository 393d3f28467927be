/** Firewall marks whose rules the console makes, and forwarding that it sets. */

import type { Scenario, Step, Target } from '../scenario.js';
import { lvsCf } from './lvs-cf.js';
import {
  farewell,
  inside,
  insideAddress,
  nat,
  natMachines,
  pairOfRouters,
  vip,
  web,
  website,
} from './pair.js';
import { apply, tell } from './router-program.js';

const names = ['rs1', 'rs2', 'rs3'] as const;
const sticky = { persistent: 30, pmask: '255.255.255.0' };
const greeting = { send: String.raw`"quit\r\n"`, expect: '"220"' };

/** A web site on two ports under one mark, and FTP. */
function marked(...settings: readonly string[]): string {
  const servers = inside(...names);
  return lvsCf(
    { ...pairOfRouters, ...nat },
    [
      { name: 'http', values: { ...web, ...sticky, fwmark: 80 }, servers },
      { name: 'https', values: { ...web, ...sticky, fwmark: 80, port: 443 }, servers },
      { name: 'ftp', values: { ...web, ...greeting, fwmark: 21, port: 21, persistent: 300 }, servers },
    ],
    settings.map((setting) => `# lvs-console: ${setting}`),
  );
}

const chosen = marked('mark-rules = yes', 'ftp-data-ports = 10000:10100', 'ip-forwarding = yes');

const servers = names.map((name) => `-> ${insideAddress(name)}:0 Masq 1`);
const table = [
  'FWM 21 rr persistent 300',
  ...servers,
  'FWM 80 rr persistent 30 mask 255.255.255.0',
  ...servers,
];

const mangle = 'iptables-legacy -t mangle';
const own = '-A PREROUTING -p udp -m udp --dport 9 -j MARK --set-xmark 0x9/0xffffffff';

/** What a command prints on a router. */
function prints(router: string, command: string, ...lines: readonly string[]): Step {
  return {
    do: 'expect output',
    machine: router,
    command,
    text: lines.map((line) => `${line}\n`).join(''),
  };
}

const rules = (router: string, ...lines: readonly string[]) =>
  prints(router, `${mangle} -S | grep -e ^-A`, own, ...lines);
const forwarding = (router: string, value: string) =>
  prints(router, 'cat /proc/sys/net/ipv4/ip_forward', value);

const ours = [
  '-A PREROUTING -j LVS-CONSOLE',
  ...[
    ['10000:10100', '0x15'],
    ['80', '0x50'],
    ['443', '0x50'],
    ['21', '0x15'],
  ].map(
    ([ports, mark]) =>
      `-A LVS-CONSOLE -d ${vip}/32 -p tcp -m tcp --dport ${ports} -j MARK --set-xmark ${mark}/0xffffffff`,
  ),
];

const secureWebsite: Target = { kind: 'https', address: vip, port: 443 };
const archive: Target = { kind: 'ftp', address: vip, port: 21 };
const neighbour = { from: '10.0.0.51' };

/** A client and its neighbour come to both ports, and fetch files. */
const asks: readonly Step[] = [
  {
    do: 'ask',
    to: [website, secureWebsite, { ...website, ...neighbour }, { ...secureWebsite, ...neighbour }],
    times: 3,
    answers: { counts: { 'one of them': 12 } },
  },
  { do: 'ask', to: [archive], times: 3, answers: { counts: { 'one of them': 3 } } },
];

export const ownMarks: Scenario = {
  title:
    'HTTP and HTTPS under one mark, and passive FTP, by rules that the console makes beside the router’s own',
  machines: natMachines(
    [
      { kind: 'http', port: 80 },
      { kind: 'https', port: 443 },
      { kind: 'ftp', port: 21, announces: vip },
    ],
    { kernel: { ip_forward: 0 } },
  ),
  steps: [
    ...['lb1', 'lb2'].flatMap((router): Step[] => [
      prints(router, `${mangle} -A PREROUTING -p udp --dport 9 -j MARK --set-mark 9`),
      ...apply(router, chosen, 'left_stopped'),
      rules(router),
      forwarding(router, '0'),
      // As when the machine starts: first what is set up beside the engine, then the engine.
      tell(router, 'boot', 'forwarding_set'),
      rules(router, ...ours),
      forwarding(router, '1'),
      { do: 'start', router },
      { do: 'wait', seconds: 2 },
    ]),
    { do: 'expect holders', routers: ['lb1'], of: vip, within: 30 },
    { do: 'expect table', router: 'lb1', lines: table, within: 30 },
    { do: 'expect table', router: 'lb2', lines: table, within: 30 },
    ...asks,
    tell('lb1', 'hand-over', 'handed_over'),
    { do: 'expect holders', routers: ['lb2'], of: vip, within: farewell },
    { do: 'wait', seconds: 2 },
    ...asks,
    ...apply('lb1', marked()),
    rules('lb1'),
    forwarding('lb1', '1'),
    rules('lb2', ...ours),
    ...asks,
  ],
};
