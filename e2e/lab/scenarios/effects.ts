/**
 * What the console says that a change does to live traffic, held against a real kernel and keepalived: one change after
 * another is applied while a client talks on a connection that was open before.
 */

import type { MachinePlan, Scenario, Step } from '../scenario.js';
import { at, cli, lvsCfOfConsole, routerProgram, settled, withConsole } from './installed.js';
import { lvsCf, type Virtual } from './lvs-cf.js';
import { inside, insideAddress, nat, natMachines, vip, web } from './pair.js';

/** One connection, on which a line is sent ten times a second; a file says whether the last one was answered. */
const talk = `#!/bin/bash
until { exec 3<>/dev/tcp/${vip}/7; } 2>/dev/null; do sleep 0.2; done
while sleep 0.1; do
  echo talk >&3
  if read -r -t 2 -u 3; then echo answered; else echo silent; fi >/run/talk.new
  mv /run/talk.new /run/talk
done
`;

const alone = { serial_no: 1, primary: '10.0.0.2', service: 'lvs', backup_active: 0, backup: '0.0.0.0' };

const echo = { ...web, port: 7, send: String.raw`"hello\n"`, expect: '"rs"' };

const one = inside('rs1');
const two = inside('rs1', 'rs2');

/** A file with one service. */
function file(
  values: Virtual['values'] = {},
  servers: Virtual['servers'] = one,
  more: readonly Virtual[] = [],
) {
  return lvsCf({ ...alone, ...nat }, [{ name: 'talk', values: { ...echo, ...values }, servers }, ...more]);
}

const site: Virtual = { name: 'site', values: { ...web, address: '10.0.0.102 eth0:2' }, servers: two };

/** A change, what is said of it before, what is said of the services after, and how the open connection fares. */
interface Trial {
  readonly from: string;
  readonly to: string;
  readonly said: readonly string[];
  readonly came: readonly string[];
  readonly talk: 'answered' | 'silent';
}

const service = `TCP ${vip}:7`;
const server = (name: 'rs1' | 'rs2') => `${insideAddress(name)}:7`;

const trials: readonly Trial[] = [
  {
    from: file({}, two),
    to: file({ scheduler: 'wlc', persistent: 300 }, { ...two, rs1: { ...two['rs1'], weight: 5 } }),
    said: [
      'Smooth: Changed in place: new connections are shared out differently, open ones stay.',
      'Smooth: Changed in place: it counts for new clients, open connections stay.',
      'Smooth: Weight only: new connections are shared out differently, open ones stay.',
    ],
    came: [],
    talk: 'answered',
  },
  {
    from: file(),
    to: file({}, { rs1: { address: insideAddress('rs1'), weight: 0 } }),
    said: ['Smooth: Weight only: it gets no new connections, open ones stay. Now: some.'],
    came: [],
    talk: 'answered',
  },
  {
    from: file(),
    to: file({ send: '"other\\n"', timeout: 4, quiesce_server: 1 }),
    said: [
      'Smooth: Checks only: a server that answers stays in use meanwhile, and one that does not stays out.',
      'Smooth: Checks only: a server that answers stays in use meanwhile, and one that does not stays out.',
      'Smooth: Changed in place: a server that fails from now on keeps its open connections.',
    ],
    came: [],
    talk: 'answered',
  },
  {
    from: file(),
    to: file({ vip_nmask: '255.255.0.0', sorry_server: insideAddress('rs3') }, two, [site]),
    said: [
      'Smooth: The active router gains 10.0.0.102 on eth0:2.',
      'Smooth: The kernel gains the service TCP 10.0.0.102:80. The others are not touched.',
      `Smooth: The address is set anew at once: ${vip}/24 eth0:1 becomes ${vip}/16 eth0:1. Open connections stay.`,
      'Smooth: Changed in place: it answers while no real server does.',
      `Smooth: ${server('rs2')} is checked, and gets new connections once it answers.`,
    ],
    came: ['site / TCP 10.0.0.102:80: new; none before.'],
    talk: 'answered',
  },
  {
    from: file(),
    to: file({}, inside('rs2')),
    said: [
      `Breaks: ${server('rs1')} is taken out at once: its open connections get no answer any more. Now: some.`,
      `Smooth: ${server('rs2')} is checked, and gets new connections once it answers.`,
    ],
    came: [`talk / ${service}: kept; some before; some cut.`],
    talk: 'silent',
  },
  {
    from: file({ quiesce_server: 1 }),
    to: file({ quiesce_server: 1 }, inside('rs2')),
    said: [
      `Breaks: ${server('rs1')} is taken out at once: its open connections get no answer any more. Now: some.`,
      `Smooth: ${server('rs2')} is checked, and gets new connections once it answers.`,
    ],
    came: [`talk / ${service}: kept; some before; some cut.`],
    talk: 'silent',
  },
  {
    from: file(),
    to: file({ port: 8 }),
    said: [
      `Breaks: The service ${service} is taken away and TCP ${vip}:8 is made: open connections get no answer any more. Now: some.`,
    ],
    came: [`talk / TCP ${vip}:8: made anew; it was ${service}; some before; some cut.`],
    talk: 'silent',
  },
  {
    from: file({}, one, [site]),
    to: file({ active: 0 }, one, [site]),
    said: [
      `Breaks: The service ${service} is taken away at once: its open connections get no answer any more. Now: some.`,
      `Breaks: ${vip} leaves: whoever uses it gets no answer any more.`,
    ],
    came: [`talk / ${service}: gone; some before; some cut.`],
    talk: 'silent',
  },
  {
    from: file({ expect: '"nobody"', sorry_server: insideAddress('rs3') }),
    to: file({ expect: '"nobody"' }),
    said: [
      `Breaks: ${insideAddress('rs3')}:7 is not the sorry server any more: while it answers, its open connections break. Now: some.`,
    ],
    came: [`talk / ${service}: kept; some before; some cut.`],
    talk: 'silent',
  },
];

