/** Ports that follow on each other, both ends included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Reads `10000:20000`, as iptables writes a range; nothing for anything else. Source: iptables-extensions(8), tcp. */
export function readPortRange(text: string): PortRange | undefined {
  const [, first, last] = /^([1-9][0-9]{0,4}):([1-9][0-9]{0,4})$/.exec(text)?.map(Number) ?? [];
  if (first === undefined || last === undefined || first > last || last > 65535) return undefined;
  return { first, last };
}
