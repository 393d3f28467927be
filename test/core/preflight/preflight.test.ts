import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { preflight, tallyOf } from '../../../src/core/preflight/preflight.js';
import { isAnythingOpen, reportsOf } from '../../../src/core/preflight/report.js';
import type { CheckId } from '../../../src/core/preflight/verdict.js';
import { checkIds } from '../../../src/core/preflight/verdict.js';
import { wishOf } from '../../../src/core/preflight/wish.js';
import { machineNamed, recipesFor } from '../../../src/core/recipes/recipes.js';
import { type PreflightSeen, preflightLimits, readWish } from '../../../src/core/router/preflight.js';
import { wordsFor } from '../../../src/text/index.js';
import { remarkSentence } from '../../../src/text/preflight.js';
import { allDone, markedFile, seenWith } from '../../support/preflight.js';

const config = readConfig(markedFile);
const asked = { from: allDone.at - 150, to: allDone.at + 50 };

function verdicts(seen: PreflightSeen, given: Partial<Parameters<typeof preflight>[0]> = {}) {
  return preflight({ config, role: 'backup', seen, version: '1.2.3', asked, ...given });
}

function one(id: CheckId, seen: PreflightSeen, given = {}) {
  const found = verdicts(seen, given).find((verdict) => verdict.id === id);
  return (
    found && { state: found.state, said: found.found.map((remark) => remarkSentence(remark, wordsFor('en'))) }
  );
}

const denied = (path: string) => ({ at: 1, reason: 'denied', path }) as const;
const failed = (path: string, system: string) => ({ at: 1, reason: 'failed', path, system }) as const;
const { kernel, filter } = allDone;
const without = (text: string) =>
  typeof filter.iptables === 'string' ? filter.iptables.replace(text, '') : '';
const masquerade = '-A POSTROUTING -s 192.168.10.0/24 -p tcp -m tcp --sport 20 -j MASQUERADE\n';

describe('A router on which everything is done', () => {
  test('has every check, and each of them is done', () => {
    const all = verdicts(allDone);
    expect(all.filter(({ state }) => state !== 'done')).toEqual([]);
    expect(all.map(({ id }) => id)).toEqual([...checkIds]);
    expect(tallyOf(all)).toEqual({ all: checkIds.length, done: checkIds.length, open: 0, unknown: 0 });
  });

  test('is not asked for what its configuration does not have', () => {
    const plain = readConfig('serial_no = 1\nprimary = 10.0.0.2\nnetwork = direct\n');
    const ids = verdicts(allDone, { config: plain, role: 'primary', asked: undefined }).map(({ id }) => id);
    for (const id of [
      'marks',
      'ftp-active',
      'vrrp-in',
      'clients-in',
      'answers-through',
      'devices',
      'clock',
      'arp',
    ]) {
      expect(ids).not.toContain(id);
    }
    expect(ids).toContain('forwarding');
  });

  test('has every recipe of a router behind a check', () => {
    const router = machineNamed(config, 'backup');
    const recipes = router === undefined ? [] : recipesFor(config, router).map(({ id }) => id);
    const fixes = new Set(verdicts(allDone).map(({ fix }) => fix.recipe));
    expect(recipes.filter((id) => !fixes.has(id))).toEqual([]);
  });
});

