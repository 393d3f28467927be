import { describe, expect, it } from 'vitest';
import { type Consequence, effectsOf } from '../../../src/core/effects/effects.js';
import type { Traffic } from '../../../src/core/effects/traffic.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { procText, tableOf } from '../ipvs/captures.js';

const file = `serial_no = 7
primary = 192.0.2.1
backup = 192.0.2.2
backup_active = 1
keepalive = 6
deadtime = 18
network = nat
nat_router = 10.0.0.254 eth1:1
nat_nmask = 255.255.255.0
rsh_command = ssh
virtual HTTP {
     active = 1
     address = 198.51.100.1 eth0:1
     vip_nmask = 255.255.255.0
     port = 80
     scheduler = wlc
     timeout = 6
     reentry = 15
     server web1 {
         address = 10.0.0.11
         active = 1
         weight = 1
     }
     server web2 {
         address = 10.0.0.12
         active = 1
         weight = 1
     }
     server spare {
         address = 10.0.0.13
         active = 0
     }
}
virtual idle {
     active = 0
     address = 198.51.100.2 eth0:2
     port = 25
     server mail {
         address = 10.0.0.25
         active = 1
     }
}
`;

/** A table of the kernel. */
function trafficOf(...lines: readonly string[]): Traffic {
  return { kind: 'table', table: tableOf(procText(...lines)) };
}

/** HTTP with web1, 12 active and 3 inactive connections, and web2, which has none. */
const here = trafficOf(
  'TCP  C6336401:0050 wlc',
  '  -> 0A00000B:0050      Masq    1      12         3',
  '  -> 0A00000C:0050      Masq    0      0          0',
);

type Replaced = readonly [from: string, to: string];

function changed(replaced: readonly Replaced[], text = file): string {
  return replaced.reduce((result, [from, to]) => {
    expect(result).toContain(from);
    return result.replace(from, to);
  }, text);
}

function effects(replaced: readonly Replaced[], traffic = here): Consequence[] {
  return effectsOf(readConfig(file), readConfig(changed(replaced)), traffic);
}

/** An effect in short: its gravity and code, and the connections that it is about. */
function short({ effects: found }: Consequence): string[] {
  return found.map(({ gravity, code, stake }) => {
    if (stake === undefined) return `${gravity} ${code}`;
    return `${gravity} ${code} ${stake === 'unknown' ? stake : `${stake.active}+${stake.inactive}`}`;
  });
}

const web2 =
  '     server web2 {\n         address = 10.0.0.12\n         active = 1\n         weight = 1\n     }\n';
const second = `virtual second {\n active = 1\n address = 198.51.100.9 eth0:9\n port = 80\n server a {\n address = 10.0.0.9\n active = 1\n }\n}\n`;
const head = (line: string): Replaced => ['serial_no = 7', `# lvs-console: ${line}\nserial_no = 7`];

