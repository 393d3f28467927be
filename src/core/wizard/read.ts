/** Reads what was typed into the wizard, with the same readers as the file. */

import { freeAliases } from '../lvscf/aliases.js';
import { readable } from '../lvscf/bytes.js';
import type { Config } from '../lvscf/config.js';
import { readForm, type Typed } from '../lvscf/form.js';
import type { Finding } from '../lvscf/kind.js';
import { unspecified } from '../lvscf/kinds/addresses.js';
import { nameProblems } from '../lvscf/names.js';
import { problemOfForm } from '../lvscf/problem-at.js';
import { sharedStanza } from '../lvscf/shared-lines.js';
import { virtualStanza } from '../lvscf/virtual.js';
import { askOptions } from '../nanny/ready-made.js';
import type { Answers, Fault, Reading, Wrong } from './answers.js';
import {
  checks,
  databasePorts,
  databases,
  mailPorts,
  ownPorts,
  type Question,
  questionsOf,
  shortestFtpPersistence,
  usualMarks,
  usualNames,
  type WizardKind,
} from './kinds.js';
import { asksPort, hasOnePort, isCheckLong, namesOf } from './plan.js';
import { readServers } from './servers.js';

const virtualSubject = { scope: 'virtual' } as const;

/** What would be read from the form of a case. @param own devices of this machine, for an address without one */
export function readAnswers(
  kind: WizardKind,
  typed: Typed,
  config: Config,
  own: readonly string[] = [],
): Reading {
  const wrong: Wrong[] = [];
  const asked = questionsOf(kind);
  const text = (question: Question) => (asked.includes(question) ? (typed[question] ?? '').trim() : '');
  const fault: AddFault = (question, what, value = '', against) =>
    wrong.push({ question, fault: what, value, ...(against !== undefined && { against }) });
  // 1. What the reader of the file reads.
  const address = text('address');
  const device = text('address_device') || deviceFor(config, address, own);
  const isMissing = address === '' || address === unspecified;
  if (isMissing) fault('address', 'address_missing', address);
  const isMarked = kind === 'ftp' || (kind === 'web-tls' && text('way') !== 'apart');
  const read = readForm(
    { stanza: virtualStanza, subject: virtualSubject, values: {} },
    ['address', 'vip_nmask', 'persistent', 'fwmark'],
    {
      ...(isMissing ? {} : { address, address_device: device }),
      vip_nmask: text('vip_nmask'),
      persistent: text('persistent'),
      fwmark: isMarked ? text('fwmark') : '',
    },
  );
  const head = readForm(
    { stanza: sharedStanza, subject: { scope: 'global' }, values: {} },
    ['ftp-data-ports'],
    {
      'ftp-data-ports': text('ftp-data-ports'),
    },
  );
  for (const problem of [...read.problems, ...head.problems]) {
    const { keyword = 'name', input = 0 } = problem.subject;
    wrong.push({
      question: (keyword === 'address' && input === 1 ? 'address_device' : keyword) as Question,
      problem,
    });
  }
  // 2. What only the wizard asks.
  const { servers, wrong: wrongServers } = readServers(text('servers'), config, usualNames[kind]);
  wrong.push(...wrongServers);
  const withPort = servers.filter(({ values }) => values.port !== undefined);
  if (!ownPorts.has(kind) && withPort.length > 0) {
    const typedSo = withPort.map(({ values: { address, port } }) => `${address}:${port}`);
    fault('servers', 'server_port', typedSo.join(' '));
  }
  const ports = kind === 'mail' ? readPorts(text('ports'), fault) : [];
  const name = text('name').replaceAll(/[ \t]+/g, '_');
  wrong.push(...wrongNames({ kind, name, ports }, config));
  for (const [question, option, what] of [
    ['path', askOptions.path, 'path_form'],
    ['host', askOptions.host, 'host_form'],
    ['zone', askOptions.name, 'zone_form'],
  ] as const) {
    const value = text(question);
    const isNeeded = question === 'zone' && kind === 'dns';
    if ((value !== '' || isNeeded) && !option.pattern.test(value)) fault(question, what, value);
  }
  const database = databases.find((one) => one === text('database')) ?? 'postgres';
  const port = readPort(text('port'), database, kind, fault);
  // 3. What has to fit together.
  const { fwmark: mark = 0, persistent = 0 } = read.patch;
  const isWrong = (question: Question) => wrong.some((one) => one.question === question);
  if (isMarked && !isWrong('fwmark')) {
    const other = config.virtualServers.find(({ values }) => values.fwmark === mark);
    if (mark === 0) fault('fwmark', 'mark_missing', text('fwmark'));
    else if (other !== undefined) fault('fwmark', 'mark_taken', text('fwmark'), readable(other.name));
  }
  const shortest = kind === 'ftp' ? shortestFtpPersistence : isMarked ? 1 : 0;
  if (persistent < shortest && !isWrong('persistent'))
    fault('persistent', 'persistence_short', text('persistent'), String(shortest));
  const answers: Answers = {
    kind,
    name,
    address: read.patch.address ?? { address, device },
    netmask: read.patch.vip_nmask,
    servers,
    persistent: persistent === 0 ? undefined : persistent,
    mark: isMarked ? mark : undefined,
    rules: text('rules') !== '',
    dataPorts: head.patch['ftp-data-ports'],
    ports,
    database,
    port,
    path: text('path'),
    host: text('host'),
    zone: text('zone'),
    check: checks.find((one) => one === text('check')) ?? 'protocol',
    active: text('active') !== '',
  };
  if (asksPort(answers) && !hasOnePort(servers)) fault('servers', 'ports_differ');
  if (wrong.length === 0 && isCheckLong(answers)) fault(kind === 'dns' ? 'zone' : 'path', 'check_long');
  return wrong.length > 0 ? { wrong } : { answers };
}

