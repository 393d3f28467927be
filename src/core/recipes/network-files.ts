/** Addresses and routes that last, in the files of each kind of system. */

import type { InsideNetwork } from './facts.js';
import type { Form, Variant } from './recipe.js';
import { lines, writes } from './shell.js';

/** One way to have addresses on the loopback device. */
interface AddressWay {
  readonly form: Form;
  readonly run: readonly string[];
  readonly undo: readonly string[];
}

/**
 * Floating addresses on the loopback device, now and after every start. systemd-networkd leaves the device its own
 * address, and fails on a file that names it. Seen with systemd 252.
 */
export function addressFiles(vips: readonly string[]): AddressWay[] {
  const scripts = '/etc/sysconfig/network-scripts';
  const own = '/etc/network/interfaces.d/lvs-real-server';
  const network = '/etc/systemd/network/10-lvs-real-server.network';
  const plan = '/etc/netplan/90-lvs-real-server.yaml';
  const alias = (i: number) => `lo:${i + 1}`;
  const gone = vips.map((vip) => `ip address del ${vip}/32 dev lo`);
  return [
    {
      form: 'interfaces',
      run: [
        ...writes(
          own,
          vips.flatMap((vip, i) => [
            `auto ${alias(i)}`,
            `iface ${alias(i)} inet static`,
            `    address ${vip}`,
            '    netmask 255.255.255.255',
          ]),
        ),
        ...vips.map((_, i) => `ifup ${alias(i)}`),
      ],
      undo: [...vips.map((_, i) => `ifdown ${alias(i)}`), `rm -f ${own}`],
    },
    {
      form: 'netplan',
      run: [
        ...writes(plan, [
          'network:',
          '  version: 2',
          '  ethernets:',
          '    lo:',
          '      match:',
          '        name: lo',
          '      addresses:',
          ...vips.map((vip) => `        - ${vip}/32`),
        ]),
        `chmod 600 ${plan}`,
        'netplan apply',
      ],
      undo: [`rm -f ${plan}`, 'netplan apply', ...gone],
    },
    {
      form: 'networkd',
      run: [
        ...writes(network, [
          '[Match]',
          'Name=lo',
          '',
          '[Network]',
          ...vips.map((vip) => `Address=${vip}/32`),
        ]),
        'networkctl reload',
      ],
      undo: [`rm -f ${network}`, 'networkctl reload', ...gone],
    },
    {
      form: 'ifcfg',
      run: [
        ...vips.flatMap((vip, i) =>
          writes(`${scripts}/ifcfg-${alias(i)}`, [
            `DEVICE=${alias(i)}`,
            `IPADDR=${vip}`,
            'NETMASK=255.255.255.255',
            'ONBOOT=yes',
          ]),
        ),
        ...vips.map((_, i) => `ifup ${alias(i)}`),
      ],
      undo: vips.flatMap((_, i) => [`ifdown ${alias(i)}`, `rm -f ${scripts}/ifcfg-${alias(i)}`]),
    },
  ];
}

/** The way of all answers: through the routers. Source: guide, section 3.1.2. */
export function routeFiles(address: string, inside: InsideNetwork, device: string): Variant[] {
  const { bits, gateway, mask } = inside;
  const now = `ip route replace default via ${gateway} dev ${device}`;
  const check = lines('ip route show default');
  const whole = (path: string) => `# It takes the place of what another file says of ${device}: ${path}`;
  const scripts = `/etc/sysconfig/network-scripts/ifcfg-${device}`;
  const own = `/etc/network/interfaces.d/lvs-${device}`;
  const network = `/etc/systemd/network/10-lvs-${device}.network`;
  const plan = '/etc/netplan/90-lvs-real-server.yaml';
  const before = '# Then the default route of before: ip route replace default via ...';
  return [
    {
      form: 'interfaces',
      run: lines(
        whole('/etc/network/interfaces'),
        writes(own, [
          `auto ${device}`,
          `iface ${device} inet static`,
          `    address ${address}/${bits}`,
          `    gateway ${gateway}`,
        ]),
        now,
      ),
      check,
      undo: lines(`rm -f ${own}`, before),
    },
    {
      form: 'netplan',
      run: lines(
        whole('/etc/netplan/*.yaml'),
        writes(plan, [
          'network:',
          '  version: 2',
          '  ethernets:',
          `    ${device}:`,
          '      addresses:',
          `        - ${address}/${bits}`,
          '      routes:',
          '        - to: default',
          `          via: ${gateway}`,
        ]),
        `chmod 600 ${plan}`,
        'netplan apply',
      ),
      check,
      undo: lines(`rm -f ${plan}`, 'netplan apply'),
    },
    {
      form: 'networkd',
      run: lines(
        whole('/etc/systemd/network/*.network'),
        writes(network, [
          '[Match]',
          `Name=${device}`,
          '',
          '[Network]',
          `Address=${address}/${bits}`,
          `Gateway=${gateway}`,
        ]),
        'networkctl reload',
      ),
      check,
      undo: lines(`rm -f ${network}`, 'networkctl reload'),
    },
    {
      form: 'ifcfg',
      run: lines(
        `cp -n -p ${scripts} /root/ifcfg-${device}.before-lvs`,
        writes(scripts, [
          `DEVICE=${device}`,
          'ONBOOT=yes',
          'BOOTPROTO=static',
          `IPADDR=${address}`,
          `NETMASK=${mask}`,
          `GATEWAY=${gateway}`,
        ]),
        now,
      ),
      check,
      undo: lines(`cp -p /root/ifcfg-${device}.before-lvs ${scripts}`, before),
    },
    {
      form: 'any',
      run: lines('# Until the machine starts anew.', now),
      check,
      undo: lines(before),
    },
  ];
}
