/**
 * What the console sets up beside the engine, where lvs.cf says that it is to: rules that give packets their firewall
 * marks, and that the router forwards packets. Source: guide, sections 2.5, 3.4, 3.5, 4.7.2 and 4.7.3.
 */

import type { Config, VirtualServer } from '../lvscf/config.js';
import { dottedAddress } from '../lvscf/kinds/addresses.js';
import { type PortRange, readPortRange } from '../lvscf/port-range.js';
import { sharedStanza } from '../lvscf/shared-lines.js';
import { effective } from '../lvscf/stanza.js';
import { virtualStanza } from '../lvscf/virtual.js';
import type { MarkRule } from './rule.js';

/** What is set up on a router. */
export interface PacketFilter {
  /** Our chain, in its order; empty where there is to be none. */
  readonly rules: readonly MarkRule[];
  /** False: whether it forwards is left to the router. */
  readonly forwarding: boolean;
}

/** The port on which FTP is spoken; its data connections go to others. Source: guide, section 3.5. */
const ftpPort = 21;

/** What a file asks for. */
export function packetFilterOf(config: Config): PacketFilter {
  const { shared } = config;
  return {
    rules: effective(sharedStanza, shared, 'mark-rules') === 'yes' ? markRules(config) : [],
    forwarding: effective(sharedStanza, shared, 'ip-forwarding') === 'yes',
  };
}

/** The marks of active virtual servers, each once, in the order of the file. */
export function marksOf({ virtualServers }: Pick<Config, 'virtualServers'>): number[] {
  const marks = virtualServers.map(({ values }) => (values.active === true ? (values.fwmark ?? 0) : 0));
  return [...new Set(marks.filter((mark) => mark > 0))];
}

/**
 * The rules for all marks, whether or not the file asks for them. A later rule overrides an earlier one, so that whatever names one port comes last. A
 * virtual server that is known by its address is taken out of a range of others first: the kernel looks for a mark
 * before it looks for an address. Source: Linux, net/netfilter/ipvs/ip_vs_ctl.c, ip_vs_service_find.
 */
export function markRules({ shared, virtualServers }: Config): MarkRule[] {
  const dataPorts = readPortRange(shared['ftp-data-ports'] ?? '');
  const places = virtualServers.flatMap(placeOf);
  const marked = places.filter(({ mark }) => mark !== undefined);
  const wide = marked.flatMap((place): MarkRule[] => {
    if (place.ports === undefined) return [place];
    return isFtp(place) && dataPorts !== undefined ? [{ ...place, ports: dataPorts }] : [];
  });
  const narrow = marked.filter(({ ports }) => ports !== undefined);
  const unmarked = places.filter(
    (place) =>
      place.mark === undefined &&
      wide.some((rule) => covers(rule, place)) &&
      !narrow.some((rule) => covers(rule, place)),
  );
  const everyPortFirst = (a: MarkRule, b: MarkRule) =>
    Number(a.ports !== undefined) - Number(b.ports !== undefined);
  return firstOfEach([...unmarked, ...wide.toSorted(everyPortFirst), ...narrow]);
}

/** Where packets for an active virtual server come in; port 0 stands for all. */
function placeOf({ values }: VirtualServer): MarkRule[] {
  const address = dottedAddress(values.address?.address ?? '');
  if (values.active !== true || address === undefined) return [];
  const port = effective(virtualStanza, values, 'port');
  return [
    {
      address,
      protocol: effective(virtualStanza, values, 'protocol'),
      ports: port === 0 ? undefined : { first: port, last: port },
      mark: values.fwmark || undefined,
    },
  ];
}

function isFtp({ protocol, ports }: MarkRule): boolean {
  return protocol === 'tcp' && ports?.first === ftpPort;
}

function covers(rule: MarkRule, { address, protocol, ports }: MarkRule): boolean {
  if (rule.address !== address || rule.protocol !== protocol || ports === undefined) return false;
  return rule.ports === undefined || within(ports, rule.ports);
}

function within(inner: PortRange, outer: PortRange): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** Of several rules for the same packets the first one counts, as the first of several virtual servers does. */
function firstOfEach(rules: readonly MarkRule[]): MarkRule[] {
  const found = new Map<string, MarkRule>();
  for (const rule of rules) {
    const { address, protocol, ports } = rule;
    const key = `${address} ${protocol} ${ports?.first} ${ports?.last}`;
    if (!found.has(key)) found.set(key, rule);
  }
  return [...found.values()];
}
