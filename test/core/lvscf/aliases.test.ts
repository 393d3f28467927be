import { describe, expect, it } from 'vitest';
import { freeAliases, interfaceOf } from '../../../src/core/lvscf/aliases.js';
import { readConfig } from '../../../src/core/lvscf/config.js';

const virtualOn = (...devices: string[]) =>
  devices.map((device, n) => `virtual v${n} {\n address = 192.0.2.${n + 1} ${device}\n}\n`).join('');

const free = (text: string, own: readonly string[] = []) => freeAliases(readConfig(text), own);

describe('the aliases that are offered for a floating address', () => {
  it('begin with the first number that nothing in the file uses', () => {
    expect(free(virtualOn('eth0:1', 'eth0:2', 'eth0:4'))).toEqual(['eth0:3']);
  });

  it('leave out the NAT router device and the aliases that the machine has already', () => {
    const text = `nat_router = 10.0.0.254 eth1:1\n${virtualOn('eth0:1')}`;
    expect(free(text, ['lo', 'eth0', 'eth0:2', 'eth1'])).toEqual(['eth0:3', 'eth1:2']);
  });

  it('begin with the interface that most virtual servers are on', () => {
    expect(free(virtualOn('ens3:1', 'eth0:1', 'ens3:2'), ['eth1'])).toEqual(['ens3:3', 'eth0:2', 'eth1:1']);
  });

  it('do not include the loopback device of the machine', () => {
    expect(free('', ['lo', 'lo:1'])).toEqual([]);
  });

  it('belong to an interface, which is what stands before the colon', () => {
    expect(['eth0:1', 'bond0.7:vip', 'eth0'].map(interfaceOf)).toEqual(['eth0', 'bond0.7', 'eth0']);
  });
});