describe('What is not done', () => {
  test.each<[string, CheckId, PreflightSeen, RegExp]>([
    ['the engine is missing', 'engine', seenWith({ engine: { name: null } }), /keepalived is not installed/],
    ['the engine is old', 'engine', seenWith({ engine: { version: '2.0.20' } }), /2\.0\.20 is older/],
    ['it does not start', 'engine-boot', seenWith({ engine: { boot: 'disabled' } }), /does not start/],
    [
      'the version differs',
      'version',
      seenWith({ version: '1.2.2' }),
      /of version 1\.2\.2, the console of 1\.2\.3/,
    ],
    [
      'the checker is missing',
      'checkers',
      seenWith({ checks: { programs: [{ path: '/x/lvs-check', state: 'missing' }] } }),
      /\/x\/lvs-check is missing/,
    ],
    [
      'the checker is another',
      'checkers',
      seenWith({ checks: { programs: [{ path: '/x/lvs-check', state: 'other' }] } }),
      /not that of this version/,
    ],
    [
      'the account is missing',
      'account',
      seenWith({ checks: { account: 'missing' } }),
      /no account lvs-check/,
    ],
    ['IPVS is missing', 'modules', seenWith({ kernel: { ipvs: false } }), /ip_vs is not loaded/],
    [
      'a scheduler is missing',
      'modules',
      seenWith({ kernel: { modules: ['ip_vs', 'ip_vs_rr'] } }),
      /ip_vs_wlc is not/,
    ],
    [
      'modules are not kept',
      'modules-boot',
      seenWith({ kernel: { modulesAtBoot: { places: [], unread: [] } } }),
      /No file names the module ip_vs/,
    ],
    [
      'forwarding is off',
      'forwarding',
      seenWith({ kernel: { settings: [{ key: 'net.ipv4.ip_forward', value: '0' }] } }),
      /ip_forward is 0/,
    ],
    [
      'forwarding is not kept',
      'forwarding-boot',
      seenWith({ kernel: { settingsAtBoot: { places: [], unread: [] } } }),
      /No file sets/,
    ],
    [
      'a later file takes it back',
      'forwarding-boot',
      seenWith({
        kernel: {
          settingsAtBoot: {
            places: [
              ...kernel.settingsAtBoot.places,
              { path: '/etc/sysctl.d/99-x.conf', line: 7, text: 'net.ipv4.conf.all.forwarding=0' },
            ],
            unread: [],
          },
        },
      }),
      /99-x\.conf:7/,
    ],
    [
      'an interface is missing',
      'devices',
      seenWith({ network: { devices: [{ name: 'eth0', isUp: true, addresses: [] }] } }),
      /no interface eth1/,
    ],
    [
      'an interface is off',
      'devices',
      seenWith({
        network: {
          devices: [
            { name: 'eth0', isUp: true, addresses: [] },
            { name: 'eth1', isUp: false, addresses: [] },
          ],
        },
      }),
      /eth1, .* is switched off/,
    ],
    [
      'a mask differs',
      'masks',
      seenWith({
        network: {
          devices: [
            { name: 'eth0', isUp: true, addresses: [{ address: '10.0.0.3', netmask: '255.255.0.0' }] },
            { name: 'eth1', isUp: true, addresses: [] },
          ],
        },
      }),
      /10\.0\.0\.100\/24 on eth0, whose own address is 10\.0\.0\.3\/16/,
    ],
    [
      'a file has the address',
      'static-vip',
      seenWith({
        network: {
          mentions: { places: [{ path: '/etc/x', line: 2, text: 'address 10.0.0.100' }], unread: ['/etc/y'] },
        },
      }),
      /\/etc\/x:2/,
    ],
    [
      'clients come in elsewhere',
      'reverse-path',
      seenWith({ network: { defaultDevices: ['eth2'] } }),
      /rp_filter is 1 on eth0, .* eth2/,
    ],
    [
      'a mark is missing',
      'marks',
      seenWith({ filter: { iptables: '' } }),
      /TCP 10\.0\.0\.100:80 should have the mark 80, and has none/,
    ],
    [
      'a mark is another',
      'marks',
      seenWith({ filter: { iptables: without('').replace('0x50/', '0x51/') } }),
      /should have the mark 80, and has 81/,
    ],
    [
      'passive ports are missing',
      'marks',
      seenWith({ filter: { iptables: without(',10000:20000') } }),
      /10\.0\.0\.101:10000 should have the mark 21/,
    ],
    [
      'passive ports end early',
      'marks',
      seenWith({ filter: { iptables: without('').replace('20000', '19999') } }),
      /10\.0\.0\.101:20000 should have/,
    ],
    [
      'marks are not kept',
      'marks-boot',
      seenWith({ filter: { kept: [] } }),
      /No file .* TCP 10\.0\.0\.100:80/,
    ],
    ['nothing loads what is kept', 'marks-boot', seenWith({ units: [] }), /netfilter-persistent\.service/],
    [
      'active FTP is not translated',
      'ftp-active',
      seenWith({ filter: { iptables: without(masquerade) } }),
      /192\.168\.10\.0\/24/,
    ],
    ['active FTP is not kept', 'ftp-active-boot', seenWith({ filter: { kept: [] } }), /192\.168\.10\.0\/24/],
    [
      'VRRP is refused',
      'vrrp-in',
      seenWith({
        filter: { iptables: `${without('')}*filter\n:INPUT DROP [0:0]\n-A INPUT -p tcp -j ACCEPT\nCOMMIT\n` },
      }),
      /VRRP 10\.0\.0\.2 is refused by: iptables, filter, INPUT/,
    ],
    [
      'clients are refused',
      'clients-in',
      seenWith({
        filter: {
          iptables: `${without('')}*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp --dport 21 -j DROP\nCOMMIT\n`,
        },
      }),
      /TCP 10\.0\.0\.101:21 is refused by: -A INPUT/,
    ],
    [
      'answers are refused',
      'answers-through',
      seenWith({ filter: { iptables: `${without('')}*filter\n:FORWARD DROP [0:0]\nCOMMIT\n` } }),
      /is refused by: iptables, filter, FORWARD/,
    ],
    [
      'a real server is silent',
      'real-servers',
      seenWith({
        network: { ports: [{ address: '192.168.10.12', port: 80, answer: 'silent', system: '' }] },
      }),
      /192\.168\.10\.12:80: no answer/,
    ],
    [
      'a real server answers for a floating address',
      'arp',
      seenWith({
        network: { asked: [{ address: '10.0.0.100', device: 'eth0', answers: ['02:fc:00:00:00:11'] }] },
      }),
      /real server rs1, 192\.168\.10\.11 answers/,
    ],
    [
      'two machines answer',
      'arp',
      seenWith({
        network: {
          asked: [
            { address: '10.0.0.100', device: 'eth0', answers: ['02:fc:00:00:00:02', '02:fc:00:00:00:77'] },
          ],
        },
      }),
      /Several machines/,
    ],
    [
      'another machine has our address',
      'arp',
      seenWith({
        network: {
          devices: [
            { name: 'eth0', isUp: true, addresses: [{ address: '10.0.0.100', netmask: '255.255.255.0' }] },
          ],
        },
      }),
      /another machine answers for it too/,
    ],
    ['the clock is behind', 'clock', seenWith({ at: allDone.at - 60_000 }), /60 seconds behind/],
    ['the clock is ahead', 'clock', seenWith({ at: allDone.at + 5000 }), /5 seconds ahead/],
  ])('is said to be open: %s', (_what, id, seen, said) => {
    const found = one(id, seen);
    expect(found?.state).toBe('open');
    expect(found?.said.join('\n')).toMatch(said);
  });

  test('is said with what helps', () => {
    const nothing = seenWith({
      engine: { name: null, version: '' },
      kernel: { ipvs: false },
      filter: { iptables: '', kept: [] },
      checks: { account: 'missing' },
    });
    const open = verdicts(nothing).filter(({ state }) => state === 'open');
    expect(open.length).toBeGreaterThan(5);
    for (const { fix } of open) {
      expect(fix.recipe !== undefined || fix.page !== undefined || (fix.commands ?? []).length > 0).toBe(
        true,
      );
    }
  });
});

