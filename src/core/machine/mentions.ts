/** Where files of the system name an address. */

/** Files and folders in which systems keep what their network devices have. */
export const networkPlaces = [
  '/etc/network/interfaces',
  '/etc/network/interfaces.d',
  '/etc/netplan',
  '/etc/systemd/network',
  '/etc/sysconfig/network-scripts',
  '/etc/NetworkManager/system-connections',
] as const;

/** One line that names one. */
export interface Mention {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** Without what surrounds it. */
  readonly text: string;
}

/** What was found. */
export interface Mentions {
  readonly found: readonly Mention[];
  /** What could not be read, and may name one too. */
  readonly unread: readonly string[];
}

/** The lines of a file that name one of the addresses and are no comment. */
export function mentionsIn(path: string, text: string, addresses: readonly string[]): Mention[] {
  return text.split('\n').flatMap((line, index) => {
    const words = line.split(/[^\d.]+/);
    const isOne = !/^\s*[#;]/.test(line) && addresses.some((address) => words.includes(address));
    return isOne ? [{ path, line: index + 1, text: line.trim().slice(0, 200) }] : [];
  });
}
