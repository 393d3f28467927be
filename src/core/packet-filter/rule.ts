/** One rule of ours in the packet filter, as a value and as iptables writes it. Source: iptables(8), iptables-extensions(8). */

import type { PortRange } from '../lvscf/port-range.js';

/** The chain that holds our rules, and nothing else; it is in the table mangle. */
export const chain = 'LVS-CONSOLE';

/** What is done with packets to an address. */
export interface MarkRule {
  /** Dotted. */
  readonly address: string;
  readonly protocol: 'tcp' | 'udp';
  /** Nothing: every port. */
  readonly ports: PortRange | undefined;
  /** Nothing: they get no mark of ours. */
  readonly mark: number | undefined;
}

/** The rule as `iptables-restore` reads it. */
export function ruleLine({ address, protocol, ports, mark }: MarkRule): string {
  const match = ports === undefined ? '' : ` -m ${protocol} --dport ${portsText(ports)}`;
  const target = mark === undefined ? 'RETURN' : `MARK --set-mark ${mark}`;
  return `-A ${chain} -d ${address} -p ${protocol}${match} -j ${target}`;
}

function portsText({ first, last }: PortRange): string {
  return first === last ? String(first) : `${first}:${last}`;
}

const pattern = new RegExp(
  [
    `^-A ${chain} -d (\\d{1,3}(?:\\.\\d{1,3}){3})(?:/32)? -p (tcp|udp|6|17)`,
    '(?: -m (?:tcp|udp) --dport (\\d{1,5})(?::(\\d{1,5}))?)?',
    ' -j (?:RETURN|MARK (?:--set-mark (\\d{1,10})|--set-xmark (0x[0-9a-f]{1,8})/0xffffffff))$',
  ].join(''),
);

const protocols: Readonly<Record<string, MarkRule['protocol']>> = {
  tcp: 'tcp',
  6: 'tcp',
  udp: 'udp',
  17: 'udp',
};

/** Reads a line of our chain, as we write it or as `iptables-save` does; nothing for any other. */
export function readRule(line: string): MarkRule | undefined {
  const [, address, named = '', low, high = low, decimal, hexadecimal] = pattern.exec(line.trimEnd()) ?? [];
  const protocol = protocols[named];
  if (address === undefined || protocol === undefined) return undefined;
  const ports = low === undefined ? undefined : { first: Number(low), last: Number(high) };
  const mark = decimal ?? hexadecimal;
  return { address, protocol, ports, mark: mark === undefined ? undefined : Number(mark) };
}
