import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importSources } from '../../../src/core/import/import.js';
import type { Around } from '../../../src/core/import/places.js';
import type { ImportKind } from '../../../src/core/import/source.js';

const capture = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../captures/ipvs', name), 'latin1');

function imported(kind: ImportKind, texts: readonly string[], around: Around = {}) {
  const sources = texts.map((text, index) => ({ name: `${index}`, kind, text }));
  const result = importSources(sources, around);
  const codes = new Map<string, string[]>();
  for (const { lines } of result.reports)
    for (const { text, remarks } of lines)
      codes.set(text, [...(codes.get(text) ?? []), ...remarks.map(({ code }) => code)]);
  return { ...result, codes, services: result.config.virtualServers };
}

/** The Sending Program of a ready-made check, as it is stored. */
const asked = (words: string) => `"/usr/local/lib/lvs-console/lvs-ask ${words} exit=0"`;

/** What the kernel had: a service each that lvs.cf can say, and those that it cannot. */
const wanted = [
  ['10.0.0.100', 22, 300],
  ['10.0.0.100', 80, undefined],
  ['10.0.0.100', 81, undefined],
  ['10.0.0.200', 443, undefined],
  ['10.0.0.201', 443, undefined],
  ['10.0.0.100', 53, undefined],
];

describe('The table of a kernel', () => {
  test.each<[string, ImportKind, Around]>([
    ['proc_net_ip_vs.txt', 'ip_vs', { ticksPerSecond: 100 }],
    ['ipvsadm-Ln.txt', 'ip_vs', {}],
    ['ipvsadm-save-n.txt', 'ipvsadm', {}],
  ])('imports from %s, and says what lvs.cf cannot have', (name, kind, around) => {
    const { codes, reports, services } = imported(kind, [capture(name)], around);
    const byAddress = services.filter(({ values }) => values.fwmark === undefined);
    const said = byAddress.map(({ values }) => [values.address?.address, values.port, values.persistent]);
    expect(said.map(String).sort()).toEqual(wanted.map(String).sort());
    expect(services.filter(({ values }) => values.fwmark === 80)).toHaveLength(1);
    const all = [...codes.values()].flat();
    for (const code of ['ipv6', 'protocol_other', 'scheduler_other', 'method_differs'])
      expect(all).toContain(code);
    expect(reports[0]?.tally.unknown).toBe(0);
  });

  test('is not persistent when nobody knows the clock of its kernel', () => {
    const { services, codes } = imported('ip_vs', [capture('proc_net_ip_vs.txt')]);
    expect(services.every(({ values }) => values.persistent === undefined)).toBe(true);
    expect([...codes.values()].flat()).toContain('ticks_unknown');
  });

  test('gets the devices of this machine, where its networks fit', () => {
    const device = {
      name: 'ens3',
      addresses: [{ family: 'inet', address: '10.0.0.5', netmask: '255.255.255.0' }],
    } as const;
    const { config } = imported('ipvsadm', ['-A -t 10.0.0.9:80 -s rr\n-a -t 10.0.0.9:80 -r 10.0.1.1:80 -i'], {
      devices: [device],
    });
    expect(config.global).toMatchObject({ network: 'tunnel', primary: '10.0.0.5' });
    expect(config.virtualServers[0]?.values).toMatchObject({
      address: { address: '10.0.0.9', device: 'ens3:1' },
      vip_nmask: '255.255.255.0',
    });
  });
});

