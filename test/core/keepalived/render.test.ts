import { describe, expect, test } from 'vitest';
import { installedChecker } from '../../../src/core/keepalived/check-command.js';
import { renderKeepalived } from '../../../src/core/keepalived/render.js';
import { changeGlobal } from '../../../src/core/lvscf/change.js';
import { type Config, readConfig } from '../../../src/core/lvscf/config.js';
import { noteCodes, type Others, pair, pairText, rendered, rendering } from './pair.js';

describe('keepalived.conf', () => {
  test('begins with our mark, and is the same for the same file', () => {
    const text = rendered();
    expect(text).toMatch(/^# Made from lvs.cf by LVS Console: .*\n# For the primary router\.\n/);
    expect(rendered()).toBe(text);
    expect(text).toMatch(/\}\n$/);
  });

  test('begins with the user of the scripts, because a reload drops every check otherwise', () => {
    expect(rendered()).toMatch(/\nglobal_defs \{\n {4}script_user root\n {4}enable_script_security\n/);
    expect(rendered()).toContain('    reload_check_config\n');
  });

  test('keeps one stable address in the list that the routers compare, and the others beside it', () => {
    expect(rendered()).toMatch(
      /virtual_ipaddress \{\n +192\.168\.10\.1\/24 [^\n]*\n +\}\n +virtual_ipaddress_excluded \{\n +10\.0\.0\.100\/24 /,
    );
    const direct = rendered({ global: { network: 'direct' } });
    expect(direct).toMatch(/virtual_ipaddress \{\n +10\.0\.0\.100\/24 /);
    expect(direct).not.toContain('virtual_ipaddress_excluded');
  });

  test('never asks for a check that ends with status 0 and a dynamic weight', () => {
    for (const weight of ['0', '1', '253', '254', '65535']) {
      const text = rendered({ server: { weight } });
      const checks = text.match(/misc_path "[^"]*"\n +misc_timeout \d+\n( +misc_dynamic)?/g) ?? [];
      expect(checks).toHaveLength(2);
      for (const check of checks) expect(/ -"/.test(check)).toBe(!check.includes('misc_dynamic'));
    }
  });

  test('has alpha in every service, so that a dead server never gets a request', () => {
    const text = rendered({
      tail: 'virtual b {\nactive = 1\naddress = 10.0.0.101 eth0:2\nserver c {\nactive = 1\naddress = 192.168.10.14\n}\n}\n',
    });
    expect(text.match(/^virtual_server /gm)).toHaveLength(2);
    expect(text.match(/^ {4}alpha\n {4}warmup 0$/gm)).toHaveLength(2);
  });

  test('has the addresses of the pair the other way round on the backup, and a lower priority', () => {
    expect(rendered()).toMatch(
      /priority 150\n(.*\n)*? +unicast_src_ip 10\.0\.5\.2 .*\n +unicast_peer \{\n +10\.0\.5\.3\n/,
    );
    expect(rendered({}, 'backup')).toMatch(
      /priority 100\n(.*\n)*? +unicast_src_ip 10\.0\.5\.3 .*\n +unicast_peer \{\n +10\.0\.5\.2\n/,
    );
  });

  test('has one of a pair give its addresses away when a file of root’s asks for it', () => {
    expect(rendered()).toContain(
      'track_file hand_over {\n    file "/run/lvs-console.hand-over"\n    weight 0\n}\n',
    );
    expect(rendered()).toMatch(/vrrp_instance LVS \{\n(.*\n)*? {4}track_file \{\n {8}hand_over\n/);
    expect(rendered({}, 'single')).not.toContain('hand_over');
  });

  test('has no VRRP on a single router, where its addresses simply stay', () => {
    const text = rendered({}, 'single');
    expect(text).not.toMatch(/vrrp|lvs_sync_daemon/);
    expect(text).toMatch(/static_ipaddress \{\n {4}192\.168\.10\.1\/24 .*\n {4}10\.0\.0\.100\/24 /);
  });

  test('waits longer for the checker than the checker for a server', () => {
    expect(rendered({ virtual: { timeout: '6' } })).toMatch(
      /lvs-check tcp 192\.168\.10\.11 80 6 .*\n +misc_timeout 15\n/,
    );
    expect(rendered({ virtual: { load_monitor: 'rup' } })).toMatch(/misc_timeout 21\n/);
  });

  test('checks the port of the real server, also where the kernel keeps that of the packet', () => {
    const text = rendered({ virtual: { fwmark: '80' }, server: { port: '8080' } });
    expect(text).toMatch(/real_server 192\.168\.10\.11 0 \{[^}]*lvs-check tcp 192\.168\.10\.11 8080 /);
    expect(text).not.toContain('protocol ');
  });
});

describe('The interface of the heartbeat', () => {
  test.each<[string, Others, string]>([
    ['the one of the first virtual address', {}, 'eth0 # the first virtual address is on it'],
    [
      'the one that the head of the file names',
      { head: '# lvs-console: vrrp-device = bond0\n' },
      'bond0 # vrrp-device at the head of lvs.cf',
    ],
  ])('is %s', (_title, others, line) => {
    expect(rendered(others)).toContain(`    interface ${line}\n`);
  });
});

describe('Settings at the head of the file', () => {
  const at = (line: string) => rendered({ head: `${line}\n` });

  test('leave the service where it is unless fail-back is asked for', () => {
    expect(rendered()).toContain('    nopreempt\n');
    expect(at('# lvs-console: fail-back = yes')).not.toContain('nopreempt');
    expect(at('# lvs-console: fail-back = maybe')).toContain('nopreempt');
  });

  test.each([
    ['# lvs-console: virtual-router-id = 7', 7],
    ['#lvs-console:virtual-router-id=255  ', 255],
    ['# lvs-console: virtual-router-id = 0', 51],
    ['# lvs-console: virtual-router-id = 256', 51],
    ['# lvs-console: virtual-router-id = 7; x', 51],
    ['# virtual-router-id = 7', 51],
  ])('%s gives the number %i', (line, number) => {
    expect(at(line)).toContain(`    virtual_router_id ${number}\n`);
  });

  test('that the console has written are followed, and those it took out again are not', () => {
    const values = { 'fail-back': 'yes', 'virtual-router-id': 60, 'vrrp-device': 'bond0' } as const;
    const set = readConfig(changeGlobal(pair(), values));
    const unset = { 'fail-back': 'no', 'virtual-router-id': undefined, 'vrrp-device': undefined } as const;
    const text = (config: Config) =>
      renderKeepalived(config, { role: 'primary', checker: installedChecker }).text ?? '';
    expect(text(set)).not.toContain('nopreempt');
    expect(text(set)).toContain('    virtual_router_id 60\n');
    expect(text(set)).toContain('    interface bond0 # vrrp-device at the head of lvs.cf\n');
    const lines = (config: Config) => text(config).replace(/^#.*$/gm, '');
    expect(lines(readConfig(changeGlobal(set, unset)))).toBe(lines(pair()));
  });

  test('count only before the first block', () => {
    const text = rendered({ tail: '# lvs-console: fail-back = yes\n' });
    expect(text).toContain('nopreempt');
  });

  test('let the checks run as somebody else, who has to have a plain name', () => {
    expect(at('# lvs-console: checker-account = lvs-check')).toMatch(/_80 1 - lvs-check"$/m);
    expect(at('# lvs-console: checker-account = a b"')).toMatch(/_80 1"$/m);
    expect(at('# lvs-console: vrrp-device = eth0:1')).toContain('interface eth0 # the first');
  });
});

describe('Commands of the administrator', () => {
  test('run when the router has become active, and when it no longer is', () => {
    const text = rendered({ global: { active_cmd: '/bin/up', inactive_cmd: '"/bin/down  now"' } });
    expect(text).toContain('    notify_master "/bin/up"\n');
    for (const state of ['backup', 'fault', 'stop'])
      expect(text).toContain(`    notify_${state} "/bin/down now"\n`);
  });

  test('run before keepalived begins and after it has ended on a single router', () => {
    const others = { global: { active_cmd: '/bin/up', inactive_cmd: '/bin/down' } };
    expect(rendered(others, 'single')).toContain(
      '    startup_script "/bin/up"\n    shutdown_script "/bin/down"\n',
    );
    expect(noteCodes(others, 'single')).toContain('command_at_start');
  });

  test.each([
    '"/bin/up $HOME"',
    '/bin/up"x',
    '"/bin/up \'x\'"',
    '"/bin/up #"',
    '"/bin/up !"',
    '-x',
    '/bin/\u00fcp',
  ])('%s is left out, and said, because keepalived would read it differently', (command) => {
    const others = { global: { active_cmd: command } };
    expect(rendered(others)).not.toContain('notify_master');
    expect(noteCodes(others)).toContain('command_left_out');
  });
});

describe('Deadtime', () => {
  test.each([
    ['6', '18', 6, 3],
    ['2', '5', 2, 3],
    ['4', '18', 4, 5],
    ['10', '11', 10, 2],
    ['1', '1000', 1, 100],
    ['300', '301', 255, 2],
  ])(
    'with keepalive %s and deadtime %s there are adverts every %i seconds and %i may be missing',
    (keepalive, deadtime, interval, missed) => {
      const text = rendered({ global: { keepalive, deadtime } });
      expect(text).toContain(
        `    advert_int ${interval} # keepalive\n    down_timer_adverts ${missed} # deadtime\n`,
      );
    },
  );
});

describe('Remarks', () => {
  test.each<[string, Others]>([
    ['deadtime_rounded', { global: { keepalive: '4' } }],
    ['advert_limited', { global: { keepalive: '256', deadtime: '1000' } }],
    ['links_always_watched', {}],
    ['mask_assumed', { virtual: { vip_nmask: undefined } }],
    ['setting_unused', { global: { hard_shutdown: '0' } }],
    ['setting_unused', { global: { primary_private: '192.168.10.2' } }],
    ['setting_unused', { virtual: { client_monitor: '/bin/nanny' } }],
    ['program_failure_is_down', { virtual: { send_program: '"/bin/check %h"' } }],
    ['load_followed', { virtual: { load_monitor: 'rup' } }],
    ['weight_limited', { server: { weight: '254' } }],
    ['mark_keeps_port', { virtual: { fwmark: '80' }, server: { port: '81' } }],
    ['persistence_limited', { virtual: { persistent: '2678401' } }],
    ['timeout_limited', { virtual: { timeout: '1431' } }],
  ])('%s is said where it is so, and only there', (code, others) => {
    expect(noteCodes(others)).toContain(code);
    if (code !== 'links_always_watched') expect(noteCodes()).not.toContain(code);
  });

  test('are not made about what the original tool writes into every file', () => {
    const usual = {
      heartbeat: '1',
      heartbeat_port: '539',
      debug_level: 'NONE',
      service: 'lvs',
      serial_no: '1',
    };
    expect(noteCodes({ global: usual, virtual: { load_monitor: 'none' } })).toEqual(noteCodes());
  });

  test('are not made about links that are watched', () => {
    expect(noteCodes({ global: { monitor_links: '1' } })).not.toContain('links_always_watched');
  });
});

describe('Nothing is rendered', () => {
  const codes = (others: Others, role: 'primary' | 'single' = 'primary') =>
    rendering(others, role).obstacles?.map(({ code }) => code);

  test('out of a file that the daemon refuses', () => {
    expect(rendering({ tail: 'what is this\n' }).obstacles).toMatchObject([
      { code: 'problem', params: { problem: { code: 'unknown_keyword', severity: 'refused' } } },
    ]);
  });

  test('when something that would run is broken', () => {
    expect(codes({ virtual: { address: '0.0.0.0 eth0:1' } })).toContain('problem');
    expect(codes({ global: { deadtime: '5' } })).toContain('problem');
    expect(codes({ server: { weight: '65536' } })).toEqual(['problem']);
    expect(codes({ virtual: { active: '0' } })).toEqual(['problem']);
  });

  test("but what is broken and inactive is in nobody's way", () => {
    expect(codes({ server: { weight: '65536', active: '0' } })).toBeUndefined();
    const inactive = 'virtual b {\nactive = 0\naddress = 0.0.0.0 eth0:1\nport = 70000\n}\n';
    expect(codes({ tail: inactive })).toBeUndefined();
    expect(codes({ tail: 'failover f {\nactive = 1\nport = 70000\n}\n' })).toBeUndefined();
  });

  test('when an address is the name of a host, which each router would look up for itself', () => {
    for (const others of [
      { global: { backup: 'lb2' } },
      { global: { nat_router: 'gate eth1:1' } },
      { virtual: { address: 'www eth0:1' } },
      { virtual: { address: 'www eth0:1', fwmark: '80' } },
      { server: { address: 'rs1' } },
    ])
      expect(codes(others)).toEqual(['host_name']);
    expect(codes({ global: { backup: 'lb2' } }, 'single')).toBeUndefined();
    expect(codes({ server: { address: 'rs1', active: '0' } })).toBeUndefined();
    expect(codes({ global: { primary_private: 'lb1' } })).toBeUndefined();
  });

  test('for one of a pair when the file has no active backup', () => {
    expect(codes({ global: { backup_active: '0' } })).toEqual(['role_without_backup']);
    expect(codes({ global: { backup_active: '0' } }, 'single')).toBeUndefined();
  });

  test('for all ports of an address without persistence, which the kernel does not have', () => {
    expect(codes({ virtual: { port: '0' } })).toEqual(['port_zero']);
    expect(codes({ virtual: { port: '0', persistent: '30' } })).toBeUndefined();
    expect(codes({ virtual: { port: '0', fwmark: '3' } })).toBeUndefined();
  });

  test('and each reason names the block that it is about', () => {
    const { obstacles } = rendering({ server: { address: 'rs1' } });
    expect(obstacles).toMatchObject([
      { subject: { scope: 'server', block: 0, server: 0, keyword: 'address' } },
    ]);
  });
});

test('The pair of these tests is a file without problems', () => {
  expect(pair().problems.filter(({ severity }) => severity !== 'advice')).toEqual([]);
  expect(pairText()).toContain('server rs2 {');
});
