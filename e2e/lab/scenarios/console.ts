/** LAB #2 as the workbook has it: with the console of a router, page by page. */

import type { Scenario, Step } from '../scenario.js';
import { lab2, website } from './har300.js';
import {
  accepted,
  at,
  cli,
  leftStopped,
  lvsCfOfConsole,
  password,
  seatAt,
  served,
  settled,
  withConsole,
} from './installed.js';
import { undisturbed } from './pair.js';

const machines = withConsole(lab2.machines);

const { browse, press } = seatAt('directeur');

/** The lab, page by page, up to the button that starts it. */
const clicks: Step[] = [
  browse([{ follow: 'GLOBAL SETTINGS' }], ['503 *', 'There is no configuration file yet']),
  browse([{ press: 'START NEARLY EMPTY' }], ['200 *']),
  browse(
    [
      { follow: 'GLOBAL SETTINGS' },
      { fill: 'Primary server public IP', with: '10.0.2.50' },
      { tick: 'NAT' },
      { fill: 'NAT Router IP', with: '10.0.3.200' },
      { choose: 'NAT Router netmask', option: '255.255.255.0' },
      { fill: 'NAT Router device', with: 'eth1:1' },
      { press: 'ACCEPT' },
    ],
    accepted,
  ),
  browse(
    [
      { follow: 'REDUNDANCY' },
      { follow: 'ENABLE' },
      { fill: 'Redundant server public IP', with: '10.0.2.51' },
      { fill: 'Heartbeat interval', with: '2' },
      { fill: 'Assume dead after', with: '6' },
      { press: 'ACCEPT' },
    ],
    accepted,
  ),
  browse(
    [
      { follow: 'VIRTUAL SERVERS' },
      { follow: 'ADD' },
      { fill: 'Name:', with: 'LVS NAT' },
      { fill: 'Virtual IP Address', with: '10.0.2.100' },
      { choose: 'Virtual IP Network Mask', option: '255.255.255.0' },
      { choose: 'Scheduling', option: 'Round robin' },
      { fill: 'Service timeout', with: '4' },
      { fill: 'Re-entry Time', with: '8' },
      { press: 'ACCEPT' },
    ],
    accepted,
  ),
  ...['10.0.3.100', '10.0.3.150'].map((address, index) =>
    browse(
      [
        { follow: 'REAL SERVER' },
        { follow: 'ADD' },
        { fill: 'Name:', with: `serveur${index + 1}` },
        { fill: 'Address:', with: address },
        { fill: 'Port:', with: '8080' },
        { press: 'ACCEPT' },
      ],
      accepted,
    ),
  ),
  browse(
    [
      { follow: 'REAL SERVER' },
      { tick: 'serveur1' },
      { press: '(DE)ACTIVATE' },
      { tick: 'serveur2' },
      { press: '(DE)ACTIVATE' },
    ],
    ['200 *', '| up | serveur1 | *', '| up | serveur2 | *'],
  ),
  browse(
    [{ follow: 'VIRTUAL SERVERS' }, { tick: 'LVS_NAT' }, { press: '(DE)ACTIVATE' }],
    ['200 *', '| up | LVS_NAT | *'],
  ),
];

/** The steps of an APPLY up to keepalived's own test. */
const tested = [
  'Look at the engine | done | * | /usr/sbin/keepalived is installed.',
  `Read lvs.cf | done | * | ${lvsCfOfConsole} was read.`,
  'Render | done | * | Rendered for the primary router; its own address is on eth0.',
];

/** The table of both routers, when the first server has this weight. */
function table(weight: number): string[] {
  return ['TCP 10.0.2.100:80 rr', `-> 10.0.3.100:8080 Masq ${weight}`, '-> 10.0.3.150:8080 Masq 1'];
}

const configuration = '/etc/keepalived/keepalived.conf';

