import { networkInterfaces } from 'node:os';
import { type DeviceAddress, type NetworkDevice, parseDeviceNames } from '../../core/machine/devices.js';
import { isKnown, type Reading } from '../../core/machine/reading.js';
import { type MachineRoot, pathIn, readText, systemCode } from './root.js';

const DEVICES = 'proc/net/dev';

/** The machine's own network devices, by name. One that is down, or has no address yet, is there too. */
export async function readDevices(
  root: MachineRoot,
  interfaces: typeof networkInterfaces = networkInterfaces,
): Promise<Reading<readonly NetworkDevice[]>> {
  const text = await readText(root, DEVICES);
  if (!isKnown(text)) return text;
  const names = parseDeviceNames(text.value);
  if (typeof names === 'number') {
    const line = text.value.split('\n')[names - 1] ?? '';
    return { at: text.at, reason: 'malformed', path: pathIn(root, DEVICES), line: names, text: line };
  }
  const devices = new Map<string, readonly DeviceAddress[]>(names.map((name) => [name, []]));
  try {
    for (const [name, addresses = []] of Object.entries(interfaces())) {
      devices.set(
        name,
        addresses.map(({ family, address, netmask }) => {
          return { family: family === 'IPv6' ? 'inet6' : 'inet', address, netmask };
        }),
      );
    }
  } catch (error) {
    return { at: text.at, reason: 'failed', path: 'netlink', system: systemCode(error) };
  }
  const sorted = [...devices].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  return { at: text.at, value: sorted.map(([name, addresses]) => ({ name, addresses })) };
}
