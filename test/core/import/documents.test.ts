import { describe, expect, test } from 'vitest';
import { importSources } from '../../../src/core/import/import.js';
import type { Around } from '../../../src/core/import/places.js';
import type { Remark } from '../../../src/core/import/remark.js';
import { type ImportKind, kindOf, type Source } from '../../../src/core/import/source.js';
import { addedProblems } from '../../../src/core/lvscf/added-problems.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import * as documents from './documents.js';

/** Imports texts whose kinds are found by themselves; the name of a file is enough for what has no other mark. */
function imported(texts: readonly (string | readonly [string, string])[], around?: Around) {
  const sources = texts.map((given): Source => {
    const [name, text] = typeof given === 'string' ? ['', given] : given;
    return { name, text, kind: kindOf(name, text) as ImportKind };
  });
  expect(sources.map(({ kind }) => kind)).not.toContain(undefined);
  const result = importSources(sources, around);
  const said = new Map<string, { readonly outcome: string; readonly remarks: readonly Remark[] }>();
  for (const { lines } of result.reports)
    for (const { text, outcome, remarks } of lines) if (!said.has(text)) said.set(text, { outcome, remarks });
  const of = (line: string) => said.get(line)?.remarks.map(({ code, params }) => [code, params]);
  const outcome = (line: string) => said.get(line)?.outcome;
  if (result.text !== undefined) expect(addedProblems(readConfig(''), readConfig(result.text))).toEqual([]);
  return { ...result, of, outcome, said };
}

const services = ({ config }: Pick<ReturnType<typeof imported>, 'config'>) =>
  config.virtualServers.map(({ values, realServers }) => [
    values.address?.address,
    values.port,
    values.scheduler,
    realServers.map((server) => [server.values.address, server.port, server.values.weight]),
  ]);

describe('The tutorial with two virtual machines', () => {
  const numbers = (text: string) => text.replaceAll('xxx.xxx.xxx', '192.168.1');

  test('imports as printed: what its addresses stand for is inactive until they are filled in', () => {
    const result = imported([documents.tutorialMaster, documents.tutorialBackup]);
    expect(result.config.virtualServers).toHaveLength(1);
    expect(result.config.virtualServers[0]?.values).toMatchObject({ active: false, persistent: 50 });
    expect(result.config.virtualServers[0]?.realServers.map(({ name }) => name)).toEqual([
      'xxx.xxx.xxx.31',
      'xxx.xxx.xxx.32',
      'xxx.xxx.xxx.33',
    ]);
    expect(result.of('virtual_server xxx.xxx.xxx.30 80 {')).toContainEqual([
      'placeholder',
      { found: 'xxx.xxx.xxx.30' },
    ]);
  });

  test('has its mistakes named', () => {
    const { of, outcome } = imported([documents.tutorialMaster, documents.tutorialBackup]);
    expect(outcome('smpt_connect_timeout 30')).toBe('unknown');
    expect(of('smpt_connect_timeout 30')).toEqual([
      ['misspelt', { word: 'smpt_connect_timeout', meant: 'smtp_connect_timeout' }],
    ]);
    expect(of('state BAKUP #MASTER vers BACKUP')).toEqual([
      ['state_misspelt', { found: 'BAKUP', meant: 'BACKUP' }],
    ]);
  });

  test('imports with addresses, and keeps what lvs.cf cannot say in comments', () => {
    const result = imported([numbers(documents.tutorialMaster), numbers(documents.tutorialBackup)]);
    const { config, text = '', of, outcome } = result;
    expect(services(result)).toEqual([
      ['192.168.1.30', 80, 'wlc', [31, 32, 33].map((host) => [`192.168.1.${host}`, 80, 100])],
    ]);
    expect(config.global).toMatchObject({
      network: 'direct',
      keepalive: 1,
      deadtime: 3,
      syncdaemon: true,
      syncd_iface: 'eth1',
    });
    expect(config.shared).toEqual({ 'fail-back': 'yes', 'virtual-router-id': 100, 'vrrp-device': 'eth1' });
    expect(config.virtualServers[0]?.values).toMatchObject({
      active: true,
      address: { address: '192.168.1.30', device: 'eth1:1' },
      vip_nmask: '255.255.255.255',
      timeout: 6,
      reentry: 6,
      use_regex: false,
      send_program:
        '"/usr/local/lib/lvs-console/lvs-ask http %h 80 path=/check-lvs md5=3544ffe7337ce70356d9de6aeb868973 seconds=3 exit=0"',
      expect: '"OK"',
    });
    expect(of('HTTP_GET {')).toEqual([['check_ready_made', { kind: 'http' }]]);
    expect(outcome('digest 3544ffe7337ce70356d9de6aeb868973')).toBe('kept');
    expect(outcome('connect_timeout 3')).toBe('kept');
    expect(text).toContain('# notification_email ([email protected])');
    expect(outcome('nb_get_retry 3')).toBe('changed');
  });

  test('never shows or keeps the password of the heartbeat', () => {
    const { text, said } = imported([documents.tutorialMaster, documents.tutorialBackup]);
    expect(said.get('auth_pass ********')?.outcome).toBe('lost');
    expect(text).not.toContain('mot_de_passe');
    expect([...said.keys()].join()).not.toContain('mot_de_passe');
  });
});