export const consoleOnRouter: Scenario = {
  title: 'LAB #2 on the pages of a router’s console: its buttons run what they say, and take back what fails',
  machines,
  steps: [
    ...['directeur', 'secours'].flatMap(settled),
    ...served('directeur'),
    browse([{ open: '/secure/control' }], ['401 *', 'User name and password, please']),
    browse([{ signIn: 'piranha', with: 'fenestros' }], ['401 *']),
    browse([{ signIn: 'piranha', with: password }], ['200 CONTROL / MONITORING *']),
    ...clicks,

    press('APPLY', [
      `Done: ${leftStopped}`,
      'START *',
      'This machine is the primary router: it has 10.0.2.50 on eth0.',
      ...tested,
      'Test | done | * | keepalived’s own test found nothing wrong.',
      `Install | done | * | ${configuration} was replaced in one step.`,
      'Reload | done | * | The engine does not run, and was left so: START makes it run what is installed.',
    ]),
    // The one beside the message.
    browse(
      [{ press: 'START' }],
      [
        '200 CONTROL / MONITORING *',
        'Done: Started.',
        'Daemon: running (keepalived *)',
        'Start | done | * | The engine was started (process *).',
      ],
    ),

    { do: 'copy', from: 'directeur', to: 'secours', path: lvsCfOfConsole },
    at(
      'secours',
      `${cli} apply 2>/dev/null | tail -n 1 && ${cli} engine start | tail -n 1`,
      `${leftStopped}\nStarted.\n`,
    ),
    { do: 'expect holders', routers: ['directeur'], of: '10.0.2.100', within: 30 },
    { do: 'expect holders', routers: ['directeur'], of: '10.0.3.200', within: 10 },
    { do: 'expect table', router: 'directeur', lines: table(1), within: 30 },
    { do: 'expect table', router: 'secours', lines: table(1), within: 30 },
    { do: 'ask', to: [website], times: 10, answers: { counts: { serveur1: 5, serveur2: 5 }, inTurn: true } },

    { do: 'visit', visit: 'while buttons are pressed', to: website, everyMs: 100 },
    browse(
      [
        { follow: 'VIRTUAL SERVERS' },
        { follow: 'LVS_NAT' },
        { follow: 'REAL SERVER' },
        { follow: 'serveur1' },
        { fill: 'Weight:', with: '3' },
        { press: 'ACCEPT' },
      ],
      accepted,
    ),
    press('APPLY', [
      'Done: Applied.',
      'It is active: the floating addresses are here. *',
      ...tested,
      'Reload | done | * | The engine was told to read its file again.',
      'Compare with the kernel | done | * | The kernel has the one service.',
      'Look at state and addresses | done | * | The state of this router is MASTER.',
      'LVS_NAT | TCP 10.0.2.100:80 | applied',
      'LVS_NAT / serveur1 | TCP 10.0.2.100:80 -> 10.0.3.100:8080 | applied',
      'LVS_NAT / serveur2 | TCP 10.0.2.100:80 -> 10.0.3.150:8080 | applied',
      '-> 10.0.3.100:8080 Masq 3 *',
    ]),
    { do: 'expect table', router: 'directeur', lines: table(3), within: 0 },

    press('REVERT', [
      'Done: The previous file is in place again.',
      'Compare with the kernel | done | * | The kernel has the one service.',
      'Look at state and addresses | done | * | The state of this router is MASTER.',
      '-> 10.0.3.100:8080 Masq 1 *',
    ]),
    { do: 'expect table', router: 'directeur', lines: table(1), within: 30 },

    browse(
      [
        { follow: 'VIRTUAL SERVERS' },
        { follow: 'LVS_NAT' },
        { fill: 'Device:', with: 'eth7:1' },
        { press: 'ACCEPT' },
      ],
      accepted,
    ),
    press('APPLY', [
      'Warning: Not applied: nothing was changed.',
      ...tested,
      'Test | failed | * | keepalived’s own test refused the file (*). *eth7*',
    ]),
    at('directeur', `grep -c eth7 ${configuration} || true`, '0\n'),
    { do: 'expect holders', routers: ['directeur'], of: '10.0.2.100', within: 0 },
    { do: 'expect table', router: 'directeur', lines: table(1), within: 0 },
    { do: 'leave', visit: 'while buttons are pressed', traffic: undisturbed },
  ],
};
