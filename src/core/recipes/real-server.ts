/** What is run on the real servers, by the forwarding method. Source: guide, sections 3.1.2, 3.2 and 3.5. */

import type { Config } from '../lvscf/config.js';
import { dataPortsOf, insideOf, methodOf, type Service, servicesAt, vipsOf } from './facts.js';
import { byIptables, byNft, type FilterRule } from './filter-rules.js';
import { addressFiles, routeFiles } from './network-files.js';
import type { Machine, Recipe, RecipeId, Variant } from './recipe.js';
import { deviceKey, lines, noUnit, sysctls, unit, writes } from './shell.js';

type RealServer = Extract<Machine, { kind: 'real_server' }>;

/** What a real server needs. @param device its own, towards the routers; a checked name */
export function realServerRecipes(config: Config, { address }: RealServer, device: string): Recipe[] {
  const services = servicesAt(config, address);
  const vips = vipsOf(services);
  const ftp = passiveFtp(config, services);
  switch (methodOf(config)) {
    case 'nat': {
      const inside = insideOf(config);
      const route =
        inside === undefined ? [] : [recipe('default-route', routeFiles(address, inside, device))];
      return [...route, ...ftp];
    }
    case 'direct':
      return [
        recipe('hidden-address', hidden(vips, device)),
        recipe('arptables', byArptables(vips, address, device)),
        recipe('redirect', redirected(services)),
        ...ftp,
      ];
    case 'tunnel':
      return [recipe('tunnel', tunnelled(vips, device)), ...ftp];
  }
}

function recipe(id: RecipeId, variants: readonly Variant[]): Recipe {
  return { id, variants, byConsole: false };
}

const unlasting = '# What follows holds until the machine starts anew.';

const hiddenPath = '/etc/sysctl.d/90-lvs-real-server.conf';

/** The address is there, and nobody is told of it. Source: Linux, Documentation/networking/ip-sysctl.rst. */
function quiet(devices: readonly string[], more: readonly (readonly [string, number])[] = []) {
  const settings = devices.flatMap((device) => [
    [deviceKey(device, 'arp_ignore'), 1] as const,
    [deviceKey(device, 'arp_announce'), 2] as const,
  ]);
  return sysctls(hiddenPath, [...settings, ...more]);
}

function loud(devices: readonly string[]): readonly string[] {
  const keys = devices.flatMap((device) => [
    deviceKey(device, 'arp_ignore'),
    deviceKey(device, 'arp_announce'),
  ]);
  return [`rm -f ${hiddenPath}`, ...keys.map((key) => `sysctl -w ${key}=0`)];
}

/** Way 1: the kernel keeps quiet about the address on the loopback device. */
function hidden(vips: readonly string[], device: string): Variant[] {
  const devices = ['all', 'lo', device];
  const check = lines(
    'ip -4 address show dev lo',
    `sysctl ${deviceKey('all', 'arp_ignore')} ${deviceKey('all', 'arp_announce')}`,
  );
  const addresses = (action: 'add' | 'del') => vips.map((vip) => `ip address ${action} ${vip}/32 dev lo`);
  const forNow = { form: 'any', run: [unlasting, ...addresses('add')], undo: addresses('del') } as const;
  return [...addressFiles(vips), forNow].map(({ form, run, undo }) => ({
    form,
    run: lines(quiet(devices), run),
    check,
    undo: lines(undo, loud(devices)),
  }));
}

/** Way 2: answers to questions for the address are dropped, and our own name another one. */
function byArptables(vips: readonly string[], address: string, device: string): Variant[] {
  const rules = (action: '-A' | '-D', into: string, out: string) =>
    vips.flatMap((vip) => [
      `arptables ${action} ${into} -d ${vip} -j DROP`,
      `arptables ${action} ${out} -s ${vip} -j mangle --mangle-ip-s ${address}`,
    ]);
  const addresses = (action: 'add' | 'del') =>
    vips.map((vip) => `ip address ${action} ${vip}/32 dev ${device}`);
  const name = 'lvs-arptables';
  const start = [...rules('-A', 'INPUT', 'OUTPUT'), ...addresses('add')];
  const stop = [...addresses('del'), ...rules('-D', 'INPUT', 'OUTPUT')];
  const inPath = (command: string) =>
    command.replace('arptables', '/usr/sbin/arptables').replace(/^ip /, '/sbin/ip ');
  const check = lines('arptables -L -n', `ip -4 address show dev ${device}`);
  return [
    {
      form: 'systemd',
      run: lines(
        'apt-get install -y arptables',
        unit(name, 'Addresses of LVS that ARP does not tell', start.map(inPath), stop.map(inPath)),
      ),
      check,
      undo: lines(noUnit(name)),
    },
    {
      form: 'arptables-jf',
      run: lines(
        rules('-A', 'IN', 'OUT'),
        'service arptables_jf save',
        'chkconfig --level 2345 arptables_jf on',
        addresses('add'),
        addresses('add').map((command) => `echo '${command}' >> /etc/rc.d/rc.local`),
      ),
      check,
      undo: lines(
        addresses('del'),
        rules('-D', 'IN', 'OUT'),
        'service arptables_jf save',
        vips.map((vip) => `sed -i '\\|^ip address add ${vip}/32 |d' /etc/rc.d/rc.local`),
      ),
    },
    { form: 'any', run: lines(unlasting, start), check, undo: lines(stop) },
  ];
}