test.each([
  ['-A -t 10.0.0.9:80 -s rr -b sh-port', ['-b sh-port']],
  ['-A -u 10.0.0.9:53 -s rr --ops', ['--ops']],
  ['-A -t 10.0.0.9:80 -s rr --pe sip', ['--pe sip']],
  ['-a -t 10.0.0.9:80 -r 10.0.1.1:80 -m -w 3 -x 10 -y 0', ['-x 10']],
  [
    '-a -t 10.0.0.9:80 -r 10.0.1.1:80 -i --tun-type gue --tun-port 6080',
    ['--tun-type gue', '--tun-port 6080'],
  ],
])('%s is taken over but for what lvs.cf has no place for', (line, options) => {
  const { reports, services } = imported('ipvsadm', [`-A -t 10.0.0.9:80 -s rr\n${line}`]);
  const said = reports[0]?.lines.at(-1);
  const left = said?.remarks.flatMap(({ code, params }) => (code === 'option_left' ? [params.option] : []));
  expect([said?.outcome, left]).toEqual(['changed', options]);
  expect(services.flatMap(({ realServers }) => realServers)).toHaveLength(line.startsWith('-a') ? 1 : 0);
});

describe('keepalived.conf', () => {
  const service = (head: string, check: string, settings = '') =>
    `virtual_server ${head} {\ndelay_loop 10\nlb_algo rr\nlb_kind NAT\n${settings}\nreal_server 10.0.1.1 ${head.split(' ')[1] ?? 80} {\nweight 2\n${check}\n}\n}\n`;
  const values = (text: string) => imported('keepalived.conf', [text]).services[0]?.values;

  test.each([
    ['SMTP_CHECK {\nhelo_name lb\n}', { send_program: asked('smtp %h 25 helo=lb'), expect: '"OK"' }],
    ['SMTP_CHECK {\nconnect_port 587\n}', { send_program: asked('smtp %h 587') }],
    ['SMTP_CHECK {\nhelo_name é\n}', { expect: '"220"' }],
    [
      'SSL_GET {\nenable_sni\nurl {\npath /a\nvirtualhost www.test\nstatus_code 200-299 401\n}\nconnect_port 443\n}',
      { send_program: asked('https %h 443 path=/a host=www.test status=200-299,401') },
    ],
    ['SSL_GET {\nurl {\npath "/{a}"\n}\n}', { use_regex: false }],
    [
      `HTTP_GET {\nurl {\npath /\ndigest ${'AB'.repeat(16)}\n}\n}`,
      { send_program: asked(`http %h 25 md5=${'ab'.repeat(16)}`) },
    ],
    [
      'HTTP_GET {\nurl {\npath /\nstatus_code 200-250\n}\n}',
      { send_program: asked('http %h 25 status=200-250') },
    ],
    [
      'MISC_CHECK {\nmisc_path "/usr/local/lib/lvs-console/lvs-ask http 10.0.1.1 25"\n}',
      { send_program: '"/usr/local/lib/lvs-console/lvs-ask http %h 25"' },
    ],
    ['HTTP_GET {\nurl {\npath /a\nstatus_code 200-399\n}\n}', { expect: '"^HTTP/1[.][01] [2-3][0-9][0-9]"' }],
    ['HTTP_GET {\nurl {\npath /a\nstatus_code 200 301\n}\n}', { expect: '"^HTTP/1[.][01] (200|301)"' }],
    ['MISC_CHECK {\nmisc_path "/bin/t 10.0.1.1 25"\nmisc_dynamic\n}', { send_program: '"/bin/t %h %p"' }],
    ['TCP_CHECK {\n}', { use_regex: false }],
    ['', { use_regex: false }],
  ])('has a check %j', (check, expected) => {
    expect(values(service('10.0.0.9 25', check))).toMatchObject({ ...expected, timeout: 10, reentry: 10 });
  });

  test('never leaves a real server over UDP without a check that can pass', () => {
    const text = service('10.0.0.9 53', 'DNS_CHECK {\ntype A\nname example.com\n}', 'protocol UDP');
    const question = asked('dns %h 53 name=example.com type=A answers=0');
    expect(values(text)).toMatchObject({ protocol: 'udp', send_program: question, expect: '"OK"' });
    const root = service('10.0.0.9 53', 'DNS_CHECK {\n}', 'protocol UDP');
    expect(values(root)).toMatchObject({ send_program: asked('dns %h 53 name=. type=SOA answers=0') });
    const unknown = service('10.0.0.9 53', 'DNS_CHECK {\nname é\n}', 'protocol UDP');
    expect(values(unknown)).toMatchObject({ protocol: 'udp', send_program: '"/bin/true"' });
    const payload = service(
      '10.0.0.9 53',
      'UDP_CHECK {\npayload 70696e67\nrequire_reply 706f\n}',
      'protocol UDP',
    );
    expect(values(payload)).toMatchObject({ send: '"ping"', expect: '"po"' });
  });

  test('has each member of a group become a virtual server, and what comes over IPv6 left out', () => {
    const group =
      'virtual_server_group g {\n10.0.0.8 80\n10.0.0.9 81\nfwmark 3\n2001:db8::1 80\n10.0.0.1-9 80\n}\n';
    const { services, codes } = imported('keepalived.conf', [group + service('group g', 'TCP_CHECK {\n}')]);
    expect(services.map(({ values: { fwmark, port } }) => fwmark ?? port)).toEqual([80, 81, 3]);
    expect([codes.get('2001:db8::1 80'), codes.get('10.0.0.1-9 80')]).toEqual([['ipv6'], ['range']]);
  });

  test('has old and new spelling mean the same', () => {
    const old = service(
      '10.0.0.9 80',
      'TCP_CHECK {\n}',
      'persistence_timeout 50\npersistence_granularity 24',
    );
    const now = old
      .replace('lb_algo', 'lvs_sched')
      .replace('lb_kind', 'lvs_method')
      .replace('24', '255.255.255.0');
    expect(imported('keepalived.conf', [now]).text).toBe(imported('keepalived.conf', [old]).text);
    expect(values(now)).toMatchObject({ persistent: 50, pmask: '255.255.255.0' });
  });

  test('of two routers is read in any order, and says where they differ', () => {
    const vrrp = (state: string, priority: number, own: string, other: string) =>
      `vrrp_instance A {\nstate ${state}\ninterface eth0\nvirtual_router_id 7\npriority ${priority}\nadvert_int 2\nunicast_src_ip ${own}\nunicast_peer {\n${other}\n}\nvirtual_ipaddress {\n10.0.0.9/24 dev eth0 label eth0:3\n10.0.1.254/24 dev eth1\n}\n}\n`;
    const primary = vrrp('MASTER', 150, '10.0.0.2', '10.0.0.3') + service('10.0.0.9 80', 'TCP_CHECK {\n}');
    const backup =
      vrrp('BACKUP', 100, '10.0.0.3', '10.0.0.2') +
      service('10.0.0.9 80', 'TCP_CHECK {\n}').replace('weight 2', 'weight 5');
    const { config, codes, text } = imported('keepalived.conf', [backup, primary]);
    expect(config.global).toMatchObject({
      primary: '10.0.0.2',
      backup: '10.0.0.3',
      backup_active: true,
      keepalive: 2,
      deadtime: 6,
      nat_router: { address: '10.0.1.254', device: 'eth1:1' },
      nat_nmask: '255.255.255.0',
    });
    expect(config.virtualServers[0]?.values.address?.device).toBe('eth0:3');
    expect(config.virtualServers[0]?.realServers[0]?.values.weight).toBe(2);
    expect([...codes.values()].flat()).toContain('backup_differs');
    expect(imported('keepalived.conf', [primary, backup]).text).toBe(text);
  });
});