describe('What cannot be seen', () => {
  test.each<[string, CheckId, PreflightSeen, RegExp]>([
    [
      'its program does not say its version',
      'engine',
      seenWith({ engine: { version: denied('/usr/sbin/keepalived') } }),
      /keepalived/,
    ],
    [
      'nobody tells what starts it',
      'engine-boot',
      seenWith({ engine: { boot: 'unknown', control: 'process' } }),
      /process/,
    ],
    [
      'the checker is closed',
      'checkers',
      seenWith({ checks: { programs: [{ path: '/x/lvs-check', state: 'unknown' }] } }),
      /could not be read/,
    ],
    ['the table is closed', 'modules', seenWith({ kernel: { ipvs: denied('/proc/net/ip_vs') } }), /ip_vs/],
    [
      'the kernel has no modules',
      'modules',
      seenWith({ kernel: { modules: { ...denied('/proc/modules'), reason: 'absent' } } }),
      /\/proc\/modules/,
    ],
    [
      'a folder of modules is closed',
      'modules-boot',
      seenWith({ kernel: { modulesAtBoot: { places: [], unread: ['/etc/modules'] } } }),
      /\/etc\/modules could not/,
    ],
    [
      'forwarding is closed',
      'forwarding',
      seenWith({ kernel: { settings: [{ key: 'net.ipv4.ip_forward', value: denied('/proc/x') }] } }),
      /\/proc\/x/,
    ],
    [
      'a file of settings is closed',
      'forwarding-boot',
      seenWith({ kernel: { settingsAtBoot: { places: [], unread: ['/etc/sysctl.d/x'] } } }),
      /sysctl\.d\/x/,
    ],
    [
      'a file that may take it back is closed',
      'forwarding-boot',
      seenWith({ kernel: { settingsAtBoot: { ...kernel.settingsAtBoot, unread: ['/etc/sysctl.d/x'] } } }),
      /sysctl\.d\/x/,
    ],
    [
      'interfaces are not told',
      'devices',
      seenWith({ network: { devices: failed('netlink', 'EIO') } }),
      /netlink/,
    ],
    [
      'a file of the network is closed',
      'static-vip',
      seenWith({ network: { mentions: { places: [], unread: ['/etc/netplan'] } } }),
      /\/etc\/netplan/,
    ],
    [
      'routes are not told',
      'reverse-path',
      seenWith({ network: { defaultDevices: denied('/proc/net/route') } }),
      /route/,
    ],
    [
      'the packet filter is closed',
      'marks',
      seenWith({ filter: { iptables: failed('iptables-save', '4: you must be root') } }),
      /you must be root/,
    ],
    [
      'a rule depends on something else',
      'marks',
      seenWith({
        filter: { iptables: without('').replaceAll('-j MARK', '-m time --timestart 01:00 -j MARK') },
      }),
      /cannot be followed/,
    ],
    [
      'an nft file says it in another way',
      'marks-boot',
      seenWith({
        filter: {
          kept: [
            { path: '/etc/nftables.conf', text: 'ip daddr { 10.0.0.100, 10.0.0.101 } meta mark set 80' },
          ],
        },
      }),
      /No file/,
    ],
    ['units are not told', 'marks-boot', seenWith({ units: failed('systemctl', 'no bus') }), /no bus/],
    [
      'nft cannot be read',
      'vrrp-in',
      seenWith({ filter: { nft: { ...denied('nft'), reason: 'absent' } } }),
      /There is no nft/,
    ],
    [
      'nft prints nonsense',
      'clients-in',
      seenWith({ filter: { nft: 'Segmentation fault' } }),
      /Segmentation fault/,
    ],
    [
      'a rule for some clients',
      'clients-in',
      seenWith({
        filter: {
          iptables: `${without('')}*filter\n:INPUT DROP [0:0]\n-A INPUT -s 192.0.2.0/24 -j ACCEPT\nCOMMIT\n`,
        },
      }),
      /may be refused/,
    ],
    [
      'a rule for known connections',
      'answers-through',
      seenWith({
        filter: {
          iptables: `${without('')}*filter\n:FORWARD DROP [0:0]\n-A FORWARD -m state --state ESTABLISHED -j ACCEPT\nCOMMIT\n`,
        },
      }),
      /may be refused/,
    ],
    [
      'nobody can ask the network',
      'arp',
      seenWith({
        network: {
          asked: [
            { address: '10.0.0.100', device: 'eth0', answers: { ...denied('arping'), reason: 'absent' } },
          ],
        },
      }),
      /There is no arping/,
    ],
    [
      'nobody answers',
      'arp',
      seenWith({ network: { asked: [{ address: '10.0.0.100', device: 'eth0', answers: [] }] } }),
      /no router is active/,
    ],
  ])('is unknown, with the reason: %s', (_what, id, seen, said) => {
    const found = one(id, seen);
    expect(found?.state).toBe('unknown');
    expect(found?.said.join('\n')).toMatch(said);
  });

  test('takes nothing away from what is seen', () => {
    const seen = seenWith({ filter: { nft: { ...denied('nft'), reason: 'absent' } } });
    expect(one('marks', seen)?.state).toBe('done');
  });
});