/** Numbers of connections depend on what was before. */
const counted =
  's/Now: [1-9].*/Now: some./; s/\\b0 connections?\\b/none/g; s/\\b[1-9][0-9]* connections?\\b/some/g';
const said = `sed -nE '/^    /{s/^ *//; ${counted}; p}' /run/said | LC_ALL=C sort`;
const came = `sed -nE '/ before, .* after/{/left alone/d; ${counted}; s/, [0-9]+ after//; p}' /run/came`;

const lines = (texts: readonly string[]) => texts.map((text) => `${text}\n`).join('');

/** What the router runs first. What the console has seen applied before need not be applied by the console again. */
function begunWith(text: string): Step[] {
  const isKnown = text === file();
  return [
    { do: 'write', machine: 'lb1', path: lvsCfOfConsole, text },
    isKnown
      ? at('lb1', routerProgram('apply'), 'vrrp_none\n')
      : at('lb1', `${cli} apply 2>&1 | tail -n 1`, 'Applied.\n'),
  ];
}

/** What comes of the line on the open connection that is sent next, or of the first later one that fares like this. */
function talks(state: Trial['talk']): Step {
  const oneMore = 'until [ -e /run/talk ]; do sleep 0.1; done';
  // The line that is under way may be older than the change.
  const next = `rm -f /run/talk; ${oneMore}; rm -f /run/talk; ${oneMore}`;
  return at(
    'client',
    `for time in 1 2 3 4 5; do ${next}; grep ${state} /run/talk && break; done`,
    `${state}\n`,
  );
}

function carriedOut({ from, to, said: foretold, came: found, talk: state }: Trial): Step[] {
  return [
    ...begunWith(from),
    { do: 'run', machine: 'client', command: '/run/begin-talk' },
    talks('answered'),
    { do: 'write', machine: 'lb1', path: lvsCfOfConsole, text: to },
    at('lb1', `${cli} apply 2>/run/said >/run/came; tail -n 1 /run/came`, 'Applied.\n'),
    at('lb1', said, lines([...foretold].sort())),
    at('lb1', came, lines(found)),
    talks(state),
    at('client', 'pkill -f begin-talk; rm -f /run/talk', ''),
  ];
}

/** A client that talks. */
function withTalk(plans: readonly MachinePlan[]): readonly MachinePlan[] {
  return plans.map((plan) =>
    plan.does === 'ask' ? { ...plan, programs: { '/run/begin-talk': talk } } : plan,
  );
}

export const changesOfServices: Scenario = {
  title: 'A change does to the services and to an open connection what is said of it before',
  machines: withTalk(
    withConsole(
      natMachines([
        { kind: 'echo', port: 7 },
        { kind: 'echo', port: 8 },
        { kind: 'http', port: 80 },
      ]),
    ).filter(({ name }) => name !== 'lb2'),
  ),
  steps: [
    ...settled('lb1'),
    { do: 'write', machine: 'lb1', path: lvsCfOfConsole, text: file() },
    at('lb1', `${cli} apply >/dev/null 2>&1; ${cli} engine start | tail -n 1`, 'Started.\n'),
    { do: 'expect table', router: 'lb1', lines: [`${service} rr`, `-> ${server('rs1')} Masq 1`], within: 60 },
    ...trials.flatMap(carriedOut),
  ],
};
