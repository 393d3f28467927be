import { expect, it } from 'vitest';
import { parseDeviceNames } from '../../../src/core/machine/devices.js';

const HEAD = [
  'Inter-|   Receive                                                |  Transmit',
  ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed',
];

it('finds every network device, also one that never carried a byte', () => {
  const text = [...HEAD, '    lo:    3193 29 0 0', 'bond0.7: 0 0 0 0', '  eth0:427705318 10377 0 0', ''].join(
    '\n',
  );
  expect(parseDeviceNames(text)).toEqual(['lo', 'bond0.7', 'eth0']);
});

it('names the line that is not one of a device', () => {
  expect(parseDeviceNames([...HEAD, ' lo: 0', 'nothing', ''].join('\n'))).toBe(4);
  expect(parseDeviceNames('')).toBe(1);
  expect(parseDeviceNames([...HEAD, ' lo: 0'].join('\n'))).toBe(1);
});