describe('Rules by nft', () => {
  const nft = (rules: readonly object[]) =>
    JSON.stringify({
      nftables: [
        { table: { family: 'ip', name: 'lvs_marks' } },
        {
          chain: {
            family: 'ip',
            table: 'lvs_marks',
            name: 'p',
            type: 'filter',
            hook: 'prerouting',
            prio: -150,
            policy: 'accept',
          },
        },
        ...rules.map((expr) => ({ rule: { family: 'ip', table: 'lvs_marks', chain: 'p', expr } })),
      ],
    });
  const mark = (address: string, port: unknown, value: number) => [
    { match: { op: '==', left: { payload: { protocol: 'ip', field: 'daddr' } }, right: address } },
    { match: { op: '==', left: { payload: { protocol: 'tcp', field: 'dport' } }, right: port } },
    { mangle: { key: { meta: { key: 'mark' } }, value } },
  ];
  const rules = [
    mark('10.0.0.101', { range: [10_000, 20_000] }, 21),
    mark('10.0.0.100', 80, 80),
    mark('10.0.0.101', 21, 21),
  ];

  test('count like those of iptables, and so does the file that WHAT TO RUN writes', () => {
    const router = machineNamed(config, 'primary');
    const run =
      router &&
      recipesFor(config, router)
        .find(({ id }) => id === 'marks')
        ?.variants.at(-1)?.run;
    const seen = seenWith({
      filter: { iptables: '', nft: nft(rules), kept: [{ path: '/etc/lvs_marks.nft', text: run ?? '' }] },
      units: [{ name: 'nftables.service', state: 'enabled' }],
    });
    expect(one('marks', seen)).toEqual({ state: 'done', said: [] });
    expect(one('marks-boot', seen)).toEqual({ state: 'done', said: [] });
    const less = seenWith({ filter: { iptables: '', nft: nft(rules.slice(1)) } });
    expect(one('marks', less)?.state).toBe('open');
  });

  test.each([
    ['blank lines', 'marks-boot', '\n'.repeat(450_000)],
    ['the beginnings of a rule', 'ftp-active-boot', 'sport 20 '.repeat(50_000)],
  ] as const)('are looked for at once in files of %s', (_name, id, text) => {
    const kept = [1, 2, 3].map((number) => ({ path: `/etc/nftables.d/${number}.nft`, text: `${text}x` }));
    expect(one(id, seenWith({ filter: { kept } }))?.state).toBe('open');
  });

  test('are not counted twice where iptables made them', () => {
    const header = '# Generated by iptables-save v1.8.9 (nf_tables) on Sat\n';
    const table = nft(rules).replaceAll('lvs_marks', 'mangle').replaceAll('"value":80', '"value":99');
    const seen = seenWith({ filter: { iptables: `${header}${without('')}`, nft: table } });
    expect(one('marks', seen)?.state).toBe('done');
  });
});

