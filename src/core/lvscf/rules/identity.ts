/** Rules about virtual servers that are one and the same for the daemon or the kernel. */

import type { Problem } from '../../problem.js';
import type { Model, VirtualServer } from '../config.js';
import { effective, type Keyword } from '../stanza.js';
import { type VirtualValues, virtualStanza } from '../virtual.js';
import { isGiven, problemOf, whenActive } from './at.js';

type Setting = Keyword<typeof virtualStanza>;

/** What the first virtual server with a mark decides for the others. */
const markSettings: readonly Setting[] = ['scheduler', 'persistent', 'pmask'];

/** What the first virtual server with an address, port and protocol decides for the others. */
const serviceSettings: readonly Setting[] = [
  ...markSettings,
  'fwmark',
  'sorry_server',
  'send',
  'expect',
  'use_regex',
  'send_program',
  'load_monitor',
  'timeout',
  'reentry',
  'quiesce_server',
];

/**
 * Virtual servers with one address, port and protocol: lvsd tells them apart by nothing else. Advice when both
 * say the same or one is inactive, else broken. Source: run-time description, part 1, lvsd.
 */
export function sameService({ virtualServers }: Model): Problem[] {
  return repeats(virtualServers, serviceOf).flatMap(({ one, first, active }) => {
    const { address } = one.values.address ?? {};
    if (address === undefined) return [];
    const params = {
      name: one.name,
      other: first.name,
      address,
      port: effective(virtualStanza, one.values, 'port'),
      protocol: effective(virtualStanza, one.values, 'protocol'),
    };
    const keyword = difference(one, first, serviceSettings);
    return [
      keyword === undefined
        ? problemOf(one, { code: 'same_service', severity: 'advice', params }, 'address')
        : problemOf(
            one,
            { code: 'same_service_differs', severity: whenActive(active), params: { ...params, keyword } },
            'address',
          ),
    ];
  });
}

/**
 * Virtual servers that share a mark are meant, but the first one's real servers, scheduler and persistence count
 * for all. Source: guide, section 4.6.1.
 */
export function sharedMark({ virtualServers }: Model): Problem[] {
  return repeats(virtualServers, markOf).flatMap(({ one, first, active }) => {
    // One address, port and protocol twice is said already.
    if (serviceOf(one) !== undefined && serviceOf(one) === serviceOf(first)) return [];
    const { fwmark: mark = 0 } = one.values;
    const params = { name: one.name, other: first.name, mark };
    const keyword = difference(one, first, markSettings);
    if (keyword !== undefined) {
      const severity = whenActive(active);
      const where = keyword === 'server' ? 'fwmark' : keyword;
      return [
        problemOf(one, { code: 'shared_mark_differs', severity, params: { ...params, keyword } }, where, [
          where,
          'fwmark',
        ]),
      ];
    }
    return active ? [problemOf(one, { code: 'shared_mark', severity: 'advice', params }, 'fwmark')] : [];
  });
}

function serviceOf({ values }: VirtualServer): string | undefined {
  const address = values.address?.address;
  if (!isGiven(address)) return undefined;
  const port = effective(virtualStanza, values, 'port');
  return `${effective(virtualStanza, values, 'protocol')} ${address} ${port}`;
}

function markOf({ values }: VirtualServer): number | undefined {
  return values.fwmark === 0 ? undefined : values.fwmark;
}

interface Repeat {
  readonly one: VirtualServer;
  /** The earlier one that counts: the first active one, if there is one. */
  readonly first: VirtualServer;
  /** Both are active. */
  readonly active: boolean;
}

/** Each virtual server that has the key of an earlier one. */
function repeats<K>(
  virtualServers: readonly VirtualServer[],
  keyOf: (virtualServer: VirtualServer) => K | undefined,
): Repeat[] {
  const firsts = new Map<K, VirtualServer>();
  return virtualServers.flatMap((one): Repeat[] => {
    const key = keyOf(one);
    if (key === undefined) return [];
    const first = firsts.get(key);
    const isActive = one.values.active === true;
    if (first === undefined || (isActive && first.values.active !== true)) firsts.set(key, one);
    return first === undefined ? [] : [{ one, first, active: isActive && first.values.active === true }];
  });
}

/** The first setting in which two virtual servers differ; `server` for their active real servers. */
function difference(
  a: VirtualServer,
  b: VirtualServer,
  settings: readonly Setting[],
): Setting | 'server' | undefined {
  return (
    settings.find((keyword) => written(a.values, keyword) !== written(b.values, keyword)) ??
    (serversOf(a) === serversOf(b) ? undefined : 'server')
  );
}

function written(values: VirtualValues, keyword: Setting): string {
  return JSON.stringify(effective(virtualStanza, values, keyword) ?? null);
}

/** The active real servers as one text; a port counts only where it is not the virtual server's own. */
function serversOf({ values, realServers }: VirtualServer): string {
  const virtualPort = effective(virtualStanza, values, 'port');
  return realServers
    .filter(({ values: { active } }) => active === true)
    .map(({ values: { address, weight = 1 }, port }) =>
      [address, port === virtualPort ? '' : port, weight].join(' '),
    )
    .sort()
    .join('\n');
}
