import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { type Machine, machineName, type Recipe } from '../../../src/core/recipes/recipe.js';
import {
  machineNamed,
  machinesOf,
  recipeDevice,
  recipesFor,
  script,
} from '../../../src/core/recipes/recipes.js';

const head = (method: string, more = '') => `serial_no = 1
${more}primary = 10.0.0.2
backup_active = 1
backup = 10.0.0.3
network = ${method}
nat_router = 192.168.10.1 eth1:1
nat_nmask = 255.255.255.0
syncdaemon = 1
`;

interface Server {
  readonly name: string;
  readonly address: string;
}

function virtual(name: string, values: string, servers: readonly Server[]): string {
  const blocks = servers.map(
    (server) =>
      `     server ${server.name} {\n         address = ${server.address}\n         active = 1\n     }\n`,
  );
  return `virtual ${name} {\n     active = 1\n${values}${blocks.join('')}}\n`;
}

const two = [
  { name: 'rs1', address: '192.168.10.11' },
  { name: 'rs2', address: '192.168.10.12' },
];
const web = virtual('http', '     address = 10.0.0.100 eth0:1\n     port = 80\n', two);
const marked = [
  virtual(
    'http',
    '     address = 10.0.0.100 eth0:1\n     port = 80\n     fwmark = 80\n     persistent = 30\n',
    two,
  ),
  virtual(
    'https',
    '     address = 10.0.0.100 eth0:1\n     port = 443\n     fwmark = 80\n     persistent = 30\n',
    two,
  ),
  virtual(
    'ftp',
    '     address = 10.0.0.101 eth0:2\n     port = 21\n     fwmark = 21\n     persistent = 30\n',
    two,
  ),
].join('');

const configOf = (text: string) => readConfig(text);

function recipes(text: string, name: string, device?: string): Recipe[] {
  const config = configOf(text);
  const machine = machineNamed(config, name);
  if (machine === undefined) throw new Error(`there is no machine ${name}`);
  return recipesFor(config, machine, device);
}

function variant(all: readonly Recipe[], id: Recipe['id'], form: string) {
  const found = all.find((recipe) => recipe.id === id)?.variants.find((one) => one.form === form);
  if (found === undefined) throw new Error(`there is no ${id} by ${form}`);
  return found;
}

const idsOf = (all: readonly Recipe[]) => all.map(({ id }) => id);

describe('The machines of a configuration', () => {
  test('are its routers and each real server once, however often it serves', () => {
    expect(machinesOf(configOf(head('nat') + marked))).toEqual([
      { kind: 'router', role: 'primary', address: '10.0.0.2' },
      { kind: 'router', role: 'backup', address: '10.0.0.3' },
      { kind: 'real_server', address: '192.168.10.11', names: ['rs1'] },
      { kind: 'real_server', address: '192.168.10.12', names: ['rs2'] },
    ] satisfies Machine[]);
  });

  test('have no backup where there is none, and none of a virtual server that is not active', () => {
    const config = configOf(
      `backup_active = 0\nprimary = 10.0.0.2\n${web.replace('active = 1', 'active = 0')}`,
    );
    expect(machinesOf(config).map(machineName)).toEqual(['primary']);
  });
});