/** Where an address that somebody gives no device for would be: where the file has it, else on a free alias. */
export function deviceFor(config: Config, address: string, own: readonly string[]): string {
  const there = config.virtualServers.find(({ values }) => values.address?.address === address);
  const initial = virtualStanza.address.initial.device;
  return there?.values.address?.device ?? freeAliases(config, own)[0] ?? initial;
}

/** A mark that no virtual server has, the guide's own if it is free. */
export function freeMark(kind: WizardKind, { virtualServers }: Pick<Config, 'virtualServers'>): number {
  const taken = new Set(virtualServers.map(({ values }) => values.fwmark));
  let mark = usualMarks[kind] ?? 1;
  while (taken.has(mark)) mark += 1;
  return mark;
}

/** A name under which all virtual servers of a case are free. */
export function freeName(kind: WizardKind, { virtualServers }: Pick<Config, 'virtualServers'>): string {
  const taken = new Set(virtualServers.map(({ name }) => name));
  const base = usualNames[kind];
  const ports = [...mailPorts.keys()];
  const isFree = (name: string) => namesOf({ kind, name, ports }).every((one) => !taken.has(one));
  let name = base;
  for (let number = 2; !isFree(name); number++) name = `${base}${number}`;
  return name;
}

function wrongNames(answers: Pick<Answers, 'kind' | 'name' | 'ports'>, config: Config): Wrong[] {
  const subject = { ...virtualSubject, keyword: 'name' };
  const say = (finding: Finding): Wrong => ({ question: 'name', problem: problemOfForm(finding, subject) });
  const own = nameProblems('virtual', answers.name).map(say);
  if (own.length > 0) return own;
  return namesOf(answers).flatMap((name) => {
    const other = config.virtualServers.find((one) => one.name === name);
    if (other === undefined) return nameProblems('virtual', name).map(say);
    const params = { scope: 'virtual', name, line: other.block.open + 1 } as const;
    return [say({ code: 'duplicate_virtual_name', severity: 'advice', params })];
  });
}

type AddFault = (question: Question, what: Fault, value?: string, against?: string) => unknown;

function readPorts(text: string, fault: AddFault): number[] {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  if (words.length === 0) fault('ports', 'ports_missing');
  const unknown = new Set(words.filter((word) => !mailPorts.has(Number(word))));
  if (unknown.size > 0)
    fault('ports', 'port_unknown', [...unknown].join(' '), [...mailPorts.keys()].join(' '));
  return [...new Set(words.map(Number))].filter((port) => mailPorts.has(port));
}

function readPort(
  text: string,
  database: Answers['database'],
  kind: WizardKind,
  fault: AddFault,
): number | undefined {
  if (kind !== 'database') return undefined;
  if (text === '') {
    if (databasePorts[database] === undefined) fault('port', 'port_missing');
    return undefined;
  }
  const port = /^[1-9][0-9]{0,4}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) fault('port', 'port_missing', text);
  return port;
}
