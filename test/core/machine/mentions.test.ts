import { describe, expect, test } from 'vitest';
import { mentionsIn } from '../../../src/core/machine/mentions.js';

describe('An address in a file of the system', () => {
  test('is found as a whole, and not in a comment', () => {
    const text = [
      'iface eth0:1 inet static',
      '    address 10.0.0.100/24',
      'IPADDR=10.0.0.100',
      'addresses: ["110.0.0.100/24"]',
      'addresses: [10.0.0.1005]',
      '# address 10.0.0.100',
      'up ip addr add 10.0.0.100/32 dev eth0 || true',
    ].join('\n');
    expect(mentionsIn('/x', text, ['10.0.0.100', '10.0.0.200']).map(({ line }) => line)).toEqual([2, 3, 7]);
  });
});