describe('On a router', () => {
  test('the modules of the schedulers are loaded, and forwarding is turned on', () => {
    const all = recipes(head('nat') + web, 'primary');
    expect(idsOf(all)).toEqual(['modules', 'forwarding', 'router-firewall', 'static-vip']);
    expect(variant(all, 'modules', 'any').run).toContain('modprobe ip_vs\nmodprobe ip_vs_wlc\n');
    expect(variant(all, 'forwarding', 'any').run).toContain('net.ipv4.ip_forward = 1\n');
  });

  test('packets for HTTP and HTTPS get one mark, and those for FTP theirs, active and passive', () => {
    const all = recipes(head('nat') + marked, 'primary');
    const { run } = variant(all, 'marks', 'iptables-debian');
    for (const rule of [
      '-d 10.0.0.100 -p tcp -m tcp --dport 80 -j MARK --set-mark 80\n',
      '-d 10.0.0.100 -p tcp -m tcp --dport 443 -j MARK --set-mark 80\n',
      '-d 10.0.0.101 -p tcp -m tcp --dport 21 -j MARK --set-mark 21\n',
      '-d 10.0.0.101 -p tcp -m tcp --dport 10000:20000 -j MARK --set-mark 21\n',
    ]) {
      expect(run).toContain(rule);
    }
    expect(run).toContain('netfilter-persistent save\n');
    expect(variant(all, 'marks', 'iptables-redhat').run).toContain('service iptables save');
    expect(variant(all, 'marks', 'nft').run).toContain(
      'ip daddr 10.0.0.101 tcp dport 10000-20000 meta mark set 21\n',
    );
    const ftp = '-t nat -A POSTROUTING -p tcp -s 192.168.10.0/24 --sport 20 -j MASQUERADE\n';
    expect(variant(all, 'ftp-active', 'iptables-redhat').run).toContain(ftp);
  });

  test('what the console sets up itself is said to be so', () => {
    const own = '# lvs-console: mark-rules = yes\n# lvs-console: ip-forwarding = yes\n';
    const all = recipes(head('nat', own) + marked, 'primary');
    expect(all.filter(({ byConsole }) => byConsole).map(({ id }) => id)).toEqual(['forwarding', 'marks']);
    expect(recipes(head('nat') + marked, 'primary').filter(({ byConsole }) => byConsole)).toEqual([]);
  });

  test('the firewall lets in the other router, the clients, and what the kernels tell each other', () => {
    const opened = (name: string) =>
      variant(recipes(head('nat') + web, name), 'router-firewall', 'iptables-debian').run;
    expect(opened('primary')).toContain('iptables -t filter -I INPUT -s 10.0.0.3 -p 112 -j ACCEPT\n');
    expect(opened('backup')).toContain('-I INPUT -s 10.0.0.2 -p 112 -j ACCEPT\n');
    expect(opened('primary')).toContain('-d 10.0.0.100 -p tcp --dport 80 -j ACCEPT\n');
    expect(opened('primary')).toContain('-d 224.0.0.81 -p udp --dport 8848 -j ACCEPT\n');
    const { run } = variant(recipes(head('nat') + web, 'primary'), 'router-firewall', 'firewalld');
    expect(run).toContain('source address="10.0.0.3" protocol value="vrrp" accept');
  });

  test('a floating address in a file of the system is looked for', () => {
    const { run, undo } = variant(recipes(head('nat') + marked, 'primary'), 'static-vip', 'any');
    expect(run).toContain('grep -rnwF -e 10.0.0.100 -e 10.0.0.101 /etc/network/interfaces ');
    expect(undo).toBe('');
  });
});

