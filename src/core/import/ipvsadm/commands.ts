/** Lines of ipvsadm: what `ipvsadm-save` prints, and what people type into a shell. Source: ipvsadm(8). */

import { maskOfPrefix } from '../../lvscf/kinds/addresses.js';
import type { Draft, DraftService, Method } from '../draft.js';
import { serviceKey } from '../draft.js';
import type { Report, ReportedLine } from '../report.js';
import {
  endpointOf,
  isIpv6,
  limitedTo,
  markPort,
  persistenceLimits,
  prefixOf,
  schedulerOf,
  weightLimits,
  wholeNumber,
} from '../values.js';
import { type Options, optionsOf } from './options.js';

/** What the kernel takes when `-p` has no number. Source: ipvsadm(8). */
const usualPersistence = 300;

const longestTimeout = 2147483;

/** Reads a text of such lines. */
export function readIpvsadm(text: string, draft: Draft, report: Report): void {
  let comments = 0;
  for (const [index, whole] of text.split('\n').entries()) {
    const words = commandOf(whole);
    if (words === 'comment') comments++;
    if (words === 'blank' || words === 'comment') continue;
    const said = report.at(index + 1);
    if (words === undefined) said.say('unknown', 'not_this_kind', {});
    else readCommand(words, draft, said);
  }
  if (comments > 0) report.say('comments_left', { count: comments });
}

