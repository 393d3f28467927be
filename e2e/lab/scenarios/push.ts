/** The console of one router, a real sshd on the other one, and the same file on both at the press of a button. */

import type { Scenario, Step } from '../scenario.js';
import {
  accepted,
  at,
  cli,
  leftStopped,
  lvsCfOfConsole,
  password,
  seatAt,
  served,
  settings,
  settled,
  withConsole,
} from './installed.js';
import {
  come,
  farewell,
  handOver,
  inside,
  insideAddress,
  natFile,
  natMachines,
  natTable,
  undisturbed,
  vip,
  website,
} from './pair.js';

const { browse, press } = seatAt('lb1');

const ssh = '/run/ssh';

const sshdConfig = `Port 22
HostKey ${ssh}/host_key
AuthorizedKeysFile ${ssh}/authorized_keys
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
UsePAM no
PidFile none
LogLevel VERBOSE
`;

/** An sshd with a key of its own, and an account without a password; the machine's own are not looked at. */
export const listening: Step[] = [
  { do: 'write', machine: 'lb2', path: `${ssh}/sshd_config`, text: sshdConfig },
  { do: 'write', machine: 'lb2', path: `${ssh}/shadow`, text: 'root:*:20000:0:99999:7:::\n' },
  at(
    'lb2',
    `mkdir -m 755 /run/sshd
ssh-keygen -q -t ed25519 -N '' -f ${ssh}/host_key
chmod 600 ${ssh}/shadow
mount --bind ${ssh}/shadow /etc/shadow`,
    '',
  ),
  { do: 'run', machine: 'lb2', command: `$(command -v sshd) -D -e -f ${ssh}/sshd_config` },
];

const shownFingerprint = `${ssh}/shown-fingerprint`;
const shownLine = `${ssh}/shown-line`;

/** What the line for authorized_keys starts on a router where the package is installed. */
const installedProgram = 'lvs-console-router remote';
const program = `'${process.execPath}' /project/dist/router/main.js --settings ${settings.router} remote`;

/** From no connection to one whose key was compared and whose own key is let in. */
export const connected: Step[] = [
  browse(
    [
      { follow: 'REDUNDANCY' },
      { follow: 'CONNECTION' },
      { fill: 'Address or name:', with: '10.0.0.3' },
      { fill: 'Account there:', with: 'root' },
      { tick: 'a key made for this console' },
      { press: 'ACCEPT' },
    ],
    accepted,
  ),
  browse([{ follow: 'FETCH HOST KEY' }], ['200 *', 'The router shows this key:', 'ssh-ed25519, SHA256:*']),
  { do: 'carry line', from: 'lb1', line: 'ssh-ed25519, SHA256:*', to: 'lb2', path: shownFingerprint },
  at(
    'lb2',
    `printed=$(ssh-keygen -lf ${ssh}/host_key.pub | cut -d ' ' -f 2)
grep -cx "ssh-ed25519, $printed" ${shownFingerprint}`,
    '1\n',
  ),
  browse([{ press: 'CONFIRM' }], accepted),
  browse(
    [{ press: 'MAKE KEY' }],
    [...accepted, `restrict,from="10.0.0.2",command="${installedProgram}" ssh-ed25519 * lvs-console@lb1`],
  ),
  { do: 'carry line', from: 'lb1', line: 'restrict,*', to: 'lb2', path: shownLine },
  at('lb2', `sed "s|${installedProgram}|${program}|" ${shownLine} >${ssh}/authorized_keys`, ''),
];

/** Goes to PUSH, presses its button, and reads what was done in the end. */
export function push(caption: string, reads: readonly string[]): Step {
  return browse(
    [
      { open: '/secure/push' },
      { press: caption },
      { await: 'Both routers have the same file, byte for byte.' },
    ],
    ['200 *', 'PUSH * done', ...reads],
  );
}

const reached = [
  'Host key | good | * | The router shows the key that was confirmed.',
  'Log in | good | * | Logged in. *',
];

const two = natTable('rs1', 'rs2');
const three = natTable('rs1', 'rs2', 'rs3');