describe('Marks that the console sets itself', () => {
  const own = readConfig(markedFile.replace('virtual http', '# lvs-console: mark-rules = yes\nvirtual http'));
  test('outlast a start where its own unit does', () => {
    const with_ = (state: string) =>
      seenWith({ filter: { kept: [] }, units: [{ name: 'lvs-console-boot.service', state }] });
    expect(one('marks-boot', with_('enabled'), { config: own })?.state).toBe('done');
    expect(one('marks-boot', with_('disabled'), { config: own })?.said.join()).toMatch(/lvs-console-boot/);
  });
});

describe('What a router is asked', () => {
  test('is what the configuration has, and can be read by the router program', () => {
    const { left, line } = wishOf(config);
    expect(readWish(JSON.stringify(line))).toEqual({
      addresses: ['10.0.0.100', '10.0.0.101', '192.168.10.1'],
      devices: ['eth1', 'eth0'],
      account: 'lvs-check',
      ports: [
        ['192.168.10.11', 80],
        ['192.168.10.12', 80],
        ['192.168.10.11', 21],
      ],
      asked: [
        ['192.168.10.1', 'eth1'],
        ['10.0.0.100', 'eth0'],
        ['10.0.0.101', 'eth0'],
      ],
    });
    expect(left).toEqual({ addresses: 0, ports: 0, asked: 0 });
  });

  test('has an end, and the rest is unknown', () => {
    const many = Array.from(
      { length: 300 },
      (_, i) =>
        `virtual v${i} {\n active = 1\n address = 10.1.${i >> 6}.${(i % 64) + 1} eth0:${i}\n port = 80\n server s {\n address = 10.2.${i >> 6}.${(i % 64) + 1}\n active = 1\n }\n}\n`,
    );
    const large = readConfig(`primary = 10.0.0.2\nnetwork = direct\n${many.join('')}`);
    const { left, line } = wishOf(large);
    expect(JSON.stringify(line).length).toBeLessThan(8192);
    expect(left).toEqual({
      addresses: 300 - preflightLimits.addresses,
      ports: 300 - preflightLimits.ports,
      asked: 300 - preflightLimits.asked,
    });
    for (const id of ['static-vip', 'real-servers', 'arp'] as const) {
      expect(one(id, allDone, { config: large, role: 'primary' })?.state).toBe('unknown');
    }
  });
});