describe('The hosting tutorial', () => {
  test('imports, and has the address named that no interface has', () => {
    const result = imported([documents.hosting]);
    expect(services(result)).toEqual([
      ['192.168.10.9', 80, 'rr', [98, 85].map((host) => [`192.168.10.${host}`, 80, 1])],
    ]);
    expect(result.of('virtual_server 192.168.10.9 80 {')).toContainEqual([
      'vip_unlisted',
      { address: '192.168.10.9' },
    ]);
    expect(result.outcome('192.168.2.9')).toBe('noted');
    expect(result.of('}')).toEqual([['stray_close', {}]]);
    expect(result.config.shared['vrrp-device']).toBe('eth0');
  });

  test('has its further options in a service', () => {
    const text = documents.hosting.replace(' protocol TCP\n', ` protocol TCP\n${documents.hostingOptions}`);
    const { config, text: proposed = '', outcome } = imported([text]);
    expect(config.virtualServers[0]?.values).toMatchObject({ persistent: 60, sorry_server: '192.168.10.55' });
    for (const line of ['quorum 30', 'hysteresis 2']) expect(outcome(line)).toBe('noted');
    for (const line of ['virtualhost supervision.fr.local', 'quorum 30', 'hysteresis 2'])
      expect(proposed).toContain(`# virtual_server 192.168.10.9 80: ${line}\n`);
    expect(proposed).toContain('quorum_down /usr/local/bin/start_spare_vm.pl');
  });

  test('has its parts alone told where they belong', () => {
    const { of } = imported([['keepalived.conf', documents.hostingWebCheck + documents.hostingOptions]]);
    expect(of('HTTP_GET')).toEqual([['elsewhere', { word: 'HTTP_GET', belongs: 'real_server' }]]);
    expect(of('quorum 30')).toEqual([['elsewhere', { word: 'quorum', belongs: 'virtual_server' }]]);
  });

  test('has its checks in a real server', () => {
    const service = (check: string, address: string) =>
      `virtual_server 192.168.10.9 389 {\nlvs_sched rr\nlvs_method DR\nreal_server ${address} 389 {\n${check}}\n}\n`;
    const web = imported([service(documents.hostingWebCheck, '192.168.10.85')]).config.virtualServers[0];
    expect(web?.values).toMatchObject({
      send_program:
        '"/usr/local/lib/lvs-console/lvs-ask http %h 80 path=/test_vie.php status=200 md5=5f1a4b7e269b7f5ddf6bbce06856c1e8 seconds=3 exit=0"',
      expect: '"OK"',
    });
    const program = imported([service(documents.hostingProgram, '192.168.10.72')]).config.virtualServers[0];
    expect(program?.values.send_program).toBe('"/usr/local/bin/test_ldap.pl %h"');
  });

  test('has its commands done to the service of the file', () => {
    const added = documents.hostingCommands.split('\n').slice(0, 3).join('\n');
    const one = imported([documents.hosting, ['shell.ipvsadm', added]]);
    expect(services(one)[0]?.[3]).toHaveLength(3);
    const both = imported([documents.hosting, ['shell.ipvsadm', documents.hostingCommands]]);
    expect(services(both)[0]?.[3]).toHaveLength(2);
  });

  test('has its table read', () => {
    expect(services(imported([documents.hostingTable]))).toEqual([
      ['192.168.10.9', 443, 'rr', [70, 85].map((host) => [`192.168.10.${host}`, 443, 1])],
      ['192.168.10.9', 80, 'rr', [70, 85].map((host) => [`192.168.10.${host}`, 80, 1])],
    ]);
  });
});

test('The commands of the first lab import, and its table as printed', () => {
  const result = imported([documents.lab1]);
  const servers = [100, 150].map((host) => [`10.0.3.${host}`, 8080, 1]);
  expect(services(result)).toEqual([['10.0.2.100', 80, 'rr', servers]]);
  expect(result.config.virtualServers[0]?.values).toMatchObject({ persistent: 600 });
  expect(result.config.global).toMatchObject({ network: 'nat', tcp_timeout: 1800 });
  expect(services(imported([documents.lab1Table]))).toEqual([['10.0.2.100', 80, 'rr', servers]]);
});