describe('what a change does to live traffic', () => {
  it.each<[string, Replaced, string[]]>([
    ['a comment', ['serial_no = 7', '# hello\nserial_no = 7'], ['none only_text']],
    ['another name', ['virtual HTTP', 'virtual WWW'], ['none only_name']],
    ['a key that no daemon uses', ['keepalive = 6', 'debug_level = 3\nkeepalive = 6'], ['none not_used']],
    [
      'a key that keepalived has nothing for',
      ['backup = 192', 'backup_private = 10.0.0.2\nbackup = 192'],
      ['none not_used'],
    ],
    ['an inactive virtual server', ['port = 25', 'port = 26'], ['none not_active']],
    ['an inactive real server', ['10.0.0.13', '10.0.0.14'], ['none not_active']],
    ['a real server of an inactive virtual server', ['10.0.0.25\n', '10.0.0.26\n'], ['none not_active']],
    [
      'the default written down',
      ['     timeout = 6\n', '     timeout = 6\n     protocol = tcp\n'],
      ['none same_as_before'],
    ],
    ['a re-entry that asks for as many successes', ['reentry = 15', 'reentry = 16'], ['none same_as_before']],
    ['a remote shell that nobody uses', ['rsh_command = ssh', 'rsh_command = rsh'], ['none same_as_before']],
    [
      'a pmask without persistence',
      ['port = 80', 'port = 80\n pmask = 255.255.255.0'],
      ['none same_as_before'],
    ],
    ['a deadtime that is as many heartbeats', ['deadtime = 18', 'deadtime = 17'], ['none same_as_before']],
    [
      'a device of the sync daemon that is off',
      ['network = nat', 'network = nat\nsyncd_iface = eth1'],
      ['none same_as_before'],
    ],
    ['a weight', ['weight = 1', 'weight = 3'], ['smooth weight']],
    ['weight 0', ['weight = 1', 'weight = 0'], ['smooth weight_zero 12+3']],
    ['the check', ['port = 80', 'port = 80\n send = "HEAD / HTTP/1.0\\r\\n\\r\\n"'], ['smooth checks_again']],
    ['the interval of checks', ['timeout = 6', 'timeout = 5'], ['smooth checks_again']],
    ['the account of checks', head('checker-account = nobody'), ['smooth checks_again']],
    ['the scheduler', ['wlc', 'wrr'], ['smooth scheduler']],
    ['persistence', ['port = 80', 'port = 80\n persistent = 300'], ['smooth persistence']],
    [
      'the method',
      ['network = nat', 'network = tunnel'],
      ['breaks address_removed', 'breaks both_routers', 'smooth forwarding'],
    ],
    ['quiescing', ['port = 80', 'port = 80\n quiesce_server = 1'], ['smooth quiesce_on']],
    ['a sorry server', ['port = 80', 'port = 80\n sorry_server = 10.0.0.9'], ['smooth sorry_server']],
    [
      'another real server',
      [web2, `${web2}     server web3 {\n address = 10.0.0.14\n active = 1\n }\n`],
      ['smooth server_added'],
    ],
    ['a real server activated', ['active = 0', 'active = 1'], ['smooth server_added']],
    ['a real server that has no connection removed', [web2, ''], ['smooth server_removed 0+0']],
    [
      'a real server deactivated',
      ['10.0.0.11\n         active = 1', '10.0.0.11\n         active = 0'],
      ['breaks server_removed 12+3'],
    ],
    [
      'a real server on another machine',
      ['10.0.0.11', '10.0.0.21'],
      ['breaks server_removed 12+3', 'smooth server_added'],
    ],
    [
      'the port of a real server',
      ['address = 10.0.0.11', 'address = 10.0.0.11\n port = 8080'],
      ['breaks server_removed 12+3', 'smooth server_added'],
    ],
    [
      'another virtual server',
      ['virtual idle', `${second}virtual idle`],
      ['smooth service_added', 'smooth address_added'],
    ],
    [
      'a virtual server deactivated',
      ['     active = 1', '     active = 0'],
      ['breaks service_removed 12+3', 'breaks address_removed'],
    ],
    [
      'a virtual server activated',
      ['eth0:2', 'eth0:2\n active = 1'],
      ['smooth service_added', 'smooth address_added'],
    ],
    ['the port of a virtual server', ['port = 80', 'port = 81'], ['breaks service_recreated 12+3']],
    ['the protocol', ['port = 80', 'port = 80\n protocol = udp'], ['breaks service_recreated 12+3']],
    ['a mark', ['port = 80', 'port = 80\n fwmark = 5'], ['breaks service_recreated 12+3']],
    [
      'another address',
      ['198.51.100.1 eth0:1', '198.51.100.3 eth0:1'],
      ['breaks service_recreated 12+3', 'breaks address_removed', 'smooth address_added'],
    ],
    ['the alias of an address', ['eth0:1', 'eth0:3'], ['smooth address_changed']],
    ['the interface of an address', ['eth0:1', 'eth2:1'], ['breaks address_moved']],
    [
      'the mask of an address',
      ['vip_nmask = 255.255.255.0', 'vip_nmask = 255.255.0.0'],
      ['smooth address_changed'],
    ],
    [
      'the NAT router',
      ['10.0.0.254', '10.0.0.253'],
      ['breaks address_removed', 'breaks both_routers', 'smooth address_added'],
    ],
    ['a timeout of the kernel', ['network = nat', 'network = nat\ntcp_timeout = 500'], ['smooth timeouts']],
    ['a command', ['network = nat', 'network = nat\nactive_cmd = /bin/true'], ['smooth command']],
    ['watching the links', ['network = nat', 'network = nat\nmonitor_links = 1'], ['smooth links']],
    ['the deadtime', ['deadtime = 18', 'deadtime = 30'], ['smooth heartbeat_timing']],
    ['the heartbeat', ['keepalive = 6', 'keepalive = 3'], ['breaks both_routers']],
    [
      'the virtual router ID',
      head('virtual-router-id = 77'),
      ['breaks heartbeat_anew', 'breaks both_routers'],
    ],
    ['the heartbeat device', head('vrrp-device = eth1'), ['breaks heartbeat_anew', 'breaks both_routers']],
    ['fail-back', head('fail-back = yes'), ['breaks fail_back_on']],
    ['forwarding', head('ip-forwarding = yes'), ['smooth forwards']],
    ['rules for marks that nothing has', head('mark-rules = yes'), ['none same_as_before']],
    ['the address of a router', ['192.0.2.2', '192.0.2.3'], ['breaks both_routers']],
    ['the sync daemon', ['network = nat', 'network = nat\nsyncdaemon = 1'], ['smooth sync_daemon']],
    [
      'no partner any more',
      ['backup_active = 1', 'backup_active = 0'],
      ['breaks pair', 'breaks both_routers'],
    ],
  ])('is known for %s', (_what, replaced, expected) => {
    const found = effects([replaced]);
    expect(found.map(short)).toEqual([expected]);
  });

  it('is known for rules that give marks, and for those that go', () => {
    const marked = changed([['port = 80', 'port = 80\n     fwmark = 80']]);
    const withRules = `# lvs-console: mark-rules = yes\n${marked}`;
    const between = (before: string, after: string) =>
      effectsOf(readConfig(before), readConfig(after), here).map(short);
    expect(between(marked, withRules)).toEqual([['smooth marks_given']]);
    const ftp = (text: string) => text.replace('port = 80', 'port = 21');
    expect(between(ftp(marked), `# lvs-console: ftp-data-ports = 10000:20000\n${ftp(withRules)}`)).toEqual([
      ['smooth marks_given'],
      ['none part_of_other'],
    ]);
    expect(between(withRules, marked)).toEqual([['breaks marks_taken']]);
  });

  it('has one entry for each change, in the order of the changes', () => {
    const found = effects([
      ['keepalive = 6', 'keepalive = 3'],
      ['wlc', 'rr'],
      ['weight = 1', 'weight = 2'],
    ]);
    expect(found.map(({ difference }) => difference.keyword)).toEqual(['keepalive', 'scheduler', 'weight']);
  });

  it('is said once where several changes bring it about together', () => {
    const found = effects([
      ['198.51.100.1 eth0:1', '198.51.100.3 eth0:1'],
      ['port = 80', 'port = 81'],
    ]);
    expect(found.map(short)).toEqual([
      ['breaks service_recreated 12+3', 'breaks address_removed', 'smooth address_added'],
      ['none part_of_other'],
    ]);
  });

  it('tells that a reload does not end the sync daemon', () => {
    const on = changed([['network = nat', 'network = nat\nsyncdaemon = 1\nsyncd_id = 3']]);
    const found = effectsOf(readConfig(on), readConfig(file), here);
    expect(found.map(short)).toEqual([['smooth sync_stays'], ['none part_of_other']]);
  });

  it('does not call in place what another service begins with', () => {
    const found = effects([
      ['port = 80', 'port = 81'],
      ['wlc', 'rr'],
      ['weight = 1', 'weight = 3'],
    ]);
    expect(found.map(short)).toEqual([
      ['breaks service_recreated 12+3'],
      ['none part_of_other'],
      ['none part_of_other'],
    ]);
  });

  it('lies with the last real server when that takes the service along', () => {
    const alone = file.slice(0, file.indexOf(web2)) + file.slice(file.indexOf(web2) + web2.length);
    const without = changed([['10.0.0.11\n         active = 1', '10.0.0.11\n         active = 0']], alone);
    const found = effectsOf(readConfig(alone), readConfig(without), here);
    expect(found.map(short)).toEqual([['breaks service_removed 12+3']]);
  });

  it('is nothing on a router that stands by, whatever its table counts', () => {
    const found = effects([['10.0.0.11', '10.0.0.21']], { kind: 'standby' });
    expect(found.map(short)).toEqual([['smooth server_removed 0+0', 'smooth server_added']]);
  });

  it('is grave where nobody knows how many connections there are', () => {
    expect(effects([[web2, '']], { kind: 'unknown' }).map(short)).toEqual([
      ['breaks server_removed unknown'],
    ]);
  });

  it('counts a server that failed and rests, when that is to be taken out', () => {
    const resting = readConfig(changed([['port = 80', 'port = 80\n quiesce_server = 1']]));
    const kept = trafficOf(
      'TCP  C6336401:0050 wlc',
      '  -> 0A00000B:0050      Masq    1      12         3',
      '  -> 0A00000C:0050      Masq    0      4          1',
    );
    const found = effectsOf(resting, readConfig(file), kept);
    expect(found.map(short)).toEqual([['breaks quiesce_off 4+1']]);
  });

  it('follows from the order of two virtual servers, where only the order changed', () => {
    const direct = changed([['network = nat', 'network = direct']]);
    const one = direct.slice(direct.indexOf('virtual HTTP'), direct.indexOf('virtual idle'));
    const before = `${direct.replace(one, '')}${one}${second}`;
    const after = `${direct.replace(one, '')}${second}${one}`;
    const found = effectsOf(readConfig(before), readConfig(after), here);
    expect(found.map(short)).toEqual([['breaks both_routers']]);
  });

  it('is not claimed for a virtual server whose place another one takes', () => {
    const twin = file
      .slice(file.indexOf('virtual HTTP'), file.indexOf('virtual idle'))
      .replace('HTTP', 'twin');
    const before = file + twin.replace(web2, '');
    const after = before.replace('     active = 1', '     active = 0');
    const found = effectsOf(readConfig(before), readConfig(after), here);
    expect(found.map(short)).toEqual([['smooth service_replaced 0+0']]);
  });
});