test('An lvs.cf keeps its bytes, but for carriage returns, and says its problems at their lines', () => {
  const { text, reports } = imported('lvs.cf', ['# café\r\nprimary = 10.0.0.2\r\nnonsense = 1\r\n']);
  expect(text).toBe('# café\nprimary = 10.0.0.2\nnonsense = 1\n');
  expect(reports[0]?.lines.map(({ line, outcome }) => [line, outcome])).toContainEqual([3, 'unknown']);
});

test.each([
  ['', 'yes'],
  ['auto_failback on', 'yes'],
  ['auto_failback off', 'no'],
  ['auto_failback legacy', 'yes'],
  ['nice_failback on', 'no'],
  ['nice_failback off', 'yes'],
])('heartbeat with %j takes the service back: %s', (line, expected) => {
  const haCf = { name: 'ha.cf', kind: 'ha.cf', text: `node a b\n${line}\n` } as const;
  expect(importSources([haCf]).config.shared['fail-back'] ?? 'no').toBe(expected);
});

describe('Several statements on one line of a keepalived.conf', () => {
  const head = 'virtual_server 10.0.0.9 80 {';
  test.each([
    ['real_server 10.0.1.1 80 { weight 7 TCP_CHECK { } }', 'weight', 'TCP_CHECK'],
    ['real_server 10.0.1.1 80 { weight 7 TCP_CHECK { retry 1 } }', 'weight', 'TCP_CHECK, retry'],
    ['real_server 10.0.1.1 80 { inhibit_on_failure weight 7 }', 'inhibit_on_failure', 'weight'],
    [
      'real_server 10.0.1.1 80 { TCP_CHECK { connect_timeout 3 connect_port 8 } }',
      'connect_timeout',
      'connect_port',
    ],
    ['real_server 10.0.1.1 80 { HTTP_GET { url { path / status_code 200 } } }', 'path', 'status_code'],
    ['real_server 10.0.1.1 80 weight 7 { TCP_CHECK { } }', 'real_server', 'weight, 7'],
    ['lb_algo rr lb_kind NAT', 'lb_algo', 'lb_kind'],
  ])('are all named where only the first counts: %s', (line, first, word) => {
    const { reports } = imported('keepalived.conf', [`${head}\n${line}\n}\n`]);
    const said = reports[0]?.lines.find(({ text }) => text === line);
    expect(said?.outcome).toBe('unknown');
    expect(said?.remarks).toContainEqual({ code: 'behind', params: { word, first } });
  });

  test('lose what is in the block of the one behind, by its own lines', () => {
    const text = `${head}\nreal_server 10.0.1.1 80 {\nweight 7 TCP_CHECK {\nretry 1\n}\n}\n}\n`;
    const { codes, services } = imported('keepalived.conf', [text]);
    expect([codes.get('weight 7 TCP_CHECK {'), codes.get('retry 1')]).toEqual([['behind'], ['inside_lost']]);
    expect(services[0]?.realServers[0]?.values.weight).toBe(7);
  });

  test.each([
    'lb_algo sh sh-port',
    'real_server 10.0.1.1 80 { weight 7 }',
    'real_server 10.0.1.1 80 { notify_up /bin/tell weight 7\nTCP_CHECK { connect_port 80 } }',
    'real_server 10.0.1.1 80 { MISC_CHECK { misc_path /bin/look path 7 } }',
  ])('are none in %s', (line) => {
    const { codes } = imported('keepalived.conf', [`${head}\n${line}\n}\n`]);
    expect([...codes.values()].flat()).not.toContain('behind');
  });

  test('are named among addresses, too', () => {
    const said = (line: string) =>
      imported('keepalived.conf', [`vrrp_instance V {\nvirtual_ipaddress {\n${line}\n}\n}\n`]).codes.get(
        line,
      );
    expect(said('10.0.0.1/24 dev eth0 10.0.0.2/24')).toContain('behind');
    expect(said('10.0.0.1/24 brd 10.0.0.255 dev eth0 label eth0:1')).not.toContain('behind');
  });

  test('show no password, wherever it stands', () => {
    const inside = 'authentication { auth_type PASS auth_pass geheim7 }';
    const text = `vrrp_instance V {\nstate MASTER\n${inside}\npriority 100 ${inside}\n}\n${head}\n}\n`;
    expect(JSON.stringify([...imported('keepalived.conf', [text]).codes])).not.toContain('geheim7');
  });
});
