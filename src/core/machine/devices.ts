/** One of the machine's own network devices, with the addresses it carries. */
export interface NetworkDevice {
  /** As in `eth0`, or `eth0:1` where an address has such a label. */
  readonly name: string;
  readonly addresses: readonly DeviceAddress[];
}

/** An address on a device. */
export interface DeviceAddress {
  readonly family: 'inet' | 'inet6';
  readonly address: string;
  readonly netmask: string;
}

/**
 * Reads the names of `/proc/net/dev`, which has devices that are down and without an address too.
 * Source: proc_pid_net(5).
 *
 * @returns the names, or the number (from 1) of the line that could not be read.
 */
export function parseDeviceNames(text: string): readonly string[] | number {
  const lines = text.split('\n');
  const names: string[] = [];
  for (let line = 3; line < lines.length; line++) {
    const name = /^ *([^\s:/]+):/.exec(lines[line - 1] ?? '')?.[1];
    if (name === undefined) return line;
    names.push(name);
  }
  return lines[0]?.includes('|') && lines.at(-1) === '' ? names : 1;
}