/** The words of a command behind `ipvsadm`, a prompt or `sudo` before it left out; nothing for another command. */
function commandOf(whole: string): string[] | 'blank' | 'comment' | undefined {
  // A prompt may end in a number sign, as comments begin; a command of ours must follow.
  const prompted =
    /^\s*(?:\S*\[?\w+@[\w.-]+[^\]#$]*\]?[#$]|[#$])\s*((?:sudo\s+)?(?:\/\S*\/)?ipvsadm\s.*)$/.exec(whole);
  const line = (prompted?.[1] ?? whole).trim();
  if (line === '') return 'blank';
  if (line.startsWith('#')) return 'comment';
  const command = line.replace(/\s#.*$/, '').replace(/^(?:sudo\s+)?(?:\/\S*\/)?ipvsadm\s+/, '');
  return command.startsWith('-') ? command.trim().split(/\s+/) : undefined;
}

function readCommand(words: readonly string[], draft: Draft, said: ReportedLine): void {
  const options = optionsOf(words, said);
  if (options === undefined) return;
  switch (options.command) {
    case 'A':
    case 'E':
      readService(options, draft, said);
      return;
    case 'a':
    case 'e':
      readServer(options, draft, said);
      return;
    case 'D':
    case 'd':
      remove(options, draft, said);
      return;
    case 'C':
      draft.services.splice(0);
      said.say('kept', 'command_effect', { command: '-C' });
      return;
    case 'set':
      timeouts(options, draft, said);
      return;
    case 'start-daemon':
      if (options.device !== undefined) draft.setGlobal('syncd_iface', options.device, said);
      if (options.syncId !== undefined) draft.setGlobal('syncd_id', options.syncId & 255, said);
      draft.setGlobal('syncdaemon', true, said);
      return;
    default:
      // It shows something, or saves and restores what other lines say.
      said.say('lost', 'not_for_engine', {});
  }
}

/** The service that options name, without what else they say of it. */
function targetOf(options: Options, said: ReportedLine): DraftService | undefined {
  const { service, protocol } = options;
  const around = { name: undefined, method: undefined, active: true, values: {}, servers: [], line: said };
  if (protocol === 'sctp') said.say('lost', 'protocol_other', { found: 'SCTP' });
  else if (protocol === 'mark') {
    const mark = wholeNumber(service) ?? 0;
    if (options.ipv6) said.say('lost', 'ipv6', {});
    else if (mark > 0 && mark <= 2147483647)
      return { ...around, mark, address: undefined, port: markPort(mark), protocol: 'tcp' };
    else said.say('unknown', 'value_wrong', { word: '-f', value: service ?? '' });
  } else if (protocol !== undefined && service !== undefined) {
    const endpoint = endpointOf(service);
    if (endpoint !== undefined) {
      return { ...around, mark: 0, address: endpoint.address, port: endpoint.port ?? 0, protocol };
    }
    if (isIpv6(service)) said.say('lost', 'ipv6', {});
    else said.say('unknown', 'value_wrong', { word: protocol === 'tcp' ? '-t' : '-u', value: service });
  } else said.say('unknown', 'value_missing', { word: '-t' });
  return undefined;
}

function readService(options: Options, draft: Draft, said: ReportedLine): void {
  const target = targetOf(options, said);
  if (target === undefined) return;
  const present = draft.service(serviceKey(target));
  if (options.command === 'A' && present !== undefined) {
    said.say('changed', 'service_again', { first: present.line.line });
    return;
  }
  if (options.command === 'E' && present === undefined) {
    said.say('unknown', 'no_service', { service: options.service ?? '' });
    return;
  }
  const service = present ?? target;
  const seconds = options.persistent === true ? usualPersistence : (options.persistent ?? 0);
  const prefix = options.netmask === undefined ? undefined : prefixOf(options.netmask);
  if (options.netmask !== undefined && prefix === undefined)
    said.say('unknown', 'value_wrong', { word: '-M', value: options.netmask });
  const { persistent: _old, pmask: _mask, ...others } = service.values;
  service.values = {
    ...others,
    scheduler: schedulerOf(options.scheduler ?? 'wlc', said),
    ...(seconds > 0 ? { persistent: limitedTo(seconds, persistenceLimits, said) } : {}),
    ...(prefix === undefined || seconds === 0 ? {} : { pmask: maskOfPrefix(prefix) }),
  };
  if (present === undefined) draft.services.push(service);
}

const methodOf: Readonly<Record<string, Method>> = { m: 'nat', g: 'direct', i: 'tunnel' };

function readServer(options: Options, draft: Draft, said: ReportedLine): void {
  const target = targetOf(options, said);
  if (target === undefined) return;
  const service = draft.service(serviceKey(target));
  if (service === undefined) {
    said.say('unknown', 'no_service', { service: options.service ?? '' });
    return;
  }
  const { real = '' } = options;
  const endpoint = endpointOf(real);
  if (endpoint === undefined) {
    if (isIpv6(real)) said.say('lost', 'ipv6', {});
    else said.say('unknown', 'value_wrong', { word: '-r', value: real });
    return;
  }
  const { address } = endpoint;
  const weight = limitedTo(options.weight ?? 1, weightLimits, said);
  const port = service.mark > 0 ? undefined : endpoint.port;
  const method = methodOf[options.method ?? 'g'];
  const present = service.servers.find(
    (one) => one.address === address && (one.port === port || service.mark > 0),
  );
  if (options.command === 'e') {
    if (present === undefined) said.say('unknown', 'no_service', { service: real });
    else present.weight = weight;
  } else if (present !== undefined) said.say('changed', 'server_again', { first: present.line.line });
  else service.servers.push({ name: undefined, address, port, weight, active: true, method, line: said });
}

/** `-d` and `-D`: what was there before is gone. */
function remove(options: Options, draft: Draft, said: ReportedLine): void {
  const target = targetOf(options, said);
  if (target === undefined) return;
  const service = draft.service(serviceKey(target));
  if (service === undefined) {
    said.say('unknown', 'no_service', { service: options.service ?? '' });
    return;
  }
  said.say('kept', 'command_effect', { command: `-${options.command}` });
  if (options.command === 'D') {
    draft.services.splice(draft.services.indexOf(service), 1);
    return;
  }
  const endpoint = endpointOf(options.real ?? '');
  const at = service.servers.findIndex((one) => {
    return one.address === endpoint?.address && (one.port === endpoint.port || service.mark > 0);
  });
  if (at === -1) said.say('unknown', 'no_service', { service: options.real ?? '' });
  else service.servers.splice(at, 1);
}

/** `--set TCP TCPFIN UDP`; 0 leaves the kernel's own. */
function timeouts({ timeouts: given }: Options, draft: Draft, said: ReportedLine): void {
  const keywords = ['tcp_timeout', 'tcpfin_timeout', 'udp_timeout'] as const;
  const seconds = given?.map((text) => wholeNumber(text)) ?? [];
  if (seconds.length !== keywords.length || seconds.includes(undefined)) {
    said.say('unknown', 'value_wrong', { word: '--set', value: given?.join(' ') ?? '' });
    return;
  }
  for (const [index, keyword] of keywords.entries()) {
    const value = limitedTo(seconds[index] ?? 0, { keyword, min: 0, max: longestTimeout }, said);
    if (value > 0) draft.setGlobal(keyword, value, said);
  }
}