/** Way 3: the address is nowhere; packets to it are turned to the machine itself. */
function redirected(services: readonly Service[]): Variant[] {
  const rules = services.map(({ ports, protocol, vip }): FilterRule => {
    const [first, last] = [ports?.first, ports?.last];
    const range = (between: string) => (first === last ? String(first) : `${first}${between}${last}`);
    const dport = ports === undefined ? '' : ` --dport ${range(':')}`;
    const match = ports === undefined ? `ip protocol ${protocol}` : `${protocol} dport ${range('-')}`;
    return {
      table: 'nat',
      chain: 'PREROUTING',
      iptables: `-p ${protocol} -d ${vip}${dport} -j REDIRECT`,
      nft: `ip daddr ${vip} ${match} redirect`,
    };
  });
  const chain = ['chain prerouting {', '  type nat hook prerouting priority dstnat; policy accept;'];
  return [
    ...byIptables(rules, '-A'),
    byNft(
      'lvs_redirect',
      chain,
      rules.map(({ nft }) => nft),
    ),
  ];
}

/** The packets come wrapped, and from a network that does not lead back. */
function tunnelled(vips: readonly string[], device: string): Variant[] {
  const devices = ['all', 'tunl0', device];
  const strict = ['all', 'tunl0'].map((one) => [deviceKey(one, 'rp_filter'), 0] as const);
  const begin = ['modprobe ipip', ...quiet(devices, strict)];
  const end = loud(['all', device]);
  const check = lines('ip -4 address show dev tunl0', `sysctl ${deviceKey('tunl0', 'rp_filter')}`);
  const name = 'lvs-tunnel';
  const own = '/etc/network/interfaces.d/lvs-tunnel';
  const scripts = '/etc/sysconfig/network-scripts';
  const up = (ip: string) => [
    ...vips.map((vip) => `${ip} address add ${vip}/32 dev tunl0`),
    `${ip} link set tunl0 up`,
  ];
  const alias = (i: number) => (i === 0 ? 'tunl0' : `tunl0:${i}`);
  return [
    {
      form: 'systemd',
      run: lines(
        begin,
        unit(
          name,
          'Addresses of LVS at the end of tunnels',
          ['/sbin/modprobe ipip', `/sbin/sysctl -p ${hiddenPath}`, ...up('/sbin/ip')],
          ['/sbin/ip link set tunl0 down', ...vips.map((vip) => `/sbin/ip address del ${vip}/32 dev tunl0`)],
        ),
      ),
      check,
      undo: lines(noUnit(name), end),
    },
    {
      form: 'interfaces',
      run: lines(
        begin,
        writes('/etc/modules-load.d/lvs-tunnel.conf', ['ipip']),
        writes(own, [
          'auto tunl0',
          'iface tunl0 inet manual',
          `    up sysctl -p ${hiddenPath}`,
          ...up('ip').map((command) => `    up ${command}`),
          '    down ip address flush dev tunl0',
        ]),
        'ifup tunl0',
      ),
      check,
      undo: lines('ifdown tunl0', `rm -f ${own} /etc/modules-load.d/lvs-tunnel.conf`, end),
    },
    {
      form: 'ifcfg',
      run: lines(
        begin,
        writes('/etc/modules-load.d/lvs-tunnel.conf', ['ipip']),
        vips.flatMap((vip, i) =>
          writes(`${scripts}/ifcfg-${alias(i)}`, [
            `DEVICE=${alias(i)}`,
            'BOOTPROTO=static',
            'ONBOOT=yes',
            `IPADDR=${vip}`,
            'NETMASK=255.255.255.255',
          ]),
        ),
        'ifup tunl0',
      ),
      check,
      undo: lines(
        'ifdown tunl0',
        vips.map((_, i) => `rm -f ${scripts}/ifcfg-${alias(i)}`),
        'rm -f /etc/modules-load.d/lvs-tunnel.conf',
        end,
      ),
    },
    {
      form: 'any',
      run: lines(begin, unlasting, up('ip')),
      check,
      undo: lines(
        'ip link set tunl0 down',
        vips.map((vip) => `ip address del ${vip}/32 dev tunl0`),
        end,
      ),
    },
  ];
}

/** The server says where its data connections wait. Source: guide, section 3.5.3.2; vsftpd.conf(5). */
function passiveFtp(config: Config, services: readonly Service[]): Recipe[] {
  const ftp = services.find(({ isFtp }) => isFtp);
  const ports = dataPortsOf(config);
  if (ftp === undefined || ports === undefined) return [];
  const settings = [
    `pasv_min_port=${ports.first}`,
    `pasv_max_port=${ports.last}`,
    // With the other methods the server has the address itself.
    ...(methodOf(config) === 'nat' ? [`pasv_address=${ftp.vip}`] : []),
  ];
  const clean = "sed -i '/^pasv_\\(min_port\\|max_port\\|address\\)=/d' /etc/vsftpd.conf";
  return [
    recipe('ftp-passive', [
      {
        form: 'vsftpd',
        run: lines(
          clean,
          ["cat >> /etc/vsftpd.conf <<'END'", ...settings, 'END'],
          'systemctl restart vsftpd.service',
        ),
        check: lines('grep ^pasv_ /etc/vsftpd.conf'),
        undo: lines(clean, 'systemctl restart vsftpd.service'),
      },
    ]),
  ];
}
