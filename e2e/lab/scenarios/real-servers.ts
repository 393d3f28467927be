/** Real servers that fail, come back, are added and are spared. */

import type { Scenario } from '../scenario.js';
import {
  come,
  inside,
  insideAddress,
  natFile,
  natMachines,
  natTable,
  startBoth,
  undisturbed,
  website,
} from './pair.js';
import { apply } from './router-program.js';

const servers = inside('rs1', 'rs2', 'rs3');
const all = natTable('rs1', 'rs2', 'rs3');
const withoutSecond = natTable('rs1', 'rs3');
const plain = natFile({}, servers);

/** `timeout` of these files: seconds between two checks, and the longest a check takes. */
const timeout = 3;

/** The requests of these seconds that one server of three gets, of ten a second. */
const shareOf = (seconds: number) => Math.ceil((seconds * 10) / 3);

export const killedServer: Scenario = {
  title:
    'A real server whose program is killed is out within two timeouts and a second, and back after re-entry',
  machines: natMachines(),
  steps: [
    ...startBoth(plain, all),
    come('when it is killed'),
    { do: 'wait', seconds: 2 },
    { do: 'kill server', machine: 'rs2' },
    { do: 'expect table', router: 'lb1', lines: withoutSecond, within: 2 * timeout + 1 },
    {
      do: 'leave',
      visit: 'when it is killed',
      traffic: { lost: shareOf(2 * timeout + 1), cut: 'open', gapSeconds: 1 },
    },
    { do: 'expect table', router: 'lb2', lines: withoutSecond, within: 2 * timeout + 1 },
    come('while it is out'),
    { do: 'wait', seconds: 2 },
    {
      do: 'leave',
      visit: 'while it is out',
      traffic: { ...undisturbed, answeredBy: ['rs1', 'rs3'] },
    },
    { do: 'start server', machine: 'rs2' },
    come('when it comes back'),
    { do: 'expect table', router: 'lb1', lines: all, within: 4 * timeout + 1 },
    { do: 'wait', seconds: 1 },
    { do: 'leave', visit: 'when it comes back', traffic: undisturbed },
  ],
};

export const cutOffServer: Scenario = {
  title: 'A real server that is cut off is out within three timeouts and a second',
  machines: natMachines(),
  steps: [
    ...startBoth(plain, all),
    come('when it is cut off'),
    { do: 'wait', seconds: 1 },
    { do: 'cut off', machine: 'rs2' },
    { do: 'expect table', router: 'lb1', lines: withoutSecond, within: 3 * timeout + 1 },
    { do: 'wait', seconds: 1 },
    {
      do: 'leave',
      visit: 'when it is cut off',
      traffic: { lost: shareOf(3 * timeout + 1), cut: 'open', gapSeconds: 1 },
    },
  ],
};

const resting = [
  'TCP 10.0.0.100:80 rr',
  `-> ${insideAddress('rs1')}:80 Masq 1`,
  `-> ${insideAddress('rs2')}:80 Masq 0`,
  `-> ${insideAddress('rs3')}:80 Masq 1`,
];

export const quiesced: Scenario = {
  title: 'With quiesce, a real server that fails stays in the table with weight 0 and gets no new client',
  machines: natMachines(),
  steps: [
    ...startBoth(natFile({ quiesce_server: 1 }, servers), all),
    { do: 'kill server', machine: 'rs2' },
    { do: 'expect table', router: 'lb1', lines: resting, within: 2 * timeout + 1 },
    come('while it rests'),
    { do: 'wait', seconds: 3 },
    { do: 'leave', visit: 'while it rests', traffic: { ...undisturbed, answeredBy: ['rs1', 'rs3'] } },
    { do: 'start server', machine: 'rs2' },
    { do: 'expect table', router: 'lb1', lines: all, within: 4 * timeout + 1 },
    { do: 'ask', to: [website], times: 6, answers: { counts: { rs1: 2, rs2: 2, rs3: 2 }, inTurn: true } },
  ],
};

const sorryTable = ['TCP 10.0.0.100:80 rr', `-> ${insideAddress('rs3')}:80 Masq 1`];

export const sorryServer: Scenario = {
  title: 'The sorry server answers when no real server can, and only then',
  machines: natMachines(),
  steps: [
    ...startBoth(
      natFile({ sorry_server: insideAddress('rs3') }, inside('rs1', 'rs2')),
      natTable('rs1', 'rs2'),
    ),
    { do: 'ask', to: [website], times: 4, answers: { counts: { rs1: 2, rs2: 2 } } },
    { do: 'kill server', machine: 'rs1' },
    { do: 'kill server', machine: 'rs2' },
    { do: 'expect table', router: 'lb1', lines: sorryTable, within: 2 * timeout + 1 },
    { do: 'ask', to: [website], times: 4, answers: { counts: { rs3: 4 } } },
    { do: 'start server', machine: 'rs1' },
    { do: 'expect table', router: 'lb1', lines: natTable('rs1'), within: 4 * timeout + 1 },
    { do: 'ask', to: [website], times: 4, answers: { counts: { rs1: 4 } } },
  ],
};

const other = natFile({ scheduler: 'wlc' }, servers);

export const newDeadServer: Scenario = {
  title: 'A new real server that is dead never gets a request',
  machines: natMachines(),
  steps: [
    { do: 'kill server', machine: 'rs3' },
    ...startBoth(natFile({}, inside('rs1', 'rs2')), natTable('rs1', 'rs2')),
    come('while it is added'),
    { do: 'wait', seconds: 1 },
    ...apply('lb1', plain),
    ...apply('lb2', plain),
    { do: 'wait', seconds: 2 * timeout + 1 },
    // Another one, which changes something else.
    ...apply('lb1', other),
    { do: 'wait', seconds: timeout + 1 },
    {
      do: 'leave',
      visit: 'while it is added',
      traffic: { ...undisturbed, answeredBy: ['rs1', 'rs2'] },
    },
    { do: 'expect never', router: 'lb1', line: `-> ${insideAddress('rs3')}:80` },
    { do: 'start server', machine: 'rs3' },
    {
      do: 'expect table',
      router: 'lb1',
      lines: ['TCP 10.0.0.100:80 wlc', ...all.slice(1)],
      within: 4 * timeout + 1,
    },
  ],
};

/** Where the checker finds what an operator wants of the second server. */
const override = '/run/lvs-check/10.0.0.100_80_tcp-192.168.10.12_80.weight';

export const removedServer: Scenario = {
  title: 'A real server that is drained and then removed from the file leaves without a lost request',
  machines: natMachines(),
  steps: [
    ...startBoth(plain, all),
    come('while it leaves'),
    { do: 'wait', seconds: 1 },
    { do: 'write', machine: 'lb1', path: override, text: 'drain\n' },
    { do: 'expect table', router: 'lb1', lines: resting, within: 2 * timeout },
    { do: 'wait', seconds: 1 },
    ...apply('lb1', natFile({}, inside('rs1', 'rs3'))),
    { do: 'expect table', router: 'lb1', lines: withoutSecond, within: 0 },
    { do: 'wait', seconds: 2 },
    { do: 'leave', visit: 'while it leaves', traffic: { ...undisturbed, answeredBy: ['rs1', 'rs2', 'rs3'] } },
  ],
};