describe('The course', () => {
  const members = (weights: readonly number[]) =>
    weights.map((weight, index) => [`192.168.200.${11 + index}`, 80, weight]);

  test('imports its rules with the settings of the daemon', () => {
    const result = imported([documents.courseDefaults, documents.courseRules]);
    expect(services(result)).toEqual([['192.168.56.10', 80, 'rr', members([1, 1])]]);
    expect(result.config.global).toMatchObject({ network: 'nat', syncdaemon: true, syncd_iface: 'enp0s3' });
    expect(result.outcome('GNU nano 3.2 /etc/ipvsadm.rules')).toBe('lost');
  });

  test('has the router of its second part told that its only address cannot move', () => {
    const on = (address: string) => ({
      name: 'enp0s3',
      addresses: [{ family: 'inet' as const, address, netmask: '255.255.255.0' }],
    });
    const service = 'ipvsadm -A -t 192.168.56.10:80 -s rr';
    const own = ['vip_own', { address: '192.168.56.10', device: 'enp0s3' }];
    const alone = imported([documents.courseRules], { devices: [on('192.168.56.10')] });
    expect(alone.of(service)).toContainEqual(own);
    // Where another address is beside it, it is there because it moves.
    const both = imported([documents.courseRules], { devices: [on('192.168.56.11'), on('192.168.56.10')] });
    expect(both.of(service)).not.toContainEqual(own);
    expect(both.config.global.primary).toBe('192.168.56.11');
  });

  test('has the cursor that was copied with a line named', () => {
    const result = imported([documents.courseThirdServer]);
    expect(services(result)[0]?.[3]).toEqual(members([1, 1, 1]));
    expect(result.of('ipvsadm -a -t 192.168.56.10:80 -r 192.168.200.13:80 -m_')).toContainEqual([
      'pasted_mark',
      { found: '-m_', meant: '-m' },
    ]);
  });

  test('imports its table', () => {
    expect(services(imported([documents.courseTable]))[0]?.[3]).toEqual(members([3, 1, 1]));
  });

  test('imports both routers: addresses, gateway and heartbeat', () => {
    const result = imported([
      ['ha.cf', documents.coursePairHaCf],
      ['authkeys', documents.coursePairAuthkeys],
      ['haresources', documents.coursePairHaresources],
      documents.courseWeights,
      documents.courseDefaults,
      ['hosts', '192.168.56.11 lb1\n192.168.56.12 lb2\n'],
    ]);
    expect(services(result)).toEqual([['192.168.56.10', 80, 'wrr', members([3, 1, 1])]]);
    expect(result.config.global).toMatchObject({
      primary: '192.168.56.11',
      backup: '192.168.56.12',
      backup_active: true,
      keepalive: 1,
      deadtime: 5,
      nat_router: { address: '192.168.200.250', device: 'enp0s8:1' },
    });
    expect(result.config.shared['fail-back']).toBe('yes');
    expect(result.of('node lb1 lb2')).toContainEqual(['fail_back_usual', {}]);
    expect(result.of('lb1 IPaddr::192.168.200.250   enp0s8')).toContainEqual([
      'resource_alone',
      { found: 'enp0s8', meant: 'IPaddr::192.168.200.250/24/enp0s8' },
    ]);
    expect(result.text).not.toContain('motdepasse');
  });

  test('imports heartbeat before two web servers, and says what is no balancing', () => {
    const result = imported([
      ['ha.cf', documents.courseHaCf],
      ['authkeys', documents.courseAuthkeys],
      ['haresources', documents.courseHaresources],
      ['hosts', documents.courseHosts],
      ['hosts', documents.courseOtherHosts],
    ]);
    expect(result.config.virtualServers.map(({ name, values }) => [name, values.active])).toEqual([
      ['apache2', false],
    ]);
    expect(result.config.global).toMatchObject({ primary: '192.168.56.11', backup: '192.168.56.12' });
    expect(result.of('auth1')).toContainEqual(['auth_glued', { found: 'auth1', meant: 'auth 1' }]);
    expect(result.of('DebianWeb1 IPaddr::192.168.56.10        apache2')).toContainEqual([
      'local_service',
      { name: 'apache2' },
    ]);
    expect(imported([['authkeys', documents.courseOtherAuthkeys]]).said.get('1 sha1 ********')?.outcome).toBe(
      'lost',
    );
  });
});
