/** The kernel's present table: the text of `/proc/net/ip_vs`, or what `ipvsadm -Ln` prints of it. */

import { parseProcIpvs } from '../../ipvs/parse-proc.js';
import type { IpvsService } from '../../ipvs/table.js';
import { maskOfPrefix } from '../../lvscf/kinds/addresses.js';
import type { Draft, DraftService, Method } from '../draft.js';
import { serviceKey } from '../draft.js';
import type { Around } from '../places.js';
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

const methodOf: Readonly<Record<string, Method | undefined>> = {
  Masq: 'nat',
  Route: 'direct',
  Tunnel: 'tunnel',
  // The kernel says Local of its own addresses, however they were added.
  Local: undefined,
};

/** Reads either form. */
export function readTable(text: string, draft: Draft, report: Report, around: Around): void {
  const parsed = parseProcIpvs(text);
  if (parsed.ok) readProc(text, parsed.table.services, draft, report, around);
  else readListing(text, draft, report);
}

/** The lines of a service in the kernel's own text, where its destinations follow it in an order of their own. */
function readProc(
  text: string,
  services: readonly IpvsService[],
  draft: Draft,
  report: Report,
  { ticksPerSecond }: Around,
): void {
  const lines = linesByKey(text, report);
  for (const service of services) {
    const isMark = service.kind === 'mark';
    const key = isMark ? `FWM ${hex(service.mark, 8)}` : `${service.protocol} ${endpoint(service)}`;
    const said = lines.get(key) ?? report.at(1);
    const inside = service.destinations.map((one) => lines.get(`${key} ${endpoint(one)}`) ?? said);
    const isInet6 = service.family === 'inet6';
    const protocol = isMark ? 'TCP' : service.protocol;
    if (isInet6 || (protocol !== 'TCP' && protocol !== 'UDP')) {
      for (const line of [said, ...inside]) {
        if (isInet6) line.say('lost', 'ipv6', {});
        else line.say('lost', 'protocol_other', { found: protocol });
      }
      continue;
    }
    const { persistence: kept } = service;
    if (kept !== null && ticksPerSecond === undefined) said.say('lost', 'ticks_unknown', {});
    const seconds =
      kept === null || ticksPerSecond === undefined ? 0 : Math.floor(kept.jiffies / ticksPerSecond);
    const mask = kept?.mask.family === 'inet' ? kept.mask.netmask : undefined;
    if (service.onePacket) said.say('changed', 'option_left', { option: 'ops' });
    draft.services.push({
      name: undefined,
      mark: isMark ? service.mark : 0,
      address: isMark ? undefined : service.address,
      port: isMark ? markPort(service.mark) : service.port,
      protocol: protocol === 'UDP' ? 'udp' : 'tcp',
      method: undefined,
      active: true,
      values: {
        scheduler: schedulerOf(service.scheduler, said),
        ...(seconds > 0 ? { persistent: limitedTo(seconds, persistenceLimits, said) } : {}),
        ...(seconds > 0 && mask !== undefined && mask !== '255.255.255.255' ? { pmask: mask } : {}),
      },
      servers: service.destinations.map(({ address, port, forwarding, weight }, index) => ({
        name: undefined,
        address,
        port: isMark ? undefined : port,
        weight: limitedTo(weight, weightLimits, inside[index] ?? said),
        active: true,
        method: methodOf[forwarding],
        line: inside[index] ?? said,
      })),
      line: said,
    });
  }
}

/** The line of each service and of each destination, by what the kernel calls them. */
function linesByKey(text: string, report: Report): ReadonlyMap<string, ReportedLine> {
  const found = new Map<string, ReportedLine>();
  let service = '';
  for (const [index, line] of text.split('\n').entries()) {
    if (index < 3 || line === '') continue;
    const [first = '', second = ''] = line.trim().split(/ +/);
    if (first === '->') found.set(`${service} ${second}`, report.at(index + 1));
    else {
      service = `${first} ${second}`;
      found.set(service, report.at(index + 1));
    }
  }
  return found;
}