describe('On a real server', () => {
  test('with NAT the way out is the floating inside address', () => {
    const all = recipes(head('nat') + marked, '192.168.10.11', 'ens3');
    expect(idsOf(all)).toEqual(['default-route', 'ftp-passive']);
    const route = (form: string) => variant(all, 'default-route', form).run;
    expect(route('ifcfg')).toContain('IPADDR=192.168.10.11\nNETMASK=255.255.255.0\nGATEWAY=192.168.10.1\n');
    expect(route('interfaces')).toContain('    address 192.168.10.11/24\n    gateway 192.168.10.1\n');
    expect(route('netplan')).toContain('        - to: default\n          via: 192.168.10.1\n');
    expect(route('networkd')).toContain('Name=ens3\n');
    expect(route('any')).toContain('ip route replace default via 192.168.10.1 dev ens3\n');
    expect(variant(all, 'ftp-passive', 'vsftpd').run).toContain('pasv_address=10.0.0.101\n');
  });

  test('with direct routing there are three ways to keep quiet about the address', () => {
    const all = recipes(head('direct') + web, '192.168.10.12');
    expect(idsOf(all)).toEqual(['hidden-address', 'arptables', 'redirect']);
    const { run } = variant(all, 'hidden-address', 'interfaces');
    for (const device of ['all', 'lo', 'eth0']) {
      expect(run).toContain(`net.ipv4.conf.${device}.arp_ignore = 1\n`);
      expect(run).toContain(`net.ipv4.conf.${device}.arp_announce = 2\n`);
    }
    expect(run.indexOf('sysctl -p'), 'quiet first, then the address').toBeLessThan(run.indexOf('ifup lo:1'));
    expect(run).toContain('iface lo:1 inet static\n    address 10.0.0.100\n    netmask 255.255.255.255\n');
    expect(variant(all, 'arptables', 'arptables-jf').run).toContain(
      'arptables -A IN -d 10.0.0.100 -j DROP\narptables -A OUT -s 10.0.0.100 -j mangle --mangle-ip-s 192.168.10.12\n',
    );
    expect(variant(all, 'redirect', 'iptables-debian').run).toContain(
      'iptables -t nat -A PREROUTING -p tcp -d 10.0.0.100 --dport 80 -j REDIRECT\n',
    );
  });

  test('a device with a dot in its name is one device', () => {
    const all = recipes(head('direct') + web, '192.168.10.12', 'eth0.12');
    expect(variant(all, 'hidden-address', 'ifcfg').run).toContain('net/ipv4/conf/eth0.12/arp_ignore = 1\n');
  });

  test('at the end of a tunnel the address is on tunl0, and packets from elsewhere are believed', () => {
    const all = recipes(head('tunnel') + web, '192.168.10.11');
    expect(idsOf(all)).toEqual(['tunnel']);
    const { run } = variant(all, 'tunnel', 'systemd');
    expect(run).toContain('net.ipv4.conf.tunl0.rp_filter = 0\n');
    expect(run).toContain('ExecStart=/sbin/ip address add 10.0.0.100/32 dev tunl0\n');
  });

  test('only what it serves itself is named', () => {
    const other = virtual(
      'other',
      '     address = 10.0.0.200 eth0:3\n     port = 53\n     protocol = udp\n',
      [{ name: 'rs9', address: '192.168.10.19' }],
    );
    const { run } = variant(recipes(head('direct') + web + other, '192.168.10.19'), 'redirect', 'nft');
    expect(run).toContain('ip daddr 10.0.0.200 udp dport 53 redirect\n');
    expect(run).not.toContain('10.0.0.100');
  });
});

describe('What is given to a shell', () => {
  const everything = ['nat', 'direct', 'tunnel'].flatMap((method) => {
    const config = configOf(head(method) + marked);
    return machinesOf(config).flatMap((machine) =>
      recipesFor(config, machine).flatMap(({ id, variants }) => variants.map((one) => ({ ...one, id }))),
    );
  });

  test('is understood by it', () => {
    const scripts = everything.map((one) => script(one, one.id));
    const together = scripts.concat(everything.flatMap(({ check, undo }) => [check, undo])).join('\n');
    execFileSync('sh', ['-n'], { input: together });
    expect(scripts.length).toBeGreaterThan(40);
  });

  test('can be taken back and looked at wherever something is changed', () => {
    for (const { check, form, id, undo } of everything) {
      if (id !== 'static-vip') expect([check, undo], `${id} by ${form}`).not.toContain('');
    }
  });

  test('holds nothing but addresses and numbers of the file', () => {
    const evil = '$(touch>/tmp/x)';
    const text = head('direct') + web.replaceAll('rs1', evil).replace('virtual http', `virtual ${evil}`);
    const host = text.replace('10.0.0.100 eth0:1', 'www.example.com eth0:1');
    for (const one of [text, host]) {
      const config = configOf(one);
      const told = machinesOf(config).flatMap((machine) =>
        recipesFor(config, machine, `eth0;${evil}`).flatMap(({ variants }) => variants),
      );
      expect(JSON.stringify(told)).not.toContain('touch');
      expect(JSON.stringify(told)).not.toContain('example.com');
    }
    expect(recipeDevice('eth0;reboot')).toBeUndefined();
    expect(recipeDevice('eth0:1')).toBeUndefined();
    expect(recipeDevice('bond0.12')).toBe('bond0.12');
  });
});
