import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { orderOf } from '../../../src/core/push/order.js';

const file = `# lvs-console: virtual-router-id = 77
primary = 192.0.2.1
backup = 192.0.2.2
backup_active = 1
keepalive = 6
deadtime = 18
network = nat
nat_router = 10.0.0.254 eth1:1
nat_nmask = 255.255.255.0
virtual web {
     active = 1
     address = 198.51.100.1 eth0:1
     vip_nmask = 255.255.255.0
     port = 80
}
`;
const more = 'virtual more {\n active = 1\n address = 198.51.100.2 eth0:2\n port = 80\n}\n';
const order = (after: string) => orderOf(readConfig(file), readConfig(after));

describe('On which router a change is applied first', () => {
  test('is the one that stands by, for new, changed and removed virtual servers', () => {
    const web = file.indexOf('virtual web');
    for (const after of [file, file + more, file.slice(0, web), file.replace('port = 80', 'port = 81')]) {
      expect(order(after)).toEqual({ order: 'standby_first', because: [] });
    }
  });

  test.each([
    ['192.0.2.1', '192.0.2.11', 'router_addresses'],
    ['192.0.2.2', '192.0.2.12', 'router_addresses'],
    ['id = 77', 'id = 78', 'router_id'],
    ['# lvs', '# lvs-console: vrrp-device = eth1\n# lvs', 'heartbeat_device'],
    ['keepalive = 6', 'keepalive = 5', 'interval'],
    ['10.0.0.254', '10.0.0.253', 'stable_address'],
    ['backup_active = 1', 'backup_active = 0', 'pair'],
  ] as const)('is both when %s becomes %s: otherwise they would not hear each other', (from, to, because) => {
    expect(order(file.replace(from, to))).toEqual({ order: 'together', because: [because] });
  });
});
