/** `haresources` of heartbeat: which machine has which addresses and services. Source: haresources(5). */

import type { Draft } from '../draft.js';
import type { Report, ReportedLine } from '../report.js';
import { addressOf, deviceOf, isIpv6, prefixOf } from '../values.js';

/** Scripts that load the table, or that the engine does the work of. */
const doneByEngine = new Set(['ipvsadm', 'ldirectord', 'keepalived', 'pulse']);

/** Ports of services that heartbeat may have started. */
const ports: Readonly<Record<string, number>> = {
  apache: 80,
  apache2: 80,
  httpd: 80,
  nginx: 80,
  lighttpd: 80,
  mysql: 3306,
  mysqld: 3306,
  mariadb: 3306,
  postgresql: 5432,
  postfix: 25,
  named: 53,
  bind9: 53,
  vsftpd: 21,
  proftpd: 21,
  slapd: 389,
};

/** Reads a text of resource groups, a group a line; a line may go on behind a backslash. */
export function readHaresources(text: string, draft: Draft, report: Report): void {
  let comments = 0;
  let group: string[] = [];
  let start = 0;
  for (const [index, whole] of text.split('\n').entries()) {
    const line = whole.replace(/#.*$/, '').trim();
    if (whole.includes('#')) comments++;
    if (group.length === 0) start = index + 1;
    group.push(...line.split(/\s+/).filter((word) => word !== '' && word !== '\\'));
    if (line !== '') report.at(index + 1);
    if (line.endsWith('\\')) continue;
    if (group.length > 0) readGroup(group, draft, report.at(start));
    group = [];
  }
  if (comments > 0) report.say('comments_left', { count: comments });
}

function readGroup([node = '', ...resources]: readonly string[], draft: Draft, said: ReportedLine): void {
  draft.preferred ??= node;
  if (draft.preferred !== node) said.say('changed', 'all_move_together', {});
  let last: string | undefined;
  for (const resource of resources) {
    const [kind = '', first = '', ...others] = resource.split('::');
    const isAddress = /^IPaddr2?$/.test(kind) || addressOf(kind.split('/')[0] ?? '') !== undefined;
    if (isAddress) last = readAddress(/^IPaddr2?$/.test(kind) ? first : kind, draft, said);
    else if (isIpv6(kind) || kind === 'IPv6addr') said.say('lost', 'ipv6', {});
    else if (doneByEngine.has(kind)) said.say('kept', 'console_does', {});
    else if (
      last !== undefined &&
      deviceOf(kind) !== undefined &&
      /^(eth|en[opsx]|bond|br|vlan|wl)[\w.-]*\d/.test(kind)
    ) {
      // A device that stands alone is a script for heartbeat; it was meant as a part of the address.
      said.say('changed', 'resource_alone', { found: kind, meant: `IPaddr::${last}/24/${kind}` });
      const at = draft.addresses.findLastIndex(({ address }) => address === last);
      const before = draft.addresses[at];
      if (before !== undefined && before.device === undefined)
        draft.addresses[at] = { ...before, device: kind };
    } else {
      said.say('noted', 'local_service', { name: kind });
      draft.comments.push(
        `haresources: ${[kind, first, ...others].filter((word) => word !== '').join('::')} on the active router`,
      );
      if (last !== undefined) localService(kind, last, draft, said);
    }
  }
}

/** `ADDRESS[/MASK[/DEVICE[:LABEL][/BROADCAST]]]`. Source: IPaddr of heartbeat. */
function readAddress(text: string, draft: Draft, said: ReportedLine): string | undefined {
  const parts = text.split('/');
  const address = addressOf(parts[0] ?? '');
  if (address === undefined) {
    if (isIpv6(text)) said.say('lost', 'ipv6', {});
    else said.say('unknown', 'value_wrong', { word: 'IPaddr', value: text });
    return undefined;
  }
  const prefix = prefixOf(parts[1] ?? '');
  const device = deviceOf(parts.slice(1).find((part) => /[A-Za-z]/.test(part)));
  draft.addresses.push({ address, prefix, device, owner: undefined, line: said });
  return address;
}

/** What ran on the active router itself has no real servers yet: a virtual server that waits for them. */
function localService(name: string, address: string, draft: Draft, said: ReportedLine): void {
  const port = ports[name];
  if (port === undefined || draft.services.some((service) => service.address === address)) return;
  draft.services.push({
    name,
    mark: 0,
    address,
    port,
    protocol: 'tcp',
    method: undefined,
    active: false,
    values: { load_monitor: 'none', scheduler: 'wlc', timeout: 6, reentry: 15, quiesce_server: false },
    servers: [],
    line: said,
  });
}
