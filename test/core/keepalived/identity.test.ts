import { expect, test } from 'vitest';
import { identityOf } from '../../../src/core/keepalived/identity.js';

const device = (name: string, address: string) => ({
  name,
  addresses: [{ family: 'inet', address, netmask: '255.255.255.0' }] as const,
});
const pair = { primary: '10.0.2.50', backup: '10.0.2.51', backup_active: true };

test('A machine with the address of the primary router is the primary router', () => {
  expect(identityOf(pair, [device('eth1', '10.0.3.15'), device('eth0', '10.0.2.50')])).toEqual({
    role: 'primary',
    device: 'eth0',
    address: '10.0.2.50',
  });
});

test('A machine with the address of the backup router is the backup router, on the interface itself', () => {
  expect(identityOf(pair, [device('eth0:7', '10.0.2.51')])).toMatchObject({ role: 'backup', device: 'eth0' });
});

test('A primary router whose backup is not active is a single one', () => {
  const alone = { ...pair, backup_active: false };
  expect(identityOf(alone, [device('eth0', '10.0.2.50')])).toMatchObject({ role: 'single' });
  expect(identityOf({ primary: '10.0.2.50' }, [device('eth0', '10.0.2.50')])).toMatchObject({
    role: 'single',
  });
});

test('A machine with neither address, or with both, does not know which one it is', () => {
  expect(identityOf(pair, [device('eth0', '10.0.2.100')])).toMatchObject({ unknown: 'neither' });
  expect(identityOf({}, [device('eth0', '10.0.2.100')])).toMatchObject({ unknown: 'neither', primary: '' });
  const both = [device('eth0', '10.0.2.50'), device('eth0:1', '10.0.2.51')];
  expect(identityOf(pair, both)).toMatchObject({ unknown: 'both' });
});