/** Both routers are there, and the first one runs what its console applied: two servers behind NAT. */
export const running: Step[] = [
  ...['lb1', 'lb2'].flatMap(settled),
  ...listening,
  { do: 'write', machine: 'lb1', path: lvsCfOfConsole, text: natFile({}, inside('rs1', 'rs2')) },
  ...served('lb1'),
  browse([{ open: '/secure/control' }, { signIn: 'piranha', with: password }], ['200 *']),
  press('APPLY', [`Done: ${leftStopped}`]),
  press('START', ['Done: Started.']),
];

/** From nothing to a pair: what the console of the first one has is pushed, and the engine of each runs. */
export const bothRunning: Step[] = [
  ...running,
  ...connected,
  push('PUSH (14)', [`Apply there | done | * | ${leftStopped}`]),
  at('lb2', `${cli} engine start | tail -n 1`, 'Started.\n'),
  { do: 'expect holders', routers: ['lb1'], of: vip, within: 30 },
];

export const pushed: Scenario = {
  title: 'What is clicked on lb1 and pushed is what lb2 serves when lb1 is stopped',
  machines: withConsole(natMachines()),
  steps: [
    ...running,

    ...connected,
    browse([{ follow: 'TEST' }], [...reached, 'lvs.cf | good | | There is no *']),
    push('PUSH (14)', [
      'Compare | done | * | The first push: there is no file on the other router yet.',
      `Apply there | done | * | ${leftStopped}`,
    ]),
    // A push starts nothing that does not run.
    at('lb2', `${cli} engine start | tail -n 1`, 'Started.\n'),
    { do: 'expect holders', routers: ['lb1'], of: vip, within: 30 },
    { do: 'expect table', router: 'lb1', lines: two, within: 30 },
    { do: 'expect table', router: 'lb2', lines: two, within: 30 },
    browse(
      [{ open: '/secure/connection' }, { follow: 'TEST' }],
      [
        ...reached,
        'Our program | good | * | LVS Console *, the same as here, on lb2 as root.',
        'Folder | good | | /run/lvs-console *',
        'Free space | good | | *',
        `lvs.cf | good | | ${lvsCfOfConsole} is there, *`,
        'Rights | good | | *',
        'Engine | good | | keepalived runs.',
        'Which router | good | | It is the backup (10.0.0.3).',
        'Clock | good | | The clocks agree *',
      ],
    ),

    come('while rs3 is added on both routers'),
    browse(
      [
        { follow: 'VIRTUAL SERVERS' },
        { follow: 'web' },
        { follow: 'REAL SERVER' },
        { follow: 'ADD' },
        { fill: 'Name:', with: 'rs3' },
        { fill: 'Address:', with: insideAddress('rs3') },
        { press: 'ACCEPT' },
      ],
      accepted,
    ),
    browse(
      [{ follow: 'REAL SERVER' }, { tick: 'rs3' }, { press: '(DE)ACTIVATE' }],
      ['200 *', '| up | rs3 | *'],
    ),
    press('APPLY', ['Done: Applied.']),
    { do: 'expect table', router: 'lb1', lines: three, within: 10 },
    { do: 'expect table', router: 'lb2', lines: two, within: 0 },
    push('PUSH (1)', [
      'Compare | done | * | The other router has what was pushed last; one change to push.',
      'Read back | done | * | Fetched again: every byte is there *',
      'Apply there | done | * | Applied.',
      'Look at the state there | done | * | *state BACKUP.',
    ]),
    { do: 'expect table', router: 'lb2', lines: three, within: 10 },
    { do: 'leave', visit: 'while rs3 is added on both routers', traffic: undisturbed },

    come('while lb1 is stopped'),
    { do: 'wait', seconds: 1 },
    press('STOP', ['Done: Stopped.']),
    { do: 'expect holders', routers: ['lb2'], of: vip, within: farewell },
    { do: 'switch off', machine: 'lb1' },
    { do: 'wait', seconds: 1 },
    {
      do: 'leave',
      visit: 'while lb1 is stopped',
      traffic: { ...handOver, answeredBy: ['rs1', 'rs2', 'rs3'] },
    },
    { do: 'expect table', router: 'lb2', lines: three, within: 0 },
    { do: 'ask', to: [website], times: 9, answers: { counts: { rs1: 3, rs2: 3, rs3: 3 }, inTurn: true } },
  ],
};