describe('Both routers', () => {
  const looked = { seen: allDone, trouble: undefined, asked };
  const identity = { role: 'primary', device: 'eth0', address: '10.0.0.2' } as const;

  test('are told apart by where the console is', () => {
    const reports = reportsOf({ config, identity, version: '1.2.3', here: looked, other: looked });
    expect(reports.map(({ role, side }) => [side, role])).toEqual([
      ['here', 'primary'],
      ['other', 'backup'],
    ]);
    expect(isAnythingOpen(reports)).toBe(false);
    expect(reports[0]?.verdicts?.map(({ id }) => id)).not.toContain('clock');
    const there = reportsOf({
      config,
      identity: { ...identity, role: 'backup' },
      version: '1.2.3',
      here: looked,
      other: looked,
    });
    expect(there.map(({ role }) => role)).toEqual(['backup', 'primary']);
  });

  test('are open while one of them has told nothing', () => {
    const reports = reportsOf({ config, identity, version: '1.2.3', here: looked, other: undefined });
    expect(isAnythingOpen(reports)).toBe(true);
    expect(reports[1]).toMatchObject({ isReachable: false, verdicts: undefined });
  });

  test('are nobody where this machine is neither', () => {
    const neither = { unknown: 'neither', primary: '', backup: '' } as const;
    const reports = reportsOf({
      config,
      identity: neither,
      version: '1.2.3',
      here: looked,
      other: undefined,
    });
    expect(reports.map(({ role, verdicts }) => [role, verdicts])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });
});

test('The words of both languages have something to say to each remark', () => {
  const remark = { code: 'mark', params: { to: 'TCP 10.0.0.1:80', wanted: 0, seen: 5 } } as const;
  expect(remarkSentence(remark, wordsFor('en'))).toBe('TCP 10.0.0.1:80 should have no mark, and has 5.');
  expect(remarkSentence(remark, wordsFor('fr'))).toContain('ne devrait pas avoir de marque');
  const text = 'address 10.0.0.100\u001b[2J';
  const mentions = { places: [{ path: '/etc/x', line: 2, text }], unread: [] };
  expect(one('static-vip', seenWith({ network: { mentions } }))?.said.join()).not.toContain('\u001b');
});