function endpoint({ family, address, port }: { family: string; address: string; port: number }): string {
  if (family === 'inet6') return '';
  const digits = address.split('.').map((octet) => hex(Number(octet), 2));
  return `${digits.join('')}:${hex(port, 4)}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}

/** What `ipvsadm -Ln` prints, or `ipvsadm` with names for ports. */
function readListing(text: string, draft: Draft, report: Report): void {
  let service: DraftService | undefined;
  let isLost = false;
  for (const [index, whole] of text.split('\n').entries()) {
    const words = whole.trim().split(/\s+/);
    const [first = ''] = words;
    if (first === '' || /^(IP Virtual Server|Prot LocalAddress|-> RemoteAddress)/.test(whole.trim()))
      continue;
    const said = report.at(index + 1);
    if (/(?:^|[#$]\s*)ipvsadm\b/.test(whole)) said.say('lost', 'not_for_engine', {});
    else if (first === '->') {
      if (isLost) said.say('lost', 'inside_lost', {});
      else if (service === undefined) said.say('unknown', 'table_line', {});
      else readListedServer(words, service, said);
    } else {
      const read = readListedService(words, said);
      isLost = read === 'lost';
      service = read === 'lost' ? undefined : read;
      if (service === undefined) continue;
      const present = draft.service(serviceKey(service));
      if (present === undefined) draft.services.push(service);
      else said.say('changed', 'service_again', { first: present.line.line });
    }
  }
}

function readListedService(words: readonly string[], said: ReportedLine): DraftService | 'lost' | undefined {
  const [protocol = '', target = '', ...flags] = words;
  const isMark = protocol === 'FWM';
  const { address, port } = (isMark ? undefined : endpointOf(target)) ?? {};
  const mark = isMark ? (wholeNumber(target) ?? 0) : 0;
  if (protocol === 'SCTP') {
    said.say('lost', 'protocol_other', { found: protocol });
    return 'lost';
  }
  if ((isMark && flags[0] === 'IPv6') || (address === undefined && isIpv6(target))) {
    said.say('lost', 'ipv6', {});
    return 'lost';
  }
  const isKnown = isMark ? mark > 0 : port !== undefined;
  if (!['TCP', 'UDP', 'FWM'].includes(protocol) || !isKnown) {
    said.say('unknown', 'table_line', {});
    return undefined;
  }
  const [scheduler = 'wlc', ...others] = flags;
  const at = others.indexOf('persistent');
  // Where nobody knew the kernel's clock, the number counts its ticks.
  const isTicks = others[at + 2] === 'jiffies';
  if (isTicks) said.say('lost', 'ticks_unknown', {});
  const seconds = at === -1 || isTicks ? 0 : (wholeNumber(others[at + 1]) ?? 0);
  const prefix = others.includes('mask') ? prefixOf(others[others.indexOf('mask') + 1] ?? '') : undefined;
  for (const option of others.filter((word) => word === 'ops' || word.startsWith('(')))
    said.say('changed', 'option_left', { option });
  return {
    name: undefined,
    mark,
    address,
    port: isMark ? markPort(mark) : (port ?? 0),
    protocol: protocol === 'UDP' ? 'udp' : 'tcp',
    method: undefined,
    active: true,
    values: {
      scheduler: schedulerOf(scheduler, said),
      ...(seconds > 0 ? { persistent: limitedTo(seconds, persistenceLimits, said) } : {}),
      ...(seconds > 0 && prefix !== undefined ? { pmask: maskOfPrefix(prefix) } : {}),
    },
    servers: [],
    line: said,
  };
}

function readListedServer(words: readonly string[], service: DraftService, said: ReportedLine): void {
  const [, target = '', forward = '', weightText = ''] = words;
  const { address, port } = endpointOf(target) ?? {};
  const weight = wholeNumber(weightText);
  if (address === undefined && isIpv6(target)) {
    said.say('lost', 'ipv6', {});
    return;
  }
  if (address === undefined || port === undefined || weight === undefined || !(forward in methodOf)) {
    said.say('unknown', 'table_line', {});
    return;
  }
  service.servers.push({
    name: undefined,
    address,
    port: service.mark > 0 ? undefined : port,
    weight: limitedTo(weight, weightLimits, said),
    active: true,
    method: methodOf[forward],
    line: said,
  });
}
